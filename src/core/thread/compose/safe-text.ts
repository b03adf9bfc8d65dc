import { quietAddress, withPlainHosts } from './plain-address.ts';
import { findLinks } from '../links/find-links.ts';
import type { AutoLink, PostRules } from '../posts.ts';

// Splits `@name` for the machine and not for the eye: no network reads a mention, a tag or a cashtag across it, it has no
// width, counts one character everywhere, and a search for the name still finds it.
export const UNSEEN = '\u200B';
// A capital after a dot begins a sentence; these begin with one only as part of a name: `Claude.Ai`, `Readme.Md`.
const NAME_ENDINGS = /\.(?:com|org|net|edu|gov|ai|io|dev|app|co|md|py|rs|sh|so|tv|me)$/i;

/**
 * The gate for words of the list: as they may stand in a post. Composed characters, white space folded, no control
 * characters, nothing that turns the direction of writing, addresses that show where they lead, a space after every full
 * stop that X would take for the dot of a domain, nobody mentioned and nothing tagged.
 */
export function postText(source: string, rules: PostRules): string {
  const spaced = withSpaces(plainWords(source));
  return rules.mentions ? quietWords(spaced, rules, hashtag) : spaced;
}

/** Words of the list beside the operator's own, which tag on every network: in a hook, in the words of a picture. No links. */
export const quietText = (source: string, rules: PostRules): string =>
  quietWords(withoutLinks(withSpaces(plainWords(source))), rules);

/** The label of a link; written out beside its address, it must not become a second one. */
export const labelText = (source: string, rules: PostRules): string =>
  rules.linkStyle === 'written' ? quietText(source, rules) : quietWords(plainWords(source), rules);

/** Words of the list that no network reads for names and tags: the title of a link's card. */
export function plainWords(source: string): string {
  const text = source.normalize('NFC');
  const plain = UNPLAIN.test(text)
    ? text
        .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
        .replace(/[\p{Cc}\uFEFF\uFFFE\uFFFF\p{Cs}\s]+/gu, ' ')
        .trim()
    : text;
  return plain.includes('://') ? withPlainHosts(plain) : plain;
}

const UNPLAIN =
  /[\u0000-\u001f\u007f-\u009f\ud800-\udfff\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]|[^\S ]| {2}|^ | $/u;

/** `models.In this` is two sentences; `AGENTS.md` and `claude.ai` are names and stay. */
export function withSpaces(text: string): string {
  // Few texts have a capital after a dot, and the second question is slow to make.
  if (!/\.[A-Z\u00c0-\u058f\u1e00-\u1fff]/.test(text) || !/[\p{Ll}\d)]\.\p{Lu}/u.test(text)) return text;
  const missing = findLinks(text).filter(({ start, end }) => {
    const word = text.slice(start, end);
    return /^[^/:]*[\p{Ll}\d)]\.\p{Lu}\p{Ll}*$/u.test(word) && !NAME_ENDINGS.test(word);
  });
  return insert(
    text,
    missing.map(({ start, end }) => text.lastIndexOf('.', end - 1) + 1 || start),
    ' ',
  );
}

// Before a name stands no letter of ASCII on X, and none at all on Mastodon (twitter-text, regexp/validMentionPrecedingChars).
const MENTION = /(?<![A-Za-z0-9_])(?:RT:?)?[@＠](?=[A-Za-z0-9_]|$)/gi;
// As X and Mastodon read a tag: after `½`, `/`, `_` and letters that are newer than their tables too, and with marks and
// joiners inside it (twitter-text, regexp/validHashtag; Mastodon, Tag::HASHTAG_RE).
const hashtag = (): RegExp =>
  /(?<![A-Za-z0-9])[#＃](?=[\p{L}\p{M}\p{N}\p{Pc}\u00b7\u05be\u05f3\u05f4\u0f0b\u0f0c\u200c\u200d\u3003\u301c\u309b\u309c\u30a0\u30fb\ua67e\uff5e]*[\p{L}\p{M}\p{Pc}]|$)/gu;

function quietWords(text: string, rules: PostRules, tag = (): RegExp => /[#＃]/g): string {
  if (!/[@＠#＃]/.test(text)) return text;
  const quiet = replaceLinks(text, rules);
  const links = rules.findLinks(quiet);
  const tags = /[#＃]/.test(quiet) ? quiet.matchAll(tag()) : [];
  const marks = [...quiet.matchAll(MENTION), ...tags].map(({ index, 0: mark }) => index + mark.length);
  return insert(quiet, outside(links, [...new Set(marks)].sort(ascending)), UNSEEN);
}

/** The text with its links quieted, piece by piece. */
function replaceLinks(text: string, rules: PostRules): string {
  let [quiet, at] = ['', 0];
  for (const { start, end, certain } of rules.findLinks(text)) {
    const link = text.slice(start, end);
    quiet += text.slice(at, start) + (/[@＠#＃]/.test(link) ? quietAddress(link, certain !== false) : link);
    at = end;
  }
  return quiet + text.slice(at);
}

const ascending = (one: number, other: number): number => one - other;

/** The places that no link covers; both are in ascending order. */
function outside(links: readonly AutoLink[], places: readonly number[]): readonly number[] {
  let next = 0;
  return places.filter((at) => {
    while ((links[next]?.end ?? Infinity) < at) next++;
    return at <= (links[next]?.start ?? Infinity);
  });
}

const CASHTAG = /(?<=^|\s)\$(?=([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?:$|[\s!-/:-@[-`{-~]))/g;

/** The cashtags of a text as X reads them: `$ABC`. */
export const cashtagsIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(CASHTAG), (match) => `$${match[1] ?? ''}`);

/** The text with so many cashtags at most, the first ones: X refuses a post with two. */
export function withCashtags(text: string, most: number, rules: PostRules): string {
  if (!rules.oneCashtag || !text.includes('$')) return text;
  const places = Array.from(text.matchAll(CASHTAG), ({ index }) => index + 1);
  return insert(text, places.slice(most), UNSEEN);
}

/** A text in which no network finds a link: a hook is cheap as long as it has none. */
function withoutLinks(text: string): string {
  const dots = findLinks(text).flatMap(({ start, end }) =>
    Array.from(text.slice(start, end).matchAll(/\./g), ({ index }) => start + index + 1),
  );
  return insert(text, dots, UNSEEN);
}

/** Puts `piece` into the text at ascending places. */
function insert(text: string, places: readonly number[], piece: string): string {
  return [0, ...places].map((place, index) => text.slice(place, places[index])).join(piece);
}

import { findXLinks } from '../length.ts';
import type { AutoLink, PostRules } from '../rules.ts';

// Splits `@name` for the machine and not for the eye: no network reads a mention, a tag or a cashtag across it, it has no
// width, counts one character everywhere, and a search for the name still finds it.
const UNSEEN = '\u200B';
// A capital after a dot begins a sentence; these begin with one only as part of a name: `Claude.Ai`, `Readme.Md`.
const NAME_ENDINGS = /\.(?:com|org|net|edu|gov|ai|io|dev|app|co|md|py|rs|sh|so|tv|me)$/i;

/**
 * A text from the list as it may stand in a post: composed characters, white space folded, no control characters, a space
 * after every full stop that X would take for the dot of a domain, nobody mentioned and nothing tagged.
 */
export function postText(source: string, rules: PostRules): string {
  const plain = source
    .normalize('NFC')
    .replace(/[\p{Cc}\uFEFF\uFFFE\uFFFF\p{Cs}\s]+/gu, ' ')
    .trim();
  const spaced = withSpaces(plain);
  return rules.mentions ? withoutMentions(spaced, rules.findLinks(spaced)) : spaced;
}

/** `models.In this` is two sentences; `AGENTS.md` and `claude.ai` are names and stay. */
function withSpaces(text: string): string {
  const missing = findXLinks(text).filter(({ start, end }) => {
    const word = text.slice(start, end);
    return /^[^/:]*[\p{Ll}\d)]\.\p{Lu}\p{Ll}*$/u.test(word) && !NAME_ENDINGS.test(word);
  });
  return insert(
    text,
    missing.map(({ start, end }) => text.lastIndexOf('.', end - 1) + 1 || start),
    ' ',
  );
}

const MENTION = /(?<![A-Za-z0-9_])(?:RT:?)?[@＠](?=[A-Za-z0-9_])/gi;
// As X reads a tag: behind `½`, `/` and letters that are newer than its tables too, and with marks and joiners inside it
// (twitter-text, regexp/validHashtag).
const TAG =
  /(?<![A-Za-z0-9_&])[#＃](?=[\p{L}\p{M}\p{N}_\u00b7\u05be\u05f3\u05f4\u0f0b\u0f0c\u200c\u200d\u3003\u301c\u309b\u309c\u30a0\u30fb\ua67e\uff5e]*[\p{L}\p{M}_])/gu;

function withoutMentions(text: string, links: readonly AutoLink[]): string {
  const marks = [...text.matchAll(MENTION), ...text.matchAll(TAG)].map(({ index, 0: mark }) => index + mark.length);
  const free = marks.filter((at) => !links.some(({ start, end }) => start < at && at <= end));
  return insert(
    text,
    free.sort((a, b) => a - b),
    UNSEEN,
  );
}

const CASHTAG = /(?<=^|\s)\$(?=([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?:$|[\s!-/:-@[-`{-~]))/g;

/** The cashtags of a text as X reads them: `$ABC`. */
export const cashtagsIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(CASHTAG), (match) => `$${match[1] ?? ''}`);

/** Title and summary with at most one cashtag between them: X refuses a post with two. */
export function withOneCashtag(title: string, summary: string, rules: PostRules): readonly [string, string] {
  if (!rules.oneCashtag) return [title, summary];
  const [inTitle, inSummary] = [title, summary].map((text) =>
    Array.from(text.matchAll(CASHTAG), ({ index }) => index + 1),
  );
  return [
    insert(title, inTitle?.slice(1) ?? [], UNSEEN),
    insert(summary, inSummary?.slice(inTitle?.length ? 0 : 1) ?? [], UNSEEN),
  ];
}

/** A text in which no network finds a link: for a hook, which is cheap as long as it has none. */
export function withoutLinks(text: string): string {
  const dots = findXLinks(text).flatMap(({ start, end }) =>
    Array.from(text.slice(start, end).matchAll(/\./g), ({ index }) => start + index + 1),
  );
  return insert(text, dots, UNSEEN);
}

/** Puts `piece` into the text at ascending places. */
function insert(text: string, places: readonly number[], piece: string): string {
  return [0, ...places].map((place, index) => text.slice(place, places[index])).join(piece);
}

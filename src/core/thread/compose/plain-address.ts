import { findLinks } from '../links/find-links.ts';

// In words a bracket or a quotation mark ends an address.
const AUTHORITY = /(https?:\/\/)(?!https?:\/\/)([^\s/?#\\<>"'()[\]]*)/gi;

/** A text whose addresses show the host that they lead to: without user parts, and with hosts of mixed scripts in ASCII. */
export const withPlainHosts = (text: string): string =>
  text.replace(AUTHORITY, (_, scheme: string, authority: string) => scheme + plainAuthority(authority));

/**
 * An address that shows where it leads: no user part, no host in mixed scripts, nothing that writes backwards or is not
 * seen; and, where a backslash would end its host in a browser, a slash.
 */
export const plainAddress = (url: string): string =>
  /^https?:\/\/[a-z0-9.-]+(?:\/[\w./~-]*)?$/.test(url) ? url : safeAddress(url);

const safeAddress = (url: string): string =>
  url
    .toWellFormed()
    .replace(/^[^?#]*/, (path) => path.replaceAll('\\', '/'))
    .replace(/^(https?:\/\/)([^/?#]*)/i, (_, scheme: string, authority: string) => scheme + plainAuthority(authority))
    .replace(/[^\x21-\x7e]/gu, (sign) => (/[\p{Cf}\p{Cc}]/u.test(sign) ? encodeURIComponent(sign) : sign));

/** Whether an address is plain as it stands: what a list should hold. */
export const isPlainAddress = (url: string): boolean => plainAddress(url) === url;

function plainAuthority(authority: string): string {
  const own = authority.slice(authority.lastIndexOf('@') + 1);
  return isOneScript(own) ? own : asciiHost(own);
}

/** ASCII, or all of it in one script, top-level domain included, as browsers ask of a host before they show it. */
function isOneScript(host: string): boolean {
  if (/^[\x20-\x7e]*$/.test(host)) return true;
  if (host.normalize('NFKC') !== host || !/^[\p{L}\p{M}\p{N}.:-]*$/u.test(host)) return false;
  const letters = host.replace(/[^\p{L}]/gu, '');
  return SCRIPTS.some((script) => new RegExp(`^[${script}]*$`, 'u').test(letters));
}

// Japanese, Chinese and Korean are written in several scripts at once.
const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}ー';
const ALONE = ['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Devanagari', 'Bengali', 'Tamil', 'Thai', 'Georgian'];
const SCRIPTS = [CJK, ...ALONE.map((name) => `\\p{Script=${name}}`)];

/** The host as it is asked of the DNS; a text that is no host stays. */
function asciiHost(host: string): string {
  const address = `https://${host}`;
  return URL.canParse(address) ? new URL(address).host : host;
}

/** The host that an address leads to, in ASCII and without `www.`; empty where it is none. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : '');

/** Whether a label names a host other than the one that the address leads to: `https://bank.example/` over another. */
export function namesOtherHost(label: string, url: string): boolean {
  if (/^[\w /-]*$/.test(label)) return false;
  const seen = label
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{DI}]/gu, '')
    .replaceAll('。', '.');
  // With a scheme before it a host of any script is found: `банк.рф`.
  const parts = seen.split(/[\s/:()<>[\]"'“”]+/).filter((part) => /^[^@]+\.[^@]+$/.test(part));
  const words = [...linksIn(seen), ...parts.flatMap((part) => linksIn(`http://${part}`))];
  const addresses = seen.match(/https?:\/\/[^\s<>"]+/gi) ?? [];
  return [...words, ...addresses]
    .map((word) => hostOf(/^https?:\/\//i.test(word) ? word : `http://${word}`))
    .some((host) => host !== '' && host !== hostOf(url));
}

const linksIn = (text: string): readonly string[] =>
  findLinks(text).flatMap(({ start, end, certain }) => (certain ? [text.slice(start, end)] : []));

/**
 * An address that mentions nobody and tags nothing: Mastodon looks for names and tags inside of addresses too
 * (Account::MENTION_RE, Tag::HASHTAG_RE). `isLinked`: the network is known to link it; if not, its words are words to it.
 */
export function quietAddress(url: string, isLinked = true): string {
  const mentions = isLinked ? /(?<![=/\p{L}\p{M}\p{N}_])[@＠]/gu : /[@＠]/g;
  const [path = '', ...fragment] = url.replace(mentions, encodeURIComponent).split('#');
  const stem = path.replaceAll('＃', encodeURIComponent);
  if (fragment.length === 0 || !isLinked) return stem;
  return `${withQuietEnd(stem)}#${fragment.join('%23').replaceAll('＃', encodeURIComponent)}`;
}

/** What stands before a fragment: after a letter or a slash its `#` tags nothing, and any other sign may be written as a code. */
function withQuietEnd(stem: string): string {
  const last = Array.from(stem.slice(-2)).at(-1) ?? '';
  if (/^[/A-Za-z0-9]$/.test(last)) return stem;
  const rest = stem.slice(0, stem.length - last.length);
  // An empty query is none.
  return last === '?' ? withQuietEnd(rest) : rest + escaped(last);
}

const escaped = (sign: string): string =>
  /^[\x21-\x7e]$/.test(sign)
    ? `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
    : encodeURIComponent(sign.toWellFormed());

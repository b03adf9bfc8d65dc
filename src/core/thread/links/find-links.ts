import { toASCII } from 'punycode/';
import { domainRuns, topLevelEnd, type DomainRun } from './domains.ts';
import type { AutoLink } from '../posts.ts';

/** A link as a network finds it in plain text. `certain` is false where it hangs on a top-level domain we do not know. */
export interface FoundLink extends AutoLink {
  readonly certain: boolean;
}

// twitter-text 3.1: the parts of a URL behind its domain, with parentheses that close, nested once.
const LATIN =
  '\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F\\u0253\\u0254\\u0256\\u0257\\u0259\\u025B\\u0263\\u0268\\u026F\\u0272\\u0289\\u028B\\u02BB\\u0300-\\u036F\\u1E00-\\u1EFF' +
  // Those that the reference takes as the other case of one of these. To ignore case itself makes an expression slow to make.
  '\\u0260\\u0269\\u0275\\u0280\\u0283\\u0288\\u028A\\u028C\\u0292\\u0399\\u03B9\\u1FBE\\u2C65\\u2C66\\u2C7E\\u2C7F\\uA7DC';
const CYRILLIC = '\\u0400-\\u04FF\\u1C80-\\u1C87';
const GENERAL = `[A-Za-z${CYRILLIC}0-9!*';:=+,.$/%#\\[\\]\\-\\u2013_~@|&${LATIN}]`;
const BALANCED = `\\((?:${GENERAL}+|${GENERAL}*\\(${GENERAL}+\\)${GENERAL}*)\\)`;
const ENDING = `(?:[+\\-A-Za-z${CYRILLIC}0-9=_#/${LATIN}]|${BALANCED})`;
const PATH = `/(?:${GENERAL}*(?:${BALANCED}${GENERAL}*)*${ENDING}|@${GENERAL}+/)*`;
const QUERY = "\\?[A-Za-z0-9!?*'@();:&=+$/%#\\[\\]\\-_.,~|]*[A-Za-z0-9\\-_&=#/]";
const TAIL = new RegExp(`(?::[0-9]+)?(${PATH})?(?:${QUERY})?`, 'y');
const ASCII_CHAIN = new RegExp(`(?:[-A-Za-z0-9${LATIN}]+\\.)+`, 'g');
const SHORT_LINK = /^https?:\/\/t\.co\/([a-z0-9]+)(?:\?[a-z0-9!?*'@();:&=+$/%#[\]\-_.,~|]*[a-z0-9\-_&=#/])?/i;
const UNKNOWN_HOST = /^[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*\.[a-z]{2,}(?![.\w-])/i;
const MAX_URL = 4096;
const MAX_LABEL = 63;
// An encoded label is no shorter than it has signs, of two units at most.
const LONGEST_WRITTEN = 2 * MAX_LABEL;
const MAX_SHORT_LINK = 40;

/**
 * Every link that some network would make of the text by itself, in order: URLs, and words like `README.md` that are a
 * domain with a known top-level domain. Linear in the text. Follows twitter-text 3.1, the reference of the one that links most.
 */
export const findLinks = (text: string): readonly FoundLink[] => find(text, true);

/** Every range of the text that starts with `http://` or `https://` and that a network would link. */
export const findUrls = (text: string): readonly FoundLink[] => find(text, false);

/** The length of a text in which every link counts `linkLength`; one that is not certain at least what it has. */
export function measureAround(
  text: string,
  links: readonly AutoLink[],
  measure: (text: string) => number,
  linkLength: number,
): number {
  let length = 0;
  let from = 0;
  for (const { start, end, certain } of links) {
    length += measure(text.slice(from, start));
    length += certain === false ? Math.max(linkLength, measure(text.slice(start, end))) : linkLength;
    from = end;
  }
  return length + measure(text.slice(from));
}

function find(text: string, bare: boolean): readonly FoundLink[] {
  const found: FoundLink[] = [];
  let done = 0;
  for (const run of domainRuns(text)) {
    const protocol = protocolBefore(text, run.start);
    if (protocol >= 0 && mayStart(text, protocol, done)) {
      const link = written(text, protocol, run);
      if (link) {
        if (link.end > link.start) found.push(link);
        done = Math.max(done, link.stop);
      }
    }
    if (bare && run.holdsDomain) done = bareLinks(text, run, done, found);
  }
  return found;
}

/** Adds the words of one run that are links without a scheme. Says where to go on. */
function bareLinks(text: string, run: DomainRun, from: number, found: FoundLink[]): number {
  let done = from;
  for (const start of starts(run, done)) {
    if (!mayStart(text, start, done)) continue;
    const domainEnd = run.domainEnd(start);
    if (domainEnd < 0) continue;
    const { end, path } = tail(text, domainEnd);
    done = end;
    const domain = text.slice(start, domainEnd);
    if (!soundDomain(domain) || end - start > MAX_URL || /[-_./]/.test(text.charAt(start - 1))) continue;
    const parts = asciiDomains(domain).map((part) => ({
      start: start + part.start,
      end: start + part.end,
      certain: true,
    }));
    found.push(...parts.map((part) => (path && part.end === domainEnd ? { ...part, end } : part)));
  }
  return done;
}

/** Where a link may begin inside a run. The reference tries the second character of a text before its first. */
function* starts(run: DomainRun, done: number): Generator<number> {
  if (run.start === 0 && done === 0) yield* [1, 0];
  for (let start = Math.max(run.start, done); start < run.end; start++) if (start > 1 || run.start > 0) yield start;
}

/** Whether what stands before allows a link, and is not part of one already. */
const mayStart = (text: string, start: number, done: number): boolean =>
  start === 0 ? done === 0 : start > done && !/[A-Za-z0-9@＠$#＃\uFFFE\uFEFF\uFFFF]/.test(text.charAt(start - 1));

function protocolBefore(text: string, at: number): number {
  const protocol = /https?:\/\/$/i.exec(text.slice(Math.max(0, at - 8), at));
  return protocol ? at - protocol[0].length : -1;
}

/** The link with a protocol that begins at `start`; empty where the reference passes over it. `stop`: where to go on. */
function written(text: string, start: number, run: DomainRun): (FoundLink & { readonly stop: number }) | undefined {
  const domainEnd = run.domainEnd(run.start);
  if (domainEnd < 0) return unknownHost(text, start, run);
  const stop = tail(text, domainEnd).end;
  const url = text.slice(start, stop);
  const short = SHORT_LINK.exec(url);
  if (
    !soundDomain(text.slice(run.start, domainEnd)) ||
    url.length + 8 > MAX_URL ||
    (short?.[1]?.length ?? 0) > MAX_SHORT_LINK
  )
    return { start, end: start, stop, certain: true };
  return { start, end: short ? start + short[0].length : stop, stop, certain: true };
}

/** `https://example.newtld/…`: the network may know a top-level domain that we do not. */
function unknownHost(text: string, start: number, run: DomainRun) {
  const host = UNKNOWN_HOST.exec(text.slice(run.start, run.end));
  const hostEnd = run.start + (host?.[0].length ?? 0);
  if (!host || text.startsWith('://', hostEnd)) return undefined;
  if (topLevelEnd(text, run.start + host[0].lastIndexOf('.') + 1) >= 0) return undefined;
  const { end } = tail(text, hostEnd);
  return { start, end, stop: end, certain: false };
}

function tail(text: string, at: number): { readonly end: number; readonly path: boolean } {
  TAIL.lastIndex = at;
  const match = TAIL.exec(text);
  return { end: at + (match?.[0].length ?? 0), path: match?.[1] !== undefined };
}

/** A label has 1 to 63 characters once it is encoded for the DNS (RFC 3490). */
const soundDomain = (domain: string): boolean =>
  (!domain.startsWith('xn--') || asciiDomains(domain).length > 0) &&
  domain
    .split('.')
    .every((label) => label.length > 0 && label.length <= LONGEST_WRITTEN && toASCII(label).length <= MAX_LABEL);

/** The parts of a bare domain that stand in Latin letters: of `模型foo.com` only `foo.com` is linked. */
function asciiDomains(domain: string): readonly AutoLink[] {
  const found: AutoLink[] = [];
  ASCII_CHAIN.lastIndex = 0;
  for (let chain = ASCII_CHAIN.exec(domain); chain; chain = ASCII_CHAIN.exec(domain)) {
    const end = longestEnd(domain, chain.index, ASCII_CHAIN.lastIndex);
    if (end < 0) continue;
    found.push({ start: chain.index, end });
    ASCII_CHAIN.lastIndex = end;
  }
  return found;
}

function longestEnd(domain: string, start: number, chainEnd: number): number {
  for (let at = chainEnd; at > start; at = domain.lastIndexOf('.', at - 2) + 1) {
    const end = topLevelEnd(domain, at);
    if (end >= 0) return end;
  }
  return -1;
}

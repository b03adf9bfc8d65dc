import { anchor, bare, endOfRun } from './bare-link.ts';
import { cleanLabel, hasStrayBracket, nameBefore } from './label.ts';
import { LONGEST_ADDRESS, readAddress } from './url.ts';
import type { Address } from './url.ts';

/** A link as it stands in markdown, sound or damaged. */
export interface WrittenLink {
  /** Visible text, without marks and stray brackets. */
  readonly label: string;
  readonly address: Address;
  /** As markdown would read it; otherwise one of the ways in which hands get it wrong. */
  readonly form: 'markdown' | 'damaged' | 'bare';
  /** Where it stands in the text that was searched. */
  readonly start: number;
  readonly end: number;
}

/** Targets of reference links by their label, in lower case. */
export type Definitions = ReadonlyMap<string, string>;

// Whatever begins a link: a label in brackets, an HTML anchor, an address.
const NEXT = /\[|<a\s|<https?:\/\/|https?:\/\/|www\.(?=\S)/gi;
const LONGEST_LABEL = 300;
// What may slip in between a label and its address.
const GAP = /^\]?[\s\u200b]{0,3}:?[\s\u200b]{0,3}(?:\\(?=\())?/;

/**
 * Finds every link in a piece of markdown, in the forms that markdown knows and those that hands produce:
 * `[Paper] (url)`, `[Paper][url]`, `[Paper]((url)`, `Github(url)`, `[Paper](url`, `[Paper]: url`, `<a href="url">`, a bare url.
 */
export function findWrittenLinks(text: string, definitions: Definitions): readonly WrittenLink[] {
  const links: WrittenLink[] = [];
  let at = 0;
  let free = 0;
  let depth = 0;
  for (;;) {
    NEXT.lastIndex = at;
    const next = NEXT.exec(text);
    if (next === null) return links;
    const link = readLink(text, next.index, next[0].toLowerCase(), free, definitions);
    if (link) {
      depth = Math.max(0, depth + leftOpen(text.slice(free, link.start)));
      if (!isEcho(text, links.at(-1), link)) links.push(depth === 0 ? withStrayClose(text, link) : link);
      free = link.end;
    }
    at = Math.max(free, next.index + 1);
  }
}

/** How many parentheses a piece of text leaves open; negative where it closes more than it opens. */
const leftOpen = (text: string): number => text.split('(').length - text.split(')').length;

/** `[Paper](url))`: a parenthesis that closes nothing. */
const withStrayClose = (text: string, link: WrittenLink): WrittenLink =>
  link.form === 'markdown' && text[link.end] === ')' ? { ...link, form: 'damaged' } : link;

/** `[Paper](url)](url)`: the same address once more, with no word of its own. */
function isEcho(text: string, before: WrittenLink | undefined, link: WrittenLink): boolean {
  if (!before || link.form === 'markdown' || !('url' in link.address) || !('url' in before.address)) return false;
  return link.address.url === before.address.url && /^[\s\])([]*$/.test(text.slice(before.end, link.start));
}

function readLink(
  text: string,
  at: number,
  begin: string,
  from: number,
  definitions: Definitions,
): WrittenLink | undefined {
  if (text[at - 1] === '\\' && begin === '[') return undefined;
  if (begin === '[') return bracketed(text, at, definitions);
  if (begin === '<a ' || begin.startsWith('<a')) return anchor(text, at);
  return bare(text, at, from);
}

function bracketed(text: string, at: number, definitions: Definitions): WrittenLink | undefined {
  const isImage = text[at - 1] === '!';
  const close = closing(text, at, '[', ']', LONGEST_LABEL);
  const inner = text.slice(at + 1, close);
  if (close === undefined || /^[^[\]]*\(https?:\/\//i.test(inner)) return halfBracketed(text, at);
  const link = targetAfter(text, at, close, inner, definitions);
  if (link && isImage) return { ...link, label: '', address: { status: 'not http' } };
  return link;
}

/** What follows `[label]`. */
function targetAfter(
  text: string,
  at: number,
  close: number,
  inner: string,
  definitions: Definitions,
): WrittenLink | undefined {
  const gap = GAP.exec(text.slice(close + 1, close + 11))?.[0].length ?? 0;
  const after = close + 1 + gap;
  const label = nameBefore(text, at, cleanLabel(inner));
  const doubled = /^\(+(?=\(\s?https?:)/i.exec(text.slice(after, after + 20))?.[0].length ?? 0;
  if (text[after] === '(')
    return parenthesised(text, at, after + doubled, label, gap + doubled === 0 && !hasStrayBracket(inner));
  if (text[after] === '[' && gap < 2) return inBrackets(text, at, after, label, definitions);
  const found = /^(?:<(https?:\/\/[^\s<>|]+)>|\{(https?:\/\/[^\s<>|}]+)\}|[<{]?(https?:\/\/[^\s<>|,}]+)[>}]?)/i.exec(
    text.slice(after, after + LONGEST_ADDRESS),
  );
  if (found) {
    const end = found[0].length < LONGEST_ADDRESS ? after + found[0].length : endOfRun(text, after);
    return { label, address: readAddress(found[0]), form: 'damaged', start: at, end };
  }
  const defined = definitions.get(inner.trim().toLowerCase());
  if (defined === undefined) return undefined;
  return { label, address: readAddress(defined), form: 'markdown', start: at, end: close + 1 };
}

function parenthesised(text: string, at: number, open: number, label: string, tight: boolean): WrittenLink {
  const rest = text.slice(open, open + LONGEST_ADDRESS + 2);
  const close = closing(rest, 0, '(', ')', rest.length) ?? -1;
  const inner = close < 0 ? '' : rest.slice(1, close);
  // An address that runs into the next link has lost its closing parenthesis.
  const broken = close < 0 || /\]\s*\(|(?:[,;|·•]|\s)\s*\[/.test(inner);
  const end = broken ? brokenEnd(rest) : close;
  const written = rest.slice(1, end);
  const address = readAddress(written);
  const sound = tight && !broken && address.status === 'sound';
  if (address.status === 'too long') return { label, address, form: 'damaged', start: at, end: endOfRun(text, open) };
  const echo = broken ? (/^\]\s*\([^()\s]*\)?/.exec(rest.slice(end))?.[0].length ?? 0) : 0;
  const span = broken && rest[end] !== ')' ? end + echo : end + 1;
  return { label, address, form: sound ? 'markdown' : 'damaged', start: at, end: open + Math.max(span, 1) };
}

/** Where an address without a matching parenthesis ends: at the next closing one, at a comma before a label, at the end. */
function brokenEnd(rest: string): number {
  const stop = /\)|[,;|·•\s]+(?:\[|<a\s|\p{L}[\p{L} /]{0,30}\]\s*\()|\[[^[\]]{0,40}\]\s*\(|\s*\||\]\s*\(/iu.exec(
    rest.slice(1),
  );
  return stop ? stop.index + 1 : rest.length;
}

function inBrackets(
  text: string,
  at: number,
  open: number,
  label: string,
  definitions: Definitions,
): WrittenLink | undefined {
  const close = closing(text, open, '[', ']', LONGEST_ADDRESS);
  if (close === undefined) return undefined;
  const inner = text.slice(open + 1, close);
  const defined = definitions.get((inner.trim() || label).toLowerCase());
  if (defined !== undefined) {
    return { label, address: readAddress(defined), form: 'markdown', start: at, end: close + 1 };
  }
  const address = readAddress(inner);
  if (address.status !== 'sound' && address.status !== 'repaired') return undefined;
  return { label, address, form: 'damaged', start: at, end: close + 1 };
}

/** `[Paper(url)`: the label was never closed. */
function halfBracketed(text: string, at: number): WrittenLink | undefined {
  const found = /^\[([^[\](){}|\n]{1,80})\((https?:\/\/[^\s()|]+)\)?/i.exec(text.slice(at, at + LONGEST_ADDRESS));
  if (!found) return undefined;
  return {
    label: cleanLabel(found[1] ?? ''),
    address: readAddress(found[2] ?? ''),
    form: 'damaged',
    start: at,
    end: at + found[0].length,
  };
}

/** The index of the mark that closes the one at `open`, counting nested ones; undefined where there is none near. */
function closing(text: string, open: number, opener: string, closer: string, longest: number): number | undefined {
  let depth = 0;
  const end = Math.min(text.length, open + longest);
  for (let index = open; index < end; index++) {
    const char = text[index];
    if (char === '\\') index += 1;
    else if (char === opener) depth += 1;
    else if (char === closer && --depth === 0) return index;
  }
  return undefined;
}

import { readAddress } from './url.ts';
import type { Address } from './url.ts';
import { plainText } from '../plain-text.ts';

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
const LONGEST_ADDRESS = 1_000;
const LONGEST_TAG = 600;

/**
 * Finds every link in a piece of markdown, in the forms that markdown knows and those that hands produce:
 * `[Paper] (url)`, `[Paper][url]`, `[Paper]((url)`, `Github(url)`, `[Paper](url`, `[Paper]: url`, `<a href="url">`, a bare url.
 */
export function findWrittenLinks(text: string, definitions: Definitions): readonly WrittenLink[] {
  const links: WrittenLink[] = [];
  let at = 0;
  for (;;) {
    NEXT.lastIndex = at;
    const next = NEXT.exec(text);
    if (next === null) return links;
    const link = readLink(text, next.index, next[0].toLowerCase(), at, definitions);
    if (link) links.push(link);
    at = Math.max(link?.end ?? 0, next.index + 1);
  }
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
  if (close === undefined) return halfBracketed(text, at);
  const inner = text.slice(at + 1, close);
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
  const gap = /^[\s\u200b]{0,3}:?[\s\u200b]{0,3}/.exec(text.slice(close + 1, close + 9))?.[0].length ?? 0;
  const after = close + 1 + gap;
  const label = nameBefore(text, at, cleanLabel(inner));
  if (text[after] === '(') return parenthesised(text, at, after, label, gap === 0);
  if (text[after] === '[' && gap < 2) return inBrackets(text, at, after, label, definitions);
  const found = /^<?(https?:\/\/[^\s<>|,]+)>?/i.exec(text.slice(after, after + LONGEST_ADDRESS));
  if (found) {
    return { label, address: readAddress(found[0]), form: 'damaged', start: at, end: after + found[0].length };
  }
  const defined = definitions.get(inner.trim().toLowerCase());
  if (defined === undefined) return undefined;
  return { label, address: readAddress(defined), form: 'markdown', start: at, end: close + 1 };
}

function parenthesised(text: string, at: number, open: number, label: string, tight: boolean): WrittenLink {
  const rest = text.slice(open, open + LONGEST_ADDRESS);
  const close = closing(rest, 0, '(', ')', LONGEST_ADDRESS) ?? -1;
  const inner = close < 0 ? '' : rest.slice(1, close);
  // An address that runs into the next link has lost its closing parenthesis.
  const broken = close < 0 || /\]\s*\(|[,|]\s*\[/.test(inner);
  const end = broken ? brokenEnd(rest) : close;
  const written = rest.slice(1, end);
  const address = readAddress(written);
  const sound = tight && !broken && address.status === 'sound';
  const span = broken && rest[end] !== ')' ? end : end + 1;
  return { label, address, form: sound ? 'markdown' : 'damaged', start: at, end: open + Math.max(span, 1) };
}

/** Where an address without a matching parenthesis ends: at the next closing one, at a comma before a label, at the end. */
function brokenEnd(rest: string): number {
  const stop = /\)|[,|\s]+\[|\s*\|/.exec(rest.slice(1));
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

function anchor(text: string, at: number): WrittenLink | undefined {
  const rest = text.slice(at, at + LONGEST_TAG);
  const found = /^<a\s[^>]{0,200}?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))[^>]*>([^<]{0,300})(?:<\/a>)?/i.exec(
    rest,
  );
  if (!found) return undefined;
  const written = found[1] ?? found[2] ?? found[3] ?? '';
  const label = cleanLabel(found[4] ?? '');
  return { label, address: readAddress(written), form: 'markdown', start: at, end: at + found[0].length };
}

/** `Github(url)`, `Paper](url)`, `Paper: url`, `<url>`, `url`. The label may be what stands before, else it is the host. */
function bare(text: string, at: number, from: number): WrittenLink | undefined {
  const rest = text.slice(at, at + LONGEST_ADDRESS);
  const found = /^<?((?:https?:\/\/|www\.)[^\s<>|"`]+)>?/i.exec(rest);
  const written = found?.[1]?.replace(/(?:[,;)\]]+\[.*|[.,;:!?*]+)$/s, '');
  if (!found || written === undefined) return undefined;
  const address = readAddress(written);
  if (address.status !== 'sound' && address.status !== 'repaired') return undefined;
  const angled = found[0].startsWith('<') && found[0].endsWith('>');
  const inside = angled ? found[0].length : found[0].indexOf(address.url) + address.url.length;
  let end = at + (address.status === 'sound' && inside > 0 ? inside : angled ? found[0].length : written.length);
  const before = /(?:^|[\s,;|(])\[?([\p{L}\p{N}][\p{L}\p{N} /_-]{0,40})(\]?\(|:\s{0,2})$/u.exec(
    text.slice(Math.max(from, at - 60), at),
  );
  if (!before) return { label: new URL(address.url).hostname, address, form: 'bare', start: at, end };
  const opened = before[2]?.endsWith('(') ?? false;
  if (opened && text[end] === ')') end += 1;
  const name = before[1] ?? '';
  const label = opened ? (name.split(/\s+/).at(-1) ?? name) : name;
  const start = at - (before[2]?.length ?? 0) - label.length;
  return { label, address, form: 'damaged', start, end };
}

/** `Paper: [link](url)`: a label that says nothing gives way to the word before it. */
function nameBefore(text: string, at: number, label: string): string {
  if (!/^(?:link|here|url)?$/i.test(label)) return label;
  return /(?:^|[\s,;|(])(\p{L}[\p{L}\p{N} ]{1,30}):\s*$/u.exec(text.slice(Math.max(0, at - 40), at))?.[1] ?? label;
}

/** A label as a reader sees it, without the brackets and commas that slipped in. */
function cleanLabel(inner: string): string {
  const plain = plainText(inner.replace(/^\[+/, ''));
  let label = plain.replace(/^[\s,;:)\]([]+/, '').replace(/[\s,;:([]+$/, '');
  if (!label.includes('(')) label = label.replace(/[\s)\]]+$/, '');
  return label;
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

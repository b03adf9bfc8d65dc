import { KINDS } from './label.ts';
import { findWrittenLinks } from './links.ts';
import type { Definitions, WrittenLink } from './links.ts';
import { cellFrom } from './rows.ts';
import type { Cell } from './rows.ts';

/** Words with the links that stood behind them. */
export interface WordsAndLinks extends Cell {
  readonly links: readonly WrittenLink[];
}

// What may stand between the links at an entry's end: separators, and words that announce links.
const BETWEEN =
  /^(?:[\s,;|·•●/&()[\]{}.*_:+\-–—→↗👉🔗📄💻\u200b]|<br\s*\/?>|\b(?:and|links?|read|more|see|sources?|und|et|y)\b)*$/iu;
const LONGEST_GAP = 80;
const SET_APART = /(?:[.!?:;,|·•●(/[\-–—→*_}\]。！？：；，、）】]|<br\s*\/?>|^)[\s(（]*$/i;

/** Takes the links off the end of an entry that has no column for them; with none there, its inner links count. */
export function withTrailingLinks(cell: Cell, definitions: Definitions): WordsAndLinks {
  const { source } = cell;
  const links = withoutTitleForName(source, findWrittenLinks(source, definitions));
  if (links.length === 0) return withUnwrittenLink(cell);
  const first = firstTrailing(source, links);
  const cut = links[first]?.start ?? source.length;
  const hasWords = isWordy(source.slice(0, cut));
  if (first === links.length || !hasWords) return { source, runs: cell.runs, links };
  const words = source
    .slice(0, cut)
    .replace(
      /(?:[\s,;|·•●(/[\-–—→]|<br\s*\/?>|(?<![\p{L}\p{N}]\s)\*{0,2}\b(?:links?|read more|see|source)\*{0,2}:\*{0,2}|(?<![\p{L}\p{N}*])\*\*(?=$))+$/iu,
      '',
    );
  return { ...cellFrom(words), links: [...links.slice(first), ...links.slice(0, first)] };
}

const isWordy = (before: string): boolean => /[\p{L}\p{N}]/u.test(before.replace(/^[\s*_]*\d+[).\s]*/, ''));

/** `1. Title: https://…`: words that are all there is are no name of the address behind them. */
function withoutTitleForName(source: string, [link, ...others]: readonly WrittenLink[]): readonly WrittenLink[] {
  if (!link) return [];
  const isTitle = link.form === 'bare' && !isWordy(source.slice(0, link.start)) && !KINDS.test(link.label);
  const at = isTitle && 'url' in link.address ? source.indexOf('http', link.start) : -1;
  if (at <= link.start || !('url' in link.address)) return [link, ...others];
  return [{ ...link, label: new URL(link.address.url).hostname, start: at }, ...others];
}

/** `**Title** - summary (link)`: a link that is still to be made. */
function withUnwrittenLink({ source, runs }: Cell): WordsAndLinks {
  const found = /(?<=\S\s)(?:\[([^[\]()]{1,40})\]|\(([^[\]()]{1,40})\))[\s.,]*$/.exec(source);
  const label = found?.[1] ?? found?.[2] ?? '';
  if (!found || !KINDS.test(label)) return { source, runs, links: [] };
  return {
    ...cellFrom(source.slice(0, found.index).trim()),
    links: [unwrittenLink(label, found.index, source.length)],
  };
}

/** A name without an address. */
export const unwrittenLink = (label: string, start: number, end: number): WrittenLink => ({
  label,
  address: { status: 'empty' },
  form: 'damaged',
  start,
  end,
});

/**
 * Moves links that stand in brackets behind a title, or in front of it, to the end:
 * `**Title** ([Paper](url), [Code](url)): summary`, `[Paper](url) **Title** - summary`.
 */
export function withoutLinkGroup(cell: Cell, definitions: Definitions): Cell {
  const { source } = cell;
  const links = findWrittenLinks(source, definitions);
  const first = links.findIndex(({ label }) => KINDS.test(label));
  if (first === -1) return cell;
  let last = first;
  for (let next = links[last + 1]; next; next = links[last + 1]) {
    if (!KINDS.test(next.label) || !BETWEEN.test(source.slice(links[last]?.end, next.start))) break;
    last += 1;
  }
  const [start, end] = [links[first]?.start ?? 0, links[last]?.end ?? 0];
  const [before, behind] = [source.slice(0, start), source.slice(end)];
  const isFront = /^[\s\d.)]*$/.test(before) && /[\p{L}\p{N}]/u.test(behind);
  const isGroup = /\*\*\s*[([]\s*$|\]\([^()\s]*\)\*{0,2}\s*[([]\s*$/.test(before) && /^\s*[)\]]/.test(behind);
  if (!isFront && !isGroup) return cell;
  const rest = isFront
    ? `${before}${behind.trimStart()}`
    : before.replace(/[([]\s*$/, '') + behind.replace(/^\s*[)\]]/, '');
  return cellFrom(`${rest.trim()} ${source.slice(start, end)}`);
}

/** The first of the links with nothing but separators between them and the end. */
function firstTrailing(source: string, links: readonly WrittenLink[]): number {
  let end = source.length;
  let first = links.length;
  for (let index = links.length - 1; index >= 0; index--) {
    const link = links[index];
    const gap = source.slice(link?.end ?? 0, end);
    if (!link || gap.length > LONGEST_GAP || !BETWEEN.test(gap)) break;
    end = link.start;
    first = index;
  }
  while (first < links.length && !standsApart(source, links[first])) first += 1;
  return first;
}

const standsApart = (source: string, link: WrittenLink | undefined): boolean =>
  link !== undefined &&
  (KINDS.test(link.label) ||
    link.form === 'bare' ||
    SET_APART.test(source.slice(Math.max(0, link.start - 20), link.start)));

import { KINDS } from './label.ts';
import { findWrittenLinks } from './links.ts';
import type { Definitions, WrittenLink } from './links.ts';
import { cellFrom } from './table.ts';
import type { Cell } from './table.ts';

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
  const links = findWrittenLinks(source, definitions);
  const first = firstTrailing(source, links);
  const cut = links[first]?.start ?? source.length;
  const hasWords = /[\p{L}\p{N}]/u.test(source.slice(0, cut).replace(/^[\s*_]*\d+[).\s]*/, ''));
  if (first === links.length || !hasWords) return { source, runs: cell.runs, links };
  const words = source
    .slice(0, cut)
    .replace(/(?:[\s,;|·•●(/[\-–—→]|<br\s*\/?>|\b(?:links?|read more|see|source):)+$/iu, '');
  return { ...cellFrom(words), links: [...links.slice(first), ...links.slice(0, first)] };
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

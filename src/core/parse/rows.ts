import type { TableCell, TableRow } from 'mdast';
import { toRuns } from './inline.ts';
import type { Run } from './inline.ts';
import { findWrittenLinks } from './links.ts';
import { parseInline, rangeOf } from './markdown.ts';
import { lonelyRank, takeRank } from './title.ts';

/** A row's cell: its source, and its words (parsed only when they are asked for). */
export interface Cell {
  readonly source: string;
  readonly runs: () => readonly Run[];
}

/** A row before its columns are known. */
export interface Row {
  readonly cells: readonly Cell[];
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/** A row of a parsed table. */
export function rowOf(row: TableRow, text: string): Row {
  const { start, end } = rangeOf(row);
  const cells = row.children.map((cell) => cellOf(cell, text));
  const from = text.lastIndexOf('\n', start - 1) + 1;
  return { cells, source: text.slice(start, end), line: (row.position?.start.line ?? 1) - 1, column: start - from + 1 };
}

function cellOf(cell: TableCell, text: string): Cell {
  const { start, end } = rangeOf(cell);
  const source = text
    .slice(start, end)
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .trim();
  return closeBold(source) === source ? { source, runs: () => toRuns(cell.children) } : cellFrom(source);
}

/** A cell of words that were not parsed with the rest. */
export const cellFrom = (source: string): Cell => ({
  source,
  runs: () => toRuns(parseInline(closeBold(source))),
});

/** Bold words in front as they are meant, where markdown would read other ones. */
const closeBold = (source: string): string => source.replace(PADDED, '$1$2$3').replace(STARRED, escapeStars);

// `**Title ** - s`, `** Title** - s`: marks with a blank inside are none to markdown, or go with a star further on.
const PADDED =
  /^([^*\p{L}]{0,12}\*\*)(?!\*)\s*((?:[^*\s]|\s+(?![\s*])|(?<=[\p{L}\p{N}])\*(?![\p{L}\p{N}*]))+)\s*(\*\*)(?=[\s:–—-]|$)/u;
// `**Beyond A*: Planning**`: a star that a bold title's word ends with would end its bold words to markdown.
const STARRED =
  /^([^*]{0,12}\*{2,4})(?!\*)((?:[^*]|(?<=[\p{L}\p{N}])\*(?![\p{L}\p{N}*]))*(?<=[\p{L}\p{N}])\*(?![\p{L}\p{N}*])[^*]*(?<=[^\s*]))(?=\*\*(?![\p{L}\p{N}]))/u;

const escapeStars = (_: string, start: string, title: string): string => start + title.replaceAll('*', '\\*');

/** Splits a line at its pipes, as a table would. */
export function rowFrom(line: string, number: number): Row {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  const cells = inner.split(/(?<!\\)\|/).map((source) => cellFrom(source.trim()));
  return { cells, source: line.trim(), line: number, column: line.search(/\S|$/) + 1 };
}

const isBlank = (cell: Cell | undefined): boolean => cell?.source === '';

/** A pipe inside the words (`|r| = 0.88`) splits a row into too many cells: those before the last ones are one. */
export function rejoin(row: Row, width: number): Row {
  const extra = row.cells.length - width;
  if (extra <= 0 || width < 1) return row;
  // A second pipe in front.
  if (isBlank(row.cells[0])) return rejoin({ ...row, cells: row.cells.slice(1) }, width);
  let end = row.cells.length;
  while (end > width && isBlank(row.cells[end - 1])) end -= 1;
  if (end === width) return { ...row, cells: row.cells.slice(0, width) };
  const wide = lonelyRank(row.cells[0]?.source ?? '') !== undefined && width > 2 ? 1 : 0;
  const isPair = width - wide === 2;
  const last = isPair ? firstLinkCell(row, end, wide) : end - (width - 1) + wide;
  const join = (from: number, to: number): Cell =>
    cellFrom(
      betweenCells(
        row.source,
        row.cells.slice(from, to).map(({ source }) => source),
      ),
    );
  const others = isPair ? [join(last, end)] : row.cells.slice(last, end);
  return { ...row, cells: [...row.cells.slice(0, wide), join(wide, last), ...others] };
}

/** The first cell that begins with a link and has nothing but such cells behind it; else the last one. */
function firstLinkCell(row: Row, end: number, wide: number): number {
  let first = end - 1;
  while (first > wide + 1 && BEGINS_WITH_LINK.test(row.cells[first - 1]?.source ?? '')) first -= 1;
  return first;
}

/** The source from the first to the last of these cells, pipes included; an odd one at the end parted empty cells. */
function betweenCells(source: string, cells: readonly string[]): string {
  const start = source.indexOf(cells[0] ?? '');
  let end = start + (cells[0] ?? '').length;
  for (const cell of cells.slice(1)) end = source.indexOf(cell, source.indexOf('|', end) + 1) + cell.length;
  const between = source.slice(start, end);
  const pipes = between.match(/(?<!\\)\|/g)?.length ?? 0;
  return (pipes % 2 === 1 ? between.replace(/[|\s]+$/, '') : between).replaceAll('\\|', '|');
}

/** A row that a line break tore apart: its second half has no number, and the first half is not closed or has no links. */
export function joinBroken(rows: readonly Row[]): readonly Row[] {
  const whole: Row[] = [];
  for (const row of rows) {
    const before = whole.at(-1);
    if (before && isTorn(before, row)) {
      const head = row.source.startsWith('|') ? before.source.replace(/\|\s*$/, '') : before.source;
      whole[whole.length - 1] = { ...rowFrom(`${head} ${row.source}`, before.line), column: before.column };
    } else whole.push(row);
  }
  return whole;
}

function isTorn(before: Row, row: Row): boolean {
  const hasRank = takeRank(row.cells[0]?.runs() ?? []).rank !== undefined;
  if (hasRank || !/^\|?\s*[*_]{0,3}\d/.test(before.source)) return false;
  const isOpen = !before.source.trim().endsWith('|') && !row.source.startsWith('|');
  if (isOpen && (before.cells.length === 1 || row.cells.length === 1)) return true;
  return (
    BEGINS_WITH_LINK.test(row.source.replace(/^\|\s*/, '')) && findWrittenLinks(before.source, new Map()).length === 0
  );
}

const BEGINS_WITH_LINK = /^(?:\(?\[{1,2}[^[\]]{1,40}\]\s?[([]|<?https?:\/\/)/;

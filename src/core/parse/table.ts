import type { Table, TableCell, TableRow } from 'mdast';
import { readColumns, rolesOf } from './columns.ts';
import type { Columns } from './columns.ts';
import { runsText, toRuns } from './inline.ts';
import type { Run } from './inline.ts';
import { findWrittenLinks } from './links.ts';
import type { Definitions, WrittenLink } from './links.ts';
import { parseInline, rangeOf } from './markdown.ts';
import { soundLinks } from './section.ts';
import type { Draft } from './section.ts';
import { hasSpacesFirst, lonelyRank, splitTitle, takeRank, visible } from './title.ts';
import { withTrailingLinks } from './trailing.ts';

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

/** Reads every row of a table that is an entry. `text` is what the table was parsed from. */
export function readTable(table: Table, text: string, definitions: Definitions): readonly Draft[] {
  const [head, ...body] = table.children;
  if (!head) return [];
  const width = table.align?.length ?? head.children.length;
  const header = rowOf(head, text);
  const isHeader = header.cells.every(({ source }) => source.length < 40 && lonelyRank(source) === undefined);
  const startsRanked = takeRank(header.cells[0]?.runs() ?? []).rank !== undefined;
  const rows = joinBroken(body.map((row) => rowOf(row, text)));
  const all = isHeader && !startsRanked ? rows : [header, ...rows];
  return readRows(all, isHeader && !startsRanked ? header : undefined, width, definitions);
}

/** Reads rows that stand outside any table: after a blank line, or without the line below the header. */
export function readRows(
  rows: readonly Row[],
  header: Row | undefined,
  width: number,
  definitions: Definitions,
): readonly Draft[] {
  const whole = rows.map((row) => ({ row: rejoin(row, width), split: row.cells.length > width }));
  const roles = rolesOf(
    header,
    whole.map(({ row }) => row),
  );
  const parts = whole.map(({ row, split }) => ({ row, split, columns: readColumns(row, roles) }));
  const preferSpaces = parts.filter(({ columns }) => prefersSpaces(columns)).length * 2 > parts.length;
  return parts.flatMap(({ row, split, columns }) => readRow(row, split, columns, preferSpaces, definitions) ?? []);
}

const prefersSpaces = ({ title, summary }: Columns): boolean =>
  summary === undefined && title !== undefined && hasSpacesFirst(takeRank(title.runs()).runs);

function readRow(
  row: Row,
  split: boolean,
  columns: Columns,
  preferSpaces: boolean,
  definitions: Definitions,
): Draft | undefined {
  const { title, summary, links, rank } = columns;
  const inLinks = links.flatMap(({ cell, header }) => linksOf(cell, header, definitions));
  const { source, line, column } = row;
  const base = { source, line, column, split };
  if (!title) return undefined;
  const words = inLinks.length > 0 ? { ...title, links: [] } : withTrailingLinks(title, definitions);
  const ranked = takeRank(words.runs());
  const number = (rank && lonelyRank(rank.source)) ?? ranked.rank;
  const written = [...inLinks, ...words.links];
  if (number === undefined && written.length === 0 && !ranked.runs.some((run) => run.strong)) return undefined;
  const parts = summary
    ? ({ title: visible(ranked.runs), summary: visible(summary.runs()), by: 'columns' } as const)
    : splitTitle(ranked.runs, preferSpaces);
  const all = withTitleLink(written, ranked.runs, parts.title);
  if (parts.title === '' && parts.summary === '' && all.length === 0 && number === undefined) return undefined;
  return { ...base, rank: number, ...parts, splitBy: parts.by, links: soundLinks(all), written: all };
}

/** A label that says nothing of itself (`link`, `here`) is told by its column's header. */
function linksOf(cell: Cell, header: string | undefined, definitions: Definitions): readonly WrittenLink[] {
  return findWrittenLinks(cell.source, definitions).map((link) =>
    header !== undefined && /^(?:links?|here|url|click here|open|🔗|↗|→)?$/iu.test(link.label)
      ? { ...link, label: header }
      : link,
  );
}

/** A title that is itself a link leads to the paper, unless the links say where the paper is. */
export function withTitleLink(
  written: readonly WrittenLink[],
  runs: readonly Run[],
  title: string,
): readonly WrittenLink[] {
  const first = runs.find((run) => run.text.trim() !== '');
  if (first?.url === undefined || !title.startsWith(first.text.trim())) return written;
  const isKnown = soundLinks(written).some(
    ({ url, label }) => url === first.url || /paper|pdf|arxiv|report|article|book/i.test(label),
  );
  const [own] = findWrittenLinks(`[${title.replace(/[[\]]/g, ' ')}](${first.url})`, new Map());
  return isKnown || !own ? written : [own, ...written];
}

function rowOf(row: TableRow, text: string): Row {
  const { start, end } = rangeOf(row);
  const cells = row.children.map((cell) => cellOf(cell, text));
  const from = text.lastIndexOf('\n', start - 1) + 1;
  return { cells, source: text.slice(start, end), line: (row.position?.start.line ?? 1) - 1, column: start - from + 1 };
}

function cellOf(cell: TableCell, text: string): Cell {
  const { start, end } = rangeOf(cell);
  const source = text
    .slice(start, end)
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .trim();
  return { source, runs: () => toRuns(cell.children) };
}

/** A cell of words that were not parsed with the rest. */
export const cellFrom = (source: string): Cell => ({ source, runs: () => toRuns(parseInline(source)) });

/** Splits a line at its pipes, as a table would. */
export function rowFrom(line: string, number: number): Row {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  const cells = inner.split(/(?<!\\)\|/).map((source) => cellFrom(source.trim()));
  return { cells, source: line.trim(), line: number, column: line.search(/\S|$/) + 1 };
}

/** A pipe inside the words (`|r| = 0.88`) splits a row into too many cells: those before the last ones are one. */
function rejoin(row: Row, width: number): Row {
  const extra = row.cells.length - width;
  if (extra <= 0 || width < 1) return row;
  const isBlank = (cell: Cell | undefined): boolean => cell?.source === '';
  let end = row.cells.length;
  while (end > width && isBlank(row.cells[end - 1])) end -= 1;
  if (end === width) return { ...row, cells: row.cells.slice(0, width) };
  const last = width === 2 ? firstLinkCell(row, end) : end - (width - 1);
  const wide = lonelyRank(row.cells[0]?.source ?? '') !== undefined && width > 2 ? 1 : 0;
  const joined = row.cells.slice(wide, last + wide).map(({ source }) => source);
  const between = betweenCells(row.source, joined);
  const behind = row.cells.slice(last + wide, end);
  const others =
    width === 2
      ? [
          cellFrom(
            betweenCells(
              row.source,
              behind.map(({ source }) => source),
            ),
          ),
        ]
      : behind;
  const cells = [...row.cells.slice(0, wide), cellFrom(between), ...others];
  return { ...row, cells };
}

/** The first cell that begins with a link and has nothing but such cells behind it; else the last one. */
function firstLinkCell(row: Row, end: number): number {
  let first = end - 1;
  while (first > 1 && /^\[[^\]]{1,40}\]\s?[([]/.test(row.cells[first - 1]?.source ?? '')) first -= 1;
  return first;
}

/** The source from the first to the last of these cells, pipes included. */
function betweenCells(source: string, cells: readonly string[]): string {
  const start = source.indexOf(cells[0] ?? '');
  let end = start;
  for (const cell of cells) end = source.indexOf(cell, end) + cell.length;
  return source.slice(start, end).replaceAll('\\|', '|').replaceAll('|', '\\|');
}

/** A row that a line break tore apart: the first half has no links, the second no number. */
function joinBroken(rows: readonly Row[]): readonly Row[] {
  const whole: Row[] = [];
  for (const row of rows) {
    const before = whole.at(-1);
    const isTail = before?.cells.length === 1 && !before.source.trim().endsWith('|') && !row.source.startsWith('|');
    const hasRank = takeRank(row.cells[0]?.runs() ?? []).rank !== undefined;
    const isText = /^\|?\s*[*_]{0,3}\d/.test(before?.source ?? '');
    if (before && isTail && isText && !hasRank) {
      const joined = rowFrom(`${before.source} ${row.source}`, before.line);
      whole[whole.length - 1] = { ...joined, column: before.column };
    } else whole.push(row);
  }
  return whole;
}

export const wordsOf = (cell: Cell): string => runsText(cell.runs());

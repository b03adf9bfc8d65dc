import type { Table } from 'mdast';
import { readColumns, rolesOf } from './columns.ts';
import type { Columns } from './columns.ts';
import type { Run } from './inline.ts';
import { cleanLabel } from './label.ts';
import { findWrittenLinks } from './links.ts';
import type { Definitions, WrittenLink } from './links.ts';
import { joinBroken, rejoin, rowOf } from './rows.ts';
import type { Cell, Row } from './rows.ts';
import { soundLinks } from './section.ts';
import type { Draft } from './section.ts';
import { firstSeparator, lonelyRank, splitTitle, takeRank, visible } from './title.ts';
import { unwrittenLink, withTrailingLinks } from './trailing.ts';

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
  const seen = parts.map(({ columns }) => separatorOf(columns));
  const spaces = seen.filter((first) => first === 'spaces').length;
  const preferSpaces = spaces > seen.filter((first) => first === 'dash').length;
  return parts.flatMap(({ row, split, columns }) => readRow(row, split, columns, preferSpaces, definitions) ?? []);
}

const separatorOf = ({ title, summary }: Columns): 'spaces' | 'dash' | undefined =>
  summary === undefined && title !== undefined ? firstSeparator(takeRank(title.runs()).runs) : undefined;

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
  const titled = withTitleLink(written, ranked.runs, parts.title);
  const all = titled.length === 0 && number !== undefined ? unwrittenIn(columns) : titled;
  if (parts.title === '' && parts.summary === '' && soundLinks(all).length === 0 && number === undefined)
    return undefined;
  return { ...base, rank: number, ...parts, splitBy: parts.by, links: soundLinks(all), written: all };
}

/** A label that says nothing of itself (`link`, `here`) is told by its column's header. */
function linksOf(cell: Cell, header: string | undefined, definitions: Definitions): readonly WrittenLink[] {
  return findWrittenLinks(cell.source, definitions).map((link) =>
    header !== undefined && (link.form === 'bare' || /^(?:links?|here|url|click here|open|🔗|↗|→)?$/iu.test(link.label))
      ? { ...link, label: header.replace(/\s+(?:links?|urls?)$/i, '') }
      : link,
  );
}

/** `TBD`, `(link)`, `[Paper]` where links should stand; a dash says that there are none. */
function unwrittenIn({ links }: Columns): readonly WrittenLink[] {
  return links.flatMap(({ cell }) => {
    const words = cleanLabel(cell.source);
    const isNone = !/^[\p{L}?.…]/u.test(words) || /^(?:n\/?a|none|no)$/i.test(words);
    return isNone ? [] : [unwrittenLink(words, 0, cell.source.length)];
  });
}

/** A title that is itself a link leads to the paper, unless the links say where the paper is. */
export function withTitleLink(
  written: readonly WrittenLink[],
  runs: readonly Run[],
  title: string,
): readonly WrittenLink[] {
  const first = runs.find((run) => run.text.trim() !== '');
  if (first?.url === undefined || !title.startsWith(first.text.trim())) return written;
  const same = written.filter(({ address }) => 'url' in address && address.url === first.url);
  if (same.length > 0) return [...same, ...written.filter((link) => !same.includes(link))];
  const isKnown = soundLinks(written).some(({ label }) => /paper|pdf|arxiv|report|article|book/i.test(label));
  const [own] = findWrittenLinks(`[${title.replace(/[[\]]/g, ' ')}](${first.url})`, new Map());
  return isKnown || !own ? written : [own, ...written];
}

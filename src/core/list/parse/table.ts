import type { Table, TableCell, TableRow } from 'mdast';
import { hasLetter } from '../../text.ts';
import { readColumns, rolesOf, type Cell, type Columns } from './columns.ts';
import { linksIn, soundLinks, withTitleFirst, type WrittenLink } from './cell-links.ts';
import { positionOf, rangeOf, type SourceLines } from './markdown.ts';
import type { Draft } from './section.ts';
import { takeLinks } from './take-links.ts';
import { lonelyRank, splitTitle, takeRank } from './entry-title.ts';
import { inlineSpans, plainSpan, textOf, visible, type Span } from './inline.ts';

interface Row {
  readonly node: TableRow;
  readonly cells: readonly Cell[];
  readonly split: boolean;
}

/** Reads every row of a table that is an entry. */
export function readTable(table: Table, source: SourceLines): readonly Draft[] {
  const [head, ...body] = table.children;
  if (!head) return [];
  const width = table.align?.length ?? head.children.length;
  const header = rowOf(head, width, source);
  const isHeader = header.cells.every(
    ({ text }) =>
      text.length < 40 &&
      takeRank(inlineSpans([{ type: 'text', value: text }])).rank === undefined &&
      lonelyRank(text) === undefined,
  );
  const rows = body.map((row) => rowOf(row, width, source));
  const all = isHeader ? rows : [header, ...rows];
  const roles = rolesOf(
    isHeader ? header.cells : [],
    all.map(({ cells }) => cells),
  );
  return all.flatMap((row) => readRow(row, readColumns(row.cells, roles), source) ?? []);
}

const cellOf = (spans: readonly Span[]): Cell => ({ spans, text: visible(spans), links: linksIn(spans) });

/** A pipe inside the words (`|r| = 0.88`) splits a row into too many cells: those before the last ones are one. */
function rowOf(node: TableRow, width: number, source: SourceLines): Row {
  const cells = node.children.map((cell) => ({ cell, spans: inlineSpans(cell.children) }));
  while (cells.length > width && textOf(cells.at(-1)?.spans ?? []) === '') cells.pop();
  const extra = cells.length - width;
  if (extra <= 0) return { node, cells: cells.map(({ spans }) => cellOf(spans)), split: false };
  const first = width > 2 && lonelyRank(textOf(cells[0]?.spans ?? [])) !== undefined ? 1 : 0;
  const join = (from: number, to: number): readonly Span[] =>
    cells
      .slice(from, to)
      .flatMap(({ cell, spans }, index) => (index === 0 ? spans : [pipeBefore(cell, source), ...spans]));
  const last =
    width - first === 2
      ? firstLinkCell(
          cells.map(({ spans }) => spans),
          first + 1,
        )
      : first + extra + 1;
  const others = width - first === 2 ? [join(last, cells.length)] : cells.slice(last).map(({ spans }) => spans);
  return {
    node,
    cells: [...cells.slice(0, first).map(({ spans }) => spans), join(first, last), ...others].map(cellOf),
    split: true,
  };
}

/** The pipe between two cells that are one, with the blanks beside it. */
function pipeBefore(cell: TableCell, { lines }: SourceLines): Span {
  const { line, column } = rangeOf(cell);
  const at = column - 1;
  const around = (lines[line] ?? '').slice(Math.max(0, at - 1), at + 2);
  return plainSpan(`${/^\s/.test(around) ? ' ' : ''}|${/\s$/.test(around) ? ' ' : ''}`);
}

/** The first cell from which on all begin with a link; else the last one. */
function firstLinkCell(cells: readonly (readonly Span[])[], least: number): number {
  let first = cells.length - 1;
  while (first > least && cells[first - 1]?.[0]?.link) first -= 1;
  return first;
}

function readRow(row: Row, columns: Columns, source: SourceLines): Draft | undefined {
  const { title, summary, links, rank } = columns;
  if (!title) return undefined;
  const inLinks = links.flatMap(({ cell, header }) => namedByColumn(cell.links, header));
  const words = inLinks.length > 0 ? { spans: title.spans, links: inTitle(title) } : takeLinks(title.spans);
  const ranked = takeRank(words.spans);
  const number = (rank && lonelyRank(rank.text)) ?? ranked.rank;
  const found = [...inLinks, ...words.links];
  if (number === undefined && found.length === 0 && !ranked.spans.some((one) => one.strong)) return undefined;
  const parts = summary
    ? ({ title: visible(ranked.spans), summary: visible(summary.spans), by: 'columns' } as const)
    : splitTitle(ranked.spans);
  const written = withTitleFirst(found, ranked.spans, parts.title);
  const entry = { title: parts.title, summary: parts.summary, splitBy: parts.by, links: soundLinks(written), written };
  if (entry.title === '' && entry.summary === '' && entry.links.length === 0 && number === undefined) return undefined;
  return { ...positionOf([row.node], source), rank: number, ...entry, split: row.split, mains: 0 };
}

/** Beside a column of links, only a title that is itself a link adds one. */
const inTitle = ({ links, spans }: Cell): readonly WrittenLink[] =>
  links.filter(({ start }) => !hasLetter(textOf(spans).slice(0, start))).slice(0, 1);

/** A label that says nothing of itself (`link`, `here`) is told by its column's header. */
function namedByColumn(links: readonly WrittenLink[], header: string | undefined): readonly WrittenLink[] {
  return links.map((link) =>
    header !== undefined && (link.isBare || /^(?:links?|here|url|click here|open|[🔗↗→])?$/iu.test(link.label))
      ? { ...link, label: header.replace(/\s(?:links?|urls?)$/i, '') }
      : link,
  );
}

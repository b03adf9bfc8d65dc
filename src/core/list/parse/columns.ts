import { isKind, type WrittenLink } from './cell-links.ts';
import { lonelyRank } from './entry-title.ts';
import type { Span } from './inline.ts';

/** A cell's words, and the links among them. */
export interface Cell {
  readonly spans: readonly Span[];
  readonly text: string;
  readonly links: readonly WrittenLink[];
}

type Role = 'rank' | 'title' | 'summary' | 'links' | 'other';

/** A row's cells by what they hold. */
export interface Columns {
  readonly rank: Cell | undefined;
  readonly title: Cell | undefined;
  readonly summary: Cell | undefined;
  readonly links: readonly { readonly cell: Cell; readonly header: string | undefined }[];
}

export interface Roles {
  readonly roles: readonly Role[];
  readonly headers: readonly string[];
}

const SUMMARY =
  /^(?:summary|abstract|description|tl;?dr|notes?|about|why.*|what.*|details?|key .*|描述|简介|介绍|说明|摘要|概要|説明|설명|요약)$/i;

type Rows = readonly (readonly Cell[])[];

/** What each column holds: its header says it, else its cells do. */
export function rolesOf(header: readonly Cell[], rows: Rows): Roles {
  const width = rows.slice(0, 50).reduce((most, cells) => Math.max(most, cells.length), header.length);
  const headers = Array.from({ length: width }, (_, index) => header[index]?.text ?? '');
  const roles = headers.map((name, index) => roleOf(name, cellsOf(rows, index)));
  return { roles: settleTitle(roles, rows), headers };
}

export function readColumns(cells: readonly Cell[], { roles, headers }: Roles): Columns {
  const first = (role: Role): Cell | undefined => cells.find((_, index) => roles[index] === role);
  const isOne =
    roles.filter((role) => role === 'links').length < 2 && headers.some((name) => /^(?:links?|)$/i.test(name));
  // One column of links needs no name; several (Paper, Code) have one each.
  const links = cells.flatMap((cell, index) =>
    roles[index] === 'links' ? [{ cell, header: isOne ? undefined : headers[index] }] : [],
  );
  return { rank: first('rank'), title: first('title'), summary: first('summary'), links };
}

const cellsOf = (rows: Rows, index: number): readonly Cell[] =>
  rows.flatMap((cells) => cells[index] ?? []).filter(({ text, links }) => text !== '' || links.length > 0);

function roleOf(name: string, cells: readonly Cell[]): Role {
  if (SUMMARY.test(name.trim())) return 'summary';
  return isCounting(cells) ? 'rank' : most(cells, isMostlyLinks) ? 'links' : 'other';
}

/** Numbers that begin with 1 and go up: not stars, not votes. */
const isCounting = (cells: readonly Cell[]): boolean => {
  const numbers = cells.flatMap(({ text }) => lonelyRank(text) ?? []);
  return numbers.length * 2 > cells.length && numbers[0] === 1 && numbers.every((number, index) => number <= index + 3);
};

const most = (cells: readonly Cell[], test: (cell: Cell) => boolean): boolean =>
  cells.length > 0 && cells.filter(test).length * 2 > cells.length;

/** Whether little but links stands in a cell. */
function isMostlyLinks({ text, links }: Cell): boolean {
  const linked = links.reduce((sum, { start, end }) => sum + end - start, 0);
  return links.length > 0 && text.length - linked <= 6 + links.length * 4;
}

/** A link with words of its own, as titles are, `owner/name` too: no `T1190`, and none that leads nowhere. */
const isLinked = (cell: Cell): boolean =>
  isMostlyLinks(cell) &&
  cell.links.length === 1 &&
  cell.links.every(({ label, isBare, address }) => !isBare && !isKind(label) && 'url' in address) &&
  /\p{L}{2}/u.test(cell.text);

/** Cells as titles are: most of them a link with words that no other one of them has. */
function areTitles(cells: readonly Cell[]): boolean {
  const labels = cells.filter(isLinked).map(({ text }) => text);
  return new Set(labels).size * 2 > cells.length;
}

/** Every list has titles: a column of links with words, else the first one of words; the next one is the summary. */
function settleTitle(roles: readonly Role[], rows: Rows): readonly Role[] {
  const worded = roles.findIndex((role, index) => role === 'links' && areTitles(cellsOf(rows, index)));
  const title = worded === -1 ? roles.indexOf('other') : worded;
  const instead = title === -1 ? roles.findIndex((role) => role === 'links' || role === 'summary') : title;
  const settled = roles.map((role, index): Role => (index === instead ? 'title' : role));
  const next = settled.findIndex(
    (role, index) => role === 'other' && index > title && most(cellsOf(rows, index), isWordy),
  );
  return settled.includes('summary') ? settled : settled.map((role, index) => (index === next ? 'summary' : role));
}

/** Sentences, not names or dates. */
const isWordy = ({ text }: Cell): boolean => text.length > 40 || text.split(/\s+/).length > 5 || /[。！？]$/.test(text);

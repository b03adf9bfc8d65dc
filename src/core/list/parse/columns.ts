import { isKind, type WrittenLink } from './cell-links.ts';
import { lonelyRank } from './entry-title.ts';
import type { Run } from './inline.ts';

/** A cell's words, and the links among them. */
export interface Cell {
  readonly runs: readonly Run[];
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

const HEADERS: readonly (readonly [Role, RegExp])[] = [
  ['rank', /^(?:#|no\.?|nr\.?|num(?:ber)?|rank|pos(?:ition)?|place|id|s\/n|platz|rang|序号|番号|순위)$/i],
  [
    'summary',
    /^(?:summary|abstract|description|tl;?dr|notes?|about|why.*|what.*|details?|key .*|zusammenfassung|résumé|resumen|beschreibung|描述|简介|介绍|说明|摘要|概要|説明|설명|요약)$/i,
  ],
  [
    'links',
    /^(?:links?|urls?|resources?|sources?|references?|enlaces?|liens?|quellen?|where|read|more|链接|リンク|링크)$/i,
  ],
  [
    'title',
    /^(?:papers?|titles?|names?|articles?|works?|models?|projects?|topics?|publication|repo(?:sitory)?|tools?|titel|titre|título|项目|項目|標題|标题|论文|論文|タイトル|논문|제목|프로젝트)$/i,
  ],
];

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
  const named = HEADERS.find(([, form]) => form.test(name.trim()))?.[0];
  if (named === 'rank' || named === 'summary') return named;
  if (isCounting(cells)) return 'rank';
  if (named !== 'title' && most(cells, isMostlyLinks)) return 'links';
  return named ?? 'other';
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

/** Links whose labels are words of their own, as titles are. */
const isWorded = (cell: Cell): boolean =>
  isMostlyLinks(cell) && cell.links.length === 1 && cell.links.every(({ label, isBare }) => !isBare && !isKind(label));

/** Every list has titles: a column of that name, one of links with words, the first one of words; the next one is the summary. */
function settleTitle(roles: readonly Role[], rows: Rows): readonly Role[] {
  const settled = [...roles];
  const titles = settled.flatMap((role, index) => (role === 'title' ? [index] : []));
  for (const index of titles.slice(1)) settled[index] = most(cellsOf(rows, index), isMostlyLinks) ? 'links' : 'other';
  if (titles.length === 0) {
    const worded = settled.findIndex((role, index) => role === 'links' && most(cellsOf(rows, index), isWorded));
    const free = worded === -1 ? settled.indexOf('other') : worded;
    const instead = free === -1 ? settled.findIndex((role) => role === 'links' || role === 'summary') : free;
    if (instead !== -1) settled[instead] = 'title';
  }
  const title = settled.indexOf('title');
  const next = settled.findIndex(
    (role, index) => role === 'other' && index > title && most(cellsOf(rows, index), isWordy),
  );
  if (!settled.includes('summary') && next !== -1) settled[next] = 'summary';
  return settled;
}

/** Sentences, not names or dates. */
const isWordy = ({ text }: Cell): boolean => text.length > 40 || text.split(/\s+/).length > 5;

import { findWrittenLinks } from './links.ts';
import { lonelyRank } from './title.ts';
import type { Cell, Row } from './rows.ts';
import { plainText } from '../plain-text.ts';

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
  ['rank', /^(?:#|no\.?|nr\.?|num(?:ber)?|rank|pos(?:ition)?|place|id|s\/n|platz|rang)$/i],
  [
    'summary',
    /^(?:summary|abstract|description|tl;?dr|notes?|about|why.*|what.*|details?|key .*|zusammenfassung|résumé|resumen|beschreibung)$/i,
  ],
  ['links', /^(?:links?|urls?|resources?|sources?|references?|enlaces?|liens?|quellen?|where|read|more)$/i],
  ['title', /^(?:papers?|titles?|names?|articles?|works?|models?|projects?|topics?|publication|titel|titre|título)$/i],
];

/** What each column holds: its header says it, else its cells do. */
export function rolesOf(header: Row | undefined, rows: readonly Row[]): Roles {
  const width = Math.max(header?.cells.length ?? 0, ...rows.slice(0, 50).map(({ cells }) => cells.length));
  const headers = Array.from({ length: width }, (_, index) => plainText(header?.cells[index]?.source ?? ''));
  const roles = headers.map((name, index) => roleOf(name, rows, index));
  return { roles: settleTitle(roles, rows), headers };
}

export function readColumns(row: Row, { roles, headers }: Roles): Columns {
  const first = (role: Role): Cell | undefined => row.cells.find((_, index) => roles[index] === role);
  const links = row.cells.flatMap((cell, index) =>
    roles[index] === 'links' ? [{ cell, header: isOnlyLinks(headers, roles) ? undefined : headers[index] }] : [],
  );
  return { rank: first('rank'), title: first('title'), summary: first('summary'), links };
}

/** One column of links needs no name; several (Paper, Code) have one each. */
const isOnlyLinks = (headers: readonly string[], roles: readonly Role[]): boolean =>
  roles.filter((role) => role === 'links').length < 2 && headers.some((name) => /^(?:links?|)$/i.test(name));

function roleOf(name: string, rows: readonly Row[], index: number): Role {
  const cells = rows.flatMap(({ cells }) => cells[index]?.source ?? []).filter((source) => source !== '');
  const named = HEADERS.find(([, form]) => form.test(name.trim()))?.[0];
  if (named === 'rank' || named === 'summary') return named;
  if (most(cells, (source) => lonelyRank(source) !== undefined)) return 'rank';
  if (named !== 'title' && most(cells, isMostlyLinks)) return 'links';
  return named ?? 'other';
}

const most = (cells: readonly string[], test: (source: string) => boolean): boolean =>
  cells.length > 0 && cells.filter(test).length * 2 > cells.length;

/** Whether little but links stands in a cell. */
function isMostlyLinks(source: string): boolean {
  const links = findWrittenLinks(source, new Map());
  if (links.length === 0) return /^\[[^\]]*\]\([^)]*\)$/.test(source);
  const linked = links.reduce((sum, { start, end }) => sum + end - start, 0);
  return source.length - linked <= 6 + links.length * 4;
}

/** Every list has titles: without a column of that name it is the first one of words, the next one the summary. */
function settleTitle(roles: readonly Role[], rows: readonly Row[]): readonly Role[] {
  const settled = [...roles];
  const titles = settled.flatMap((role, index) => (role === 'title' ? [index] : []));
  if (titles.length > 1)
    for (const index of titles.slice(1)) settled[index] = mostlyLinks(rows, index) ? 'links' : 'other';
  if (titles.length === 0) {
    const free = settled.indexOf('other');
    const instead = free === -1 ? settled.findIndex((role) => role === 'links' || role === 'summary') : free;
    if (instead !== -1) settled[instead] = 'title';
  }
  const title = settled.indexOf('title');
  const next = settled.findIndex((role, index) => role === 'other' && index > title && isWordy(rows, index));
  if (!settled.includes('summary') && next !== -1) settled[next] = 'summary';
  return settled;
}

const sources = (rows: readonly Row[], index: number): readonly string[] =>
  rows.flatMap(({ cells }) => cells[index]?.source ?? []).filter((source) => source !== '');

const mostlyLinks = (rows: readonly Row[], index: number): boolean => most(sources(rows, index), isMostlyLinks);

/** A column of sentences, not of names or dates. */
const isWordy = (rows: readonly Row[], index: number): boolean =>
  most(sources(rows, index), (source) => source.length > 40 || source.split(/\s+/).length > 5);

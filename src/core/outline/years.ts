import type { YearSource } from '../edition.ts';
import { inYear } from './dates.ts';
import type { HeadingDates } from './dates.ts';
import { dayFromNumber, daysBetween, weekEnd, weekStart } from '../week.ts';
import type { Week } from '../week.ts';

/** A heading with dates, and what may tell its year. */
export interface Dated {
  readonly dates: HeadingDates;
  /** The year in a heading above it, or in the document's title. */
  readonly titleYear: number | undefined;
  /** The text below it, for the dates inside its links. */
  readonly body: () => string;
}

export interface Placed {
  readonly week: Week;
  readonly yearFrom: YearSource;
}

type Unplaced = Extract<HeadingDates, { kind: 'no year' }>;
type Direction = 'down' | 'up';

/**
 * Gives every week of a document its year. A heading's own year always holds. Others get theirs from the weeks beside
 * them and the order of the document, from the title or the file name, else from the dates inside their own links;
 * where neighbours and links disagree (a list in no order) most of the links decide.
 */
export function placeYears(weeks: readonly Dated[], fileYear: number | undefined): readonly (Placed | undefined)[] {
  const placed: (Placed | undefined)[] = weeks.map(({ dates }) =>
    dates.kind === 'week' ? { week: dates.week, yearFrom: 'heading' } : undefined,
  );
  placeByTitle(weeks, fileYear, placed);
  if (!placed.some(Boolean)) placeByLinks(weeks, placed);
  const direction = directionOf(weeks, placed);
  placeByNeighbours(weeks, placed, direction);
  placeByLinks(weeks, placed);
  return placed;
}

function placeByTitle(weeks: readonly Dated[], fileYear: number | undefined, placed: (Placed | undefined)[]): void {
  if (weeks.some(({ dates }) => dates.kind === 'week') && !weeks.some(({ titleYear }) => titleYear !== undefined)) {
    // Weeks that say their year are better neighbours than a file name is a witness, unless all agree.
    if (placed.some((one) => one && Number(weekEnd(one.week).slice(0, 4)) !== fileYear)) return;
  }
  weeks.forEach(({ dates, titleYear, body }, index) => {
    const year = titleYear ?? fileYear;
    if (dates.kind === 'week' || year === undefined) return;
    const inTitle = inYear(dates.start, dates.end, year);
    // December to January under a title is the year's first week, or its last one.
    const next = dates.start.month > dates.end.month ? inYear(dates.start, dates.end, year + 1) : undefined;
    const week = next && isLast(index, weeks, next, linkYear(dates, body())) ? next : inTitle;
    if (week) placed[index] = { week, yearFrom: titleYear === undefined ? 'file name' : 'title' };
  });
}

function isLast(index: number, weeks: readonly Dated[], next: Week, links: number | undefined): boolean {
  if (links !== undefined) return links === Number(weekEnd(next).slice(0, 4));
  const beside = weeks[index + 1] ?? weeks[index - 1];
  const month = beside?.dates.kind === 'no year' ? beside.dates.start.month : undefined;
  return month !== undefined && month > 6;
}

function placeByLinks(weeks: readonly Dated[], placed: (Placed | undefined)[]): void {
  weeks.forEach(({ dates, body }, index) => {
    if (dates.kind === 'week' || placed[index]) return;
    const year = linkYear(dates, body());
    const week = year === undefined ? undefined : inYear(dates.start, dates.end, year);
    if (week) placed[index] = { week, yearFrom: 'links' };
  });
}

/** Whether the document goes down in time, as most do, or up. */
function directionOf(weeks: readonly Dated[], placed: readonly (Placed | undefined)[]): Direction {
  let down = 0;
  for (let index = 1; index < weeks.length; index++) {
    const [above, below] = [placed[index - 1], placed[index]];
    if (above && below) down += Math.sign(daysBetween(weekStart(below.week), weekStart(above.week)));
    else down += Math.sign(dayOfYear(weeks[index - 1]) - dayOfYear(weeks[index]));
  }
  return down >= 0 ? 'down' : 'up';
}

function dayOfYear(week: Dated | undefined): number {
  if (week === undefined) return 0;
  const { dates } = week;
  return dates.kind === 'week'
    ? Number(weekStart(dates.week).slice(5, 7)) * 31 + Number(weekStart(dates.week).slice(8))
    : dates.start.month * 31 + dates.start.day;
}

/** Walks from every week whose year is known to those below it, then from the first known one to those above. */
function placeByNeighbours(weeks: readonly Dated[], placed: (Placed | undefined)[], direction: Direction): void {
  const opposite = direction === 'down' ? 'up' : 'down';
  const walk = (index: number, beside: Placed | undefined, towards: Direction): void => {
    const week = weeks[index];
    if (placed[index] || !beside || week?.dates.kind !== 'no year') return;
    placed[index] = settle(week.dates, besides(week.dates, beside.week, towards), week.body);
  };
  for (let index = 1; index < weeks.length; index++) walk(index, placed[index - 1], direction);
  for (let index = weeks.length - 2; index >= 0; index--) walk(index, placed[index + 1], opposite);
}

/** The year that sets a week right before (`down`) or after (`up`) its neighbour; the same start counts as both. */
function besides(dates: Unplaced, beside: Week, towards: Direction): number {
  const year = Number(weekEnd(beside).slice(0, 4));
  const years = towards === 'down' ? [year + 1, year, year - 1] : [year - 1, year, year + 1];
  const fits = (candidate: number): boolean => {
    const week = inYear(dates.start, dates.end, candidate);
    if (week === undefined) return false;
    return towards === 'down' ? weekStart(week) <= weekStart(beside) : weekStart(week) >= weekStart(beside);
  };
  return years.find(fits) ?? year;
}

function settle(dates: Unplaced, neighbours: number, body: () => string): Placed | undefined {
  const links = linkYear(dates, body());
  const year = links ?? neighbours;
  const week = inYear(dates.start, dates.end, year);
  return week && { week, yearFrom: year === neighbours ? 'neighbours' : 'links' };
}

/** The year that most of the dates inside the links stand nearest to; undefined where none or few are dated. */
function linkYear(dates: Unplaced, body: string): number | undefined {
  const votes = new Map<number, number>();
  let count = 0;
  for (const { days, weight } of linkDays(body)) {
    const year = nearestYear(dates, days);
    count += weight;
    if (year !== undefined) votes.set(year, (votes.get(year) ?? 0) + weight);
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  return best && best[1] * 2 > count ? best[0] : undefined;
}

function nearestYear(dates: Unplaced, days: number): number | undefined {
  const day = dayFromNumber(days);
  const year = Number(day.slice(0, 4));
  const distance = (candidate: number): number => {
    const week = inYear(dates.start, dates.end, candidate);
    return week ? Math.abs(daysBetween(day, weekEnd(week))) : Infinity;
  };
  const [nearest] = [year - 1, year, year + 1].sort((a, b) => distance(a) - distance(b));
  return nearest;
}

// arXiv ids begin with two digits of the year and two of the month since April 2007 (info.arxiv.org/help/arxiv_identifier);
// X status ids hold the milliseconds since 2010-11-04T01:42:54.657Z above their lowest 22 bits.
const DATED_LINK =
  /arxiv\.org\/[a-z]{2,6}\/(\d{2})(0[1-9]|1[0-2])\.\d{4,5}|(?:twitter|x)\.com\/\w{1,30}\/status\/(\d{15,20})/gi;

/** The papers are what a week is about: theirs counts twice. */
function* linkDays(body: string): Generator<{ readonly days: number; readonly weight: number }> {
  for (const match of body.replaceAll('\\_', '_').matchAll(DATED_LINK)) {
    const ms =
      match[3] === undefined
        ? Date.UTC(2000 + Number(match[1]), Number(match[2]) - 1, 15)
        : Number(BigInt(match[3]) >> 22n) + 1_288_834_974_657;
    const days = Math.floor(ms / 86_400_000);
    if (days < 40_000) yield { days, weight: match[3] === undefined ? 2 : 1 };
  }
}

import type { YearSource } from '../edition.ts';
import { inYear, type HeadingDates } from './date-forms.ts';
import { linkYear, monthDay, type LinkYear } from './link-days.ts';
import { daysBetween, weekEnd, weekStart, type Week } from '../../week.ts';

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

/** A week to be placed; `links`: the year that its links tell, looked for once and only where it is asked for. */
interface Candidate extends Dated {
  readonly links: () => LinkYear | undefined;
}

/**
 * Gives every week of a document its year. A heading's own year always holds. Others get theirs from the weeks beside
 * them and the order of the document, from the title or the file name, else from the dates inside their own links;
 * where neighbours and links disagree (a list in no order) most of the links decide.
 */
export function placeYears(dated: readonly Dated[], fileYear: number | undefined): readonly (Placed | undefined)[] {
  const weeks = dated.map((week): Candidate => ({
    ...week,
    links: once(() => linkYear(daysOf(week.dates), week.body())),
  }));
  const placed: (Placed | undefined)[] = weeks.map(({ dates }) =>
    dates.kind === 'week' ? { week: dates.week, yearFrom: 'heading' } : undefined,
  );
  placeTurns(weeks, placed);
  if (placed.every(Boolean)) return placed;
  placeByTitle(weeks, fileYear, placed);
  if (!placed.some(Boolean)) placeByLinks(weeks, placed, ({ isSure }) => isSure);
  if (!placed.some(Boolean)) placeByLinks(weeks, placed);
  const direction = directionOf(weeks, placed);
  placeByNeighbours(weeks, placed, direction);
  placeByLinks(weeks, placed);
  return placed;
}

function once<Value>(work: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => (known ??= { value: work() }).value;
}

const daysOf = (dates: HeadingDates): Pick<Unplaced, 'start' | 'end'> =>
  dates.kind === 'no year'
    ? dates
    : dates.kind === 'number'
      ? { start: { month: 1, day: 1 }, end: { month: 1, day: 1 } }
      : { start: monthDay(weekStart(dates.week)), end: monthDay(weekEnd(dates.week)) };

/** A year after `December 29 - January 4` is that of the end, unless the links or the weeks beside it say otherwise. */
function placeTurns(weeks: readonly Candidate[], placed: (Placed | undefined)[]): void {
  weeks.forEach(({ dates, links }, index) => {
    if (dates.kind !== 'week' || dates.later === undefined) return;
    const { week, later } = dates;
    const year = links()?.year;
    if (year === Number(weekEnd(later).slice(0, 4))) placed[index] = { week: later, yearFrom: 'links' };
    if (year !== undefined) return;
    const beside = [weeks[index - 1], weeks[index + 1]].flatMap((one) =>
      one?.dates.kind === 'week' ? [one.dates] : [],
    );
    const isBeside = (reading: Week): boolean => beside.some((one) => touches(reading, one.week));
    if (isBeside(later) && !isBeside(week)) placed[index] = { week: later, yearFrom: 'neighbours' };
  });
}

const touches = (a: Week, b: Week): boolean =>
  [daysBetween(weekEnd(a), weekStart(b)), daysBetween(weekEnd(b), weekStart(a))].some(
    (days) => days >= -1 && days <= 3,
  );

function placeByTitle(weeks: readonly Candidate[], fileYear: number | undefined, placed: (Placed | undefined)[]): void {
  if (weeks.some(({ dates }) => dates.kind === 'week') && !weeks.some(({ titleYear }) => titleYear !== undefined)) {
    // Weeks that say their year are better neighbours than a file name is a witness, unless all agree.
    if (placed.some((one) => one && Number(weekEnd(one.week).slice(0, 4)) !== fileYear)) return;
  }
  weeks.forEach(({ dates, titleYear, links }, index) => {
    const year = titleYear ?? fileYear;
    if (dates.kind !== 'no year' || year === undefined) return;
    const inTitle = inYear(dates.start, dates.end, year);
    // December to January under a title is the year's first week, or its last one.
    const next = dates.start.month > dates.end.month ? inYear(dates.start, dates.end, year + 1) : undefined;
    const week = next && isLast(index, weeks, next, links()?.year) ? next : inTitle;
    if (week) placed[index] = { week, yearFrom: titleYear === undefined ? 'file name' : 'title' };
  });
}

function isLast(index: number, weeks: readonly Dated[], next: Week, links: number | undefined): boolean {
  if (links !== undefined) return links === Number(weekEnd(next).slice(0, 4));
  const beside = weeks[index + 1] ?? weeks[index - 1];
  const month = beside?.dates.kind === 'no year' ? beside.dates.start.month : undefined;
  return month !== undefined && month > 6;
}

function placeByLinks(
  weeks: readonly Candidate[],
  placed: (Placed | undefined)[],
  isGood: (told: LinkYear) => boolean = () => true,
): void {
  weeks.forEach(({ dates, links }, index) => {
    if (dates.kind !== 'no year' || placed[index]) return;
    const told = links();
    const week = told && isGood(told) ? inYear(dates.start, dates.end, told.year) : undefined;
    if (week) placed[index] = { week, yearFrom: 'links' };
  });
}

/** Weeks so near to each other, whatever their year, are most likely neighbours in time. In days. */
const NEAR_DAYS = 21;
/** As many days as months of 31 days give. */
const YEAR_DAYS = 372;

/** Whether the document goes down in time, as most do, or up. Near steps count more than leaps, which may be gaps. */
function directionOf(weeks: readonly Dated[], placed: readonly (Placed | undefined)[]): Direction {
  let down = 0;
  for (let index = 1; index < weeks.length; index++) {
    const [above, below] = [placed[index - 1], placed[index]];
    const step = dayOfYear(weeks[index - 1]) - dayOfYear(weeks[index]);
    const around = step - YEAR_DAYS * Math.round(step / YEAR_DAYS);
    if (above && below) down += 4 * Math.sign(daysBetween(weekStart(below.week), weekStart(above.week)));
    else down += Math.abs(around) <= NEAR_DAYS ? 4 * Math.sign(around) : Math.sign(step);
  }
  return down >= 0 ? 'down' : 'up';
}

function dayOfYear(week: Dated | undefined): number {
  if (week === undefined) return 0;
  const { start } = daysOf(week.dates);
  return start.month * 31 + start.day;
}

/** Walks from every week whose year is known to those below it, then from the first known one to those above. */
function placeByNeighbours(weeks: readonly Candidate[], placed: (Placed | undefined)[], direction: Direction): void {
  const opposite = direction === 'down' ? 'up' : 'down';
  const walk = (index: number, beside: Placed | undefined, towards: Direction): void => {
    const week = weeks[index];
    if (placed[index] || !beside || week?.dates.kind !== 'no year') return;
    placed[index] = settle(week, week.dates, beside.week, towards);
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

/** Few links are no witnesses against weeks that follow each other. */
function settle({ links }: Candidate, dates: Unplaced, beside: Week, towards: Direction): Placed | undefined {
  const neighbours = besides(dates, beside, towards);
  const near = inYear(dates.start, dates.end, neighbours);
  const told = links();
  const follows = near !== undefined && Math.abs(daysBetween(weekStart(near), weekStart(beside))) <= NEAR_DAYS;
  const year = told === undefined || (follows && !told.isSure) ? neighbours : told.year;
  const week = inYear(dates.start, dates.end, year);
  return week && { week, yearFrom: year === neighbours ? 'neighbours' : 'links' };
}

import type { YearSource } from '../edition.ts';
import { inYear, type HeadingDates, type MonthDay } from './date-forms.ts';
import { yearOfLinks } from './link-year.ts';
import { daysBetween, weekEnd, weekStart, type Week } from '../../week.ts';

/** A heading with dates, and what may tell its year. */
export interface Dated {
  readonly dates: HeadingDates;
  /** The year in a heading above it, or in the document's title. */
  readonly titleYear: number | undefined;
}

export interface PlacedWeek {
  readonly week: Week;
  readonly yearFrom: YearSource;
}

/** `down`: the newest week stands first, as in most lists. */
type Direction = 'down' | 'up';

/**
 * Gives every week of a document its year. What a heading, a title or the file name says holds; of a week from December to
 * January they leave two years open. What is open is settled by the week beside it and the order of the document. Where
 * nothing says a year the dates inside the links of one week do (`bodyOf`: the text below it), and the others follow it.
 */
export function placeYears(
  dated: readonly Dated[],
  fileYear: number | undefined,
  bodyOf: (index: number) => string,
): readonly (PlacedWeek | undefined)[] {
  // Weeks that say another year than the file's name are better witnesses.
  const isOther = dated.some(
    ({ dates }) => dates.kind === 'week' && Number(weekEnd(dates.week).slice(0, 4)) !== fileYear,
  );
  const choices = dated.map((week) => choicesOf(week, isOther ? undefined : fileYear));
  const placed = choices.map((few) => (few.length === 1 ? few[0] : undefined));
  if (placed.every(Boolean)) return placed;
  if (!placed.some(Boolean)) placeFirst(dated, choices, placed, bodyOf);
  const direction = directionOf(dated);
  const place = (index: number, beside: PlacedWeek | undefined, towards: Direction): void => {
    const week = dated[index];
    if (week && beside) placed[index] ??= nearestTo(choices[index] ?? [], week.dates, beside.week, towards);
  };
  for (let index = 1; index < dated.length; index++) place(index, placed[index - 1], direction);
  for (let index = dated.length - 2; index >= 0; index--)
    place(index, placed[index + 1], direction === 'down' ? 'up' : 'down');
  return placed.map((one, index) => one ?? choices[index]?.[0]);
}

/** The weeks that the heading, the title or the file name may mean, the likeliest first; none if they say no year. */
function choicesOf({ dates, titleYear }: Dated, fileYear: number | undefined): readonly PlacedWeek[] {
  if (dates.kind === 'week') {
    const { week, later } = dates;
    return [{ week, yearFrom: 'heading' }, ...(later ? [{ week: later, yearFrom: 'neighbours' } as const] : [])];
  }
  const year = titleYear ?? fileYear;
  if (dates.kind !== 'no year' || year === undefined) return [];
  const { start, end } = dates;
  const years = start.month > end.month ? [year, year + 1] : [year];
  const yearFrom = titleYear === undefined ? 'file name' : 'title';
  return years.flatMap((one) => {
    const week = inYear(start, end, one);
    return week ? [{ week, yearFrom }] : [];
  });
}

/** Nothing is sure: of two years the likelier one is taken, else that of the links of one week. */
function placeFirst(
  dated: readonly Dated[],
  choices: readonly (readonly PlacedWeek[])[],
  placed: (PlacedWeek | undefined)[],
  bodyOf: (index: number) => string,
): void {
  const open = choices.findIndex((few) => few.length > 0);
  if (open !== -1) {
    placed[open] = choices[open]?.[0];
    return;
  }
  const told = dated.map(({ dates }, index) =>
    dates.kind === 'no year' ? yearOfLinks(dates, bodyOf(index)) : undefined,
  );
  const sure = told.findIndex((one) => one?.isSure);
  const index = sure === -1 ? told.findIndex(Boolean) : sure;
  const [dates, year] = [dated[index]?.dates, told[index]?.year];
  const week = dates?.kind === 'no year' && year !== undefined ? inYear(dates.start, dates.end, year) : undefined;
  if (week) placed[index] = { week, yearFrom: 'links' };
}

/** Weeks so near to each other, whatever their year, are most likely neighbours in time. In days. */
const NEAR_DAYS = 21;
/** As many days as months of 31 days give. */
const YEAR_DAYS = 372;

/** Near steps count more than leaps, which may be gaps. */
function directionOf(weeks: readonly Dated[]): Direction {
  const days = weeks.map(({ dates }) => dayOfYear(startOf(dates)));
  const down = days.slice(1).reduce((sum, day, index) => {
    const step = (days[index] ?? day) - day;
    const around = step - YEAR_DAYS * Math.round(step / YEAR_DAYS);
    return sum + (Math.abs(around) <= NEAR_DAYS ? 4 * Math.sign(around) : Math.sign(step));
  }, 0);
  return down >= 0 ? 'down' : 'up';
}

const dayOfYear = ({ month, day }: MonthDay): number => month * 31 + day;

function startOf(dates: HeadingDates): MonthDay {
  if (dates.kind === 'no year') return dates.start;
  const day = dates.kind === 'week' ? weekStart(dates.week) : '';
  return { month: Number(day.slice(5, 7)), day: Number(day.slice(8)) };
}

/** Of the choices, or of the years about, the week that stands nearest right before (`down`) or after (`up`) its neighbour. */
function nearestTo(
  choices: readonly PlacedWeek[],
  dates: HeadingDates,
  beside: Week,
  towards: Direction,
): PlacedWeek | undefined {
  const year = Number(weekEnd(beside).slice(0, 4));
  const about = [year + 1, year, year - 1].flatMap((one): readonly PlacedWeek[] => {
    const week = dates.kind === 'no year' ? inYear(dates.start, dates.end, one) : undefined;
    return week ? [{ week, yearFrom: 'neighbours' }] : [];
  });
  const distance = ({ week }: PlacedWeek): number => {
    const days = daysBetween(weekStart(week), weekStart(beside)) * (towards === 'down' ? 1 : -1);
    return days >= 0 ? days : 10_000 - days;
  };
  return (choices.length > 0 ? choices : about).toSorted((a, b) => distance(a) - distance(b))[0];
}

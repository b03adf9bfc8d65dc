import { DAY, ISO, MON, normalise, SEP, YEAR, yearAround, yearIn } from './date-words.ts';
import type { HeadingDates, MonthDay } from './date-words.ts';
import { monthOf } from './months.ts';
import { readWeekOf } from './single-day.ts';
import { dayFrom, daysBetween, isoWeek, weekOf } from '../week.ts';
import type { Week } from '../week.ts';

/** A list that covers more days than a month is not a weekly one. */
const MOST_DAYS = 31;

const isoBoth = new RegExp(`${ISO}${SEP}${ISO}`);
const isoShort = new RegExp(`${ISO}${SEP}(?:(\\d{1,2})[-/.])?(\\d{1,2})(?!\\d)`);
const monthFirst = new RegExp(`${MON}\\s*${DAY}(?:\\s*,?\\s*${YEAR})?${SEP}(?:${MON}\\s*)?${DAY}(?=\\s*${MON}|)`, 'g');
const dayFirst = new RegExp(`(?<!\\d)${DAY}\\.?(?:\\s*${MON}(?:\\s*,?\\s*${YEAR})?)?${SEP}${DAY}\\.?\\s*${MON}`, 'g');
const numeric =
  /(?<!\d)(\d{1,2})([./])(?:(\d{1,2})\2?)?(?:((?:19|20)\d{2}|(?<=[./])\d{2}(?=\s*[-t])))?\s*(?:-{1,3}|to|bis(?: zum)?|au|al|a)\s*(\d{1,2})\2(\d{1,2})(?:\2((?:19|20)?\d{2}))?(?!\d)/;
const weekNumber =
  /((?:19|20)\d{2})[- ]?w(\d{1,2})(?!\d)|\bw(\d{1,2})(?=[ ,/-]{1,3}(?:19|20)\d{2})|\b(?:week|woche|[kc]w|semaine|semana)\s*#?(\d{1,2})(?!\d)/;

/** Reads the dates in a heading's visible text; undefined where there are none that make sense. */
export function readDates(heading: string): HeadingDates | undefined {
  const text = normalise(heading.slice(0, 400));
  return (
    readIso(text) ??
    readMonthFirst(text) ??
    readDayFirst(text) ??
    readNumeric(text) ??
    readWeekOf(text) ??
    readNumber(text)
  );
}

/** The two days in the year that the week ends in; undefined where they make no week. */
export function inYear(start: MonthDay, end: MonthDay, endYear: number): Week | undefined {
  const wraps = start.month > end.month || (start.month === end.month && start.day > end.day);
  return span(dayFrom(wraps ? endYear - 1 : endYear, start.month, start.day), dayFrom(endYear, end.month, end.day));
}

function span(start: string | undefined, end: string | undefined): Week | undefined {
  if (start === undefined || end === undefined) return undefined;
  const days = daysBetween(start, end) + 1;
  return days >= 2 && days <= MOST_DAYS ? weekOf(start, end) : undefined;
}

const known = (week: Week | undefined, later?: Week): HeadingDates | undefined =>
  week && { kind: 'week', week, ...(later && { later }) };

/** December to January of one year may be the turn from that year to the next, too. */
const laterOf = (start: MonthDay, end: MonthDay, year: number): Week | undefined =>
  start.month > end.month ? inYear(start, end, year + 1) : undefined;

function readIso(text: string): HeadingDates | undefined {
  const both = isoBoth.exec(text);
  if (both) {
    const [y1, m1, d1, y2, m2, d2] = both.slice(1).map(Number);
    return known(span(dayFrom(y1 ?? 0, m1 ?? 0, d1 ?? 0), dayFrom(y2 ?? 0, m2 ?? 0, d2 ?? 0)));
  }
  const short = isoShort.exec(text);
  if (short === null) return undefined;
  const [year = 0, month = 0, day = 0] = short.slice(1, 4).map(Number);
  const endMonth = short[4] === undefined ? month : Number(short[4]);
  return withYears({ month, day }, { month: endMonth, day: Number(short[5]) }, year, undefined);
}

function readMonthFirst(text: string): HeadingDates | undefined {
  for (const match of text.matchAll(monthFirst)) {
    const start = monthOf(match[1] ?? '');
    const end = match[4] === undefined ? (monthOf(match[6] ?? '') ?? start) : monthOf(match[4]);
    if (start === undefined || end === undefined) continue;
    const dates = [
      { month: start, day: Number(match[2]) },
      { month: end, day: Number(match[5]) },
    ] as const;
    return withYears(dates[0], dates[1], yearIn(match[3]), yearAround(text, match.index, match[0].length));
  }
  return undefined;
}

function readDayFirst(text: string): HeadingDates | undefined {
  for (const match of text.matchAll(dayFirst)) {
    const end = monthOf(match[5] ?? '');
    const start = match[2] === undefined ? end : monthOf(match[2]);
    if (start === undefined || end === undefined) continue;
    const dates = [
      { month: start, day: Number(match[1]) },
      { month: end, day: Number(match[4]) },
    ] as const;
    return withYears(dates[0], dates[1], yearIn(match[3]), yearAround(text, match.index, match[0].length));
  }
  return undefined;
}

/** `11.05. - 17.05.2026`, `11.-17.05.2026`, `05/11 - 05/17/2026`: with slashes the month stands first unless that makes no week. */
function readNumeric(text: string): HeadingDates | undefined {
  const match = numeric.exec(text);
  if (match === null) return undefined;
  const [one, two, three, four] = [match[1], match[3] ?? match[6], match[5], match[6]].map(Number);
  const years = [yearIn(match[4]), yearIn(match[7]) ?? yearAround(text, match.index, match[0].length)] as const;
  const european = [
    { month: two ?? 0, day: one ?? 0 },
    { month: four ?? 0, day: three ?? 0 },
  ] as const;
  const american = [
    { month: one ?? 0, day: two ?? 0 },
    { month: three ?? 0, day: four ?? 0 },
  ] as const;
  const orders = match[2] === '/' && match[3] !== undefined ? [american, european] : [european];
  for (const [start, end] of orders) {
    const dates = withYears(start, end, ...years);
    if (dates) return dates;
  }
  return undefined;
}

function readNumber(text: string): HeadingDates | undefined {
  const match = weekNumber.exec(text);
  if (match === null) return undefined;
  const year = yearIn(match[1]) ?? yearAround(text, match.index, match[0].length);
  return year === undefined ? undefined : known(isoWeek(year, Number(match[2] ?? match[3] ?? match[4])));
}

/** A year after both days is that of the end. */
function withYears(
  start: MonthDay,
  end: MonthDay,
  startYear: number | undefined,
  endYear: number | undefined,
): HeadingDates | undefined {
  if (endYear !== undefined) {
    if (startYear === undefined) return known(inYear(start, end, endYear), laterOf(start, end, endYear));
    if (startYear === endYear) return known(inYear(start, end, endYear));
    return known(span(dayFrom(startYear, start.month, start.day), dayFrom(endYear, end.month, end.day)));
  }
  if (startYear !== undefined) {
    const wraps = start.month > end.month;
    return known(inYear(start, end, wraps ? startYear + 1 : startYear));
  }
  // 2024 is a leap year: February 29 is a day until the year is known.
  return inYear(start, end, 2024) && { kind: 'no year', start, end };
}

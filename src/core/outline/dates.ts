import { monthOf } from './months.ts';
import { addDays, dayFrom, daysBetween, isoWeek, weekEnd, weekOf, weekStart } from '../week.ts';
import type { Week } from '../week.ts';

/** A day in any year. */
export interface MonthDay {
  readonly month: number;
  readonly day: number;
}

/** The dates of a heading: the week itself, or two days whose year must come from elsewhere. */
export type HeadingDates =
  /** `later`: the same days a year later, where the heading has one year and does not say of which of them. */
  | { readonly kind: 'week'; readonly week: Week; readonly later?: Week }
  | { readonly kind: 'no year'; readonly start: MonthDay; readonly end: MonthDay };

/** A list that covers more days than a month is not a weekly one. */
const MOST_DAYS = 31;

const SEP = '\\s*(?:-{1,3}|to|through|thru|until|till|bis(?: zum)?|au|al?|a|à|/|~|→|\\.{2,3}|…)\\s*';
const MON = '([a-zà-ÿ]{3,12})\\.?';
const DAY = '(\\d{1,2})(?!\\d)';
const YEAR = '((?:19|20)\\d{2})(?!\\d)';
const ISO = '((?:19|20)\\d{2})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)';

const isoBoth = new RegExp(`${ISO}${SEP}${ISO}`);
const isoShort = new RegExp(`${ISO}${SEP}(?:(\\d{1,2})[-/.])?(\\d{1,2})(?!\\d)`);
const isoOne = new RegExp(ISO);
const monthFirst = new RegExp(`${MON}\\s*${DAY}(?:\\s*,?\\s*${YEAR})?${SEP}(?:${MON}\\s*)?${DAY}`, 'g');
const dayFirst = new RegExp(`(?<!\\d)${DAY}\\.?(?:\\s*${MON}(?:\\s*,?\\s*${YEAR})?)?${SEP}${DAY}\\.?\\s*${MON}`, 'g');
const numeric =
  /(?<!\d)(\d{1,2})([./])(?:(\d{1,2})\2?)?(?:((?:19|20)\d{2}|(?<=[./])\d{2}(?=\s*[-t])))?\s*(?:-{1,3}|to|bis|au|al|a)\s*(\d{1,2})\2(\d{1,2})(?:\2((?:19|20)?\d{2}))?(?!\d)/;
const weekWord = /\b(?:week|woche|semaine|semana|settimana|kw|w\/[ec])\b/;
// What a list calls itself: a version (`v1.2, June 7`) or an event is none.
const LIST_WORD =
  /\b(?:week(?:ly)?|papers?|top|best|issue|digest|edition|round-?up|reading|list|newsletter|picks|links|highlights)\b/;
const endingWord = /\b(?:ending|ended|ends|w\/e|bis zum|until)\b/;
const oneMonthFirst = new RegExp(`${MON}\\s*${DAY}`, 'g');
const oneDayFirst = new RegExp(`(?<!\\d)${DAY}\\.?\\s*${MON}`, 'g');
const weekNumber =
  /((?:19|20)\d{2})[- ]?w(\d{1,2})(?!\d)|\bw(\d{1,2})(?=[ ,/-]{1,3}(?:19|20)\d{2})|\b(?:week|woche|kw|semaine|semana)\s*#?(\d{1,2})(?!\d)/;

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

function normalise(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[‐-―−﹣－]/g, '-')
    .replace(/[\s\u200b]+/g, ' ')
    .replace(/['’](\d{2})(?!\d)|(?<=\d\)[ ,-]*)(\d{2})$/g, '20$1$2')
    .replace(/(\d)(?:st|nd|rd|th|er|º|ª)\b,?/g, '$1')
    .replace(
      /\b(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b\.?,? ?(?=[a-z]{0,9}\.? ?\d)/g,
      '',
    )
    .replace(/(\d|[a-zà-ÿ]{3})(,?) (?:de|del|of|do|di) /g, '$1$2 ')
    .replace(/(-|to|bis|au|al) (?:the|den|le|el) /g, '$1 ');
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
    const end = match[4] === undefined ? start : monthOf(match[4]);
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

/** `Week of May 11, 2026` begins there, `Week ending May 17, 2026` ends there; both have seven days. */
function readWeekOf(text: string): HeadingDates | undefined {
  return weekWord.test(text) ? sevenDays(readDay(text), endingWord.test(text) ? 'end' : 'start') : undefined;
}

/** A heading that names one day and hardly more (`June 7, 2026`, `Papers of 2026-06-07`): the week that ends on it. */
export function readSingleDay(heading: string): HeadingDates | undefined {
  const text = normalise(heading.slice(0, 400));
  const found = readDay(text);
  if (found === undefined || /\d\.\d+\.\d/.test(text)) return undefined;
  const rest = text.replace(found.words, ' ').replace(/\b(?:19|20)\d{2}\b/, ' ');
  return /^[^\p{L}\p{N}]*$/u.test(rest) || LIST_WORD.test(rest) ? sevenDays(found, 'end') : undefined;
}

interface NamedDay extends MonthDay {
  readonly year: number | undefined;
  /** As it stands in the text. */
  readonly words: string;
}

function sevenDays(found: NamedDay | undefined, named: 'start' | 'end'): HeadingDates | undefined {
  if (found === undefined) return undefined;
  const anchor = dayFrom(found.year ?? 2024, found.month, found.day);
  if (anchor === undefined) return undefined;
  const week = named === 'end' ? weekOf(addDays(anchor, -6), anchor) : weekOf(anchor, addDays(anchor, 6));
  if (found.year !== undefined) return known(week);
  return { kind: 'no year', start: monthDay(weekStart(week)), end: monthDay(weekEnd(week)) };
}

function readDay(text: string): NamedDay | undefined {
  const iso = isoOne.exec(text);
  if (iso) return { month: Number(iso[2]), day: Number(iso[3]), year: Number(iso[1]), words: iso[0] };
  return readOne(text, oneMonthFirst, [1, 2]) ?? readOne(text, oneDayFirst, [2, 1]);
}

function readOne(text: string, form: RegExp, [month, day]: readonly [number, number]): NamedDay | undefined {
  for (const match of text.matchAll(form)) {
    const named = monthOf(match[month] ?? '');
    if (named === undefined) continue;
    const year = yearAround(text, match.index, match[0].length);
    return { month: named, day: Number(match[day]), year, words: match[0] };
  }
  return undefined;
}

const monthDay = (day: string): MonthDay => ({ month: Number(day.slice(5, 7)), day: Number(day.slice(8)) });

function readNumber(text: string): HeadingDates | undefined {
  const match = weekNumber.exec(text);
  if (match === null) return undefined;
  const year = yearIn(match[1]) ?? yearAround(text, match.index, match[0].length);
  return year === undefined ? undefined : known(isoWeek(year, Number(match[2] ?? match[3] ?? match[4])));
}

const yearIn = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text) + (text.length === 2 ? 2000 : 0);

/** The year that stands after the dates (of `2025/26` the second), else the last one before them. */
function yearAround(text: string, index: number, length: number): number | undefined {
  const behind = text.slice(index + length);
  const after =
    /(?<!\d)(?:19|20)\d{2} ?[/-] ?((?:19|20)?\d{2})(?!\d)/.exec(behind) ?? /(?<!\d)((?:19|20)\d{2})(?!\d)/.exec(behind);
  const before = [...text.slice(0, index).matchAll(/(?<!\d)((?:19|20)\d{2})(?!\d)/g)].at(-1);
  return yearIn((after ?? before)?.[1]);
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

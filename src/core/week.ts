import { DAY_MS } from './moment.ts';

/** A day, `YYYY-MM-DD`. */
export type Day = string;

/** The dates that a list covers, both days included, as an ISO 8601 interval: `2026-06-14/2026-06-21`. */
export type Week = `${Day}/${Day}`;

/** Whether a text has the form of a week. */
export const isWeek = (text: string): text is Week => /^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/.test(text);

export const weekOf = (start: Day, end: Day): Week => `${start}/${end}`;
export const weekStart = (week: Week): Day => week.slice(0, 10);
export const weekEnd = (week: Week): Day => week.slice(11);

/** The day as a count of days since 1970-01-01, for arithmetic; undefined where there is no such day. */
export function dayNumber(day: Day): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  return numberOf(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8)));
}

/** The day that is so many days after 1970-01-01. */
export const dayFromNumber = (days: number): Day => new Date(days * DAY_MS).toISOString().slice(0, 10);

/** The day of a calendar date; undefined where there is no such date (February 30). */
export function dayFrom(year: number, month: number, day: number): Day | undefined {
  if (numberOf(year, month, day) === undefined) return undefined;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function numberOf(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] ?? 0)) return undefined;
  if (month === 2 && day === 29 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))) return undefined;
  // Date.UTC takes the years 0 to 99 for 1900 to 1999; four hundred years always have as many days.
  return Date.UTC(year + 400, month - 1, day) / DAY_MS - DAYS_OF_400_YEARS;
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS_OF_400_YEARS = 146_097;

/** The day so many days later (earlier, where negative); the same day where it is none. */
export function addDays(day: Day, days: number): Day {
  const number = dayNumber(day);
  return number === undefined ? day : dayFromNumber(number + days);
}

/** How many days lie from one day to another; 0 for the same day, NaN where one is no day. */
export const daysBetween = (from: Day, to: Day): number => (dayNumber(to) ?? NaN) - (dayNumber(from) ?? NaN);

/** How many days ago a week ended, by UTC's calendar; negative for one that has not ended. */
export const ageDays = (week: Week, now: Date): number => daysBetween(weekEnd(week), now.toISOString().slice(0, 10));

export const coversDay = (week: Week, day: Day): boolean => weekStart(week) <= day && day <= weekEnd(week);

/** Monday to Sunday of an ISO 8601 week (`2026-W25`); undefined where the year has no such week. */
export function isoWeek(year: number, number: number): Week | undefined {
  const fourth = dayNumber(`${String(year)}-01-04`);
  if (fourth === undefined || number < 1 || number > 53) return undefined;
  const monday = fourth - ((fourth + 3) % 7) + (number - 1) * 7;
  if (dayFromNumber(monday + 3).slice(0, 4) !== String(year)) return undefined;
  return weekOf(dayFromNumber(monday), dayFromNumber(monday + 6));
}

/** Newest first: by end, then by start. */
export function compareNewestFirst(a: Week, b: Week): number {
  const key = (week: Week): string => weekEnd(week) + weekStart(week);
  return key(a) < key(b) ? 1 : key(a) > key(b) ? -1 : 0;
}

/** The dates of a week as people of that language write them: `May 11–17, 2026`. An unknown language is English. */
export const writtenDates = (week: Week, language: string): string => {
  const [start, end] = [new Date(`${weekStart(week)}T00:00:00Z`), new Date(`${weekEnd(week)}T00:00:00Z`)];
  if (Number.isNaN(start.getTime()) || Number.isNaN(end.getTime())) return week;
  if (language === 'en') return englishDates(start, end);
  // ICU puts thin spaces around the dash: few fonts draw them well, and between two days none is usual.
  return dateFormat(language)
    .formatRange(start, end)
    .replace(/[\u2009\u202f]/g, ' ')
    .replace(/(\d) ([–-]) (\d)/, '$1$2$3');
};

// Of all that a dry run does, asking ICU for the names of the months would take the longest.
const months = 'January February March April May June July August September October November December'.split(' ');

const englishDates = (start: Date, end: Date): string => {
  const day = (date: Date): string => `${months[date.getUTCMonth()] ?? ''} ${date.getUTCDate()}`;
  const [from, to] = [start.getUTCFullYear(), end.getUTCFullYear()];
  if (from !== to) return `${day(start)}, ${from} – ${day(end)}, ${to}`;
  if (start.getUTCMonth() !== end.getUTCMonth()) return `${day(start)} – ${day(end)}, ${to}`;
  return start.getUTCDate() === end.getUTCDate() ? `${day(end)}, ${to}` : `${day(start)}–${end.getUTCDate()}, ${to}`;
};

// Making a format takes a hundred times as long as using it, and a site's home page uses one for every week.
const formats = new Map<string, Intl.DateTimeFormat>();

const dateFormat = (language: string): Intl.DateTimeFormat => {
  const format = formats.get(language) ?? newFormat(language);
  formats.set(language, format);
  return format;
};

const newFormat = (language: string): Intl.DateTimeFormat => {
  const options = { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' } as const;
  try {
    return new Intl.DateTimeFormat(language, options);
  } catch {
    return new Intl.DateTimeFormat('en', options);
  }
};

import { type Week, weekEnd, weekStart } from '../week.ts';

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

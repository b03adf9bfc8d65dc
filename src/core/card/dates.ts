import { type Week, weekEnd, weekStart } from '../week.ts';

/** The dates of a week as people of that language write them: `May 11–17, 2026`. An unknown language is English. */
export const writtenDates = (week: Week, language: string): string => {
  const [start, end] = [new Date(`${weekStart(week)}T00:00:00Z`), new Date(`${weekEnd(week)}T00:00:00Z`)];
  if (Number.isNaN(start.getTime()) || Number.isNaN(end.getTime())) return week;
  // ICU puts thin spaces around the dash: few fonts draw them well, and between two days none is usual.
  return dateFormat(language)
    .formatRange(start, end)
    .replace(/[\u2009\u202f]/g, ' ')
    .replace(/(\d) ([–-]) (\d)/, '$1$2$3');
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

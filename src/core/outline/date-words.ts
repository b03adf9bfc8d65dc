import { englishMonth } from './months.ts';
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

// How headings write days and what stands between them, as pieces of regular expressions.
export const SEP =
  '\\s*(?:-{1,3}|to|through|thru|until|till|bis(?: zum)?|t/m|au|al?|a|à|至|/|[~～〜]|→|\\.{2,3}|…)\\s*';
export const MON = '([a-zà-ÿа-яё]{3,12})\\.?';
export const DAY = '(\\d{1,2})(?!\\d)';
export const YEAR = '((?:19|20)\\d{2})(?!\\d)';
export const ISO = '((?:19|20)\\d{2})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)';

/** A heading's text as the other readers of dates want it: in lower case, with one kind of dash and of blank. */
export function normalise(heading: string): string {
  return withLatinDays(heading.toLowerCase().replace(/\p{Cf}/gu, ''))
    .replace(/[‐-―−﹣－]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/['’](\d{2})(?!\d)|(?<=\d\)[ ,-]*)(\d{2})$/g, '20$1$2')
    .replace(/(\d)(?:st|nd|rd|th|er|º|ª)\b,?/g, '$1')
    .replace(
      /\b(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b\.?,? ?(?=[a-z]{0,9}\.? ?\d)/g,
      '',
    )
    .replace(/(\d|[a-zà-ÿ]{3})(,?) (?:de|del|of|do|di) /g, '$1$2 ')
    .replace(/(-|to|bis|au|al) (?:the|den|le|el) /g, '$1 ');
}

/** `2026年5月11日`, `第20周`: where the words for year, month, day and week are signs behind the numbers. */
const withLatinDays = (text: string): string =>
  text
    .replace(/(\d{4}) ?年/g, '$1 ')
    .replace(/(\d{1,2}) ?月 ?(\d{1,2}) ?[日号號]?/g, (_, month: string, day: string) =>
      [englishMonth(Number(month)), day].join(' '),
    )
    .replace(/(\d{1,2}) ?[日号號]/g, '$1')
    .replace(/第? ?(\d{1,2}) ?[周週]/g, 'week $1');

export const yearIn = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text) + (text.length === 2 ? 2000 : 0);

/** The year that stands after the dates (of `2025/26` the second), else the last one before them. */
export function yearAround(text: string, index: number, length: number): number | undefined {
  const behind = text.slice(index + length);
  const after =
    /(?<!\d)(?:19|20)\d{2} ?[/-] ?((?:19|20)?\d{2})(?!\d)/.exec(behind) ?? /(?<!\d)((?:19|20)\d{2})(?!\d)/.exec(behind);
  const before = [...text.slice(0, index).matchAll(/(?<!\d)((?:19|20)\d{2})(?!\d)/g)].at(-1);
  return yearIn((after ?? before)?.[1]);
}

import { monthNamed } from './months.ts';

/** The letters in which months are named here, Latin and Cyrillic: an expression that takes all letters is slow to make. */
export const MONTH_LETTERS = 'A-Za-z\\u00c0-\\u024f\\u0400-\\u04ff';

const L = MONTH_LETTERS;

/** Small letters, each character in its place; the few that are two in small letters stay. */
export const lowered = (text: string): string => {
  const low = text.toLowerCase();
  return low.length === text.length ? low : text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
};

const MAY_BE_WEEKDAY = /mon|tue|wed|thu|fri|sat|sun/i;
const WEEKDAY = new RegExp(
  `(?<![${L}])(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?(?![${L}])\\.?,? ?(?=[${L}]{0,9}\\.? ?\\d)`,
  'gi',
);

const ORDINAL = new RegExp(`(?<=\\d)(?:st|[nr]d|th|er|º|ª)(?![${L}])`, 'gi');
const OF = new RegExp(`(?<=\\d|[${L}]{3}) +(?:del?|of|d[oi]) +(?=[${L}\\d])`, 'gi');

/** The text with one kind of dash, blank and digit, and without what stands around days; each character keeps its place. */
export function normalise(words: string): string {
  const blank = (found: string): string => ' '.repeat(found.length);
  const text = (/^[ -~]*$/.test(words) ? words : inOneForm(words))
    .replace(
      /(?:#|\b(?:issue|no|nr|vol|volume|number|edition|episode|ausgabe|numéro|número)\b\.?) {0,2}#? {0,2}\d{1,4}(?!\d|[./]\d)/gi,
      blank,
    )
    .replace(/第? ?\d{1,4} ?[期回호]/g, blank)
    .replace(ORDINAL, blank);
  return (MAY_BE_WEEKDAY.test(text) ? text.replace(WEEKDAY, blank) : text).replace(OF, blank);
}

const inOneForm = (words: string): string =>
  words
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[‐-―−﹣]/g, '-')
    .replace(/[〜～]/g, '~')
    .replace(/[年月년월]/g, '/')
    .replace(/(?<=\d ?)[日号號일]/g, ' ')
    .replace(/[\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, ' ');

/** Whether weeks beside these words are counted in a month or a course, not in a year. */
export function countsOtherWeeks(text: string): boolean {
  const words = text.match(/\p{L}{3,12}/gu) ?? [];
  return (
    words.some((word) => monthNamed(word) !== undefined && /^\p{Lu}|^\p{L}{5,}/u.test(word)) ||
    /\b(?:semester|term|lecture|module|course|quarter|fall|spring|summer|winter)\b/i.test(text)
  );
}

import { findDates, withoutDates, type FoundDates, type HeadingDates } from './date-forms.ts';
import type { Heading, Headings } from './headings.ts';

/** A heading that names a week, with what stands below it, down to the next heading of its level or higher. */
export interface WeekHeading {
  readonly heading: Heading;
  readonly dates: HeadingDates;
  readonly isDay: boolean;
  /** The year in a heading above it, or in the document's title. */
  readonly titleYear: number | undefined;
  /** The nearest heading above it that is a name, not a year. */
  readonly above: string;
  /** Where its body ends. */
  readonly end: number;
}

/** A document cut at its headings. */
export interface Headed extends Headings {
  readonly text: string;
  /** The title in the front matter. */
  readonly title: string;
  /** The name of the whole list that it is of. */
  readonly list: string;
}

// What a list calls itself. A version (`v1.2, June 7`) or an event is none.
const LIST_WORD =
  /\b(?:week(?:ly|s)?|papers?|top|best|issue|digest|edition|round-?up|reading|list|newsletter|picks|links|highlights|news|bulletin|woche|wochen[a-zß-ÿ]*|semaine|hebdo[a-zß-ÿ]*|semana[a-zß-ÿ]*|settimana[a-zß-ÿ]*)\b|[周週]|论文|論文|ニュース|まとめ|주간|소식|모음|뉴스|논문|недел|дайджест/;
const YEAR_ALONE = /^\D{0,2}(?:19|20)\d{2}\D{0,2}$/;

/** Whether words are those of a weekly list. */
export const isListWord = (words: string): boolean => LIST_WORD.test(words.toLowerCase());

/** Headings with dates. */
export function weekHeadings(found: Headed): readonly WeekHeading[] {
  const weeks: WeekHeading[] = [];
  const titles: { readonly level: number; readonly year: number | undefined; readonly text: string }[] = [
    { level: 0, year: yearOf(found.title), text: found.title },
  ];
  let openLevel: number | undefined;
  found.headings.forEach((heading, index) => {
    const isInside = openLevel !== undefined && heading.level > openLevel;
    const dates = isInside ? undefined : datesOf(heading, found, index);
    if (!dates && openLevel !== undefined && isEntry(heading, openLevel)) return;
    if (openLevel !== undefined && heading.level <= openLevel) openLevel = undefined;
    while (titles.length > 1 && (titles.at(-1)?.level ?? 0) >= heading.level) titles.pop();
    if (dates) {
      openLevel = heading.level;
      const titleYear = titles.findLast(({ year }) => year !== undefined)?.year;
      const above = titles.findLast(({ text }) => text !== '' && !YEAR_ALONE.test(text))?.text ?? '';
      weeks.push({
        heading,
        dates: dates.dates,
        isDay: dates.isDay,
        titleYear,
        above,
        end: endOfBody(found, heading, index),
      });
    } else titles.push({ level: heading.level, year: yearOf(heading.text), text: heading.text });
  });
  return weeks;
}

const RANK = /^\W{0,4}\d{1,3}[.):、]\s+/;

/** The dates of a week's heading. One that only links to another heading belongs to a table of contents: it is no week. */
function datesOf(heading: Heading, found: Headed, index: number): FoundDates | undefined {
  const { text, raw, level } = heading;
  if (level > 4 || /^\[[^\]]*\]\([^)]*#[^)]*\)$/.test(raw)) return undefined;
  const dates = findDates(text);
  // `2. Shop ends 1st-5th gen readers in May`: an entry.
  if (!dates || dates.start >= (RANK.exec(text)?.[0].length ?? Infinity)) return undefined;
  if (!dates.isDay && dates.dates.kind !== 'no year') return dates;
  const rest = withoutDates(text);
  const isBare = rest === '' || isListWord(rest);
  if (dates.isDay)
    return isBare && !/\d\.\d+\.\d/.test(text.slice(0, dates.start)) && hasLinks(found, heading, index)
      ? dates
      : undefined;
  const isBracketed = /[([{（【［]\s*$/.test(text.slice(0, dates.start));
  return isBare || isBracketed ? dates : undefined;
}

/** A heading of one day is a week only if two links or more stand below it. */
function hasLinks({ text, headings }: Headed, heading: Heading, index: number): boolean {
  let next = index + 1;
  while ((headings[next]?.level ?? 0) > heading.level && next < index + 100) next += 1;
  return countLinks(text.slice(heading.end, Math.min(headings[next]?.start ?? text.length, heading.end + 50_000))) > 1;
}

export const countLinks = (text: string): number => text.match(/https?:\/\//g)?.length ?? 0;

/** `## 3. Title` below `## Week`: an entry, though its heading is of the week's own level. */
const isEntry = (heading: Heading, weekLevel: number): boolean =>
  heading.level >= Math.min(weekLevel, 2) && RANK.test(heading.text);

function endOfBody(found: Headed, heading: Heading, index: number): number {
  for (let next = index + 1; next < found.headings.length; next++) {
    const other = found.headings[next];
    if (!other || other.level > heading.level) continue;
    if (!isEntry(other, heading.level) || datesOf(other, found, next) !== undefined) return other.start;
  }
  return found.text.length;
}

/** The year of a title or a file name, if it holds just one. */
export function yearOf(text: string): number | undefined {
  const years = new Set(Array.from(text.matchAll(/(?<![\d.])((?:19|20)\d{2})(?![\d.]\d|\d|s\b)/g), ([year]) => year));
  const [year] = years;
  return years.size === 1 ? Number(year) : undefined;
}

import type { DatesFrom, Markdown } from '../edition.ts';
import { listName } from '../list-name.ts';
import { findDates, inYear, saysName, withoutDates, type FoundDates, type HeadingDates } from './date-forms.ts';
import type { FrontMatter } from './front.ts';
import { countLinks, isListWord, yearOf, type Headed } from './headed.ts';
import { findHeadings, type Heading } from './headings.ts';
import { LETTERS } from '../../text.ts';
import { daysBetween, isoWeek, weekEnd, type Day, type Week } from '../../week.ts';

/** The week that a whole file is about, and where it says so. */
export interface Issue {
  readonly week: Week;
  readonly from: DatesFrom;
  readonly isDay: boolean;
  /** What the file's other places say. */
  readonly others: readonly Pick<Issue, 'week' | 'from'>[];
}

/** A file's name in parts, as far as they may tell a date; of `2026/week-19/README.md` the folders. */
interface NameParts {
  readonly own: string;
  readonly folders: readonly string[];
}

function nameParts(file: string): NameParts {
  const parts = (/^https?:/.test(file) ? file.replace(/[?#].*$/, '') : file)
    .split(/[/\\]/)
    .map((part) => part.replaceAll('_', '-'));
  const own = (parts.pop() ?? '').replace(/\.[a-z]+$/i, '');
  const isIndex = /^(?:readme|index)$/i.test(own);
  return isIndex ? { own: parts.at(-1) ?? '', folders: parts.slice(-4, -1) } : { own, folders: parts.slice(-3) };
}

/** The dates in a file's name, its folders included: `_posts/2026-06-14-name.md`, `2026/0622-0626.md`, `2026/06/14.md`. */
function datesInName(file: string): FoundDates | undefined {
  const { own, folders } = nameParts(file);
  // What a span has, a slug has seldom by chance; of one day the rest of the name may look like another one.
  const whole = findDates(own);
  const first = whole?.isDay === false ? whole : findDates(/^\d{4}-\d{1,2}-\d{1,2}(?=-)/.exec(own)?.[0] ?? own);
  if (first) return first;
  // `2026/06/14`, `2026-06/14`, `2026/Jun/14`: the day alone is the file's own.
  if (!/^\d{1,2}$/.test(own)) return undefined;
  const near = /(?:19|20)\d{2}[-/. ]?(?:\d{1,2}|([^\d\s/.-]{3,12}))$/.exec(folders.slice(-2).join('/'));
  return near ? findDates(`${near[0]}${near[1] === undefined ? '/' : ' '}${own}`) : undefined;
}

/** So many of the newest days, or years, are read to find the newest week: the very newest may be empty, or no list. */
const NEWEST = { days: 12, years: 2 };
/** So many days around a wanted week may hold what its file needs to be judged: neighbours, the same week under another name. */
const AROUND_DAYS = 21;

/**
 * The files that must be read to find one week, the newest if no day is named: those without a date in their names, and
 * those near the week.
 */
export function filesNear(files: readonly string[], day: Day | undefined): readonly string[] {
  const dated = files.map((file) => ({ file, days: daysOfName(file) }));
  const ends = (areYears: boolean): readonly Day[] =>
    dated.flatMap(({ days }) => (days && isYear(days) === areYears ? days[1] : [])).sort();
  const [oldestDay, oldestYear] = [ends(false).at(-NEWEST.days - 1), ends(true).at(-NEWEST.years)];
  const isNear = (days: NamedDays): boolean => {
    const oldest = isYear(days) ? oldestYear : oldestDay;
    if (oldest === undefined) return true;
    if (day === undefined) return isYear(days) ? days[1] >= oldest : days[1] > oldest;
    return daysBetween(days[1], day) <= AROUND_DAYS && daysBetween(day, days[0]) <= AROUND_DAYS;
  };
  return dated.filter(({ days }) => days === undefined || isNear(days)).map(({ file }) => file);
}

type NamedDays = readonly [start: Day, end: Day];

const isYear = ([start, end]: NamedDays): boolean => start !== end;

/** The last day of the dates in a file's name, or the first and the last of the year that is all of it. */
function daysOfName(file: string): NamedDays | undefined {
  const { own } = nameParts(file);
  if (/^(?:19|20)\d{2}$/.test(own)) return [`${own}-01-01`, `${own}-12-31`];
  const found = datesInName(file)?.dates;
  return found?.kind === 'week' ? [weekEnd(found.week), weekEnd(found.week)] : undefined;
}

/** The year in a file's name, else in those of its folders, the nearest first. */
export function yearOfFile(file: string): number | undefined {
  const { own, folders } = nameParts(file);
  const folder = folders.findLast((part) => /^(?:19|20)\d{2}(?!\d)/.test(part));
  return yearOf(own) ?? (folder === undefined ? undefined : Number(folder.slice(0, 4)));
}

const DATE_FIELDS = 'date publishdate pubdatetime pubdate published publishedat created issuedate week period'.split(
  ' ',
);
const DATE_LABEL = new RegExp(
  `^[^${LETTERS}]{0,8}(?:[${LETTERS}]{1,20} ){0,2}(?:dat[ae]|datum|fecha|дата|published|window|week|period[eo]?|период|日期|时间|` +
    '期間|기간|発行日)(?![a-z]{2})(?: (?:range|covered))?[^:：]{0,6}[:：]',
  'i',
);
/** So far from its beginning, and above what stands below its title, a document says when it was written. In characters. */
const TOP = 1_500;

/** A draft, or what was taken back, is no issue. */
export const isDraft = ({ fields }: FrontMatter): boolean =>
  fields.get('draft') === 'true' || fields.get('published') === 'false' || fields.get('status') === 'draft';

/** `This issue covers what came from June 8 to June 14.` */
const COVERS = /(?<![a-z])cover(?:s|ing)\b/i;
/** `Digest 8 (July 8 - 14, 2024)`: what the list calls itself, in five words at most. */
const isNamed = (line: string, { start }: FoundDates): boolean =>
  /^[^([（]{1,60}[([（]$/.test(line.slice(0, start)) && isListWord(line) && withoutDates(line).split(' ').length < 6;

/** The dates of a line near the top that has a label or nothing else; days, too, that an issue covers or has in its name. */
function datedLine(top: string, headings: readonly Heading[]): FoundDates | undefined {
  for (const line of top.split('\n', 20)) {
    if (line.length >= 200 || /^ {0,3}#|\]\(/.test(line) || headings.some(({ raw }) => raw === line.trim())) continue;
    const dates = findDates(line);
    if (!dates || dates.dates.kind === 'number') continue;
    const isSpan = !dates.isDay && (COVERS.test(line) || isNamed(line, dates));
    if (isSpan || DATE_LABEL.test(line) || withoutDates(line) === '') return dates;
  }
  return undefined;
}

/** The dates of a whole file: spans before single days, then title, front matter, lines at the top, name. */
export function issueOf(file: string, front: FrontMatter, found: Headed): Issue | undefined {
  const [heading] = found.headings;
  const title = heading?.level === 1 ? heading.text : '';
  const below = found.headings.find((heading) => heading !== titleHeading(found, front.end))?.start ?? Infinity;
  const top = found.text.slice(front.end, Math.min(front.end + TOP, below));
  const places: readonly (readonly [DatesFrom, FoundDates | undefined])[] = [
    ['title', findDates(found.title)],
    ['title', findDates(title)],
    ...dateFields(file, front).map((value) => ['front matter', findDates(value)] as const),
    ['line', datedLine(top, found.headings)],
    ['file name', datesInName(file)],
  ];
  const named = places.flatMap(([from, dates]) => (dates ? [{ from, ...dates }] : []));
  const spansFirst = [...named.filter(({ isDay }) => !isDay), ...named.filter(({ isDay }) => isDay)];
  const [first, ...others] = spansFirst.flatMap(({ dates, from, isDay }) => {
    const week = weekIn(dates, yearOfFile(file));
    return week === undefined ? [] : [{ week, from, isDay }];
  });
  return first && { ...first, others };
}

const README = /(?:^|[/\\])readme\.\w+$/i;

/** What the front matter says of its date, without the time; a README's says when the list began. */
const dateFields = (file: string, { fields }: FrontMatter): readonly string[] =>
  README.test(file)
    ? []
    : DATE_FIELDS.flatMap(
        (field) =>
          fields
            .get(field)
            ?.slice(0, 60)
            .replace(/T\d.*$/, '') ?? [],
      );

const DATE_IN_NAME = /(?:19|20)\d{2}-(?:\d{1,2}-\d{1,2}|w\d{1,2})(?!\d)/i;

/** A date of the front matter or the file name that is none: `2026-13-08`, `2026-W60`. */
export const wrongDate = (file: string, front: FrontMatter): string | undefined =>
  [...dateFields(file, front), DATE_IN_NAME.exec(nameParts(file).own)?.[0] ?? ''].find(
    (value) => /\d/.test(value) && findDates(value) === undefined,
  );

/** The week of dates in a file; a year that they lack is that of its folders. */
function weekIn(dates: HeadingDates, year: number | undefined): Week | undefined {
  if (dates.kind === 'week') return dates.week;
  if (year === undefined) return undefined;
  if (dates.kind === 'number') return isoWeek(year, dates.number);
  return inYear(dates.start, dates.end, year) ?? inYear(dates.start, dates.end, year + 1);
}

/** Whether a text may be a list at all: it has two links or more. */
export const mayBeList = ({ text }: Headed): boolean => countLinks(text) > 1;

/** The first heading of a file if it is the file's title, not the first of its parts. */
export function titleHeading(found: Headed, front: number): Heading | undefined {
  const [first, ...others] = found.headings;
  if (!first || isPart(found)) return undefined;
  const isAlone =
    found.text.slice(front, first.start).trim() === '' && !others.some(({ level }) => level <= first.level);
  return first.level === 1 || isAlone ? first : undefined;
}

/** Whether the first heading is one of several of the highest level, and the front matter has the title. */
const isPart = ({ headings: [first, ...others], title }: Headed): boolean =>
  title !== '' && first?.level === 1 && first.text !== title && others.some(({ level }) => level === 1);

/** Where the list of a whole file begins: below its title, at the first of its parts. */
export function startOfIssue(found: Headed, front: number): number {
  const [first] = found.headings;
  return first && isPart(found) ? first.start : (titleHeading(found, front)?.end ?? front);
}

/** What a file calls itself: its title, else its list's, its name without dates, or that of its folder. */
export function nameOfIssue(file: string, found: Headed, front: number): string {
  const { own, folders } = nameParts(file);
  const words = (part: string): string =>
    part
      .replace(/[\d._-]+/g, ' ')
      .replace(/\bW\b/g, '')
      .trim();
  const names = [own, ...[...folders].reverse()].map(words).filter((name) => /\p{L}{3}/u.test(name));
  return [found.title, titleHeading(found, front)?.text ?? '', found.list, ...names].find(saysName) ?? own;
}

/** A list's own name: the title of its README, if that is no issue itself. */
export function titleOfList(documents: readonly Markdown[]): string {
  const about = documents.filter(({ file }) => README.test(file) && !/\d/.test(nameParts(file).own));
  const [first] = about.sort((a, b) => a.file.length - b.file.length);
  const [heading] = findHeadings(first?.text.slice(0, 2 * TOP) ?? '', 0).headings;
  return heading?.level === 1 ? listName(heading.text) : '';
}

import { countsOtherWeeks, MONTH_LETTERS as L, lowered, normalise } from './date-words.ts';
import { monthNamed } from './months.ts';
import { wordsAlone } from '../../text.ts';
import { dayFrom, daysBetween, isoWeek, weekOf, type Week } from '../../week.ts';

/** A day in any year. */
export interface MonthDay {
  readonly month: number;
  readonly day: number;
}

/** The dates that some words name: the week itself, or what lacks a year that must come from elsewhere. */
export type HeadingDates =
  /** `later`: the same days a year later, if the words have one year and do not say of which of them. */
  | { readonly kind: 'week'; readonly week: Week; readonly later?: Week }
  | { readonly kind: 'no year'; readonly start: MonthDay; readonly end: MonthDay }
  | { readonly kind: 'number'; readonly number: number };

/** Dates with the place of their words. */
export interface FoundDates {
  readonly dates: HeadingDates;
  readonly start: number;
  readonly end: number;
  /** One day, not a span of days. */
  readonly isDay: boolean;
}

/** A list that covers more days than a month is not a weekly one. */
const MOST_DAYS = 31;

const SEP = '\\s*(?:-{1,3}|to|through|thru|until|till|bis(?:\\s+zum)?|t/m|au|al?|à|至|[~→]|\\.{2,3}|…)\\s*';
const year = (n: number): string => `(?<y${String(n)}>(?:19|20)\\d{2})(?!\\d)`;
const month = (n: number): string => `(?<m${String(n)}>\\d{1,2})`;
const name = (n: string): string => `(?<n${n}>[${L}]{3,12})\\.?`;
const day = (n: number): string => `(?<d${String(n)}>\\d{1,2})(?!\\d)`;

/** A way to write dates. `form` runs over text as `normalise` leaves it, in small letters: expressions that take both take
 *  milliseconds to make. Its groups say what is year, month, name, day, week. */
interface Form {
  readonly form: string;
  readonly example: string;
  readonly gives: string;
  readonly seen: string;
}

const PUBLIC = 'the public list';
const OTHERS = 'lists of other keepers';
const CALENDARS = 'how the languages write dates';

// Spans first: what is left may be one day, then the number of a week.
// prettier-ignore
export const FORMS: readonly Form[] = [
  { form: `${year(1)}[-/.]\\s?${month(1)}[-/.]\\s?${day(1)}(?:${SEP}|\\s*/\\s*)${year(2)}[-/.]\\s?${month(2)}[-/.]\\s?${day(2)}`, example: '2026-07-27 to 2026-08-03', gives: '2026-07-27/2026-08-03', seen: OTHERS },
  { form: `${year(1)}[-/.]\\s?${month(1)}[-/.]\\s?${day(1)}${SEP}(?:${month(2)}[-/.]\\s?)?${day(2)}(?![-/.]?\\d|-[${L}])`, example: '2026-06-29 ~ 07-05', gives: '2026-06-29/2026-07-05', seen: OTHERS },
  { form: `(?<![\\d])(?<y1>\\d{2}(?=\\d{4}))?(?<m1>\\d{2})(?<d1>\\d{2})-(?<y2>\\d{2}(?=\\d{4}))?(?<m2>\\d{2})(?<d2>\\d{2})(?!\\d)`, example: '260223-260227', gives: '2026-02-23/2026-02-27', seen: OTHERS },
  { form: `(?<![\\d/.-])(?<m1>\\d{2})-(?<d1>\\d{2})[~→](?<m2>\\d{2})-(?<d2>\\d{2})(?![\\d-])`, example: '2022: 07-11~07-17', gives: '2022-07-11/2022-07-17', seen: OTHERS },
  { form: `${name('1')}\\s*${day(1)}(?:\\s*,?\\s*${year(1)})?${SEP}(?:${name('2')}\\s*)?${day(2)}(?:\\s*${name('3')})?`, example: 'Jan 30-Feb 5, 2023', gives: '2023-01-30/2023-02-05', seen: PUBLIC },
  { form: `(?<!\\d)${day(1)}\\.?(?:\\s*${name('1')}(?:\\s*,?\\s*${year(1)})?)?${SEP}${day(2)}\\.?\\s*${name('2')}`, example: '27 April - 3 May 2026', gives: '2026-04-27/2026-05-03', seen: CALENDARS },
  { form: `(?<!\\d)(?<a1>\\d{1,2})(?<mark>[./])(?:(?<b1>\\d{1,2})\\k<mark>?)?(?<y1>(?:19|20)\\d{2}|(?<=[./])\\d{2}(?=\\s*-))?${SEP}(?<a2>\\d{1,2})\\k<mark>(?<b2>\\d{1,2})(?:\\k<mark>(?<y2>(?:19|20)?\\d{2}))?(?!\\d)`, example: '11.05. - 17.05.2026', gives: '2026-05-11/2026-05-17', seen: CALENDARS },
  { form: `${year(1)}\\s?-?\\s?w(?<w>\\d{1,2})(?!\\d)`, example: '2024-10-21-2024-W43', gives: '2024-10-21/2024-10-27', seen: OTHERS },
  { form: `${year(1)}[-/.]\\s?${month(1)}[-/.]\\s?${day(1)}`, example: '2026.08.22', gives: '2026-08-22/2026-08-22', seen: OTHERS },
  { form: `(?<!\\d)(?<y1>20\\d{2})(?<m1>\\d{2})(?<d1>\\d{2})(?!\\d)`, example: 'report-20260427', gives: '2026-04-27/2026-04-27', seen: OTHERS },
  { form: `${name('1')}\\s*${day(1)}(?![./]\\d)`, example: 'June 14, 2026', gives: '2026-06-14/2026-06-14', seen: OTHERS },
  { form: `(?<!\\d)${day(1)}\\.?\\s*${name('1')}`, example: '14 June 2026', gives: '2026-06-14/2026-06-14', seen: OTHERS },
  { form: `(?<![\\d.])(?<a1>\\d{1,2})(?<mark>[-./])(?<b1>\\d{1,2})\\k<mark>(?<y1>(?:19|20)\\d{2})(?!\\d)`, example: '22.08.2026', gives: '2026-08-22/2026-08-22', seen: OTHERS },
  { form: `第\\s?(?<w>\\d{1,2})\\s?[周週]|(?<=(?:19|20)\\d{2}[/\\s-]*)(?<!\\d)(?<w1>\\d{1,2})\\s?(?:[周週]|주차?)`, example: '2026年第20周', gives: '2026-05-11/2026-05-17', seen: OTHERS },
  { form: `(?<![${L}])(?:week|wk|woche|[kc]?w|semaine|semana|settimana)[\\s#-]*(?<w>\\d{1,2})(?!\\d)`, example: 'Week 34, 2026', gives: '2026-08-17/2026-08-23', seen: OTHERS },
];

export const compile = (forms: readonly Form[]): readonly RegExp[] => forms.map(({ form }) => new RegExp(form, 'g'));
const ALL = compile(FORMS);
type Groups = Readonly<Partial<Record<string, string>>>;

/** Headings are asked for more than once, so what was found is kept. */
const known = new Map<string, FoundDates | undefined>();
const MOST_KNOWN = 5_000;

const head = (words: string): string => normalise(words.slice(0, 400));

/** Reads the dates among some words; undefined if there are none that make sense. */
export function findDates(words: string): FoundDates | undefined {
  if (!known.has(words)) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(words, searchDates(head(words)));
  }
  return known.get(words);
}

/** The words of a text without its dates and years, folded. */
export function withoutDates(words: string): string {
  const [text, found] = [head(words), findDates(words)];
  const rest = found ? `${text.slice(0, found.start)} ${text.slice(found.end)}` : text;
  return wordsAlone(rest.replace(/(?<!\d)(?:19|20)\d{2}(?!\d)/g, ' '));
}

const SAYS_NO_NAME =
  /^(?:the|week|weeks|weekly|of|ending|ended|beginning|starting|from|for|issue|kw|cw|woche|vom|semaine|semana|du|del|第|期|[周週]|\d{1,4}| )*$/i;

/** Whether some words name a list, not only its days: `Week of June 14` does not. */
export const saysName = (text: string): boolean => !SAYS_NO_NAME.test(withoutDates(text));

/** So many characters before its first digit the dates begin at most: a month, and blanks instead of a weekday. */
const LONGEST_BEFORE = 40;

/** Reads the dates in a text as `normalise` leaves it. */
export function searchDates(text: string, forms: readonly RegExp[] = ALL): FoundDates | undefined {
  const digit = text.search(/\d/);
  // A number alone is no date: `2023`.
  if (digit === -1 || /^\d{1,5}$/.test(text)) return undefined;
  const low = lowered(text);
  for (const form of forms) {
    form.lastIndex = Math.max(0, digit - LONGEST_BEFORE);
    for (let match = form.exec(low); match !== null; match = form.exec(low)) {
      const { groups = {}, index } = match;
      const end = index + match[0].length;
      const dates = read(groups, yearAround(text, index, end), text);
      const isDay = groups.d2 === undefined && groups.a2 === undefined && (groups.w ?? groups.w1) === undefined;
      if (dates && !(isDay && isHalfOfTwo(text, index, end))) return { dates, start: index, end, isDay };
    }
  }
  return undefined;
}

/** The two days in the year that the week ends in; undefined if they make no week. */
export function inYear(start: MonthDay, end: MonthDay, endYear: number): Week | undefined {
  const wraps = start.month > end.month || (start.month === end.month && start.day > end.day);
  return weekBetween(
    dayFrom(wraps ? endYear - 1 : endYear, start.month, start.day),
    dayFrom(endYear, end.month, end.day),
  );
}

function weekBetween(start: string | undefined, end: string | undefined): Week | undefined {
  if (start === undefined || end === undefined) return undefined;
  const days = daysBetween(start, end) + 1;
  return days >= 1 && days <= MOST_DAYS ? weekOf(start, end) : undefined;
}

const sure = (week: Week | undefined, later?: Week): HeadingDates | undefined =>
  week && { kind: 'week', week, ...(later && { later }) };

const yearIn = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text) + (text.length === 2 ? 2000 : 0);

/** The year that stands after the dates (of `2025/26` the second; `'26`, `) - 26`), else the last one before them. */
function yearAround(text: string, start: number, end: number): number | undefined {
  const behind = text.slice(end);
  const after =
    /(?<!\d)(?:19|20)\d{2} ?[/-] ?((?:19|20)?\d{2})(?!\d)/.exec(behind) ??
    /(?<![\d.])((?:19|20)\d{2})(?!\d)/.exec(behind) ??
    /['’](\d{2})(?!\d)|^ ?\)[ ,-]*(\d{2})$/.exec(behind);
  const found = after?.[1] ?? after?.[2];
  return yearIn(
    found ??
      text
        .slice(0, start)
        .match(/(?<![\d.])(?:19|20)\d{2}(?!\d)/g)
        ?.at(-1),
  );
}

function read(groups: Groups, around: number | undefined, text: string): HeadingDates | undefined {
  const week = groups.w ?? groups.w1;
  if (week !== undefined && groups.y1 !== undefined) return sure(isoWeek(Number(groups.y1), Number(week)));
  if (week !== undefined) return readNumber(Number(week), around, text);
  for (const [start, end] of daysIn(groups)) {
    const first = yearIn(groups.y1);
    const last =
      yearIn(groups.y2) ??
      (groups.y1 !== undefined && groups.d2 === undefined && groups.a2 === undefined ? first : around);
    const dates = withYears(start, end, first, last);
    if (dates) return dates;
  }
  return undefined;
}

/** A week of a month is none of a year: `July 2023, Week 2`. */
function readNumber(number: number, year: number | undefined, text: string): HeadingDates | undefined {
  if (countsOtherWeeks(text)) return undefined;
  if (/(?:19|20)\d{2} ?[-/.] ?\d{1,2}(?!\d)(?! ?[周週주w])/i.test(text) || number < 1 || number > 53) return undefined;
  return year === undefined ? { kind: 'number', number } : sure(isoWeek(year, number));
}

/** The first and the last day that the groups name; numbers alone may stand in two orders. */
function daysIn(groups: Groups): readonly (readonly [MonthDay, MonthDay])[] {
  const { a1, b1, a2, b2, mark } = groups;
  if (a1 !== undefined) {
    const [one, two, three, four] = [a1, b1 ?? b2, a2 ?? a1, b2 ?? b1].map(Number);
    const european = [at(two, one), at(four, three)] as const;
    const american = [at(one, two), at(three, four)] as const;
    // `05/11`, `06-14-2026`: the month stands first, unless that makes no day.
    return mark === '.' || b1 === undefined ? [european] : [american, european];
  }
  const first = groups.m1 === undefined ? monthNamed(groups.n1 ?? '') : Number(groups.m1);
  const last = groups.m2 === undefined ? monthNamed(groups.n2 ?? '') : Number(groups.m2);
  const behind = monthNamed(groups.n3 ?? '');
  const start = groups.n1 === undefined && groups.m1 === undefined ? last : first;
  const end = groups.d2 === undefined ? start : (last ?? (groups.n2 === undefined ? (behind ?? start) : undefined));
  if (start === undefined || end === undefined) return [];
  return [[at(start, Number(groups.d1)), at(end, Number(groups.d2 ?? groups.d1))]];
}

const at = (month = 0, day = 0): MonthDay => ({ month, day });

/** A year after both days is that of the end. */
function withYears(
  start: MonthDay,
  end: MonthDay,
  first: number | undefined,
  last: number | undefined,
): HeadingDates | undefined {
  if (last !== undefined) {
    if (first !== undefined && first !== last)
      return sure(weekBetween(dayFrom(first, start.month, start.day), dayFrom(last, end.month, end.day)));
    const later = first === undefined && start.month > end.month ? inYear(start, end, last + 1) : undefined;
    return sure(inYear(start, end, last), later);
  }
  if (first !== undefined) return sure(inYear(start, end, start.month > end.month ? first + 1 : first));
  // 2024 is a leap year: February 29 is a day until the year is known.
  return inYear(start, end, 2024) && { kind: 'no year', start, end };
}

// `Week 2 of July`, `11 - May 17`
const NUMBER_BEFORE = new RegExp(`(?:week|woche|semaine|semana) ?$|\\d[^${L}\\d]{0,3}?${SEP}$`, 'i');
const NUMBER_BEHIND = new RegExp(`^${SEP}(?:(?:19|20)\\d{2}[-/.]\\d|(?:[${L}]+[.,]?\\s*)?\\d{1,2}(?!\\d))`);

/** Whether another day stands beside one (`Mxy 11 - May 17`): if that one cannot be read, nobody knows which week is meant. */
const isHalfOfTwo = (text: string, start: number, end: number): boolean =>
  NUMBER_BEFORE.test(text.slice(Math.max(0, start - 40), start)) || NUMBER_BEHIND.test(text.slice(end));

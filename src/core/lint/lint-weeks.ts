import {
  type Section,
  type YearSource,
  type Finding,
  normaliseLink,
  paperLinks,
  findDates,
  type RuleId,
  contradictingYear,
  type ReadEntry,
  type ReadSection,
} from '../list.ts';
import { addDays, daysBetween, weekEnd, weekStart, type Day, type Week } from '../week.ts';
import { sayIn } from './place.ts';

/** What is wrong between the weeks: dates that are double, overlap, leave a gap or lie far ahead of `today` (`2026-06-22`), and
 *  years that were inferred. */
export const checkWeeks = (sections: readonly Section[], today?: Day): readonly Finding[] =>
  sections.flatMap((section, index) => {
    const say: SayOfWeek = (id, message, advice) => sayIn(section)(id, section, message, advice);
    const older = sections[index + 1];
    return [
      ...checkYear(section, say),
      ...checkLinks(section, say),
      ...(today === undefined ? [] : checkAhead(section.week, today, say)),
      ...(older ? checkBeside(section, older, say) : []),
    ];
  });

type SayOfWeek = (id: RuleId, message: string, advice: string) => readonly Finding[];

/** `(May 11 - May 17) - 26`, `(May 11 - May 17, '26)`. */
const SHORT_YEAR = /(?:\)\s*[-–—,]?\s*['’]?|['’])\d\d\s*\)?\s*$/;

const FROM: Readonly<Record<YearSource, string>> = {
  heading: 'the heading',
  neighbours: 'the weeks beside it and the order of the file',
  title: 'the title above it',
  'file name': 'the file name',
  links: 'the dates inside its links',
};

function checkYear({ yearFrom, week, heading }: Section, say: SayOfWeek): readonly Finding[] {
  const isOther = yearFrom !== 'heading' && findDates(heading)?.dates.kind === 'week';
  if (!isOther && SHORT_YEAR.test(heading.trimEnd().slice(-16)))
    return say('year-short', `The year has two digits: the week was read as ${week}.`, `Write ${yearOf(week)}.`);
  if (yearFrom !== 'neighbours' && yearFrom !== 'links') return [];
  const what = isOther ? 'The year in the heading is that of the first day' : 'The heading says no year';
  const advice = isOther ? 'Write both years, or the year of the last day.' : 'Write the year after the dates.';
  return say('year-inferred', `${what}: ${week} was taken from ${FROM[yearFrom]}.`, advice);
}

function checkLinks({ yearFrom, week, body }: Section, say: SayOfWeek): readonly Finding[] {
  const year = yearFrom === 'links' ? undefined : contradictingYear(week, body);
  if (year === undefined) return [];
  const message = `The year of ${week} was taken from ${FROM[yearFrom]}, but most of its links are from ${year}.`;
  return say('year-contradicted', message, 'Correct the year in the heading, or the links below it.');
}

const yearOf = (week: Week): string => weekEnd(week).slice(0, 4);

/** Lists are written some days ahead, never weeks. */
const AHEAD_DAYS = 14;

function checkAhead(week: Week, today: Day, say: SayOfWeek): readonly Finding[] {
  const days = daysBetween(today, weekEnd(week));
  if (days <= AHEAD_DAYS) return [];
  return say('week-ahead', `${week} ends ${days} days from now.`, 'Correct the year or the month in the heading.');
}

function checkBeside({ week, file }: Section, older: Section, say: SayOfWeek): readonly Finding[] {
  if (week === older.week) {
    const where = older.file === file ? `in line ${older.line}` : `of ${older.file}:${older.line}`;
    const message = `This week and the one ${where} have the same dates, ${week}.`;
    return say('week-twice', message, 'Correct the dates of the one that is another week.');
  }
  const gap = daysBetween(weekEnd(older.week), weekStart(week)) - 1;
  if (gap < -1) {
    const other = `${older.week} (${older.file}:${older.line})`;
    const message = `${week} and ${other} have ${-gap} days in common.`;
    return say('weeks-overlap', message, 'Correct the dates of one of them.');
  }
  if (gap <= 0 || ((isDay(week) || isDay(older.week)) && gap - DAYS_OF_ISSUE < MISSING_DAYS)) return [];
  const [first, last] = [addDays(weekEnd(older.week), 1), addDays(weekStart(week), -1)];
  const message = `No week covers ${gap === 1 ? first : `${first} to ${last}`}.`;
  return gap >= MISSING_DAYS
    ? say('weeks-missing', message, 'Add the week, or correct the dates beside it.')
    : say('days-missing', message, 'Look at the dates of both.');
}

/** From this many days on a gap between two weeks is a week that is not there. */
const MISSING_DAYS = 5;
/** An issue that names the day of its appearance alone stands for the six days beside it too. */
const DAYS_OF_ISSUE = 6;

const isDay = (week: Week): boolean => weekStart(week) === weekEnd(week);

/** Papers that an older week of the list had already. `weeks` are newest first. */
export function checkRepeated(weeks: readonly ReadSection[]): readonly Finding[] {
  const seen = new Map<string, { readonly section: Section; readonly entry: ReadEntry }>();
  return weeks.toReversed().flatMap(({ section, entries }) => {
    const own = entries.flatMap((entry) => [...papersOf(entry)].map((link) => ({ link, entry })));
    const found = own.flatMap(({ link, entry }) => {
      const first = seen.get(link);
      return first ? repeated(section, entry, first.section, first.entry) : [];
    });
    for (const { link, entry } of own) if (!seen.has(link)) seen.set(link, { section, entry });
    return found;
  });
}

const papersOf = ({ links }: ReadEntry): ReadonlySet<string> =>
  new Set(paperLinks(links).map(({ url }) => normaliseLink(url)));

function repeated(section: Section, entry: ReadEntry, earlier: Section, first: ReadEntry): readonly Finding[] {
  const place = `${earlier.week} (${earlier.file}:${first.line})`;
  const message = `Entry ${entry.rank} has the paper of entry ${first.rank} in ${place}.`;
  return sayIn(section)('paper-repeated', entry, message, 'Check the link: followers have seen this paper.');
}

import {
  type Section,
  type YearSource,
  type Finding,
  finding,
  normaliseLink,
  paperLinks,
  findDates,
  contradictingYear,
  type ReadEntry,
  type ReadSection,
} from '../list.ts';
import { addDays, daysBetween, weekEnd, weekStart, type Day, type Week } from '../week.ts';

/** From this many days on a gap between two weeks is a week that is not there. */
const MISSING_DAYS = 5;

/** What is wrong between the weeks: dates that are double, overlap, leave a gap or lie far ahead of `today` (`2026-06-22`), and
 *  years that were inferred. */
export function checkWeeks(sections: readonly Section[], today?: Day): readonly Finding[] {
  return sections.flatMap((section, index) => {
    const older = sections[index + 1];
    const ahead = today === undefined ? [] : checkAhead(section, today);
    return [...checkDates(section), ...ahead, ...(older ? checkBeside(section, older) : [])];
  });
}

function checkDates(section: Section): readonly Finding[] {
  const { yearFrom, week, file, line, heading, body } = section;
  const place = { file, line, week };
  const written = findDates(heading)?.dates;
  const findings: Finding[] = [];
  if (written?.kind === 'week' && yearFrom !== 'heading') findings.push(turnOfYear(place, week, FROM[yearFrom]));
  else if (SHORT_YEAR.test(heading.trimEnd().slice(-16))) findings.push(yearShort(place, week));
  else if (yearFrom === 'neighbours' || yearFrom === 'links') findings.push(yearInferred(place, week, FROM[yearFrom]));
  const year = yearFrom === 'links' ? undefined : contradictingYear(week, body);
  if (year !== undefined) findings.push(yearContradicted(place, week, year, FROM[yearFrom]));
  return findings;
}

/** `(May 11 - May 17) - 26`, `(May 11 - May 17, '26)`. */
const SHORT_YEAR = /(?:\)\s*[-–—,]?\s*['’]?|['’])\d\d\s*\)?\s*$/;

const FROM: Readonly<Record<YearSource, string>> = {
  heading: 'the heading',
  neighbours: 'the weeks beside it and the order of the file',
  title: 'the title above it',
  'file name': 'the file name',
  links: 'the dates inside its links',
};

type Place = Pick<Finding, 'file' | 'line' | 'week'>;

const yearInferred = (place: Place, week: Week, from: string): Finding =>
  finding('year-inferred', {
    ...place,
    message: `The heading says no year: ${week} was taken from ${from}.`,
    advice: 'Write the year after the dates.',
  });

const yearShort = (place: Place, week: Week): Finding =>
  finding('year-short', {
    ...place,
    message: `The year has two digits: the week was read as ${week}.`,
    advice: `Write ${weekEnd(week).slice(0, 4)}.`,
  });

/** Lists are written some days ahead, never weeks. */
const AHEAD_DAYS = 14;

function checkAhead({ file, line, week }: Section, today: Day): readonly Finding[] {
  const days = daysBetween(today, weekEnd(week));
  if (days <= AHEAD_DAYS) return [];
  const message = `${week} ends ${String(days)} days from now.`;
  return [
    finding('week-ahead', { file, line, week, message, advice: 'Correct the year or the month in the heading.' }),
  ];
}

const turnOfYear = (place: Place, week: Week, from: string): Finding =>
  finding('year-inferred', {
    ...place,
    message: `The year in the heading is that of the first day: ${week} was taken from ${from}.`,
    advice: 'Write both years, or the year of the last day.',
  });

const yearContradicted = (place: Place, week: Week, year: number, from: string): Finding =>
  finding('year-contradicted', {
    ...place,
    message: `The year of ${week} was taken from ${from}, but most of its links are from ${String(year)}.`,
    advice: 'Correct the year in the heading, or the links below it.',
  });

function checkBeside(newer: Section, older: Section): readonly Finding[] {
  const { file, line, week } = newer;
  const place = { file, line, week };
  const other = `${older.week} (${older.file}:${String(older.line)})`;
  if (newer.week === older.week) {
    const where = older.file === file ? `in line ${String(older.line)}` : `of ${older.file}:${String(older.line)}`;
    const message = `This week and the one ${where} have the same dates, ${week}.`;
    return [finding('week-twice', { ...place, message, advice: 'Correct the dates of the one that is another week.' })];
  }
  const gap = daysBetween(weekEnd(older.week), weekStart(week)) - 1;
  if (gap < -1) {
    const message = `${week} and ${other} have ${String(-gap)} days in common.`;
    return [finding('weeks-overlap', { ...place, message, advice: 'Correct the dates of one of them.' })];
  }
  if (isDay(week) || isDay(older.week)) return gap - DAYS_OF_ISSUE < MISSING_DAYS ? [] : [checkGap(newer, older, gap)];
  return gap <= 0 ? [] : [checkGap(newer, older, gap)];
}

/** An issue that names the day of its appearance alone stands for the six days beside it too. */
const DAYS_OF_ISSUE = 6;

const isDay = (week: Week): boolean => weekStart(week) === weekEnd(week);

function checkGap({ file, line, week }: Section, older: Section, gap: number): Finding {
  const days = `${addDays(weekEnd(older.week), 1)} to ${addDays(weekStart(week), -1)}`;
  const message = `No week covers ${gap === 1 ? (days.split(' ')[0] ?? '') : days}.`;
  const isWeek = gap >= MISSING_DAYS;
  const advice = isWeek ? 'Add the week, or correct the dates beside it.' : 'Look at the dates of both.';
  return finding(isWeek ? 'weeks-missing' : 'days-missing', { file, line, week, message, advice });
}

/** Papers that an older week of the list had already. `weeks` are newest first. */
export function checkRepeated(weeks: readonly ReadSection[]): readonly Finding[] {
  const seen = new Map<string, { readonly section: Section; readonly entry: ReadEntry }>();
  const findings: Finding[] = [];
  for (const { section, entries } of [...weeks].reverse()) {
    const own = entries.flatMap((entry) => paperOf(entry).map((link) => ({ link, entry })));
    for (const { link, entry } of own) {
      const first = seen.get(link);
      if (first) findings.push(repeated(section, entry, first.section, first.entry));
    }
    for (const { link, entry } of own) if (!seen.has(link)) seen.set(link, { section, entry });
  }
  return findings;
}

const paperOf = ({ links }: ReadEntry): readonly string[] => [
  ...new Set(paperLinks(links).map(({ url }) => normaliseLink(url))),
];

const repeated = (section: Section, entry: ReadEntry, earlier: Section, first: ReadEntry): Finding =>
  finding('paper-repeated', {
    file: section.file,
    line: entry.line,
    column: entry.column,
    week: section.week,
    message: `Entry ${String(entry.rank)} has the paper of entry ${String(first.rank)} in ${earlier.week} (${earlier.file}:${String(first.line)}).`,
    advice: 'Check the link: followers have seen this paper.',
  });

import type { Section } from '../edition.ts';
import { type Finding, finding, type RuleId } from '../finding.ts';
import { daysBetween, weekEnd, weekStart, type Week } from '../../week.ts';
import type { FrontMatter } from './front.ts';
import type { Headed, WeekHeading } from './headed.ts';
import type { Heading, LineOf } from './headings.ts';
import { type Issue, wrongDate } from './issue.ts';

const WEEKLY = /\b(?:week|weekly|woche|semaine|semana|settimana)\b/i;
const TABLE_RULE = /^ {0,3}\|?\s*:?-{2,}:?\s*\|/m;
const RANKED = /^ {0,3}(?:[-*+]\s+)?\|?\s*[*_]{0,3}\d{1,3}[.)].{0,4000}(?:https?:|\]\()/gm;
/** What stands below a heading shows near it what it is. In characters. */
const NEAR = 30_000;

/** Headings that have a list below them, as weeks have, but dates that cannot be read, or no year anywhere. */
export function undatedHeadings(
  file: string,
  { headings, text }: Headed,
  weeks: readonly WeekHeading[],
  yearless: readonly Heading[],
  lineOf: LineOf,
): readonly Finding[] {
  let inside = -1;
  const ends = new Map(weeks.map(({ heading, end }) => [heading, end]));
  const undated = headings.filter((heading, index) => {
    inside = Math.max(inside, ends.get(heading) ?? -1);
    if (heading.start < inside || ends.has(heading)) return false;
    const end = Math.min(headings[index + 1]?.start ?? text.length, heading.end + NEAR);
    return looksLikeWeek(heading, text.slice(heading.end, end));
  });
  const say = (id: RuleId, { text: words, start }: Heading, what: string): Finding =>
    finding(id, { file, line: lineOf(start), message: `“${words}” ${what}.`, advice: ADVICE });
  return [
    ...yearless.map((heading) => say('year-unknown', heading, NO_YEAR)),
    ...undated.map((heading) => say('heading-without-dates', heading, NO_DATES)),
  ];
}

const NO_YEAR = 'says no year, and neither do its neighbours, the title, the file name or its links';
const NO_DATES = 'has a list below it, but no dates that make a week';

function looksLikeWeek(heading: Heading, below: string): boolean {
  const ranked = below.match(RANKED)?.length ?? 0;
  return ranked >= 3 || (WEEKLY.test(heading.text) && (ranked > 0 || TABLE_RULE.test(below)));
}

const ADVICE =
  'Write the first and the last day and the year into the heading, e.g. (May 11 - May 17) - 2026, or one day: May 17, 2026.';

/** A code fence or comment that is never closed hides every week below it. */
export function hiddenRest(file: string, { unclosed, cutAt }: Headed, lineOf: LineOf): readonly Finding[] {
  if (cutAt !== undefined) {
    const message =
      'The file has more weeks, headings, link definitions or marks than any list: from here on it was not read.';
    const advice = 'Look for what was pasted by mistake, or divide the file, a year each.';
    return [finding('too-long', { file, line: lineOf(cutAt), message, advice })];
  }
  if (unclosed === undefined) return [];
  const message = 'A code block or comment opens here and is never closed: everything below it is hidden.';
  const advice = 'Close it, or take this line out.';
  return [finding('unclosed-block', { file, line: lineOf(unclosed), message, advice })];
}

/** Lists of days, told once for each. */
export const unfitDays = (groups: readonly (readonly Section[])[]): readonly Finding[] =>
  groups.flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const days = group.map(({ week }) => weekEnd(week)).sort();
    const what = first.datesFrom === 'heading' ? 'headings' : 'files';
    const message = `${String(group.length)} ${what} name one day each, from ${days[0] ?? ''} to ${days.at(-1) ?? ''}, and follow each other day by day: they are no weeks.`;
    const advice = 'Name a folder or file that has weeks, or write both the first and the last day of each.';
    return [finding('days-only', { file: first.file, line: first.line, message, advice })];
  });

/** A file whose date cannot be read, and which has no other: its list is not found. */
export function dateUnreadable(file: string, front: FrontMatter, { text }: Headed): readonly Finding[] {
  const date = wrongDate(file, front);
  if (date === undefined) return [];
  const at = text.indexOf(date);
  const line = at === -1 || at > front.end ? 1 : text.slice(0, at).split('\n').length;
  const message = `“${date}” is no date: the list of this file is left out.`;
  return [finding('date-unreadable', { file, line, message, advice: 'Write it as year, month and day: 2026-06-14.' })];
}

/** A list is dated by its week, or some days after it. */
const DAYS_AFTER = 6;

/** A file that says two different weeks. */
export function datesDisagree({ file, line }: Section, { week, from, others }: Issue): readonly Finding[] {
  const other = others.find(
    (one) =>
      daysBetween(weekEnd(one.week), weekStart(week)) > DAYS_AFTER ||
      daysBetween(weekEnd(week), weekStart(one.week)) > DAYS_AFTER,
  );
  if (!other) return [];
  const message = `The ${from} says ${shown(week)}, the ${other.from} ${shown(other.week)}: it was read as the former.`;
  return [finding('dates-disagree', { file, line, week, message, advice: 'Correct one of them.' })];
}

const shown = (week: Week): string => (weekStart(week) === weekEnd(week) ? weekEnd(week) : week);

/** Lists that are the same as a fuller one under the same dates, but not word for word. */
export function leftOutFiles(all: readonly Section[], kept: readonly Section[]): readonly Finding[] {
  if (all.length === kept.length) return [];
  const read = new Map(kept.map((section) => [section.week, section]));
  return all.flatMap((section) => {
    const { file, line, week, body } = section;
    const other = read.get(week);
    if (!other || other.file === file || kept.includes(section) || body.trim() === other.body.trim()) return [];
    const message = `${week} stands in ${other.file}:${String(other.line)} too, with the same links and other words: that list is read, this one is left out.`;
    return [finding('week-again', { file, line, week, message, advice: 'Take one of them out.' })];
  });
}

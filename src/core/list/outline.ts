import type { Markdown, Section } from './edition.ts';
import type { Finding } from './finding.ts';
import { dailyGroups, onePerWeek } from './kept-weeks.ts';
import { saysName } from './outline/date-forms.ts';
import { countsOtherWeeks } from './outline/date-words.ts';
import {
  dateUnreadable,
  datesDisagree,
  hiddenRest,
  leftOutFiles,
  undatedHeadings,
  unfitDays,
} from './outline/outline-findings.ts';
import { frontMatter } from './outline/front.ts';
import { isListWord, weekHeadings, yearOf, type Headed, type WeekHeading } from './outline/headed.ts';
import { findHeadings, type LineOf } from './outline/headings.ts';
import {
  isDraft,
  issueOf,
  mayBeList,
  nameOfIssue,
  startOfIssue,
  titleHeading,
  titleOfList,
  yearOfFile,
} from './outline/issue.ts';
import { placeYears } from './outline/years.ts';
import { endOfMarks } from './parse/bounds.ts';
import { definitionsIn } from './parse/references.ts';
import { isoWeek } from '../week.ts';

export interface Outline {
  /** Newest first, by end, then by start. */
  readonly sections: readonly Section[];
  /** Looks for headings like those of weeks without readable dates, and for text that hides what follows. */
  readonly findings: () => readonly Finding[];
}

/**
 * Cuts documents at the headings that name a week, without parsing what is below them; a document without such headings
 * that has a date in its front matter, title or name is one week. The same list in two files is one section, the fuller
 * one; two lists under the same dates stay two: one must be another week, and nobody knows which.
 */
export function outline(documents: readonly Markdown[]): Outline {
  const list = titleOfList(documents);
  const parts = documents.map((document) => outlineDocument(document, list));
  const all = parts.flatMap((part) => part.sections);
  const daily = dailyGroups(all);
  const left = new Set(daily.flat());
  const sections = all.filter((section) => !left.has(section));
  const kept = onePerWeek(sections);
  return {
    sections: kept,
    findings: () => [...parts.flatMap((part) => part.findings()), ...unfitDays(daily), ...leftOutFiles(sections, kept)],
  };
}

function outlineDocument({ file, text: written }: Markdown, list: string): Outline {
  const text = (written.includes('\r') ? written.replace(/\r\n?/g, '\n') : written).replace(/^\ufeff/, '');
  const front = frontMatter(text);
  if (isDraft(front)) return { sections: [], findings: () => [] };
  const end = endOfMarks(text);
  const found: Headed = {
    ...findHeadings(end === undefined ? text : text.slice(0, end), front.end),
    text: text.slice(0, end),
    title: front.fields.get('title') ?? '',
    list,
    ...(end !== undefined && { cutAt: end }),
  };
  const place = linesOf(text);
  const headed = weekHeadings(found);
  const issue = isHeaded(headed, found) ? undefined : issueOf(file, front, found);
  if (issue && mayBeList(found)) {
    const title = titleHeading(found, front.end);
    const start = startOfIssue(found, front.end);
    const section: Section = {
      week: issue.week,
      heading: nameOfIssue(file, found, front.end),
      file,
      line: place(title?.start ?? 0),
      yearFrom: 'heading',
      datesFrom: issue.from,
      isDay: issue.isDay,
      body: text.slice(start),
      bodyLine: place(Math.min(start, text.length)),
      definitions: definitionsIn(found.definitions),
    };
    const findings = () => [...hiddenRest(file, found, place), ...datesDisagree(section, issue)];
    return { sections: [section], findings };
  }
  const { sections, findings } = headedSections(file, found, headed, place);
  const isLost = () => sections.length === 0 && mayBeList(found) && !(issue ?? issueOf(file, front, found));
  return { sections, findings: () => [...findings(), ...(isLost() ? dateUnreadable(file, front, found) : [])] };
}

/** Whether the dates in a file's headings count though the file has dates of its own: its title, or many weeks. */
function isHeaded(weeks: readonly WeekHeading[], found: Headed): boolean {
  if (weeks.length > 2) return true;
  return weeks.length === 1 && weeks[0]?.heading === found.headings[0];
}

/** Sixty years: where more stand, the rest is not read. */
const MOST_WEEKS = 3_000;

function headedSections(file: string, found: Headed, all: readonly WeekHeading[], place: LineOf): Outline {
  const fileYear = yearOfFile(file);
  const weeks = all.slice(0, MOST_WEEKS).map((week) => numbered(week, fileYear));
  const body = ({ heading, end }: WeekHeading): string => found.text.slice(heading.end, end);
  const placed = placeYears(weeks, fileYear, (index) => (weeks[index] ? body(weeks[index]) : ''));
  const definitions = definitionsIn(found.definitions);
  const sections = weeks.flatMap((week, index): Section | readonly [] => {
    const dates = placed[index];
    if (!dates) return [];
    return {
      ...dates,
      heading: named(week, found.list),
      file,
      line: place(week.heading.start),
      datesFrom: 'heading',
      isDay: week.isDay,
      body: body(week),
      bodyLine: place(Math.min(week.heading.end, found.text.length)),
      definitions,
    };
  });
  const yearless = weeks.filter((_, index) => !placed[index]).map(({ heading }) => heading);
  const findings = () => [
    ...hiddenRest(file, { ...found, cutAt: all[MOST_WEEKS]?.heading.start ?? found.cutAt }, place),
    ...undatedHeadings(file, found, weeks, yearless, place),
  ];
  return { sections, findings };
}

/** `Week 34` below `# 2026`, or in `2026.md`; below other titles with a year it may be the week of a course. */
function numbered(week: WeekHeading, fileYear: number | undefined): WeekHeading {
  const { dates, above, titleYear } = week;
  if (dates.kind !== 'number') return week;
  const year = titleYear ?? fileYear;
  const isNamed = titleYear !== undefined && yearOf(above) === titleYear;
  const isOther = countsOtherWeeks(above) || (isNamed && fileYear !== year && !isListWord(above));
  const iso = year === undefined || isOther ? undefined : isoWeek(year, dates.number);
  return iso ? { ...week, dates: { kind: 'week', week: iso } } : week;
}

/** A heading of dates alone, or `Week of …`, has its name from the title above it, or its list's. */
function named({ heading: { text }, above }: WeekHeading, list: string): string {
  const name = above || list;
  if (name === '' || saysName(text)) return text;
  return /[()]/.test(text) ? `${name} ${text}` : `${name} (${text})`;
}

/** Counts lines from the last place that was asked for; quick if places are asked for in order. */
function linesOf(text: string): LineOf {
  let [line, from] = [1, 0];
  return (at) => {
    if (at < from) [line, from] = [1, 0];
    for (let next = text.indexOf('\n', from); next !== -1 && next < at; next = text.indexOf('\n', from)) {
      line += 1;
      from = next + 1;
    }
    return line;
  };
}

import type { Markdown, Section } from './edition.ts';
import type { Finding } from './finding.ts';
import type { HeadingDates } from './outline/date-words.ts';
import { readDates } from './outline/dates.ts';
import { hasList, headingWithoutSpace, undatedHeadings, unclosedBlock } from './outline/findings.ts';
import { findHeadings } from './outline/headings.ts';
import type { Heading, Headings } from './outline/headings.ts';
import { readSingleDay } from './outline/single-day.ts';
import { placeYears } from './outline/years.ts';
import type { Dated } from './outline/years.ts';
import { definitionsIn } from './parse/references.ts';
import { compareNewestFirst } from './week.ts';
import type { Week } from './week.ts';

export interface Outline {
  /** Newest first, by end, then by start. */
  readonly sections: readonly Section[];
  /** Headings that look like weeks but have no readable dates, and text that hides what follows. */
  readonly findings: readonly Finding[];
}

/**
 * Cuts documents at the headings that name a week, without parsing what is below them. The same week in two files is
 * one section: the one with more text. Two weeks under one heading in one file stay two sections (see `isAmbiguous`).
 */
export function outline(documents: readonly Markdown[]): Outline {
  const parts = documents.map(outlineDocument);
  const sections = onePerWeek(parts.map((part) => part.sections));
  return { sections, findings: parts.flatMap((part) => part.findings) };
}

/** Whether a file has two lists under this week's dates: one must be another week, and nobody knows which. */
export const isAmbiguous = (sections: readonly Section[], week: Week): boolean =>
  sections.filter((section) => section.week === week).length > 1;

interface WeekHeading extends Dated {
  readonly heading: Heading;
  /** The first line behind its body, counted from 0. */
  readonly end: number;
}

function outlineDocument(document: Markdown): Outline {
  const headed = findHeadings(document.text);
  const found = weekHeadings(headed).length > 0 ? headed : withBoldLines(headed);
  const weeks = weekHeadings(found);
  const placed = placeYears(weeks, yearOfFile(document.file));
  const definitions = found.definitions.length === 0 ? {} : { definitions: definitionsIn(found.definitions) };
  const sections = weeks.flatMap(({ heading, body }, index): Section[] => {
    const place = placed[index];
    if (!place) return [];
    const { text, line } = heading;
    return [{ ...place, heading: text, file: document.file, line, body: body(), ...definitions }];
  });
  const yearless = weeks.filter((_, index) => !placed[index]).map(({ heading }) => heading);
  const findings = [
    ...unclosedBlock(document.file, found),
    ...undatedHeadings(document.file, found, weeks, yearless),
    ...weeks.flatMap(({ heading }) => (heading.loose ? [headingWithoutSpace(document.file, heading)] : [])),
  ];
  return { sections: withoutEmptyTwins(sections), findings };
}

/** A list that has no dated headings may have dated lines in bold instead. */
function withBoldLines(found: Headings): Headings {
  const dated = found.boldLines.filter((line) => datesOf(line) !== undefined);
  return { ...found, headings: [...found.headings, ...dated].sort((a, b) => a.line - b.line) };
}

/** Headings with dates, each with the lines down to the next heading of its level or higher. */
function weekHeadings(found: Headings): readonly WeekHeading[] {
  const weeks: WeekHeading[] = [];
  const titles: { readonly level: number; readonly year: number | undefined }[] = [
    { level: 0, year: yearOf(found.frontTitle ?? '') },
  ];
  let openLevel: number | undefined;
  found.headings.forEach((heading, index) => {
    const isInside = openLevel !== undefined && heading.level > openLevel;
    const dates = isInside ? undefined : (datesOf(heading) ?? singleDay(found, heading, index));
    if (!dates && (heading.loose || (openLevel !== undefined && isEntry(heading, openLevel)))) return;
    if (openLevel !== undefined && heading.level <= openLevel) openLevel = undefined;
    while ((titles.at(-1)?.level ?? 0) >= heading.level) titles.pop();
    if (dates) {
      openLevel = heading.level;
      const titleYear = titles.findLast(({ year }) => year !== undefined)?.year;
      weeks.push({ heading, dates, titleYear, ...bodyBelow(found, heading, index) });
    } else titles.push({ level: heading.level, year: yearOf(heading.text) });
  });
  return weeks;
}

/** The dates of a week's heading. One that only links to another heading belongs to a table of contents: it is no week. */
function datesOf(heading: Heading): HeadingDates | undefined {
  if (heading.level > 4 || /^\[.*\]\([^)]*#[^)]*\)$/.test(heading.raw)) return undefined;
  return readDates(heading.text);
}

/** A heading of one day is a week only where a list with links stands right below it. */
function singleDay(found: Headings, heading: Heading, index: number): HeadingDates | undefined {
  const dates = heading.level > 4 || heading.loose ? undefined : readSingleDay(heading.text);
  if (dates === undefined) return undefined;
  const end = Math.min(found.headings[index + 1]?.line ?? found.lines.length + 1, heading.line + 100);
  return hasList(found.lines.slice(heading.line, end - 1)) ? dates : undefined;
}

/** `## 3. Title` below `## Week`: an entry, though its heading is of the week's own level. */
const isEntry = (heading: Heading, weekLevel: number): boolean =>
  heading.level >= Math.min(weekLevel, 2) && /^\W{0,4}\d{1,3}[.):]\s/.test(heading.text);

function bodyBelow(found: Headings, heading: Heading, index: number): Pick<WeekHeading, 'body' | 'end'> {
  let next = index + 1;
  for (let other = found.headings[next]; other; other = found.headings[++next]) {
    const ends = other.level <= heading.level && !other.loose && !isEntry(other, heading.level);
    if (ends || (other.level <= heading.level && datesOf(other) !== undefined)) break;
  }
  const end = (found.headings[next]?.line ?? found.lines.length + 1) - 1;
  // An underline is part of the heading: an empty line stands for it, so that lines keep their numbers.
  const empty = '\n'.repeat(heading.lines - 1);
  const body = (): string => empty + found.lines.slice(heading.line + heading.lines - 1, end).join('\n');
  return { end, body };
}

/** The year of a title or a file name, if it holds just one; the year since which something has existed does not count. */
function yearOf(text: string): number | undefined {
  const years = new Set([...text.matchAll(/(?<![\d.])((?:19|20)\d{2})(?![\d.]\d|\d|s\b)/g)].map(([year]) => year));
  const [year] = years;
  const age = /\b(?:since|from|established|est\.?|seit|depuis|desde|©)\s*(?:19|20)\d{2}/i.test(text);
  return years.size === 1 && !age ? Number(year) : undefined;
}

function yearOfFile(file: string): number | undefined {
  const parts = file.replace(/[?#].*$/, '').split(/[/\\]/);
  const name = parts.at(-1)?.replace(/\.[a-z]+$/i, '') ?? '';
  const folder = /^(?:19|20)\d{2}$/.exec(parts.at(-2) ?? '')?.[0];
  return yearOf(name.replaceAll('_', ' ')) ?? (folder === undefined || yearOf(name) ? undefined : Number(folder));
}

/** A heading with nothing below it beside one with a list is a leftover, not a second week. */
function withoutEmptyTwins(sections: readonly Section[]): readonly Section[] {
  const isFilled = ({ body }: Section): boolean => /[^\s-]/.test(body);
  const filled = new Set(sections.filter(isFilled).map(({ week }) => week));
  const seen = new Set<Week>();
  return sections.filter((section) => {
    const { week } = section;
    const keep = isFilled(section) || (!filled.has(week) && !seen.has(week));
    seen.add(week);
    return keep;
  });
}

/** Takes each week from the file that has more of it; but first from one with two lists under its dates, so that the doubt
 *  is not hidden. */
function onePerWeek(files: readonly (readonly Section[])[]): readonly Section[] {
  const best = new Map<Week, { readonly size: number; readonly sections: readonly Section[] }>();
  for (const sections of files) {
    const byWeek = new Map<Week, readonly Section[]>();
    for (const section of sections) byWeek.set(section.week, [...(byWeek.get(section.week) ?? []), section]);
    for (const [week, own] of byWeek) {
      const size = Math.max(...own.map(({ body }) => body.replace(/[\s-]+/g, '').length));
      const { sections: known, size: most } = best.get(week) ?? { sections: [], size: -1 };
      const isBetter = own.length > known.length || (own.length === known.length && size > most);
      if (isBetter) best.set(week, { size, sections: own });
    }
  }
  return [...best.values()].flatMap(({ sections }) => sections).sort((a, b) => compareNewestFirst(a.week, b.week));
}

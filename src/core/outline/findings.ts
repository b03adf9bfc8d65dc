import type { Finding } from '../finding.ts';
import { finding } from '../lint/rules.ts';
import type { Heading, Headings } from './headings.ts';

const WEEKLY = /\b(?:week|weekly|woche|semaine|semana|settimana)\b/i;
const TABLE_RULE = /^ {0,3}\|?\s*:?-{2,}:?\s*\|/;
const LISTED = /^ {0,3}(?:[-*+]\s|\||[*_]{0,3}\d{1,3}[.)])/;
const RANKED = /^ {0,3}(?:[-*+]\s+)?\|?\s*[*_]{0,3}\d{1,3}[.)]/;

/** Headings that have a list below them, as weeks have, but dates that cannot be read, or no year anywhere. */
export function undatedHeadings(
  file: string,
  found: Headings,
  weeks: readonly { readonly heading: Heading; readonly end: number }[],
  yearless: readonly Heading[],
): readonly Finding[] {
  const findings = yearless.map((heading) => yearUnknown(file, heading));
  let inside = 0;
  const starts = new Map(weeks.map(({ heading, end }) => [heading.line, end]));
  found.headings.forEach((heading, index) => {
    inside = Math.max(inside, starts.get(heading.line) ?? 0);
    if (heading.line <= inside || starts.has(heading.line)) return;
    const end = (found.headings[index + 1]?.line ?? found.lines.length + 1) - 1;
    if (!looksLikeWeek(heading, found.lines.slice(heading.line, Math.min(end, heading.line + 200)))) return;
    findings.push(headingWithoutDates(file, heading));
  });
  return findings;
}

/** A code fence or comment that is never closed hides every week below it. */
export function unclosedBlock(file: string, found: Headings): readonly Finding[] {
  if (found.unclosed === undefined) return [];
  const message = 'A code block or comment opens here and is never closed: everything below it is hidden.';
  return [
    finding('unclosed-block', { file, line: found.unclosed, message, advice: 'Close it, or take this line out.' }),
  ];
}

/** Whether three lines or more are rows or items with links. */
export const hasList = (lines: readonly string[]): boolean =>
  lines.filter((line) => LISTED.test(line) && /https?:|\]\(/.test(line)).length >= 3;

function looksLikeWeek(heading: Heading, below: readonly string[]): boolean {
  const ranked = below.filter((line) => RANKED.test(line) && /https?:|\]\(/.test(line)).length;
  return ranked >= 3 || (WEEKLY.test(heading.text) && below.some((line) => TABLE_RULE.test(line)));
}

const ADVICE = 'Write the first and the last day and the year into the heading, e.g. (May 11 - May 17) - 2026.';

const headingWithoutDates = (file: string, { text, line }: Heading): Finding =>
  finding('heading-without-dates', {
    file,
    line,
    message: `“${text}” has a list below it, but no dates that make a week.`,
    advice: ADVICE,
  });

const yearUnknown = (file: string, { text, line }: Heading): Finding =>
  finding('year-unknown', {
    file,
    line,
    message: `“${text}” says no year, and neither do its neighbours, the title, the file name or its links.`,
    advice: ADVICE,
  });

/** A week's heading that only this reader takes for one. */
export const headingWithoutSpace = (file: string, { text, line, level }: Heading): Finding =>
  finding('heading-space', {
    file,
    line,
    message: `“${text}” is no heading to a code host: the space behind ${'#'.repeat(level)} is missing.`,
    advice: 'Write a space behind the last #.',
  });

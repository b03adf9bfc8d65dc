// Archives of any length: the weeks of a sample list, repeated under dates of their own.
import { existsSync, readFileSync } from 'node:fs';

const samples = new URL('../../shared/lists/README-2023-2025.md', import.meta.url);
const example = new URL('../content/2023.md', import.meta.url);
const dayMs = 86_400_000;

/** The largest list at hand: its path, and whether it is a real archive or only the example. */
export function largestSample() {
  return existsSync(samples) ? { file: samples, real: true } : { file: example, real: false };
}

/** What stands under each dated heading of a list, without its heading. */
function bodiesOf(markdown) {
  const parts = markdown.split(/^## .*\(.*\d.*\).*$/m).slice(1);
  return parts.map((part) => part.replace(/^#{1,2} [^]*$/m, '').trim()).filter((body) => body.includes(']('));
}

/** `(June 15 - June 21) - 2026`, as headings have it. */
function datesOf(start) {
  const month = (date) => date.toLocaleString('en', { month: 'long', timeZone: 'UTC' });
  const end = new Date(start.getTime() + 6 * dayMs);
  return `(${month(start)} ${start.getUTCDate()} - ${month(end)} ${end.getUTCDate()}) - ${end.getUTCFullYear()}`;
}

/** The sections of so many weeks, newest first; every link is another in every week. */
function sectionsOf(weeks) {
  const bodies = bodiesOf(readFileSync(largestSample().file, 'utf8'));
  const newest = Date.UTC(2026, 5, 15);
  return Array.from({ length: weeks }, (_, index) => {
    const heading = `## Top AI Papers of the Week ${datesOf(new Date(newest - index * 7 * dayMs))}`;
    const body = bodies[index % bodies.length].replace(/\]\((https?:[^)\s?]+)(\??)/g, `]($1?w=${index}&`);
    return `${heading}\n\n${body}\n`;
  });
}

const titled = (sections) => `# Papers of the week\n\n${sections.join('\n')}`;

/** A list of so many weeks, newest first. */
export const makeArchive = (weeks) => titled(sectionsOf(weeks));

/** The same as several lists, each of so many weeks. */
export function makeYears(weeks, perYear) {
  const sections = sectionsOf(weeks);
  return Array.from({ length: weeks / perYear }, (_, year) =>
    titled(sections.slice(year * perYear, (year + 1) * perYear)),
  );
}

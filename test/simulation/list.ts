import type { Edition, Markdown, Section } from '../../src/core/list/edition.ts';
import { outline } from '../../src/core/list/outline.ts';
import { addDays, weekEnd, weekOf, weekStart, type Week } from '../../src/core/week.ts';

/** One week's part of an invented list. */
export interface Part {
  readonly week: Week;
  /** Which papers it has: two parts with the same seed share their links. */
  readonly seed?: string;
  readonly entries?: number;
  /** The rank of an entry that is not written yet. */
  readonly placeholder?: number;
  readonly name?: string;
  /** Words added to each summary: an edit that changes no link. */
  readonly extra?: string;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const dayWords = (day: string): string =>
  `${MONTHS[Number(day.slice(5, 7)) - 1] ?? ''} ${String(Number(day.slice(8)))}`;

/** The week that begins on a day and has seven. */
export const weekFrom = (start: string): Week => weekOf(start, addDays(start, 6));

export const nextWeek = (week: Week, weeks = 1): Week =>
  weekOf(addDays(weekStart(week), 7 * weeks), addDays(weekEnd(week), 7 * weeks));

/** A part as markdown, in the list's own layout. */
function write({ week, seed = week, entries = 10, placeholder, name = 'AI', extra = '' }: Part): string {
  const year = weekEnd(week).slice(0, 4);
  const rows = Array.from({ length: entries }, (_, index) => {
    const rank = index + 1;
    const title = rank === placeholder ? 'XXX' : `Paper ${String(rank)} of ${seed}`;
    const summary = rank === placeholder ? 'XXX' : `finds something new about subject ${String(rank)}.${extra}`;
    const id = encodeURIComponent(`${seed}-${String(rank)}`);
    return `| ${String(rank)}) **${title}** - ${summary} | [Paper](https://example.org/${id}), [Tweet](https://x.com/a/status/${id}) |`;
  });
  return [
    `## Top ${name} Papers of the Week (${dayWords(weekStart(week))} - ${dayWords(weekEnd(week))}) - ${year}`,
    '| **Paper** | **Links** |',
    '| --- | --- |',
    ...rows,
  ].join('\n');
}

export const document = (parts: readonly Part[], file = 'README.md'): Markdown => ({
  file,
  text: ['# Papers of the week', '', ...parts.map((part) => `${write(part)}\n`)].join('\n'),
});

/** The sections of an invented list of one file. */
export const list = (parts: readonly Part[], file?: string): readonly Section[] =>
  outline([document(parts, file)]).sections;

/** A part as it would be parsed, without the markdown. */
export function read({ week, seed = week, entries = 10, name = 'AI', extra = '' }: Part): Edition {
  return {
    week,
    heading: `Top ${name} Papers of the Week ${week}`,
    file: 'README.md',
    line: 1,
    entries: Array.from({ length: entries }, (_, index) => ({
      rank: index + 1,
      title: `Paper ${String(index + 1)} of ${seed}`,
      summary: `finds something new.${extra}`,
      links: [{ label: 'Paper', url: `https://example.org/${encodeURIComponent(seed)}-${String(index + 1)}` }],
      line: index + 2,
    })),
  };
}

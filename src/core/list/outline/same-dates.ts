import type { Section } from '../edition.ts';
import { compareNewestFirst, type Week } from '../../week.ts';

/** Whether two lists stand under this week's dates: one must be another week, and nobody knows which. */
export const isAmbiguous = (sections: readonly Section[], week: Week): boolean =>
  sections.filter((section) => section.week === week).length > 1;

/**
 * Each week once, newest first: of the same list in two files the fuller one. Two lists in one file, or with other links in
 * two, are both kept, so that the doubt shows.
 */
export function onePerWeek(sections: readonly Section[]): readonly Section[] {
  const byWeek = new Map<Week, Section[]>();
  for (const section of sections) {
    const known = byWeek.get(section.week);
    if (known) known.push(section);
    else byWeek.set(section.week, [section]);
  }
  const kept = [...byWeek.values()].flatMap((group) => (group.length === 1 ? group : distinct(group)));
  return kept.sort((a, b) => compareNewestFirst(a.week, b.week));
}

interface Filled {
  readonly section: Section;
  readonly links: ReadonlySet<string>;
  readonly size: number;
}

function distinct(group: readonly Section[]): readonly Section[] {
  const [first] = group;
  // A heading with nothing below it beside one with a list is a leftover, not a second week.
  const written = group.filter(({ body }) => /[^\s-]/.test(body.slice(0, 1_000)));
  if (written.length === 0) return first ? [first] : [];
  if (written.every(({ file }) => file === first?.file)) return written;
  const best = new Map<string, Filled[]>();
  for (const one of written.map(fill)) {
    const own = best.get(one.section.file);
    if (own) own.push(one);
    else best.set(one.section.file, [one]);
  }
  const files = [...best.values()].sort((a, b) => b.length - a.length || sizeOf(b) - sizeOf(a));
  const kept: Filled[] = [];
  for (const own of files) if (!own.every((one) => kept.some((other) => isSame(one, other)))) kept.push(...own);
  return kept.map(({ section }) => section);
}

function fill(section: Section): Filled {
  const links = new Set(
    Array.from(section.body.slice(0, 200_000).matchAll(/https?:\/\/[^\s()<>|\]]+/g), ([url]) => url),
  );
  return { section, links, size: section.body.replace(/[\s-]+/g, '').length };
}

const sizeOf = (own: readonly Filled[]): number => Math.max(0, ...own.map(({ size }) => size));

/** Whether two lists share half of the links of the shorter one; without links nothing tells them apart. */
function isSame(one: Filled, other: Filled): boolean {
  const [few, many] = one.links.size < other.links.size ? [one.links, other.links] : [other.links, one.links];
  return [...few].filter((link) => many.has(link)).length * 2 >= few.size;
}

import type { Section } from '../edition.ts';
import { groupBy } from '../group-by.ts';
import { compareNewestFirst } from '../../week.ts';

/**
 * Each week once, newest first: of the same list in two files the fuller one. Two lists in one file, or with other links in
 * two, are both kept, so that the doubt shows.
 */
export function onePerWeek(sections: readonly Section[]): readonly Section[] {
  const groups = [...groupBy(sections, ({ week }) => week).values()];
  const kept = groups.flatMap((group) => (group.length === 1 ? group : distinct(group)));
  return kept.sort((a, b) => compareNewestFirst(a.week, b.week));
}

interface Filled {
  readonly section: Section;
  readonly links: ReadonlySet<string>;
  readonly size: number;
}

function distinct(group: readonly Section[]): readonly Section[] {
  if (new Set(group.map(({ file }) => file)).size < group.length) return group;
  const kept: Filled[] = [];
  for (const one of group.map(fill).sort((a, b) => b.size - a.size))
    if (!kept.some((other) => isSame(one, other))) kept.push(one);
  return kept.map(({ section }) => section);
}

function fill(section: Section): Filled {
  const links = section.body.slice(0, 200_000).match(/https?:\/\/[^\s()<>|\]]+/g) ?? [];
  return { section, links: new Set(links), size: section.body.replace(/[\s-]+/g, '').length };
}

/** Whether two lists share half of the links of the shorter one; without links nothing tells them apart. */
function isSame(one: Filled, other: Filled): boolean {
  const [few, many] = one.links.size < other.links.size ? [one.links, other.links] : [other.links, one.links];
  return [...few].filter((link) => many.has(link)).length * 2 >= few.size;
}

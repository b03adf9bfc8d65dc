import type { Section } from '../edition.ts';
import { daysBetween, weekEnd } from '../../week.ts';

/** So many single days are enough to see how they follow each other. */
const FEWEST = 4;
/** Days that follow each other nearer than this are no weeks, whatever they list. */
const NEAR_DAYS = 4;

interface Weekly {
  readonly sections: readonly Section[];
  /** Single days that follow each other day by day, in groups. */
  readonly daily: readonly (readonly Section[])[];
}

/** Leaves out lists of days: the headings of a file, or the files of a folder, that name one day each and stand near. */
export function withoutDaily(sections: readonly Section[]): Weekly {
  const groups = new Map<string, Section[]>();
  const isWhole = wholeFiles(sections);
  for (const section of sections.filter(({ isDay }) => isDay)) {
    const key = isWhole(section) ? folderOf(section.file) : section.file;
    const own = groups.get(key);
    if (own) own.push(section);
    else groups.set(key, [section]);
  }
  const daily = [...groups.values()].filter(isDaily);
  const left = new Set(daily.flat());
  return { sections: sections.filter((section) => !left.has(section)), daily };
}

/** Tells of a section whether it is the only one of its file and has that file's date, not a span of days in a heading. */
export function wholeFiles(sections: readonly Section[]): (section: Section) => boolean {
  const inFile = new Map<string, number>();
  for (const { file } of sections) inFile.set(file, (inFile.get(file) ?? 0) + 1);
  return ({ file, datesFrom, isDay }) => datesFrom !== 'heading' || (isDay && inFile.get(file) === 1);
}

/** The folder, its numbers left open: `2026/06` and `2026/07` hold one list. */
const folderOf = (file: string): string => file.replace(/[^/\\]*$/, '').replace(/\d+/g, '#');

function isDaily(group: readonly Section[]): boolean {
  const days = [...new Set(group.map(({ week }) => weekEnd(week)))].sort();
  const gaps = days
    .slice(1)
    .map((day, index) => daysBetween(days[index] ?? day, day))
    .sort((a, b) => a - b);
  return days.length >= FEWEST && (gaps[gaps.length >> 1] ?? Infinity) < NEAR_DAYS;
}

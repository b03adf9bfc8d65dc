import type { Section } from './edition.ts';
import { sharedLinks } from './fingerprint.ts';
import { groupBy } from './group-by.ts';
import { isListWord } from './outline/headed.ts';
import { readSection } from './parse.ts';
import { compareNewestFirst, daysBetween, weekEnd } from '../week.ts';

/** Two entries with links make a list of a file that has a date. */
const FEWEST_ENTRIES = 2;

/** The weeks of a list without the files that have a date but no list. */
export function onlyLists(sections: readonly Section[]): readonly Section[] {
  const whole = sections.filter(wholeFiles(sections));
  if (whole.length === 0) return sections;
  const lists = new Set(whole.filter(holdsList));
  // Where most dated files of a folder are something else, the few with links need a list's name to be one.
  const folders = [...groupBy(whole, ({ file }) => folderOf(file))];
  const doubtful = new Set(
    folders.flatMap(([folder, own]) => (own.filter((one) => lists.has(one)).length * 2 < own.length ? folder : [])),
  );
  const isSure = ({ file, heading }: Section): boolean =>
    !doubtful.has(folderOf(file)) || isListWord(`${file.replace(/^.*[/\\]/, '').replace(/[-_\d]+/g, ' ')} ${heading}`);
  const left = new Set(whole.filter((section) => !lists.has(section) || !isSure(section)));
  return sections.filter((section) => !left.has(section));
}

const folderOf = (file: string): string => file.replace(/[^/\\]*$/, '');

const holdsList = (section: Section): boolean =>
  (section.body.match(LINKED)?.length ?? 0) >= FEWEST_ENTRIES ||
  readSection(section).entries.filter(({ links }) => links.length > 0).length >= FEWEST_ENTRIES;

/** Points, rows or headings with a link, none of them inside another: entries without doubt. */
const LINKED = /^(?:[-*+] |\d{1,3}[.)] |\||#{2,6} )[^\n]{0,400}\]\(https?:\/\//gm;

/** Tells of a section whether it is the only one of its file and has that file's date, not a span of days in a heading. */
function wholeFiles(sections: readonly Section[]): (section: Section) => boolean {
  const inFile = groupBy(sections, ({ file }) => file);
  return ({ file, datesFrom, isDay }) => datesFrom !== 'heading' || (isDay && inFile.get(file)?.length === 1);
}

/** So many single days are enough to see how they follow each other. */
const FEWEST_DAYS = 4;
/** Days that follow each other nearer than this are no weeks, whatever they list. */
const NEAR_DAYS = 4;

/** The headings of a file, or the files of a folder, that name one day each and stand near: they are no weeks. */
export function dailyGroups(sections: readonly Section[]): readonly (readonly Section[])[] {
  const isWhole = wholeFiles(sections);
  const days = sections.filter(({ isDay }) => isDay);
  // Their numbers left open, `2026/06` and `2026/07` hold one list.
  const groups = groupBy(days, (section) =>
    isWhole(section) ? folderOf(section.file).replace(/\d+/g, '#') : section.file,
  );
  return [...groups.values()].filter(isDaily);
}

function isDaily(group: readonly Section[]): boolean {
  const days = [...new Set(group.map(({ week }) => weekEnd(week)))].sort();
  const gaps = days.slice(1).map((day, index) => daysBetween(days[index] ?? day, day));
  const middle = gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? Infinity;
  return days.length >= FEWEST_DAYS && middle < NEAR_DAYS;
}

/**
 * Each week once, newest first: of the same list in two files the fuller one. Two lists in one file, or with other links in
 * two, are both kept, so that the doubt shows.
 */
export function onePerWeek(sections: readonly Section[]): readonly Section[] {
  const groups = [...groupBy(sections, ({ week }) => week).values()];
  const kept = groups.flatMap((group) => (group.length === 1 ? group : distinct(group)));
  return kept.sort((a, b) => compareNewestFirst(a.week, b.week));
}

function distinct(group: readonly Section[]): readonly Section[] {
  if (new Set(group.map(({ file }) => file)).size < group.length) return group;
  const filled = group.map((section) => ({
    section,
    links: linksOf(section),
    size: section.body.replace(/[\s-]+/g, '').length,
  }));
  const kept: typeof filled = [];
  for (const one of filled.sort((a, b) => b.size - a.size))
    if (!kept.some(({ links }) => areSame(one.links, links))) kept.push(one);
  return kept.map(({ section }) => section);
}

const linksOf = ({ body }: Section): readonly string[] => [
  ...new Set(body.slice(0, 200_000).match(/https?:\/\/[^\s()<>|\]]+/g)),
];

/** Whether two lists share half of the links of the shorter one; without links nothing tells them apart. */
const areSame = (one: readonly string[], other: readonly string[]): boolean =>
  sharedLinks(one, other) * 2 >= Math.min(one.length, other.length);

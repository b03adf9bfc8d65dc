import * as v from 'valibot';
import { normaliseLink, sharedLinks } from '../../core/list.ts';
import { frozen } from '../../core/record.ts';
import type { Post } from '../../core/thread.ts';
import { daysBetween, type Week, weekEnd, weekStart } from '../../core/week.ts';
import type { SiteWeek } from '../../render/page.ts';

const cardShape = v.object({
  // A name of our own making: nothing else may be read, linked or removed.
  file: v.pipe(v.string(), v.regex(/^cards\/[\da-f]{16}\.png$/)),
  alt: v.string(),
  width: v.number(),
  height: v.number(),
});

const weekData = v.object({
  version: v.literal(1),
  week: frozen.entries.week,
  nth: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(2))),
  heading: v.string(),
  at: v.pipe(v.string(), v.isoTimestamp()),
  posts: frozen.entries.posts,
  card: v.exactOptional(cardShape),
});

/** The card of what `upload` gave, or undefined. */
export const readCard = (media: unknown): SiteWeek['card'] => {
  const read = v.safeParse(cardShape, media);
  return read.success ? read.output : undefined;
};

/** A week's data as text, as it is frozen in the journal and kept beside its page. */
export const writeWeekData = ({ week, nth, heading, at, posts, card }: Omit<SiteWeek, 'path'>): string =>
  `${JSON.stringify({ version: 1, week, nth, heading, at, posts, card })}\n`;

/** A week's data from its text; undefined when it is damaged or not ours. */
export const readWeekData = (text: string): SiteWeek | undefined => {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), weekData), text);
  return read.success ? { ...read.output, path: pathOf(read.output.week, read.output.nth) } : undefined;
};

/**
 * Where a week's page stands: the day it begins, `2026-05-11/`. A list that is not seven days long names its last day
 * too, so that two weeks never share a page; nor do two that were posted under the same dates: `2026-05-11_2/`.
 */
export const pathOf = (week: Week, nth = 1): string => {
  const [start, end] = [weekStart(week), weekEnd(week)];
  const days = daysBetween(start, end) === 6 ? start : `${start}-to-${end}`;
  return `${days}${nth === 1 ? '' : `_${nth}`}/`;
};

/** Whether a folder's name is one that `pathOf` gives. */
export const isWeekFolder = (name: string): boolean => /^\d{4}-\d\d-\d\d(-to-\d{4}-\d\d-\d\d)?(_\d+)?$/.test(name);

/**
 * Which of the pages under the same dates a thread takes: that of the same papers, else the first free one. A list may
 * give dates that it had on one week to the next; neither page may take the other's place.
 */
export function nthPage(week: Week, posts: readonly Post[], pages: readonly SiteWeek[]): number {
  const twins = pages.filter((page) => page.week === week);
  const links = linksOf(posts);
  const own = twins.find((page) => links.length === 0 || sharedLinks(links, linksOf(page.posts)) * 2 >= links.length);
  if (own) return own.nth ?? 1;
  const taken = new Set(twins.map(({ nth = 1 }) => nth));
  let nth = 1;
  while (taken.has(nth)) nth += 1;
  return nth;
}

const linksOf = (posts: readonly Post[]): readonly string[] => [
  ...new Set(
    posts.filter(({ kind }) => kind === 'entry').flatMap(({ links }) => links.map(({ url }) => normaliseLink(url))),
  ),
];

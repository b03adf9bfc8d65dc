import { normaliseLink, sharedLinks } from '../../core/list.ts';
import type { Post } from '../../core/thread.ts';
import type { Week } from '../../core/week.ts';
import type { SiteWeek } from '../../render/page.ts';

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

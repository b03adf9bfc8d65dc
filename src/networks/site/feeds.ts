import { Feed } from 'feed';
import { listName } from '../../core/list.ts';
import { writtenDates } from '../../core/week.ts';
import { escapeHtml, plainLine } from '../../render/html.ts';
import type { SiteLook } from '../../render/page/frame.ts';
import { type SiteWeek, titlesOf, weekBody } from '../../render/page.ts';
import { addressOf, baseOf, type SiteSettings } from './addresses.ts';

/** As many weeks as half a year has: a feed reader keeps what it has seen. */
const newestWeeks = 26;

/** The site's feeds, with the full text of the newest weeks (newest first). `id`: what readers know the feed by. */
export const renderFeeds = (
  weeks: readonly SiteWeek[],
  site: SiteSettings & SiteLook,
  id: string,
): { readonly atom: string; readonly json: string } => {
  const shown = weeks.slice(0, newestWeeks);
  return {
    // An Atom title is HTML, a JSON feed's is plain text.
    atom: makeFeed(shown, site, id, escapeHtml).atom1(),
    json: `${makeFeed(shown, site, id, plainLine).json1()}\n`,
  };
};

const makeFeed = (
  weeks: readonly SiteWeek[],
  site: SiteSettings & SiteLook,
  feedId: string,
  write: (text: string) => string,
): Feed => {
  const [updated = '1970-01-01T00:00:00Z'] = weeks.map((week) => week.at).sort((one, other) => (one < other ? 1 : -1));
  const title = plainLine(site.title);
  const base = baseOf(site);
  const feed = new Feed({
    id: feedId,
    title,
    link: addressOf(site, ''),
    language: site.language,
    updated: new Date(updated),
    generator: 'Weekthread',
    copyright: '',
    author: { name: title },
    feedLinks: { atom: `${base}atom.xml`, json: `${base}feed.json` },
  });
  for (const week of weeks) {
    feed.addItem({
      id: weekId(week, feedId),
      title: write(plainLine(`${listName(week.heading)}, ${writtenDates(week.week, site.language)}`)),
      link: addressOf(site, week.path),
      date: new Date(week.at),
      published: new Date(week.at),
      description: write(plainLine(titlesOf(week).join(' · '))),
      content: weekBody(week, base, site),
    });
  }
  return feed;
};

/** Stable for good: the feed's id and the week's dates; never the heading or the page's path. */
const weekId = ({ week, nth }: SiteWeek, feedId: string): string =>
  `${feedId}:${week.replace('/', '--')}${nth === undefined ? '' : `:${nth}`}`;

/** The id of a feed that begins at an address (RFC 4151). Without one nobody can follow it yet. */
export const newFeedId = (url: string): string => {
  if (!URL.canParse(url)) return 'urn:x-weekthread:site';
  const { hostname, pathname } = new URL(url);
  return `tag:${hostname},2026:weekthread${pathname.replace(/\/$/, '')}`;
};

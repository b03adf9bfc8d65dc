import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { listName } from '../../core/list.ts';
import { orIf } from '../../errors.ts';
import { renderHome, renderWeekPage, type SiteWeek } from '../../render/page.ts';
import { siteStyle } from '../../render/style.ts';
import { newFeedId, renderFeeds } from './feeds.ts';
import { holds, readIfThere, removeFile, removeIfEmpty, writeIfOther } from './page-files.ts';
import type { SiteSettings } from './addresses.ts';
import { isWeekFolder, readWeekData, writeWeekData } from './week-data.ts';

/** Raised with every change of the pages: the first run after it makes all of them anew. */
const pagesVersion = 2;

/** The site at work: its settings, and who hears what is wrong with it. */
export interface Site extends SiteSettings {
  readonly warn: (line: string) => void;
}

/** A file as it should be, below the site's folder. */
interface Wanted {
  readonly file: string;
  readonly content: string;
}

/** Every week that has its data beside its page, newest first. A damaged one is told of and left out. */
export const readWeeks = async ({ folder, warn }: Site): Promise<readonly SiteWeek[]> => {
  const names = (await orIf(['ENOENT'], readdir(folder), [])).filter(isWeekFolder);
  const weeks: SiteWeek[] = [];
  // Some at a time: a process may have only so many files open.
  for (let from = 0; from < names.length; from += 64) {
    const read = names.slice(from, from + 64).map(async (name) => {
      const file = join(folder, name, 'thread.json');
      const text = await readIfThere(file);
      const week = text && readWeekData(text.toString());
      if (week?.path === `${name}/`) return [week];
      if (text) warn(`${file} is damaged; its week is left out of the site's index.`);
      return [];
    });
    weeks.push(...(await Promise.all(read)).flat());
  }
  return newestFirst(weeks);
};

const newestFirst = (weeks: readonly SiteWeek[]): readonly SiteWeek[] =>
  weeks.toSorted((one, other) => (one.path < other.path ? 1 : -1));

/**
 * Everything that must be on the disk where the week at `path` came or went, in the order in which it is written: its
 * page before its data, for a week is on the site once its data is there.
 */
const filesFor = async (weeks: readonly SiteWeek[], path: string, site: Site): Promise<readonly Wanted[]> => {
  const { folder, language, url, listUrl } = site;
  const title = weeks[0] ? listName(weeks[0].heading) : 'Weekthread';
  const look = { ...site, title };
  const feedId = await feedIdOf(site);
  // What all pages share; and the id of the feeds, once the site has an address.
  const shared = { pagesVersion, title, language, url, listUrl, ...(feedId !== newFeedId('') && { feedId }) };
  const mark = { file: sharedFile, content: `${JSON.stringify(shared)}\n` };
  const isSame = await holds(join(folder, mark.file), mark.content);
  const found = weeks.findIndex((week) => week.path <= path);
  const at = found < 0 ? weeks.length : found;
  const order = [at, ...(isSame ? [at - 1, at + 1] : weeks.keys())];
  const pages = order.flatMap((index) => {
    const week = weeks[index];
    if (!week) return [];
    const html = renderWeekPage(week, { older: weeks[index + 1], newer: weeks[index - 1] }, look);
    const data = week.path === path ? [{ file: `${path}thread.json`, content: writeWeekData(week) }] : [];
    return [{ file: `${week.path}index.html`, content: html }, ...data];
  });
  const { atom, json } = renderFeeds(weeks, look, feedId);
  return [
    ...pages,
    { file: 'style.css', content: siteStyle(site.accent) },
    { file: 'index.html', content: renderHome(weeks, look) },
    { file: 'atom.xml', content: atom },
    { file: 'feed.json', content: json },
    mark,
  ];
};

/** Where this is another than on the disk, every page is made anew. */
const sharedFile = 'site.json';
const keptShape = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ feedId: v.optional(v.string()), url: v.optional(v.string(), '') }),
);

/** The id that the feeds had so far: readers must not see every week again when the site moves. Else, as before ids were
 *  kept, that of the address which the site had last; else a new one. */
const feedIdOf = async ({ folder, url: now }: Site): Promise<string> => {
  const read = v.safeParse(keptShape, (await readIfThere(join(folder, sharedFile)))?.toString());
  const { feedId, url } = read.success ? read.output : { url: '' };
  return feedId ?? newFeedId(url === '' ? now : url);
};

const filesWith = async (week: SiteWeek, site: Site): Promise<readonly Wanted[]> => {
  const others = (await readWeeks(site)).filter(({ path }) => path !== week.path);
  return await filesFor(newestFirst([...others, week]), week.path, site);
};

const write = async (files: readonly Wanted[], { folder }: Site): Promise<void> => {
  for (const { file, content } of files) await writeIfOther(join(folder, file), content);
};

/** Puts a week on the site. Killed anywhere, the same call again ends with the same site. */
export const putWeek = async (week: SiteWeek, site: Site): Promise<void> => write(await filesWith(week, site), site);

/** Whether the week, its neighbours, the home page and the feeds are all as `putWeek` leaves them. */
export const holdsWeek = async (week: SiteWeek, site: Site): Promise<boolean> => {
  for (const { file, content } of await filesWith(week, site))
    if (!(await holds(join(site.folder, file), content))) return false;
  return true;
};

/** Takes a week off the site, whatever of it is still there. Files that are not ours stay. */
export const removeWeek = async (path: string, site: Site): Promise<void> => {
  const { folder } = site;
  const before = await readWeeks(site);
  const card = before.find((week) => week.path === path)?.card?.file;
  const weeks = before.filter((week) => week.path !== path);
  for (const name of ['thread.json', 'index.html']) await removeFile(join(folder, path, name));
  await removeIfEmpty(join(folder, path));
  if (card !== undefined && !weeks.some((week) => week.card?.file === card)) await removeFile(join(folder, card));
  await write(await filesFor(weeks, path, site), site);
};

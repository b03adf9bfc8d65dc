import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { listName } from '../../core/list.ts';
import { renderHome } from '../../render/page/home.ts';
import type { SiteLook } from '../../render/page/page-frame.ts';
import { siteStyle } from '../../render/style.ts';
import { renderWeekPage, type SiteWeek } from '../../render/page.ts';
import type { Addresses } from './addresses.ts';
import { newFeedId, renderFeeds } from './feeds.ts';
import { errorCode, holds, readIfThere, removeFile, removeIfEmpty, writeIfOther } from './page-files.ts';
import { isWeekFolder, readWeekData, writeWeekData } from './week-data.ts';

/** Raised with every change of the pages: the first run after it makes all of them anew. */
const pagesVersion = 2;

/** How the site is set up, beside what its pages share. */
export interface StoreSettings {
  /** Absolute. */
  readonly folder: string;
  readonly look: Omit<SiteLook, 'title'>;
  readonly title: string | undefined;
  readonly accent: string;
  readonly addresses: Addresses;
  readonly warn: (line: string) => void;
}

/** A file as it should be, below the site's folder. */
interface Wanted {
  readonly file: string;
  readonly content: string;
}

/** Every week that has its data beside its page, newest first. A damaged one is told of and left out. */
export const readWeeks = async ({ folder, warn }: StoreSettings): Promise<readonly SiteWeek[]> => {
  const names = (await namesIn(folder)).filter(isWeekFolder);
  const weeks: SiteWeek[] = [];
  // Some at a time: a process may have only so many files open.
  for (let from = 0; from < names.length; from += 64) {
    const read = names.slice(from, from + 64).map(async (name) => {
      const file = join(folder, name, 'thread.json');
      const text = await readIfThere(file);
      const week = text && readWeekData(text.toString());
      if (text && week?.path !== `${name}/`) warn(`${file} is damaged; its week is left out of the site's index.`);
      return week?.path === `${name}/` ? [week] : [];
    });
    weeks.push(...(await Promise.all(read)).flat());
  }
  return weeks.sort(newestFirst);
};

const namesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
};

const newestFirst = (one: SiteWeek, other: SiteWeek): number =>
  one.path < other.path ? 1 : one.path > other.path ? -1 : 0;

/** Everything that must be on the disk for these weeks, in the order in which it is written. */
const filesFor = (
  weeks: readonly SiteWeek[],
  changed: string,
  all: boolean,
  settings: StoreSettings,
  feedId: string,
): readonly Wanted[] => {
  const look = { ...settings.look, title: titleOf(weeks, settings) };
  const found = weeks.findIndex((week) => week.path <= changed);
  const at = found < 0 ? weeks.length : found;
  const near = all ? [...weeks.keys()] : [at - 1, at, at + 1];
  return [
    ...near.flatMap((index) => {
      const week = weeks[index];
      if (!week) return [];
      const html = renderWeekPage(week, { older: weeks[index + 1], newer: weeks[index - 1] }, look);
      return [{ file: `${week.path}index.html`, content: html }];
    }),
    { file: 'style.css', content: siteStyle(settings.accent) },
    { file: 'index.html', content: renderHome(weeks, look) },
    ...feedFiles(weeks, look, settings, feedId),
  ];
};

const feedFiles = (
  weeks: readonly SiteWeek[],
  look: SiteLook,
  { addresses }: StoreSettings,
  feedId: string,
): readonly Wanted[] => {
  const { atom, json } = renderFeeds(weeks, look, addresses, feedId);
  return [
    { file: 'atom.xml', content: atom },
    { file: 'feed.json', content: json },
  ];
};

const titleOf = (weeks: readonly SiteWeek[], { title }: StoreSettings): string =>
  title ?? (weeks[0] ? listName(weeks[0].heading) : 'Weekthread');

/** What all pages share: where it is another than on the disk, every page is made anew. The id of the feeds is kept here
 *  once the site has an address: readers must not see every week again when it moves. */
const sharedMark = (weeks: readonly SiteWeek[], settings: StoreSettings, feedId: string): Wanted => {
  const shared = { pagesVersion, title: titleOf(weeks, settings), ...settings.look };
  const kept = feedId === newFeedId('') ? {} : { feedId };
  return { file: sharedFile, content: `${JSON.stringify({ ...shared, ...kept })}\n` };
};

const sharedFile = 'site.json';
const keptShape = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ feedId: v.optional(v.string()), url: v.optional(v.string(), '') }),
);

/** The id that the feeds had so far; else, as before ids were kept, that of the address which the site had last; else a new one. */
const feedIdOf = async ({ folder, look }: StoreSettings): Promise<string> => {
  const read = v.safeParse(keptShape, (await readIfThere(join(folder, sharedFile)))?.toString());
  const { feedId, url } = read.success ? read.output : { url: '' };
  return feedId ?? newFeedId(url === '' ? look.url : url);
};

const planFor = async (
  weeks: readonly SiteWeek[],
  changed: string,
  settings: StoreSettings,
): Promise<readonly Wanted[]> => {
  const feedId = await feedIdOf(settings);
  const mark = sharedMark(weeks, settings, feedId);
  const same = await holds(join(settings.folder, mark.file), mark.content);
  return [...filesFor(weeks, changed, !same, settings, feedId), mark];
};

const withWeek = async (week: SiteWeek, settings: StoreSettings): Promise<readonly SiteWeek[]> =>
  [...(await readWeeks(settings)).filter(({ path }) => path !== week.path), week].sort(newestFirst);

const write = async (files: readonly Wanted[], { folder }: StoreSettings): Promise<void> => {
  for (const { file, content } of files) await writeIfOther(join(folder, file), content);
};

/** Puts a week on the site. Killed anywhere, the same call again ends with the same site. */
export const putWeek = async (week: SiteWeek, settings: StoreSettings): Promise<void> => {
  const plan = await planFor(await withWeek(week, settings), week.path, settings);
  const own = plan.filter(({ file }) => file.startsWith(week.path));
  const { path, ...data } = week;
  // The page before its data: a week is on the site once its data is there.
  await write([...own, { file: `${path}thread.json`, content: writeWeekData(data) }, ...plan], settings);
};

/** Whether the week, its neighbours, the home page and the feeds are all as `putWeek` leaves them. */
export const holdsWeek = async (week: SiteWeek, settings: StoreSettings): Promise<boolean> => {
  const { path, ...data } = week;
  if (!(await holds(join(settings.folder, path, 'thread.json'), writeWeekData(data)))) return false;
  for (const { file, content } of await planFor(await withWeek(week, settings), path, settings)) {
    if (!(await holds(join(settings.folder, file), content))) return false;
  }
  return true;
};

/** Takes a week off the site, whatever of it is still there. Files that are not ours stay. */
export const removeWeek = async (path: string, settings: StoreSettings): Promise<void> => {
  const { folder } = settings;
  const before = await readWeeks(settings);
  const card = before.find((week) => week.path === path)?.card?.file;
  const weeks = before.filter((week) => week.path !== path);
  await removeFile(join(folder, path, 'thread.json'));
  await removeFile(join(folder, path, 'index.html'));
  await removeIfEmpty(join(folder, path));
  if (card !== undefined && !weeks.some((week) => week.card?.file === card)) await removeFile(join(folder, card));
  await write(await planFor(weeks, path, settings), settings);
};

import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import type { Batch, Refusal } from '../../core/record.ts';
import type { Post } from '../../core/thread.ts';
import { makeFolder } from '../../files.ts';
import type { SiteWeek } from '../../render/page.ts';
import { generator } from '../../render/page/frame.ts';
import { shortHash } from '../../hash.ts';
import type { Account, FreezeContext, Network, NetworkTools } from '../network.ts';
import { foreignHome, refusalOf, writeIfOther } from './page-files.ts';
import { holdsWeek, putWeek, readWeeks, removeWeek, type Site } from './pages.ts';
import { siteRules } from './rules.ts';
import { addressOf, type SiteSettings } from './addresses.ts';
import { isWeekFolder, nthPage, pathOf, readCard, readWeekData, writeWeekData } from './week-data.ts';

/** The local site: a page for each thread, a home page, an Atom and a JSON feed. Needs no account, costs nothing. */
export const createSite = (settings: SiteSettings, { warn }: Pick<NetworkTools, 'warn'>): Network => ({
  id: 'site',
  rules: () => Promise.resolve(siteRules),
  connect: () =>
    orRefused(settings, async () => {
      const { folder } = settings;
      await makeFolder(folder);
      await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
      const foreign = await foreignHome(folder, `content="${generator}"`);
      if (foreign) return { status: 'refused', refusal: foreign };
      const pages = await readWeeks({ ...settings, warn: () => undefined });
      return { status: 'connected', account: createAccount({ ...settings, warn }, pages) };
    }),
});

/** A page is whole or absent: whatever fails, nothing is in doubt. */
const orRefused = async <T>(
  { folder }: SiteSettings,
  act: () => Promise<T>,
): Promise<T | { readonly status: 'refused'; readonly refusal: Refusal }> => {
  try {
    return await act();
  } catch (error) {
    return { status: 'refused', refusal: refusalOf(error, folder) };
  }
};

const createAccount = (site: Site, pages: readonly SiteWeek[]): Account => ({
  id: site.folder,
  name: site.url === '' ? site.folder : site.url,
  batches: (posts, context) => [batchOf(posts, context, site, pages)],
  capacity: () => Promise.resolve(undefined),
  // A page that is published again replaces itself: it is never there twice.
  search: () => Promise.resolve({ status: 'absent' }),
  upload: ({ png, ...card }) =>
    orRefused(site, async () => {
      // Its name is made of its bytes: the same card is the same file for every try.
      const file = `cards/${shortHash(png)}.png`;
      await writeIfOther(join(site.folder, file), png);
      return { status: 'uploaded', media: { file, ...card } };
    }),
  send: (batch) =>
    orRefused(site, async () => {
      await putWeek(weekOf(batch), site);
      return { status: 'posted', refs: batch.refs ?? [] };
    }),
  find: async (batch) => {
    const found = await orRefused(site, () => holdsWeek(weekOf(batch), site));
    if (typeof found === 'object') return { status: 'unclear', words: found.refusal.words };
    return found ? { status: 'found', refs: batch.refs ?? [] } : { status: 'absent' };
  },
  remove: (refs) =>
    orRefused(site, async () => {
      for (const path of new Set(refs.map(({ id }) => id.replace(/#.*$/, ''))))
        if (isWeekFolder(path.replace(/\/$/, ''))) await removeWeek(path, site);
      return { status: 'removed' };
    }),
  paceMs: 0,
  settleMs: 0,
});

/** The whole thread in one batch: its body is the week's data, as it will stand beside the page. */
const batchOf = (
  posts: readonly Post[],
  { edition: { week, heading }, at, media }: FreezeContext,
  site: Site,
  pages: readonly SiteWeek[],
): Batch => {
  const nth = nthPage(week, posts, pages);
  const path = pathOf(week, nth);
  const card = readCard(media);
  const ids = posts.map((_, index) => (index === 0 ? path : `${path}#post-${index + 1}`));
  return {
    posts: [...posts.keys()],
    body: writeWeekData({ week, ...(nth > 1 && { nth }), heading, at, posts, ...(card && { card }) }),
    refs: ids.map((id) => ({ id, url: addressOf(site, id) })),
  };
};

const weekOf = ({ body }: Batch): SiteWeek => {
  const week = typeof body === 'string' ? readWeekData(body) : undefined;
  if (!week) throw new Error('the journal holds a page that this version cannot read');
  return week;
};

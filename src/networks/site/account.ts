import { createHash } from 'node:crypto';
import { access, constants } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Batch, Json, PostRef } from '../../core/record.ts';
import type { Post } from '../../core/thread.ts';
import { makeFolder } from '../../make-folder.ts';
import type { SiteWeek } from '../../render/page.ts';
import { generator } from '../../render/page/page-frame.ts';
import type { Account, Card, ConnectOutcome, FreezeContext, Network, NetworkTools, RemoveOutcome } from '../network.ts';
import { type Addresses, addressesOf } from './addresses.ts';
import { foreignHome, refusalOf, writeIfOther } from './page-files.ts';
import { siteRules } from './rules.ts';
import { holdsWeek, putWeek, readWeeks, removeWeek, type StoreSettings } from './pages.ts';
import { nthPage } from './twins.ts';
import { isWeekFolder, pathOf, readCard, readWeekData, writeWeekData } from './week-data.ts';

export interface SiteSettings {
  /** Where the site is written. */
  readonly folder: string;
  /** Where it will be read; empty when nobody knows yet. */
  readonly url: string;
  /** The list's address for readers; empty when there is none. */
  readonly listUrl: string;
  /** BCP 47. */
  readonly language: string;
  /** The site's name; the list's, when absent. */
  readonly title?: string;
  /** `#rrggbb`. */
  readonly accent: string;
}

/** The local site: a page for each thread, a home page, an Atom and a JSON feed. Needs no account, costs nothing. */
export const createSite = (settings: SiteSettings, tools: NetworkTools): Network => ({
  id: 'site',
  rules: () => Promise.resolve(siteRules),
  connect: () => connect(settings, tools),
});

const connect = async (settings: SiteSettings, tools: NetworkTools): Promise<ConnectOutcome> => {
  const folder = resolve(settings.folder);
  try {
    await makeFolder(folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const foreign = await foreignHome(folder, settings.folder, `content="${generator}"`);
    if (foreign) return { status: 'refused', refusal: foreign };
    const store = storeSettings(settings, tools);
    const pages = await readWeeks({ ...store, warn: () => undefined });
    return { status: 'connected', account: createAccount(settings, store, pages) };
  } catch (error) {
    return { status: 'refused', refusal: refusalOf(error, settings.folder) };
  }
};

const storeSettings = (settings: SiteSettings, { warn }: NetworkTools): StoreSettings => {
  return {
    folder: resolve(settings.folder),
    look: {
      language: settings.language,
      url: settings.url === '' ? '' : `${settings.url}/`,
      listUrl: settings.listUrl,
    },
    title: settings.title,
    accent: settings.accent,
    addresses: addressesOf(settings.url, settings.folder),
    warn,
  };
};

const createAccount = (settings: SiteSettings, store: StoreSettings, pages: readonly SiteWeek[]): Account => ({
  id: settings.folder,
  name: store.look.url === '' ? settings.folder : store.look.url,
  batches: (posts, context) => [batchOf(posts, context, store.addresses, pages)],
  capacity: () => Promise.resolve(undefined),
  // A page that is published again replaces itself: it is never there twice.
  search: () => Promise.resolve({ status: 'absent' }),
  upload: async (card) => {
    try {
      return { status: 'uploaded', media: await keepCard(card, store.folder) };
    } catch (error) {
      return { status: 'refused', refusal: refusalOf(error, settings.folder) };
    }
  },
  send: async (batch) => {
    try {
      await putWeek(weekOf(batch), store);
      return { status: 'posted', refs: batch.refs ?? [] };
    } catch (error) {
      return { status: 'refused', refusal: refusalOf(error, settings.folder) };
    }
  },
  find: async (batch) => {
    try {
      const found = await holdsWeek(weekOf(batch), store);
      return found ? { status: 'found', refs: batch.refs ?? [] } : { status: 'absent' };
    } catch (error) {
      return { status: 'unclear', words: refusalOf(error, settings.folder).words };
    }
  },
  remove: (refs) => remove(refs, settings.folder, store),
  paceMs: 0,
  settleMs: 0,
});

/** The whole thread in one batch: its body is the week's data, as it will stand beside the page. */
const batchOf = (
  posts: readonly Post[],
  context: FreezeContext,
  addresses: Addresses,
  pages: readonly SiteWeek[],
): Batch => {
  const { week, heading } = context.edition;
  const nth = nthPage(week, posts, pages);
  const path = pathOf(week, nth);
  const card = readCard(context.media);
  const ids = posts.map((_, at) => (at === 0 ? path : `${path}#post-${at + 1}`));
  return {
    posts: posts.map((_, at) => at),
    body: writeWeekData({ week, ...(nth > 1 && { nth }), heading, at: context.at, posts, ...(card ? { card } : {}) }),
    refs: ids.map((id) => ({ id, url: addresses.of(id) })),
  };
};

const weekOf = (batch: Batch): ReturnType<typeof readWeekData> & object => {
  const week = typeof batch.body === 'string' ? readWeekData(batch.body) : undefined;
  if (!week) throw new Error('the journal holds a page that this version cannot read');
  return week;
};

/** Its name is made of its bytes: the same card is the same file for every try. */
const keepCard = async (card: Card, folder: string): Promise<Json> => {
  const file = `cards/${createHash('sha256').update(card.png).digest('hex').slice(0, 16)}.png`;
  await writeIfOther(join(folder, file), card.png);
  return { file, alt: card.alt, width: card.width, height: card.height };
};

const remove = async (refs: readonly PostRef[], folder: string, store: StoreSettings): Promise<RemoveOutcome> => {
  const paths = new Set(refs.map(({ id }) => id.replace(/#.*$/, '')));
  try {
    for (const path of paths) {
      if (isWeekFolder(path.replace(/\/$/, ''))) await removeWeek(path, store);
    }
    return { status: 'removed' };
  } catch (error) {
    return { status: 'refused', refusal: refusalOf(error, folder) };
  }
};

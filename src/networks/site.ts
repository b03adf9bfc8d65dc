import * as v from 'valibot';
import { base, path } from '../values.ts';
import { networkRoom } from './room.ts';
import { addressOf, type SiteSettings } from './site/addresses.ts';

export const site = networkRoom(
  {
    id: 'site',
    variables: {
      SITE_FOLDER: v.optional(path(), 'public'),
      SITE_URL: v.optional(base('SITE_URL=https://example.org/weekly')),
    },
    secrets: [],
    keys: [],
    isLocal: true,
    drawing: { isPage: true },
    rules: async () => (await import('./site/rules.ts')).siteRules,
  },
  ({ SITE_FOLDER, SITE_URL }, { within, isDiskless, listUrl, language, accent }) => {
    const url = SITE_URL === undefined ? '' : `${SITE_URL}/`;
    const settings: SiteSettings = { folder: within(SITE_FOLDER), url, listUrl, language, accent };
    return {
      addressOf: ({ id }) => addressOf(settings, id),
      ...(isDiskless && { warning: disklessWords(settings.folder) }),
      create: async (tools) => (await import('./site/account.ts')).createSite(settings, tools),
    };
  },
);

const disklessWords = (folder: string): string =>
  `STATE_URL needs no disk, but the site does: ${folder} must be a folder that lasts, such as a volume, else the site loses its pages. Set SITE_FOLDER to one, or take site out of NETWORKS.`;

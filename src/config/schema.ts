import * as v from 'valibot';
import {
  address,
  base,
  botName,
  colour,
  database,
  handle,
  language,
  list,
  money,
  names,
  networkNames,
  oneOf,
  path,
  proxy,
  schedule,
  secret,
  source,
  template,
  timezone,
  utc,
  visibility,
  whole,
} from './kinds.ts';

/** The most that setTimeout takes. */
const longestMs = 2_147_483_647;

/** How threads are composed: for all networks, or for one. */
const threadKinds = {
  LINKS: oneOf(['each', 'last'], 'LINKS=each'),
  LINK_LABELS: list('one label or more, separated by commas, e.g. LINK_LABELS=Paper,Code'),
  HOOK: template('HOOK="Papers of the week, {dates}"'),
  CLOSER: template('CLOSER="The whole list: {list}"'),
  CARD: oneOf(['on', 'off'], 'CARD=on'),
};

/** The settings that a network may have for itself; each stands under `ownName`. */
export const networkVariables = v.partial(v.object(threadKinds));
export const settingNames: readonly string[] = Object.keys(threadKinds);
/** The variable of a setting for one network: `X_LINKS`. */
export const ownName = (network: string, setting: string): string => `${network.toUpperCase()}_${setting}`;

/** Every variable with its default and what is expected of it, as the end of a sentence. The names are a contract. */
export const variables = v.object({
  LIST_SOURCE: v.optional(source(), 'content'),
  LIST_URL: v.optional(address('LIST_URL=https://example.org/list')),
  NETWORKS: v.optional(names(), 'site'),
  STATE_FILE: v.optional(path(), 'state.json'),
  STATE_URL: v.optional(database()),
  BOT: v.optional(botName()),
  CONCURRENCY: v.optional(whole(1, 100, 'a number of looks at once', 'CONCURRENCY=4'), '4'),
  SCHEDULE: v.optional(schedule(), '0 17 * * 1,2'),
  TIMEZONE: v.optional(timezone(), utc),
  SECTIONS: v.optional(list('one heading or more, separated by commas, e.g. SECTIONS=Papers,Tools')),
  MAX_ENTRIES: v.optional(whole(1, 1_000, 'a number of entries', 'MAX_ENTRIES=20')),
  MAX_AGE_DAYS: v.optional(whole(0, 36_500, 'a number of days', 'MAX_AGE_DAYS=21'), '21'),
  LINKS: v.optional(threadKinds.LINKS, 'each'),
  LINK_LABELS: v.optional(threadKinds.LINK_LABELS, 'Paper,Code,GitHub,Project'),
  HOOK: v.optional(threadKinds.HOOK),
  CLOSER: v.optional(threadKinds.CLOSER),
  LANGUAGE: v.optional(language(), 'en'),
  MAX_POSTS: v.optional(whole(1, 10_000, 'a number of posts', 'MAX_POSTS=40'), '40'),
  MAX_COST_USD: v.optional(money(), '3'),
  MAX_COST_USD_30_DAYS: v.optional(money()),
  X_APP_KEY: v.optional(secret()),
  X_APP_SECRET: v.optional(secret()),
  X_ACCESS_TOKEN: v.optional(secret()),
  X_ACCESS_SECRET: v.optional(secret()),
  X_API_URL: v.optional(base('X_API_URL=https://api.x.com'), 'https://api.x.com'),
  X_POST_PAUSE_MS: v.optional(whole(0, longestMs, 'a number of milliseconds', 'X_POST_PAUSE_MS=3000'), '3000'),
  X_TIMEOUT_MS: v.optional(whole(1, longestMs, 'a number of milliseconds', 'X_TIMEOUT_MS=30000'), '30000'),
  RECONCILE_WAIT_SECONDS: v.optional(whole(0, 86_400, 'a number of seconds', 'RECONCILE_WAIT_SECONDS=300'), '300'),
  BLUESKY_SERVICE: v.optional(base('BLUESKY_SERVICE=https://bsky.social'), 'https://bsky.social'),
  BLUESKY_HANDLE: v.optional(handle()),
  BLUESKY_APP_PASSWORD: v.optional(secret()),
  MASTODON_URL: v.optional(base('MASTODON_URL=https://mastodon.social')),
  MASTODON_ACCESS_TOKEN: v.optional(secret()),
  MASTODON_VISIBILITY: v.optional(visibility('MASTODON_VISIBILITY=public'), 'public'),
  MASTODON_REPLY_VISIBILITY: v.optional(visibility('MASTODON_REPLY_VISIBILITY=unlisted'), 'unlisted'),
  SITE_FOLDER: v.optional(path(), 'public'),
  SITE_URL: v.optional(base('SITE_URL=https://example.org/weekly')),
  CARD: v.optional(threadKinds.CARD, 'on'),
  CARD_THEME: v.optional(oneOf(['light', 'dark'], 'CARD_THEME=light'), 'light'),
  CARD_ACCENT: v.optional(colour(), '#3b6ef6'),
  CARD_FONTS: v.optional(
    list('paths of .ttf files, separated by commas, e.g. CARD_FONTS=fonts/Regular.ttf,fonts/Bold.ttf'),
  ),
  HTTP_PROXY: v.optional(proxy('HTTP_PROXY=http://proxy.example.org:3128')),
  HTTPS_PROXY: v.optional(proxy('HTTPS_PROXY=http://proxy.example.org:3128')),
  NO_PROXY: v.optional(v.string(), ''),
  ALLOW_HTTP: v.optional(list('one host or more, separated by commas, e.g. ALLOW_HTTP=mastodon.internal')),
  NOTIFY_URL: v.optional(address('NOTIFY_URL=https://hooks.example.org/…')),
  LOG_LEVEL: v.optional(oneOf(['debug', 'info', 'warn', 'error'], 'LOG_LEVEL=info'), 'info'),
});

export type Variables = v.InferOutput<typeof variables>;
export type VariableName = keyof Variables;

/** Every variable that is ours. */
export const variableNames: readonly string[] = [
  ...Object.keys(variables.entries),
  ...networkNames.flatMap((network) => settingNames.map((setting) => ownName(network, setting))),
];

/** Variables that other programs also read in lower case; that name goes first. */
export const proxyNames = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'] as const satisfies readonly VariableName[];

/** Variables whose values no output may show. NOTIFY_URL is one: anyone who knows a webhook's address can post to it. */
export const secretNames = [
  'X_APP_KEY',
  'X_APP_SECRET',
  'X_ACCESS_TOKEN',
  'X_ACCESS_SECRET',
  'BLUESKY_APP_PASSWORD',
  'MASTODON_ACCESS_TOKEN',
  'NOTIFY_URL',
  'STATE_URL',
] as const satisfies readonly VariableName[];

import * as v from 'valibot';
import { roomsWith } from '../networks/index.ts';
import type { NetworkRoom } from '../networks/room.ts';
import * as kind from '../values.ts';

/** How threads are composed: for all networks, or for one. */
const threadKinds = {
  LINKS: kind.oneOf(['each', 'last'], 'LINKS=each'),
  LINK_LABELS: kind.list('one label or more, separated by commas, e.g. LINK_LABELS=Paper,Code'),
  HOOK: kind.template('HOOK="Papers of the week, {dates}"'),
  CLOSER: kind.template('CLOSER="The whole list: {list}"'),
  CARD: kind.oneOf(['on', 'off'], 'CARD=on'),
};

/** The settings that a network may have for itself; each stands under `ownName`. */
export const threadVariables = v.partial(v.object(threadKinds));
export const settingNames: readonly string[] = Object.keys(threadKinds);
/** The variable of a setting for one network: `X_LINKS`. */
export const ownName = (network: string, setting: string): string => `${network.toUpperCase()}_${setting}`;

/** Every variable that belongs to no network, with its default and what is expected of it, as the end of a sentence. The names
 *  are a contract. */
const generalVariables = {
  LIST_SOURCE: v.optional(kind.source(), 'content'),
  LIST_URL: v.optional(kind.address('LIST_URL=https://example.org/list')),
  STATE_FILE: v.optional(kind.path(), 'state.json'),
  STATE_URL: v.optional(kind.database()),
  BOT: v.optional(kind.botName()),
  CONCURRENCY: v.optional(kind.whole(1, 100, 'a number of looks at once', 'CONCURRENCY=4'), '4'),
  SCHEDULE: v.optional(kind.schedule(), '0 17 * * 1,2'),
  TIMEZONE: v.optional(kind.timezone(), kind.utc),
  SECTIONS: v.optional(kind.list('one heading or more, separated by commas, e.g. SECTIONS=Papers,Tools')),
  MAX_ENTRIES: v.optional(kind.whole(1, 1_000, 'a number of entries', 'MAX_ENTRIES=20')),
  MAX_AGE_DAYS: v.optional(kind.whole(0, 36_500, 'a number of days', 'MAX_AGE_DAYS=21'), '21'),
  LINKS: v.optional(threadKinds.LINKS, 'each'),
  LINK_LABELS: v.optional(threadKinds.LINK_LABELS, 'Paper,Code,GitHub,Project'),
  HOOK: v.optional(threadKinds.HOOK),
  CLOSER: v.optional(threadKinds.CLOSER),
  LANGUAGE: v.optional(kind.language(), 'en'),
  MAX_POSTS: v.optional(kind.whole(1, 10_000, 'a number of posts', 'MAX_POSTS=40'), '40'),
  MAX_COST_USD: v.optional(kind.money(), '3'),
  MAX_COST_USD_30_DAYS: v.optional(kind.money()),
  CARD: v.optional(threadKinds.CARD, 'on'),
  CARD_THEME: v.optional(kind.oneOf(['light', 'dark'], 'CARD_THEME=light'), 'light'),
  CARD_ACCENT: v.optional(kind.colour(), '#3b6ef6'),
  CARD_FONTS: v.optional(
    kind.list('paths of .ttf files, separated by commas, e.g. CARD_FONTS=fonts/Regular.ttf,fonts/Bold.ttf'),
  ),
  HTTP_PROXY: v.optional(kind.proxy('HTTP_PROXY=http://proxy.example.org:3128')),
  HTTPS_PROXY: v.optional(kind.proxy('HTTPS_PROXY=http://proxy.example.org:3128')),
  NO_PROXY: v.optional(v.string(), ''),
  ALLOW_HTTP: v.optional(kind.list('one host or more, separated by commas, e.g. ALLOW_HTTP=mastodon.internal')),
  NOTIFY_URL: v.optional(kind.address('NOTIFY_URL=https://hooks.example.org/…')),
  LOG_LEVEL: v.optional(kind.oneOf(['debug', 'info', 'warn', 'error'], 'LOG_LEVEL=info'), 'info'),
};

/** The same and the choice among these networks; each of those has its own besides. */
export const variablesWith = (rooms: readonly NetworkRoom[]) =>
  v.object({
    ...generalVariables,
    NETWORKS: v.optional(
      kind.names(
        rooms.map(({ id }) => id),
        'NETWORKS=site,bluesky',
      ),
      rooms.find(({ isLocal }) => isLocal)?.id ?? '',
    ),
  });

export type Variables = v.InferOutput<ReturnType<typeof variablesWith>>;

/** Variables that other programs also read in lower case; that name goes first. */
const proxyNames = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
export const isProxy = (name: string): boolean => proxyNames.includes(name.toUpperCase());

/** What is known of the names of variables, by the networks there are. */
export interface Names {
  /** Every variable that is ours. */
  readonly all: readonly string[];
  /** Those whose values no output may show. */
  readonly secrets: readonly string[];
  /** Those of addresses to which keys are sent. */
  readonly servers: readonly string[];
  /** Names that other tools give to the same thing. */
  readonly others: ReadonlyMap<string, string>;
}

export const namesOf = (rooms: readonly NetworkRoom[] = roomsWith()): Names => ({
  all: [
    ...Object.keys(generalVariables),
    'NETWORKS',
    ...rooms.flatMap(({ variables }) => Object.keys(variables)),
    ...rooms.flatMap(({ id }) => settingNames.map((setting) => ownName(id, setting))),
  ],
  // Anyone who knows a webhook's address can post to it.
  secrets: [...rooms.flatMap(({ secrets }) => secrets), 'NOTIFY_URL', 'STATE_URL'],
  servers: rooms.flatMap(({ server }) => server ?? []),
  others: new Map(rooms.flatMap(({ otherNames = {} }) => Object.entries(otherNames))),
});

export const isKnown = (name: string, { all }: Names): boolean =>
  all.includes(name) || (isProxy(name) && name === name.toLowerCase());

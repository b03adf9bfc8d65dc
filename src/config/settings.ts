import { basename, isAbsolute, join, resolve } from 'node:path';
import * as v from 'valibot';
import type { NetworkId } from '../core/thread.ts';
import type { NetworkRoom, SetNetwork, SharedSettings, Values, Wrong } from '../networks/room.ts';
import { isAddress, maskAddress } from '../source/address.ts';
import { ownName, settingNames, threadVariables, type Variables } from './variables.ts';

/** How the threads of a network are composed. */
export interface ThreadSettings {
  readonly links: 'each' | 'last';
  /** Best first. */
  readonly linkLabels: readonly string[];
  readonly hook?: string;
  readonly closer?: string;
  /** Whether its first post has the picture of the week. */
  readonly hasCard: boolean;
}

/** What networks have for themselves, each by its id. */
export type OwnSettings = Readonly<Partial<Record<NetworkId, Partial<ThreadSettings>>>>;

/** Where the bot stands: relative paths are read from there. Empty: where the program is, from which they are read as they stand. */
const placedIn =
  (folder: string) =>
  (path: string): string =>
    folder === '' || isAbsolute(path) ? path : join(folder, path);

/** What networks are told besides their own settings. */
export const sharedSettings = (read: Variables, folder: string): SharedSettings => ({
  language: read.LANGUAGE,
  listUrl: read.LIST_URL ?? '',
  accent: read.CARD_ACCENT,
  isDiskless: read.STATE_URL !== undefined,
  within: placedIn(folder),
});

/** The checked settings of a bot in a folder. */
export type Config = Readonly<ReturnType<typeof configOf>>;

interface Parts {
  /** What networks have for themselves; `threadSettings` gives all of one. */
  readonly own: OwnSettings;
  /** Every network with its settings, chosen or not; `networkOf` gives one. */
  readonly rooms: readonly SetNetwork[];
  /** All values that no output may show: keys, passwords, the webhook, credentials inside addresses. */
  readonly secrets: readonly string[];
}

/** Makes the configuration from variables that were checked. */
export function configOf(read: Variables, folder: string, parts: Parts) {
  const within = placedIn(folder);
  const { LIST_SOURCE: source, HTTP_PROXY: http, HTTPS_PROXY: https } = read;
  const isPlaced = folder !== '' && !source.split(/\s+/).some(isAddress);
  const { rooms } = parts;
  const networks = read.NETWORKS.flatMap((name) => rooms.find(({ room }) => room.id === name)?.room.id ?? []);
  const direct = read.NO_PROXY.split(/[,\s]+/).filter((entry) => entry !== '');
  return {
    ...parts,
    /** A file, a folder or web addresses, as given. It may hold credentials: show `listName` instead. */
    listSource: isPlaced ? within(source.trim()) : source,
    /** The list's name in the state file and in messages: the source without its credentials and keys. */
    listName: maskAddress(source),
    /** The list's address for readers; empty for none. */
    listUrl: read.LIST_URL ?? '',
    networks,
    stateFile: within(read.STATE_FILE),
    /** The database that holds the journal instead of `stateFile`. It may hold a password. */
    stateUrl: read.STATE_URL,
    /** The bot's name: in the database, and in a log of several. */
    bot: read.BOT ?? basename(resolve(folder)),
    /** Looks at once in one process of `start` with folders. */
    concurrency: read.CONCURRENCY,
    /** Five cron fields, in `timezone`. */
    schedule: read.SCHEDULE,
    timezone: read.TIMEZONE,
    maxAgeDays: read.MAX_AGE_DAYS,
    /** The part of the list that is posted. */
    part: { sections: read.SECTIONS ?? [], maxEntries: read.MAX_ENTRIES ?? Infinity },
    /** For every network that has no settings of its own. */
    compose: {
      ...{ links: read.LINKS, linkLabels: read.LINK_LABELS, hasCard: read.CARD === 'on' },
      ...threadSettingsOf(read),
      language: read.LANGUAGE,
    },
    /** A thread of more posts is posted only if its week is named. */
    maxPosts: read.MAX_POSTS,
    /** For one run. */
    maxCostUsd: read.MAX_COST_USD,
    /** For what the last 30 days cost, and this run would. */
    maxCostUsd30Days: read.MAX_COST_USD_30_DAYS ?? Infinity,
    card: {
      /** Whether a chosen network has it. */
      on: networks.some((id) => parts.own[id]?.hasCard ?? read.CARD === 'on'),
      theme: read.CARD_THEME,
      /** `#rgb` or `#rrggbb`. */
      accent: read.CARD_ACCENT,
      /** Paths of .ttf, .otf or .ttc files; empty for the built-in fonts. */
      fonts: (read.CARD_FONTS ?? []).map(within),
    },
    proxy: (http ?? https) === undefined ? undefined : { ...(http && { http }), ...(https && { https }), direct },
    notifyUrl: read.NOTIFY_URL,
    logLevel: read.LOG_LEVEL,
  };
}

/** Reads how networks compose their threads, where they have settings for themselves, and what is wrong with those. */
export function readOwnSettings(
  values: Values,
  rooms: readonly NetworkRoom[],
): { readonly own: OwnSettings; readonly wrong: readonly Wrong[] } {
  const reads = rooms.map(({ id }) => {
    const given = settingNames.map((setting) => [setting, values[ownName(id, setting)]] as const);
    return { id, ...v.safeParse(threadVariables, Object.fromEntries(given)) };
  });
  return {
    own: Object.fromEntries(
      reads.flatMap(({ id, success, output }) => (success ? [[id, threadSettingsOf(output)]] : [])),
    ),
    wrong: reads.flatMap(({ id, issues = [] }) =>
      issues.map(({ path, message }): Wrong => {
        const setting = String(path?.[0].key);
        return [ownName(id, setting), message.replace(`e.g. ${setting}=`, `e.g. ${ownName(id, setting)}=`)];
      }),
    ),
  };
}

/** The settings of threads that are set, among what was read. */
function threadSettingsOf(read: v.InferOutput<typeof threadVariables>): Partial<ThreadSettings> {
  const { LINKS: links, LINK_LABELS: linkLabels, HOOK: hook, CLOSER: closer, CARD: card } = read;
  return {
    ...(links && { links }),
    ...(linkLabels && { linkLabels }),
    ...(hook !== undefined && { hook }),
    ...(closer !== undefined && { closer }),
    ...(card && { hasCard: card === 'on' }),
  };
}

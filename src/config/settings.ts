import { basename, isAbsolute, join, resolve } from 'node:path';
import * as v from 'valibot';
import type { Part } from '../core/list.ts';
import type { NetworkId } from '../core/thread.ts';
import type { LogLevel } from '../log.ts';
import type { NetworkRoom, SetNetwork, SharedSettings, Values, Wrong } from '../networks/room.ts';
import type { ProxySettings } from '../proxy.ts';
import { isAddress, maskAddress } from '../source/address.ts';
import { ownName, settingNames, threadVariables, type Variables } from './settings-schema.ts';

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
type OwnSettings = Readonly<Partial<Record<NetworkId, Partial<ThreadSettings>>>>;

/** The checked settings. Optional parts are absent where their variables are not set. */
export interface Config {
  /** A file, a folder or web addresses, as given. It may hold credentials: show `listName` instead. */
  readonly listSource: string;
  /** The list's name in the state file and in messages: the source without its credentials and keys. */
  readonly listName: string;
  /** The list's address for readers; empty for none. */
  readonly listUrl: string;
  readonly networks: readonly NetworkId[];
  readonly stateFile: string;
  /** The database that holds the journal instead of `stateFile`. It may hold a password. */
  readonly stateUrl?: string;
  /** The bot's name: in the database, and in a log of several. */
  readonly bot: string;
  /** Looks at once in one process of `start` with folders. */
  readonly concurrency: number;
  /** Five cron fields, in `timezone`. */
  readonly schedule: string;
  readonly timezone: string;
  readonly maxAgeDays: number;
  /** For every network that has no settings of its own; `threadSettings` gives those of one. */
  readonly compose: ComposeSettings;
  readonly own: OwnSettings;
  /** A thread of more posts is posted only if its week is named. */
  readonly maxPosts: number;
  /** The part of the list that is posted. */
  readonly part: Part;
  /** For one run. */
  readonly maxCostUsd: number;
  /** For what the last 30 days cost, and this run would. */
  readonly maxCostUsd30Days?: number;
  /** Every network with its settings, chosen or not; `networkOf` gives one. */
  readonly rooms: readonly SetNetwork[];
  /** All values that no output may show: keys, passwords, the webhook, credentials inside addresses. */
  readonly secrets: readonly string[];
  readonly card: CardSettings;
  /** Absent if no proxy is set. */
  readonly proxy?: ProxySettings;
  readonly notifyUrl?: string;
  readonly logLevel: LogLevel;
}

interface ComposeSettings extends ThreadSettings {
  readonly language: string;
}

interface CardSettings {
  /** Whether a chosen network has it. */
  readonly on: boolean;
  readonly theme: 'light' | 'dark';
  /** `#rgb` or `#rrggbb`. */
  readonly accent: string;
  /** Paths of TTF files; empty for the built-in fonts. */
  readonly fonts: readonly string[];
}

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

/** Makes the configuration of a bot in a folder, from variables that were checked. */
export function configOf(
  read: Variables,
  folder: string,
  { own, rooms, secrets }: Pick<Config, 'own' | 'rooms' | 'secrets'>,
): Config {
  const within = placedIn(folder);
  const { LIST_SOURCE: source } = read;
  const isPlaced = folder !== '' && !source.split(/\s+/).some(isAddress);
  const networks = read.NETWORKS.flatMap((name) => rooms.find(({ room }) => room.id === name)?.room.id ?? []);
  return {
    listSource: isPlaced ? within(source.trim()) : source,
    listName: maskAddress(source),
    listUrl: read.LIST_URL ?? '',
    networks,
    stateFile: within(read.STATE_FILE),
    ...(read.STATE_URL === undefined ? {} : { stateUrl: read.STATE_URL }),
    bot: read.BOT ?? basename(resolve(folder)),
    concurrency: read.CONCURRENCY,
    schedule: read.SCHEDULE,
    timezone: read.TIMEZONE,
    maxAgeDays: read.MAX_AGE_DAYS,
    part: { sections: read.SECTIONS ?? [], maxEntries: read.MAX_ENTRIES ?? Infinity },
    compose: composeSettings(read),
    own,
    rooms,
    secrets,
    maxPosts: read.MAX_POSTS,
    maxCostUsd: read.MAX_COST_USD,
    ...(read.MAX_COST_USD_30_DAYS === undefined ? {} : { maxCostUsd30Days: read.MAX_COST_USD_30_DAYS }),
    card: cardSettings(
      read,
      networks.some((id) => own[id]?.hasCard ?? read.CARD === 'on'),
      within,
    ),
    ...proxySettings(read),
    ...(read.NOTIFY_URL === undefined ? {} : { notifyUrl: read.NOTIFY_URL }),
    logLevel: read.LOG_LEVEL,
  };
}

const composeSettings = (read: Variables): ComposeSettings => ({
  links: read.LINKS,
  linkLabels: read.LINK_LABELS,
  hasCard: read.CARD === 'on',
  ...threadSettingsOf(read),
  language: read.LANGUAGE,
});

const cardSettings = (read: Variables, on: boolean, within: (path: string) => string): CardSettings => ({
  on,
  theme: read.CARD_THEME,
  accent: read.CARD_ACCENT,
  fonts: (read.CARD_FONTS ?? []).map(within),
});

function proxySettings({ HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY }: Variables): Pick<Config, 'proxy'> {
  if (http === undefined && https === undefined) return {};
  const direct = NO_PROXY.split(/[,\s]+/).filter((entry) => entry !== '');
  return { proxy: { ...(http && { http }), ...(https && { https }), direct } };
}

/** Reads how networks compose their threads, where they have settings for themselves, and what is wrong with those. */
export function readOwnSettings(
  values: Values,
  rooms: readonly NetworkRoom[],
): { readonly own: OwnSettings; readonly wrong: readonly Wrong[] } {
  const reads = rooms.map(({ id }) => {
    const given = settingNames.flatMap((setting) => {
      const value = values[ownName(id, setting)];
      return value === undefined ? [] : [[setting, value] as const];
    });
    return { id, ...v.safeParse(threadVariables, Object.fromEntries(given)) };
  });
  return {
    own: Object.fromEntries(
      reads.flatMap(({ id, success, output }) => (success ? [[id, threadSettingsOf(output)]] : [])),
    ),
    wrong: reads.flatMap(({ id, issues }) => (issues ?? []).map((issue) => wrongOf(id, issue))),
  };
}

function wrongOf(id: NetworkId, { path, message }: v.InferIssue<typeof threadVariables>): Wrong {
  const setting = String(path?.[0].key);
  return [ownName(id, setting), message.replace(`e.g. ${setting}=`, `e.g. ${ownName(id, setting)}=`)];
}

/** The settings of threads among what was read. */
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

import type { Part } from '../core/list.ts';
import type { NetworkId } from '../core/thread.ts';
import type { LogLevel } from '../log.ts';
import type { BlueskySettings } from '../networks/bluesky.ts';
import type { MastodonSettings } from '../networks/mastodon.ts';
import type { SiteSettings } from '../networks/site.ts';
import type { XSettings } from '../networks/x.ts';
import type { ProxySettings } from '../proxy.ts';
import { maskAddress } from '../source/address.ts';
import type { OwnSettings, ThreadSettings } from './by-network.ts';
import type { Variables } from './schema.ts';

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
  /** For one run. */
  /** The part of the list that is posted. */
  readonly part: Part;
  readonly maxCostUsd: number;
  /** For what the last 30 days cost, and this run would. */
  readonly maxCostUsd30Days?: number;
  readonly x: XSettings;
  readonly bluesky: BlueskySettings;
  readonly mastodon: MastodonSettings;
  readonly site: SiteSettings;
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

/** How long Bluesky and Mastodon may take to answer a request. */
const patienceMs = 30_000;

/** Makes the configuration from variables that were checked. */
export function configOf(read: Variables, own: OwnSettings): Config {
  const { LANGUAGE: language, CARD_ACCENT: accent, LIST_URL: listUrl = '' } = read;
  const networks = [...new Set(read.NETWORKS)];
  return {
    listSource: read.LIST_SOURCE,
    listName: maskAddress(read.LIST_SOURCE),
    listUrl,
    networks,
    stateFile: read.STATE_FILE,
    ...(read.STATE_URL === undefined ? {} : { stateUrl: read.STATE_URL }),
    bot: read.BOT ?? '',
    concurrency: read.CONCURRENCY,
    schedule: read.SCHEDULE,
    timezone: read.TIMEZONE,
    maxAgeDays: read.MAX_AGE_DAYS,
    part: { sections: read.SECTIONS ?? [], maxEntries: read.MAX_ENTRIES ?? Infinity },
    compose: { ...threadSettingsOf(read), language },
    own,
    maxPosts: read.MAX_POSTS,
    maxCostUsd: read.MAX_COST_USD,
    ...(read.MAX_COST_USD_30_DAYS === undefined ? {} : { maxCostUsd30Days: read.MAX_COST_USD_30_DAYS }),
    x: xSettings(read),
    bluesky: blueskySettings(read),
    mastodon: mastodonSettings(read),
    site: { folder: read.SITE_FOLDER, url: read.SITE_URL ?? '', listUrl, language, accent },
    card: {
      on: networks.some((id) => own[id]?.hasCard ?? read.CARD === 'on'),
      theme: read.CARD_THEME,
      accent,
      fonts: read.CARD_FONTS ?? [],
    },
    ...proxySettings(read),
    ...(read.NOTIFY_URL === undefined ? {} : { notifyUrl: read.NOTIFY_URL }),
    logLevel: read.LOG_LEVEL,
  };
}

function threadSettingsOf({ LINKS, LINK_LABELS, HOOK, CLOSER, CARD }: Variables): ThreadSettings {
  return {
    links: LINKS,
    linkLabels: LINK_LABELS,
    ...(HOOK === undefined ? {} : { hook: HOOK }),
    ...(CLOSER === undefined ? {} : { closer: CLOSER }),
    hasCard: CARD === 'on',
  };
}

function proxySettings({ HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY }: Variables): Pick<Config, 'proxy'> {
  if (http === undefined && https === undefined) return {};
  const direct = NO_PROXY.split(/[,\s]+/).filter((entry) => entry !== '');
  return { proxy: { ...(http && { http }), ...(https && { https }), direct } };
}

function xSettings(read: Variables): XSettings {
  const {
    X_APP_KEY: appKey,
    X_APP_SECRET: appSecret,
    X_ACCESS_TOKEN: accessToken,
    X_ACCESS_SECRET: accessSecret,
  } = read;
  const whole = appKey && appSecret && accessToken && accessSecret;
  return {
    ...(whole ? { keys: { appKey, appSecret, accessToken, accessSecret } } : {}),
    apiUrl: read.X_API_URL,
    pauseMs: read.X_POST_PAUSE_MS,
    timeoutMs: read.X_TIMEOUT_MS,
    settleMs: read.RECONCILE_WAIT_SECONDS * 1000,
  };
}

function blueskySettings(read: Variables): BlueskySettings {
  const { BLUESKY_HANDLE: handle, BLUESKY_APP_PASSWORD: appPassword } = read;
  return {
    service: read.BLUESKY_SERVICE,
    ...(handle && appPassword ? { login: { handle, appPassword } } : {}),
    language: read.LANGUAGE,
    timeoutMs: patienceMs,
  };
}

function mastodonSettings(read: Variables): MastodonSettings {
  const { MASTODON_ACCESS_TOKEN: accessToken } = read;
  return {
    url: read.MASTODON_URL ?? '',
    ...(accessToken ? { accessToken } : {}),
    visibility: read.MASTODON_VISIBILITY,
    replyVisibility: read.MASTODON_REPLY_VISIBILITY,
    language: read.LANGUAGE,
    timeoutMs: patienceMs,
  };
}

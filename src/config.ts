import * as v from 'valibot';
import { type Environment, halfSet, nearMisses, ownVariables, plainHttp, problemWords } from './config/checks.ts';
import { readGiven } from './config/env-file.ts';
import { configOf, readOwnSettings, sharedSettings, type Config, type ThreadSettings } from './config/settings.ts';
import { namesOf, variablesWith, type Names } from './config/variables.ts';
import type { NetworkId, PostRules } from './core/thread.ts';
import { shortestSecret } from './mask.ts';
import type { NetworkRoom, SetNetwork, Values, Wrong } from './networks/room.ts';
import { roomsWith } from './networks/index.ts';
import { secretsOf, unescaped } from './source/address.ts';
import { utc } from './values.ts';
import type { World } from './world.ts';

export type { Config };

/** The configuration that the environment makes, or everything that is wrong with it. No word of it holds a secret. */
export type ConfigReading =
  { readonly config: Config; readonly warnings: readonly string[] } | { readonly problems: readonly string[] };

/** Gives what is wrong with a schedule, as the end of "expected …". Only commands that use the schedule pass it in. */
export type ScheduleCheck = (schedule: string, timezone: string) => string | undefined;

interface Setting {
  readonly checkSchedule?: ScheduleCheck | undefined;
  readonly folder?: string;
  readonly rooms?: readonly NetworkRoom[];
}

/** Reads the configuration from environment variables. Empty values count as unset; all problems are reported together.
 *  `folder`: the bot's; empty for the one that the program is in. `rooms`: the networks there are. */
export function readConfig(
  env: Environment,
  { checkSchedule, folder = '', rooms = roomsWith() }: Setting = {},
): ConfigReading {
  const names = namesOf(rooms);
  const ours = ownVariables(env, names);
  const { LANGUAGE, ...others } = ours.values;
  const isForeign = isDesktopLanguage(LANGUAGE);
  const values = isForeign || LANGUAGE === undefined ? others : { ...others, LANGUAGE };
  const read = v.safeParse(variablesWith(rooms), values);
  const issues = (read.issues ?? []).map(({ path, message }): Wrong => [String(path?.[0].key), message]);
  const shared = read.success ? sharedSettings(read.output, folder) : undefined;
  const networks = rooms.map((room) => room.read(values, shared));
  const { own, wrong: wrongOwn } = readOwnSettings(values, rooms);
  const wrong = [
    ...issues,
    ...networks.flatMap((network) => ('wrong' in network ? network.wrong : [])),
    ...wrongOwn,
    ...unscheduled(values, issues, checkSchedule),
  ];
  const problems = [
    ...wrong.map(([name, expected]) => problemWords(name, values, expected, names)),
    ...halfSet(values, rooms),
    ...plainHttp(values, rooms),
  ];
  if (!read.success || problems.length > 0) return { problems: [...new Set(problems), ...nearMisses(env, names)] };
  const desktop = `LANGUAGE is "${LANGUAGE ?? ''}", the desktop's own setting, and is not used: posts are marked as en. A language tag reads like en or pt-BR.`;
  const warnings = [
    ...ours.warnings,
    ...(isForeign ? [desktop] : []),
    ...unusedZone(env, values, checkSchedule),
    ...nearMisses(env, names),
  ];
  const secrets = secretsIn(values, names, ['LIST_SOURCE', 'HTTP_PROXY', 'HTTPS_PROXY', ...names.servers]);
  const set = networks.flatMap((network) => ('wrong' in network ? [] : [network]));
  return { config: configOf(read.output, folder, { own, rooms: set, secrets }), warnings };
}

/** `LANGUAGE` is also gettext's list of the desktop's languages (`de_DE:de`, `en_US.UTF-8`), which says nothing of the list. */
const isDesktopLanguage = (value = ''): boolean => /[:_.]|^(?:C|POSIX)$/.test(value);

/** What containers and cron set to choose a time zone, and which has no part in the schedule. */
function unusedZone(
  { TZ = '' }: Environment,
  { TIMEZONE }: Values,
  check: ScheduleCheck | undefined,
): readonly string[] {
  if (!check || TIMEZONE !== undefined || /^(?:|:?(?:Etc\/)?(?:UTC|GMT|Zulu|Universal))$/i.test(TZ.trim())) return [];
  return [
    `TZ is "${TZ}" and has no effect on SCHEDULE, which is read in ${utc}. Set TIMEZONE (Region/City) to choose another zone.`,
  ];
}

/** Checks the schedule; the default is right in every zone, and one of the wrong form is reported already. */
function unscheduled(
  { SCHEDULE, TIMEZONE = utc }: Values,
  issues: readonly Wrong[],
  check: ScheduleCheck | undefined,
): readonly Wrong[] {
  if (SCHEDULE === undefined || issues.some(([name]) => name === 'SCHEDULE')) return [];
  const isZone = !issues.some(([name]) => name === 'TIMEZONE');
  const expected = check?.(SCHEDULE, isZone ? TIMEZONE : utc);
  return expected === undefined ? [] : [['SCHEDULE', expected]];
}

/** How the threads of a network are composed: by its own settings, else by those for all. */
export const threadSettings = ({ compose, own }: Config, network: NetworkId): ThreadSettings & Config['compose'] => ({
  ...compose,
  ...own[network],
});

/** A network with its settings. */
export function networkOf({ rooms }: Pick<Config, 'rooms'>, id: NetworkId): SetNetwork {
  const found = rooms.find(({ room }) => room.id === id);
  if (found) return found;
  throw new RangeError(`No network is called ${id}.`);
}

/** The variables that must still be set before a network can publish. */
export const missingKeys = (config: Config, network: NetworkId): readonly string[] =>
  networkOf(config, network).missing;

/** The rules of all networks, as far as they are known without asking a server. */
export const everyRules = ({ rooms }: Pick<Config, 'rooms'>): Promise<readonly PostRules[]> =>
  Promise.all(rooms.map(({ room }) => room.rules()));

/** All values that no output may show, of variables that need not be checked: those of keys and passwords, and what is secret in
 *  those that may hold an address. */
export function secretsIn(
  values: Environment,
  { secrets }: Names = namesOf(),
  addresses = Object.keys(values),
): readonly string[] {
  const keys = secrets.flatMap((name) => values[name]?.trim() ?? []);
  const parts = addresses.flatMap((name) => values[name]?.split(/\s+/) ?? []);
  const all = [...keys, ...passwordsOf(values.STATE_URL), ...parts.flatMap(secretsOf)];
  return [...new Set(all.filter((secret) => secret.length >= shortestSecret))];
}

/** What explaining an error needs of the settings, even if the rest of them cannot be used. */
export function settingsAround(world: World): { isDebug?: boolean; origin?: string; secrets?: readonly string[] } {
  const names = namesOf(roomsWith(world.networks));
  try {
    const { values, origin } = readGiven(world, names);
    return { isDebug: values.LOG_LEVEL?.trim().toLowerCase() === 'debug', origin, secrets: secretsIn(values, names) };
  } catch {
    return {};
  }
}

/** The password of a database's address, wherever it stands in it. */
function passwordsOf(address = ''): readonly string[] {
  if (!URL.canParse(address)) return [];
  const { password, searchParams } = new URL(address);
  return [password, unescaped(password), searchParams.get('password') ?? ''];
}

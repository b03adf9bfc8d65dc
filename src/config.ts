import * as v from 'valibot';
import { readByNetwork, type ThreadSettings, type Wrong } from './config/by-network.ts';
import { ownVariables } from './config/clean.ts';
import { plainHttp } from './config/plain-http.ts';
import { nearMisses, type Environment } from './config/names.ts';
import { utc } from './config/kinds.ts';
import { secretNames, variables, type VariableName } from './config/schema.ts';
import { configOf, type Config } from './config/settings.ts';
import { isDesktopLanguage, problemWords } from './config/words.ts';
import type { NetworkId } from './core/thread.ts';
import { shortestSecret } from './mask.ts';
import { keysIn } from './source/address.ts';

export type { Config };

/** The configuration that the environment makes, or everything that is wrong with it. No word of it holds a secret. */
export type ConfigReading =
  { readonly config: Config; readonly warnings: readonly string[] } | { readonly problems: readonly string[] };

/** Gives what is wrong with a schedule, as the end of "expected …". Only commands that use the schedule pass it in. */
export type ScheduleCheck = (schedule: string, timezone: string) => string | undefined;

/** Reads the configuration from environment variables. Empty values count as unset; all problems are reported together. */
export function readConfig(env: Environment, checkSchedule?: ScheduleCheck): ConfigReading {
  const own = ownVariables(env);
  const { LANGUAGE, ...others } = own.values;
  const foreign = isDesktopLanguage(LANGUAGE);
  const values = foreign || LANGUAGE === undefined ? others : { ...others, LANGUAGE };
  const read = v.safeParse(variables, values);
  const issues = (read.issues ?? []).map(wrongOf);
  const byNetwork = readByNetwork(values);
  const wrong = [...issues, ...byNetwork.wrong, ...unscheduled(values, issues, checkSchedule)];
  const problems = [
    ...wrong.map(([name, expected]) => problemWords(name, values, expected)),
    ...halfSet(values),
    ...plainHttp(values, (values.ALLOW_HTTP ?? '').split(/[\s,]+/)),
  ];
  if (!read.success || problems.length > 0) return { problems: [...new Set(problems), ...nearMisses(env)] };
  const desktop = `LANGUAGE is "${LANGUAGE ?? ''}", the desktop's own setting, and is not used: posts are marked as en. A language tag reads like en or pt-BR.`;
  const warnings = [
    ...own.warnings,
    ...(foreign ? [desktop] : []),
    ...unusedZone(env, values, checkSchedule),
    ...nearMisses(env),
  ];
  return { config: configOf(read.output, byNetwork.own), warnings };
}

type Values = Readonly<Record<string, string>>;

const wrongOf = (issue: v.InferIssue<typeof variables>): Wrong => [String(issue.path?.[0].key), issue.message];

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

const xKeys = ['X_APP_KEY', 'X_APP_SECRET', 'X_ACCESS_TOKEN', 'X_ACCESS_SECRET'] as const;
const blueskyLogin = ['BLUESKY_HANDLE', 'BLUESKY_APP_PASSWORD'] as const;

/** Keys that work only together: a problem for each that is missing while another is set. */
function halfSet(values: Values): readonly string[] {
  const groups: readonly (readonly VariableName[])[] = [xKeys, blueskyLogin];
  const lacking = groups.flatMap((group) => {
    const missing = group.filter((name) => values[name] === undefined);
    const set = group.filter((name) => values[name] !== undefined);
    return set.length === 0 ? [] : missing.map((name) => lack(name, set));
  });
  const lone = values.MASTODON_ACCESS_TOKEN !== undefined && values.MASTODON_URL === undefined;
  return lone ? [...lacking, lack('MASTODON_URL', ['MASTODON_ACCESS_TOKEN'])] : lacking;
}

const lack = (name: VariableName, set: readonly VariableName[]) =>
  `${name} is not set, but ${set.join(', ')} ${set.length === 1 ? 'is' : 'are'}: set it too, or empty the rest.`;

/** How the threads of a network are composed: by its own settings, else by those for all. */
export const threadSettings = ({ compose, own }: Config, network: NetworkId): ThreadSettings & Config['compose'] => ({
  ...compose,
  ...own[network],
});

/** The variables that must still be set before a network can publish. */
export function missingKeys(config: Config, network: NetworkId): readonly string[] {
  switch (network) {
    case 'x':
      return config.x.keys ? [] : xKeys;
    case 'bluesky':
      return config.bluesky.login ? [] : blueskyLogin;
    case 'mastodon':
      return [
        ...(config.mastodon.url === '' ? ['MASTODON_URL'] : []),
        ...(config.mastodon.accessToken === undefined ? ['MASTODON_ACCESS_TOKEN'] : []),
      ];
    default:
      return [];
  }
}

/** All values that no output may show: keys, passwords, the webhook, credentials inside addresses. */
export function secretsOf(config: Config): readonly string[] {
  const addresses = [
    ...config.listSource.split(/\s+/),
    config.x.apiUrl,
    config.bluesky.service,
    config.mastodon.url,
    config.proxy?.http ?? '',
    config.proxy?.https ?? '',
  ];
  const keys = [
    ...Object.values(config.x.keys ?? {}),
    config.bluesky.login?.appPassword,
    config.mastodon.accessToken,
    config.notifyUrl,
    config.stateUrl,
    ...passwordsOf(config.stateUrl),
  ];
  const all = [...keys, ...addresses.flatMap(credentialsOf)];
  return [...new Set(all.filter((secret) => secret !== undefined).filter((secret) => secret.length >= shortestSecret))];
}

/** The same of variables that were not checked. */
export function secretsIn(values: Environment): readonly string[] {
  const named = secretNames.flatMap((name) => values[name]?.trim() ?? []);
  const addresses = Object.values(values).flatMap((value) => value?.split(/\s+/) ?? []);
  const all = [...named, ...passwordsOf(values.STATE_URL), ...addresses.flatMap(credentialsOf)];
  return [...new Set(all.filter((secret) => secret.length >= shortestSecret))];
}

/** The password of a database's address, wherever it stands in it. */
function passwordsOf(address = ''): readonly string[] {
  if (!URL.canParse(address)) return [];
  const { password, searchParams } = new URL(address);
  return [password, decoded(password), searchParams.get('password') ?? ''];
}

/** The password of an address, as written and as sent; or its user name, if that stands alone, as a token does; keys in its query. */
function credentialsOf(address: string): readonly string[] {
  // An address of another scheme, or of none, is a slip; its password is one all the same.
  const [, inside] = /^[a-z][a-z\d+.-]*:\/+([^/\s]*)@/i.exec(address) ?? /^([^/\s:@]+:[^/\s]*)@/.exec(address) ?? [];
  const keys = keysIn(address);
  if (inside === undefined) return keys;
  const [name = '', ...rest] = inside.split(':');
  const secret = rest.length === 0 ? name : rest.join(':');
  return [inside, secret, decoded(secret), ...keys];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

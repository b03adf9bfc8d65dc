import { proxyNames, secretNames, type VariableName, variableNames as known } from './schema.ts';

/** Environment variables as the system passes them. */
export type Environment = Readonly<Record<string, string | undefined>>;

export const isKnown = (name: string): boolean =>
  known.includes(name) || proxyNames.some((ours) => ours.toLowerCase() === name);
export const isSecret = (name: string): boolean => secretNames.some((secret) => secret === name);

/** Whether a part of a variable's value may be printed: a key, or an address that may hold a password, may not. */
export const mayBeShown = (name: string, value: string): boolean => !isSecret(name) && !/:\/\/|@/.test(value);

/** Whether a variable's value is text that is posted as it stands. */
export const isTemplate = (name: string): boolean => /(?:^|_)(?:HOOK|CLOSER)$/.test(name);

/** Names that other tools give to the same thing. */
const otherNames: Readonly<Record<string, VariableName>> = {
  X_API_KEY: 'X_APP_KEY',
  X_API_SECRET: 'X_APP_SECRET',
  X_API_KEY_SECRET: 'X_APP_SECRET',
  X_CONSUMER_KEY: 'X_APP_KEY',
  X_CONSUMER_SECRET: 'X_APP_SECRET',
  X_ACCESS_TOKEN_SECRET: 'X_ACCESS_SECRET',
  TWITTER_API_KEY: 'X_APP_KEY',
  TWITTER_API_SECRET: 'X_APP_SECRET',
  TWITTER_ACCESS_TOKEN: 'X_ACCESS_TOKEN',
  TWITTER_ACCESS_TOKEN_SECRET: 'X_ACCESS_SECRET',
  TWITTER_ACCESS_SECRET: 'X_ACCESS_SECRET',
  BLUESKY_IDENTIFIER: 'BLUESKY_HANDLE',
  BLUESKY_USERNAME: 'BLUESKY_HANDLE',
  BLUESKY_PASSWORD: 'BLUESKY_APP_PASSWORD',
  BLUESKY_HOST: 'BLUESKY_SERVICE',
  BLUESKY_URL: 'BLUESKY_SERVICE',
  MASTODON_HOST: 'MASTODON_URL',
  MASTODON_SERVER: 'MASTODON_URL',
  MASTODON_INSTANCE: 'MASTODON_URL',
  MASTODON_TOKEN: 'MASTODON_ACCESS_TOKEN',
};

/** A sentence for every variable that looks like one of ours and is none: it has no effect as it stands. */
export function nearMisses(env: Environment): readonly string[] {
  return Object.keys(env).flatMap((name) => {
    if (isKnown(name) || (env[name] ?? '').trim() === '') return [];
    const meant = otherNames[name] ?? known.find((ours) => isNear(name.toUpperCase(), ours));
    if (meant === undefined || (env[meant] ?? '').trim() !== '') return [];
    return [`${name} is set but has no effect: did you mean ${meant}?`];
  });
}

/** One slip in a name of some length, or two in a long one; not in its first two letters, where a name is begun with care. */
function isNear(name: string, ours: string): boolean {
  if (name === ours) return true;
  if (ours.length < 7 || Math.abs(name.length - ours.length) > 2 || name.slice(0, 2) !== ours.slice(0, 2)) return false;
  return distance(name, ours) <= (ours.length < 10 ? 1 : 2);
}

/** How many letters must be added, removed, changed, or swapped with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (before[j - 2] ?? 0) + 1 : Infinity;
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

import { maskAddress } from '../source/address.ts';
import { secretNames, variables, type VariableName } from './schema.ts';

/** Environment variables as the system passes them. */
export type Environment = Readonly<Record<string, string | undefined>>;

const known = Object.keys(variables.entries);
/** In characters. Anything shorter is not secret, and masking it would hide parts of ordinary words. */
export const shortestSecret = 4;
const isSecret = (name: string) => secretNames.some((secret) => secret === name);

/** Our own variables that are not empty, without white space around their values. */
export function ownVariables(env: Environment): Readonly<Record<string, string>> {
  const set: Record<string, string> = {};
  for (const name of known) {
    const value = env[name]?.trim();
    if (value !== undefined && value !== '') set[name] = value;
  }
  return set;
}

/** One problem as a person reads it: the variable, its value (never a secret one), and what is expected. */
export function problemWords(name: string, values: Readonly<Record<string, string>>, expected: string): string {
  if (isSecret(name)) return `${name} cannot be used: expected ${expected}. (Its value is a secret and is not shown.)`;
  return `${name} is ${shown(values[name] ?? '', values)}: expected ${expected}.`;
}

/** A value that may be shown: no secret that was put there by mistake, no credentials of an address, not endless. */
function shown(value: string, values: Readonly<Record<string, string>>): string {
  const secrets = secretNames.flatMap((name) => values[name] ?? []).filter((secret) => secret.length >= shortestSecret);
  if (secrets.some((secret) => value.includes(secret))) return 'a secret (not shown)';
  const masked = maskAddress(value);
  return `"${masked.length > 80 ? `${masked.slice(0, 80)}…` : masked}"`;
}

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
    if (known.includes(name) || (env[name] ?? '').trim() === '') return [];
    const meant = otherNames[name] ?? known.find((ours) => isNear(name, ours));
    if (meant === undefined || (env[meant] ?? '').trim() !== '') return [];
    return [`${name} is set but has no effect: did you mean ${meant}?`];
  });
}

/** One slip in a name of some length, or two in a long one; not in its first two letters, where a name is begun with care. */
function isNear(name: string, ours: string): boolean {
  if (ours.length < 7 || Math.abs(name.length - ours.length) > 2 || name.slice(0, 2) !== ours.slice(0, 2)) return false;
  return distance(name, ours) <= (ours.length < 10 ? 1 : 2);
}

/** Levenshtein's distance: how many letters must be added, removed or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** `LANGUAGE` is also gettext's list of the desktop's languages (`de_DE:de`, `en_US.UTF-8`), which says nothing of the list. */
export function isDesktopLanguage(value: string | undefined): boolean {
  return value !== undefined && (/[:_.]/.test(value) || value === 'C' || value === 'POSIX');
}

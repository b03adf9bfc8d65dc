import { shortestSecret } from '../mask.ts';
import type { NetworkRoom, Values } from '../networks/room.ts';
import { maskAddress } from '../source/address.ts';
import type { Given } from './env-file.ts';
import { isKnown, isProxy, type Names } from './variables.ts';

/** Environment variables as the system passes them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Soft hyphen, zero width space, direction marks, word joiner, byte order mark: what copying from an app or a page leaves. */
const unseen = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
/** Spaces that are no `\s` of the programs which read a value, or that look like an ordinary one. */
const oddSpaces = /[\u00a0\u2007\u202f]/g;

/** Our own variables that are not empty, without white space around them and without characters that nobody sees; only the
 *  words of posts keep these, since some scripts need them. `warnings`: a sentence about each that is not read as it stands. */
export function ownVariables(env: Environment, { all }: Names): Pick<Given, 'values' | 'warnings'> {
  const values: Record<string, string> = {};
  const warnings: string[] = [];
  for (const name of all) {
    const lower = isProxy(name) ? (env[name.toLowerCase()] ?? '') : '';
    const given = (lower === '' ? (env[name] ?? '') : lower).trim();
    const isPosted = /(?:^|_)(?:HOOK|CLOSER)$/.test(name);
    const value = isPosted ? given : given.replace(unseen, '').replace(oddSpaces, ' ').trim();
    if (value !== given) warnings.push(unseenWords(name, given));
    if (value !== '') values[name] = value;
  }
  return { values, warnings };
}

function unseenWords(name: string, given: string): string {
  const found = [...given.matchAll(unseen), ...given.matchAll(oddSpaces)].map(([sign]) => codeOf(sign));
  return `${name} holds characters that nobody sees (${[...new Set(found)].join(', ')}), which copying can leave: they are taken off.`;
}

const codeOf = (sign: string): string => `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** One problem as a person reads it: the variable, its value (never a secret one), and what is expected. */
export function problemWords(name: string, values: Values, expected: string, { secrets }: Names): string {
  if (secrets.includes(name))
    return `${name} cannot be used: expected ${expected}. (Its value is a secret and is not shown.)`;
  // A proxy may have any scheme, or none, before its password.
  const value = isProxy(name) ? (values[name] ?? '').replace(/^[^]*@/, '***@') : (values[name] ?? '');
  const held = secrets.flatMap((secret) => values[secret] ?? []);
  return `${name} is ${shown(value, held)}: expected ${expected}.`;
}

/** A value that may be shown: no secret that was put there by mistake, no credentials of an address, not endless. */
function shown(value: string, secrets: readonly string[]): string {
  if (secrets.some((secret) => secret.length >= shortestSecret && value.includes(secret)))
    return 'a secret (not shown)';
  const masked = maskAddress(value).replace(/[\0-\x1f\x7f]/g, '⏎');
  return `"${masked.length > 80 ? `${masked.slice(0, 80)}…` : masked}"`;
}

/** Keys that work only together: a problem for each that is missing while another is set. */
export const halfSet = (values: Values, rooms: readonly NetworkRoom[]): readonly string[] =>
  rooms.flatMap(({ keys, alone = [] }) => {
    const set = keys.filter((name) => values[name] !== undefined && !alone.includes(name));
    const missing = set.length === 0 ? [] : keys.filter((name) => values[name] === undefined);
    const words = `${set.join(', ')} ${set.length === 1 ? 'is' : 'are'}: set it too, or empty the rest.`;
    return missing.map((name) => `${name} is not set, but ${words}`);
  });

/** A problem for each address to which keys would go readable for anyone on the way. */
export function plainHttp(values: Values, rooms: readonly NetworkRoom[]): readonly string[] {
  const allowed = (values.ALLOW_HTTP ?? '').split(/[\s,]+/);
  const servers = rooms.flatMap(({ server, secrets }) =>
    server !== undefined && secrets.some((key) => values[key] !== undefined)
      ? [[server, values[server] ?? ''] as const]
      : [],
  );
  const lists = (values.LIST_SOURCE ?? '')
    .split(/\s+/)
    .filter((address) => URL.canParse(address) && new URL(address).username !== '')
    .map((address) => ['LIST_SOURCE', address] as const);
  return [...servers, ...lists].flatMap(([name, address]) => {
    const host = /^http:/i.test(address) && URL.canParse(address) ? new URL(address).hostname : undefined;
    if (host === undefined || isHere(host) || allowed.includes(host)) return [];
    return [
      `${name} would send keys to ${host} over http://, readable on their way. Write https://, or set ALLOW_HTTP=${host} if that way is your own.`,
    ];
  });
}

const isHere = (host: string): boolean => /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(host);

/** A sentence for every variable that looks like one of ours and is none: it has no effect as it stands. */
export const nearMisses = (env: Environment, names: Names): readonly string[] =>
  Object.keys(env).flatMap((name) => {
    if (isKnown(name, names) || (env[name] ?? '').trim() === '') return [];
    const meant = names.others.get(name) ?? names.all.find((ours) => isNear(name.toUpperCase(), ours));
    if (meant === undefined || (env[meant] ?? '').trim() !== '') return [];
    return [`${name} is set but has no effect: did you mean ${meant}?`];
  });

/** Two letters too many or too few, or any in another place; not in the first two, where a name is begun with care. */
const isNear = (name: string, ours: string): boolean =>
  name === ours || (ours.length >= 7 && name.slice(0, 2) === ours.slice(0, 2) && strayLetters(name, ours) <= 2);

/** How many letters of each the other has not. */
function strayLetters(name: string, ours: string): number {
  let left = ours;
  const stray = Array.from(name).filter((letter) => {
    const rest = left.replace(letter, '');
    if (rest === left) return true;
    left = rest;
    return false;
  });
  return stray.length + left.length;
}

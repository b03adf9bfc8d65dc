import { shortestSecret } from '../mask.ts';
import type { NetworkRoom, Values } from '../networks/room.ts';
import { maskAddress } from '../source/address.ts';
import type { Names } from './names.ts';

/** One problem as a person reads it: the variable, its value (never a secret one), and what is expected. */
export function problemWords(name: string, values: Values, expected: string, { secrets }: Names): string {
  if (secrets.includes(name))
    return `${name} cannot be used: expected ${expected}. (Its value is a secret and is not shown.)`;
  // A proxy may have any scheme, or none, before its password.
  const value = name.endsWith('_PROXY') ? (values[name] ?? '').replace(/^[^]*@/, '***@') : (values[name] ?? '');
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
export function halfSet(values: Values, rooms: readonly NetworkRoom[]): readonly string[] {
  return rooms.flatMap(({ keys, alone = [] }) => {
    const set = keys.filter((name) => values[name] !== undefined && !alone.includes(name));
    const missing = set.length === 0 ? [] : keys.filter((name) => values[name] === undefined);
    const words = `${set.join(', ')} ${set.length === 1 ? 'is' : 'are'}: set it too, or empty the rest.`;
    return missing.map((name) => `${name} is not set, but ${words}`);
  });
}

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
    const host = plainHost(address);
    if (host === undefined || isHere(host) || allowed.includes(host)) return [];
    return [
      `${name} would send keys to ${host} over http://, readable on their way. Write https://, or set ALLOW_HTTP=${host} if that way is your own.`,
    ];
  });
}

const plainHost = (address: string): string | undefined =>
  /^http:/i.test(address) && URL.canParse(address) ? new URL(address).hostname : undefined;

const isHere = (host: string): boolean => /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(host);

/** `LANGUAGE` is also gettext's list of the desktop's languages (`de_DE:de`, `en_US.UTF-8`), which says nothing of the list. */
export function isDesktopLanguage(value: string | undefined): boolean {
  return value !== undefined && (/[:_.]/.test(value) || value === 'C' || value === 'POSIX');
}

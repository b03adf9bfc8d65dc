import { shortestSecret } from '../mask.ts';
import { maskAddress } from '../source/address.ts';
import { isSecret } from './names.ts';
import { secretNames } from './schema.ts';

/** One problem as a person reads it: the variable, its value (never a secret one), and what is expected. */
export function problemWords(name: string, values: Readonly<Record<string, string>>, expected: string): string {
  if (isSecret(name)) return `${name} cannot be used: expected ${expected}. (Its value is a secret and is not shown.)`;
  // A proxy may have any scheme, or none, before its password.
  const value = name.endsWith('_PROXY') ? (values[name] ?? '').replace(/^[^]*@/, '***@') : (values[name] ?? '');
  return `${name} is ${shown(value, values)}: expected ${expected}.`;
}

/** A value that may be shown: no secret that was put there by mistake, no credentials of an address, not endless. */
function shown(value: string, values: Readonly<Record<string, string>>): string {
  const secrets = secretNames.flatMap((name) => values[name] ?? []).filter((secret) => secret.length >= shortestSecret);
  if (secrets.some((secret) => value.includes(secret))) return 'a secret (not shown)';
  const masked = maskAddress(value).replace(/[\0-\x1f\x7f]/g, '⏎');
  return `"${masked.length > 80 ? `${masked.slice(0, 80)}…` : masked}"`;
}

/** `LANGUAGE` is also gettext's list of the desktop's languages (`de_DE:de`, `en_US.UTF-8`), which says nothing of the list. */
export function isDesktopLanguage(value: string | undefined): boolean {
  return value !== undefined && (/[:_.]/.test(value) || value === 'C' || value === 'POSIX');
}

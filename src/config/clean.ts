import { isKnown, isTemplate, type Environment, type Names } from './names.ts';
import { proxyNames } from './settings-schema.ts';

/** Values, and a sentence about each that is not read as it stands. */
export interface Cleaned {
  readonly values: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/** Soft hyphen, zero width space, direction marks, word joiner, byte order mark: what copying from an app or a page leaves. */
const unseen = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
/** Spaces that are no `\s` of the programs which read a value, or that look like an ordinary one. */
const oddSpaces = /[\u00a0\u2007\u202f]/g;

/** Our own variables that are not empty, without white space around them and without characters that nobody sees; only the
 *  words of posts keep these, since some scripts need them. */
export function ownVariables(env: Environment, { all }: Names): Cleaned {
  const values: Record<string, string> = {};
  const warnings: string[] = [];
  for (const name of all) {
    const lower = proxyNames.some((ours) => ours === name) ? env[name.toLowerCase()] : undefined;
    const given = (lower === undefined || lower === '' ? env[name] : lower)?.trim() ?? '';
    const value = isTemplate(name) ? given : given.replace(unseen, '').replace(oddSpaces, ' ').trim();
    if (value !== given) warnings.push(unseenWords(name, given));
    if (value !== '') values[name] = value;
  }
  return { values, warnings };
}

function unseenWords(name: string, given: string): string {
  const found = [...given.matchAll(unseen), ...given.matchAll(oddSpaces)].map(([mark]) => nameOf(mark));
  return `${name} holds characters that nobody sees (${[...new Set(found)].join(', ')}), which copying can leave: they are taken off.`;
}

const nameOf = (mark: string): string => `U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Takes off quotation marks that stand around a whole value: `docker run --env-file`, the list form of compose and cmd.exe
 *  pass them on, though whoever wrote them meant them as in a `.env` file. */
export function unquoted(env: Environment, names: Names): Cleaned {
  const values: Record<string, string> = {};
  const warnings: string[] = [];
  for (const [name, value = ''] of Object.entries(env)) {
    const [, , inside] = /^(["'])([^]*)\1$/.exec(value.trim()) ?? [];
    const isMeant = inside === undefined || !isKnown(name, names) || inside.includes(value.trim().charAt(0));
    values[name] = isMeant ? value : inside;
    if (!isMeant) warnings.push(`${name} came with quotation marks around its value: they are taken off.`);
  }
  return { values, warnings };
}

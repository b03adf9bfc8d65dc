import { lstatSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'dotenv';
import { decodeText } from '../core/text.ts';
import { messageOf, UsageError, codeOf } from '../errors.ts';
import type { Values } from '../networks/room.ts';
import type { World } from '../world.ts';
import { isKnown, type Names } from './variables.ts';

/** What the variables of a bot are set to, and how to tell a person where that comes from. */
export interface Given {
  readonly values: Values;
  /** Where a value was read as something else than what stands there. Without secrets. */
  readonly warnings: readonly string[];
  /** Which file was read, by its full path, or that there is none: a sentence. */
  readonly origin: string;
}

/**
 * Reads what the environment sets, which overrides the `.env` of the bot's folder. Empty values count as unset, and a desktop's
 * LANGUAGE does not override that of `.env`. Quotation marks around a whole value of the environment are taken off: `docker run
 * --env-file`, the list form of compose and cmd.exe pass them on, though whoever wrote them meant them as in a `.env` file.
 * @throws UsageError if there is a `.env` and it cannot be read: the bot would run with other settings than its operator wrote
 */
export function readGiven({ env, folder }: Pick<World, 'env' | 'folder'>, names: Names): Given {
  const file = readEnvFile(resolve(folder, '.env'), names);
  const values = { ...file.values };
  const warnings = [...file.warnings];
  for (const [name, value = ''] of Object.entries(env)) {
    if (value === '' || (name === 'LANGUAGE' && file.values[name])) continue;
    const [, mark = '', inside] = /^(["'])([^]*)\1$/.exec(value.trim()) ?? [];
    const isWrapped = inside !== undefined && isKnown(name, names) && !inside.includes(mark);
    values[name] = isWrapped ? inside : value;
    if (isWrapped) warnings.push(`${name} came with quotation marks around its value: they are taken off.`);
  }
  return { values, warnings, origin: file.origin };
}

function readEnvFile(path: string, names: Names): Given {
  const bytes = bytesOf(path);
  const origin = 'Settings were read from the environment';
  if (bytes === undefined)
    return { values: {}, warnings: [], origin: `${origin}; there is no .env in ${dirname(path)}.` };
  const text = decodeText(bytes);
  if (text === undefined)
    throw new UsageError(
      `${path} is neither UTF-8 nor UTF-16 text, so no setting can be read from it. Save it as UTF-8.`,
    );
  const warnings = remarksOn(text, names).map((remark) => `${path}:${remark}`);
  return { values: parse(text), warnings, origin: `${origin} and from ${path}.` };
}

function bytesOf(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'ENOENT' && !isThere(path)) return undefined;
    throw new UsageError(`${path} ${adviceFor(code, cause)}`, { cause });
  }
}

/** A link to nothing is there, and cannot be read. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

function adviceFor(code: string, cause: unknown): string {
  switch (code) {
    case 'EISDIR':
      return 'is a folder, so no setting can be read from it. Put the settings into a file of this name, or move the folder away.';
    case 'ENOENT':
      return 'is a link to a file that does not exist. Mend the link, or remove it.';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read by the user who runs this. Give it to that user (chown, chmod 600).';
    default:
      return `cannot be read (${messageOf(cause)}). Mend it, or move it away.`;
  }
}

/** `NAME=…`, `export NAME=…` and `NAME: …` as dotenv takes them. A value in quotes ends with its quote, on this line or a later
 *  one, if nothing but a comment follows; any other before its first `#`. */
const ASSIGNMENT =
  /^[^\S\n]*(?:export[^\S\n]+)?([\w.-]+)(?:[^\S\n]*=|:[^\S\n])(?:[^\S\n]*(?:'(?:\\'|[^'])*'|"(?:\\"|[^"])*"|`(?:\\`|[^`])*`)[^\S\n]*(?:#.*)?$|([^#\n]*)(.*))$/gm;

/** The lines that dotenv reads as something else than what their author sees, each as `line: words`. */
function remarksOn(given: string, names: Names): readonly string[] {
  const text = given.replace(/\r\n?/g, '\n');
  const remarks: (readonly [line: number, words: string])[] = [];
  const setOn = new Map<string, number>();
  let [line, at] = [1, 0];
  for (const { 1: name = '', 2: plain, 3: dropped = '', index } of text.matchAll(ASSIGNMENT)) {
    line += text.slice(at, index).split('\n').length - 1;
    at = index;
    if (!isKnown(name, names)) continue;
    const before = setOn.get(name);
    if (before !== undefined)
      remarks.push([line, `${name} is set here again; what line ${before} says has no effect.`]);
    const lost = plain === undefined ? undefined : unquotedWords(name, plain, dropped, names);
    if (lost !== undefined) remarks.push([line, lost]);
    setOn.set(name, line);
  }
  const others = text.replace(ASSIGNMENT, (all) => all.replace(/.+/g, '')).split('\n');
  others.forEach((words, index) => {
    if (!/^\s*(?:#|$)/.test(words)) remarks.push([index + 1, 'this line is not NAME=value and has no effect.']);
  });
  return remarks.sort(([one], [other]) => one - other).map(([number, words]) => `${number}: ${words}`);
}

/** What is lost of a value without quotes: all from its first `#`. One between spaces begins a comment, as everybody expects. */
function unquotedWords(name: string, plain: string, dropped: string, names: Names): string | undefined {
  const kept = plain.trim();
  if (/^["'`]/.test(kept) && !/^(.)[^]*\1$/.test(kept))
    return `${name} begins with a quotation mark that nothing closes at its end, and the mark is read as a part of it.`;
  const isComment = /\s$/.test(plain) && /^#+(?:\s|$)/.test(dropped) && !/\{\w+\}/.test(dropped);
  if (dropped === '' || isComment) return undefined;
  const isShown = !names.secrets.includes(name) && !/:\/\/|@/.test(plain + dropped);
  const read = kept === '' ? 'is read as empty' : 'ends before its #';
  return `${name} ${read}: ${isShown ? `"${dropped.trim()}"` : 'what follows'} is taken for a comment. Put the value in double quotes; or, if that is a comment, a space on each side of its #.`;
}

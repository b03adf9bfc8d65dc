import { lstatSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'dotenv';
import { decodeText } from '../core/text.ts';
import { messageOf, UsageError, codeOf } from '../errors.ts';
import { remarksOn } from './env-lines.ts';
import { namesOf } from './names.ts';

/** What a `.env` file sets, and how to tell a person where the settings come from. */
export interface EnvFile {
  readonly values: Readonly<Record<string, string>>;
  /** Where a value was read as something else than what stands there, each with its line. Without secrets. */
  readonly warnings: readonly string[];
  /** Which file was read, by its full path, or that there is none: a sentence. */
  readonly origin: string;
}

/**
 * Reads a `.env` file.
 * @throws UsageError if there is one and it cannot be read: the bot would run with other settings than its operator wrote
 */
export function readEnvFile(file: string, names = namesOf()): EnvFile {
  const path = resolve(file);
  const bytes = bytesOf(path);
  const variables = 'the environment';
  if (bytes === undefined)
    return {
      values: {},
      warnings: [],
      origin: `Settings were read from ${variables}; there is no .env in ${dirname(path)}.`,
    };
  const text = decodeText(bytes);
  if (text === undefined)
    throw new UsageError(
      `${path} is neither UTF-8 nor UTF-16 text, so no setting can be read from it. Save it as UTF-8.`,
    );
  const warnings = remarksOn(text, names).map(({ line, words }) => `${path}:${line}: ${words}`);
  return { values: parse(text), warnings, origin: `Settings were read from ${variables} and from ${path}.` };
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

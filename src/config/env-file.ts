import { lstatSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'dotenv';
import { decodeText } from '../core/text.ts';
import { messageOf, UsageError, codeOf } from '../errors.ts';
import type { Values } from '../networks/room.ts';
import { isKnown, type Names } from './variables.ts';

/** What a `.env` file sets, and how to tell a person where the settings come from. */
export interface EnvFile {
  readonly values: Values;
  /** Where a value was read as something else than what stands there, each with its line. Without secrets. */
  readonly warnings: readonly string[];
  /** Which file was read, by its full path, or that there is none: a sentence. */
  readonly origin: string;
}

/**
 * Reads a `.env` file.
 * @throws UsageError if there is one and it cannot be read: the bot would run with other settings than its operator wrote
 */
export function readEnvFile(file: string, names: Names): EnvFile {
  const path = resolve(file);
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

/** `NAME=…`, `export NAME=…` and `NAME: …`, as dotenv takes them. */
const assignment = /^[^\S\n]*(?:export[^\S\n]+)?([\w.-]+)(?:[^\S\n]*=|:[^\S\n])/;

/** The lines that dotenv reads as something else than what their author sees, each as `line: words`. One pass. */
function remarksOn(text: string, names: Names): readonly string[] {
  const lines = text.split(/\r\n?|\n/);
  const remarks: string[] = [];
  const setOn = new Map<string, number>();
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const number = at + 1;
    const remark = (words: string): number => remarks.push(`${number}: ${words}`);
    const [start, name] = assignment.exec(line) ?? [];
    if (start === undefined || name === undefined) {
      if (!/^\s*(?:#|$)/.test(line)) remark('this line is not NAME=value and has no effect.');
      at = number;
      continue;
    }
    const { next, isQuoted, written } = readValue(lines, at, start.length);
    at = next;
    if (!isKnown(name, names)) continue;
    const before = setOn.get(name);
    if (before !== undefined) remark(`${name} is set here again; what line ${before} says has no effect.`);
    const lost = isQuoted ? undefined : unquotedWords(name, written, names);
    if (lost !== undefined) remark(lost);
    setOn.set(name, number);
  }
  return remarks;
}

interface Written {
  /** What stands after the `=`. */
  readonly written: string;
  readonly isQuoted: boolean;
  /** The index of the line after it. */
  readonly next: number;
}

/** A value in quotes ends with its quote, on this line or a later one, if nothing but a comment follows; else with its line. */
function readValue(lines: readonly string[], at: number, start: number): Written {
  const written = (lines[at] ?? '').slice(start);
  const plain = { written, isQuoted: false, next: at + 1 };
  const quote = written.trimStart().charAt(0);
  if (!['"', "'", '`'].includes(quote)) return plain;
  for (let end = at, from = start + written.indexOf(quote) + 1; end < lines.length; end += 1, from = 0) {
    const line = lines[end] ?? '';
    const close = closingQuote(line, quote, from);
    if (close === undefined) continue;
    return /^\s*(?:#|$)/.test(line.slice(close + 1)) ? { written, isQuoted: true, next: end + 1 } : plain;
  }
  return plain;
}

/** A quote after a backslash closes a value only at the end of its line: `"C:\site\"`. */
function closingQuote(line: string, quote: string, from: number): number | undefined {
  for (let at = line.indexOf(quote, from); at >= 0; at = line.indexOf(quote, at + 1))
    if (line.charAt(at - 1) !== '\\' || line.slice(at + 1).trim() === '') return at;
  return undefined;
}

/** What is lost of a value without quotes: all from its first `#`. One between spaces begins a comment, as everybody expects. */
function unquotedWords(name: string, written: string, names: Names): string | undefined {
  const hash = written.indexOf('#');
  const kept = (hash < 0 ? written : written.slice(0, hash)).trim();
  if (/^["'`]/.test(kept) && !isWrapped(kept))
    return `${name} begins with a quotation mark that nothing closes at its end, and the mark is read as a part of it.`;
  if (hash < 0) return undefined;
  const dropped = written.slice(hash);
  const isComment = /\s$/.test(written.slice(0, hash)) && /^#+(?:\s|$)/.test(dropped) && !/\{\w+\}/.test(dropped);
  if (isComment) return undefined;
  const shown = !names.secrets.includes(name) && !/:\/\/|@/.test(written) ? `"${dropped.trim()}"` : 'what follows';
  const read = kept === '' ? 'is read as empty' : 'ends before its #';
  return `${name} ${read}: ${shown} is taken for a comment. Put the value in double quotes; or, if that is a comment, a space on each side of its #.`;
}

const isWrapped = (text: string): boolean => text.length > 1 && text.startsWith(text.charAt(text.length - 1));

import { isKnown, mayBeShown, type Names } from './names.ts';

/** Something that a `.env` file says and that is read as something else. */
export interface EnvRemark {
  /** From 1. */
  readonly line: number;
  readonly words: string;
}

/** `NAME=…`, `export NAME=…` and `NAME: …`, as dotenv takes them. */
const assignment = /^[^\S\n]*(?:export[^\S\n]+)?([\w.-]+)(?:[^\S\n]*=|:[^\S\n])/;

/** Finds the lines of a `.env` file that dotenv reads as something else than what their author sees. One pass. */
export function remarksOn(text: string, names: Names): readonly EnvRemark[] {
  const lines = text.split(/\r\n?|\n/);
  const remarks: EnvRemark[] = [];
  const setOn = new Map<string, number>();
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const number = at + 1;
    const [start, name] = assignment.exec(line) ?? [];
    const value = start === undefined ? undefined : readValue(lines, at, start.length);
    at = value?.next ?? number;
    if (name === undefined || value === undefined) {
      if (!/^\s*(?:#|$)/.test(line)) remarks.push({ line: number, words: notASetting });
    } else if (isKnown(name, names)) {
      const words = [
        againWords(name, setOn.get(name)),
        value.isQuoted ? undefined : unquotedWords(name, value.written, names),
      ];
      remarks.push(...words.flatMap((each) => (each === undefined ? [] : [{ line: number, words: each }])));
      setOn.set(name, number);
    }
  }
  return remarks;
}

const notASetting = 'this line is not NAME=value and has no effect.';

const againWords = (name: string, before: number | undefined): string | undefined =>
  before === undefined ? undefined : `${name} is set here again; what line ${before} says has no effect.`;

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
  const shown = mayBeShown(name, written, names) ? `"${dropped.trim()}"` : 'what follows';
  const read = kept === '' ? 'is read as empty' : 'ends before its #';
  return `${name} ${read}: ${shown} is taken for a comment. Put the value in double quotes; or, if that is a comment, a space on each side of its #.`;
}

const isWrapped = (text: string): boolean => text.length > 1 && text.startsWith(text.charAt(text.length - 1));

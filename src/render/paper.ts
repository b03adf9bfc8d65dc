import { styleText } from 'node:util';
import { fillLines } from '../core/text.ts';
import { graphemesOf } from '../core/thread.ts';

type Ink = (text: string) => string;

/** What the console writes on: how wide it is, and with which inks. */
export interface Paper {
  /** A person looks at it: bars may be drawn and long lines wrapped. */
  readonly isInteractive: boolean;
  readonly columns: number;
  readonly ink: Readonly<Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'link', Ink>>;
}

/** Paper for a terminal, or plain paper for a pipe. Without colours every ink leaves the text as it is. */
export function makePaper(terminal: { isInteractive: boolean; columns: number; colours: boolean }): Paper {
  const ink = (style: Parameters<typeof styleText>[0]): Ink =>
    terminal.colours ? (text) => styleText(style, text, { validateStream: false }) : (text) => text;
  const [bold, dim, red, green, yellow] = [ink('bold'), ink('dim'), ink('red'), ink('green'), ink('yellow')];
  return {
    isInteractive: terminal.isInteractive,
    columns: terminal.isInteractive ? terminal.columns : Number.POSITIVE_INFINITY,
    ink: { bold, dim, red, green, yellow, link: ink(['underline', 'blue']) },
  };
}

/** A text without signs that a terminal obeys: whatever a list holds, it stays text. */
export const harmless = (text: string): string =>
  text.toWellFormed().replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');

// What inks write around a word (ECMA-48, "select graphic rendition"): it takes no room.
const INK = /\u001b\[[\d;]*m/g;
// One letter, one column; all else is measured letter by letter.
const NARROW = /^[\u0020-\u02ff\u0370-\u0482\u2010-\u2027]*$/;
// Unicode's "wide" and "fullwidth" (https://www.unicode.org/reports/tr11/), and what is drawn as an emoji.
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f1e6}-\u{1f1ff}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\ufe0f/u;

/** How many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
  const seen = text.replace(INK, '');
  if (NARROW.test(seen)) return seen.length;
  let columns = 0;
  for (const each of graphemesOf(seen))
    columns += WIDE.test(each) ? 2 : NARROW.test(each) || !/^[\p{Cc}\p{Cf}\p{M}]+$/u.test(each) ? 1 : 0;
  return columns;
}

/** Lines are no longer than this on a wide terminal: longer ones are hard to read. */
const WIDEST = 100;
const NARROWEST = 20;

/** The text with every line indented, and broken at words where it is wider than `columns`; addresses are never broken. */
export function wrap(text: string, columns: number, indent: string): string {
  const room = Number.isFinite(columns) ? Math.max(NARROWEST, Math.min(columns, WIDEST) - indent.length) : Infinity;
  const fits = (line: string): boolean => columnsOf(line) <= room;
  return text
    .split('\n')
    .flatMap((line) => (fits(line) ? [line] : fillLines(piecesOf(line, fits), fits)))
    .map((line) => (line ? indent + line : line))
    .join('\n');
}

/** Words, or the letters of one that is wider than a line: scripts without spaces break anywhere. */
const piecesOf = (line: string, fits: (line: string) => boolean): readonly string[] =>
  line
    .split(/(?<= )(?=[^ ])/)
    .flatMap((word) => (fits(word.trimEnd()) || /:\/\/|\u001b/.test(word) ? [word] : [...graphemesOf(word)]));

/** Rows as a table: each column as wide as its widest cell. */
export function columnsFor(rows: readonly (readonly string[])[]): (cells: readonly string[]) => string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? '')))) ?? [];
  return (cells) =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columnsOf(cell)))
      .join('  ')
      .trimEnd();
}

import { graphemesOf } from '../../core/thread.ts';

/** Lines are no longer than this on a wide terminal: longer ones are hard to read. */
const WIDEST = 100;
const NARROWEST = 20;

// What inks write around a word (ECMA-48, "select graphic rendition"): it takes no room.
const INK = /\u001b\[[\d;]*m/g;
// One letter, one column; all else is measured letter by letter.
const NARROW = /^[\u0020-\u02ff\u0370-\u0482\u2010-\u2027]*$/;
// Unicode's "wide" and "fullwidth" (https://www.unicode.org/reports/tr11/), and what is drawn as an emoji.
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f1e6}-\u{1f1ff}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\ufe0f/u;
const UNSEEN = /^[\p{Cc}\p{Cf}\p{M}]+$/u;

/** How many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
  const seen = text.replace(INK, '');
  if (NARROW.test(seen)) return seen.length;
  let columns = 0;
  for (const each of graphemesOf(seen)) columns += WIDE.test(each) ? 2 : UNSEEN.test(each) ? 0 : 1;
  return columns;
}

/** The text with every line indented, and broken at words where it is wider than `columns`; addresses are never broken. */
export function wrap(text: string, columns: number, indent: string): string {
  const room = Number.isFinite(columns)
    ? Math.max(NARROWEST, Math.min(columns, WIDEST) - indent.length)
    : Number.POSITIVE_INFINITY;
  return text
    .split('\n')
    .flatMap((line) => breakLine(line, room))
    .map((line) => (line ? indent + line : line))
    .join('\n');
}

function breakLine(line: string, width: number): readonly string[] {
  if (columnsOf(line) <= width) return [line];
  const lines: string[] = [];
  let current = '';
  for (const { text, glue } of line.split(' ').flatMap((word) => pieces(word, width))) {
    const longer = current === '' ? text : `${current}${glue}${text}`;
    if (current !== '' && columnsOf(longer) > width) {
      lines.push(current);
      current = text;
    } else current = longer;
  }
  return [...lines, current];
}

interface Piece {
  readonly text: string;
  /** What stands before it where it goes on a line with others. */
  readonly glue: ' ' | '';
}

/** A word, or the letters of one that is wider than a line: scripts without spaces break anywhere. */
function pieces(word: string, width: number): readonly Piece[] {
  if (columnsOf(word) <= width || /:\/\/|\u001b/.test(word)) return [{ text: word, glue: ' ' }];
  return Array.from(graphemesOf(word), (text, at) => ({ text, glue: at === 0 ? ' ' : '' }));
}

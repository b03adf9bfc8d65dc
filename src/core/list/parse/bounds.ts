/** A text cut to what can be parsed in good time, and where. */
export interface Bounded {
  readonly text: string;
  /** The first line that was not read to its end, from 0; undefined where nothing was cut. */
  readonly cutAt: number | undefined;
}

/** More than three times the longest row of the longest lists. */
const LONGEST_LINE = 16_384;
// Markdown's own parser takes time by the square of these; a week of ten entries has a few hundred.
const MOST_MARKS = 2_500;
// A parser takes a row apart at blanks and at the signs that may mean something, and each part costs a kilobyte of memory;
// the longest week of any list has 4,000.
const MOST_PARTS = 25_000;
/** Twenty times as many as the longest week of any list. */
const MOST_CHARACTERS = 250_000;
// Lines that go on with an entry cost the square, too; a week's list has a few hundred.
const MOST_LINES = 2_000;

// Lists in lists in lists: what a damaged file may hold and no reader follows.
const NESTED = /^(?![-*_ \t]*$)(?:(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])){20}|[ \t]{60,}(?:[-*+]|\d{1,9}[.)])[ \t])/;

/** Cuts what no list holds and a parser would need minutes for: endless lines, thousands of marks, a book. */
export function bound(body: string): Bounded {
  const kept: string[] = [];
  let cutAt: number | undefined;
  let [marks, parts, characters] = [0, 0, 0];
  for (const line of body.split('\n')) {
    const short = line.slice(0, Math.min(LONGEST_LINE, MOST_CHARACTERS - characters));
    const end = NESTED.test(line) ? 0 : endOf(short, MOST_MARKS - marks, MOST_PARTS - parts);
    const read = line.slice(0, end);
    characters += end;
    marks += countMarks(read);
    parts += countParts(read);
    if (end < line.length) cutAt ??= kept.length;
    kept.push(read);
    const isFull = marks >= MOST_MARKS || parts >= MOST_PARTS || characters >= MOST_CHARACTERS;
    if (!isFull && kept.length < MOST_LINES) continue;
    cutAt ??= kept.length;
    break;
  }
  return { text: kept.join('\n'), cutAt };
}

function endOf(line: string, marks: number, parts: number): number {
  let [marksLeft, partsLeft] = [marks, parts];
  for (let index = 0; index < line.length; index++) {
    const weight = weigh(line, index);
    marksLeft -= weight;
    if (weight > 0 && marksLeft < 0) return index;
    if (isBreak(line, index) && --partsLeft < 0) return index;
  }
  return line.length;
}

const isBreak = (line: string, index: number): boolean => BREAKS.includes(line.charAt(index));
const BREAKS = ' \t\\&!_]';

function countParts(line: string): number {
  let count = 0;
  for (let index = 0; index < line.length; index++) if (isBreak(line, index)) count += 1;
  return count;
}

function countMarks(line: string): number {
  let count = 0;
  for (let index = 0; index < line.length; index++) count += weigh(line, index);
  return count;
}

/** `[`, `<`, `*`, the backtick and, less, the pipe; an opening comment is searched for its end, however far, and weighs more. */
function weigh(line: string, index: number): number {
  const char = line.charAt(index);
  if (char === '<') return line.charAt(index + 1) === '!' ? 25 : 1;
  if (char === '|') return 0.4;
  return char === '[' || char === '*' || char === '`' ? 1 : 0;
}

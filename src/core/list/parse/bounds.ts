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
    const most = Math.min(LONGEST_LINE, MOST_CHARACTERS - characters);
    const read = NESTED.test(line) ? EMPTY : measure(line, most, MOST_MARKS - marks, MOST_PARTS - parts);
    characters += read.end;
    marks += read.marks;
    parts += read.parts;
    if (read.end < line.length) cutAt ??= kept.length;
    kept.push(line.slice(0, read.end));
    const isFull = marks >= MOST_MARKS || parts >= MOST_PARTS || characters >= MOST_CHARACTERS;
    if (!isFull && kept.length < MOST_LINES) continue;
    cutAt ??= kept.length;
    break;
  }
  return { text: kept.join('\n'), cutAt };
}

/** How far a line is read, and how much of what costs time it holds as far as that. */
interface Measure {
  readonly end: number;
  readonly marks: number;
  readonly parts: number;
}

const EMPTY: Measure = { end: 0, marks: 0, parts: 0 };

function measure(line: string, most: number, marksLeft: number, partsLeft: number): Measure {
  let [marks, parts] = [0, 0];
  const length = Math.min(line.length, most);
  for (let index = 0; index < length; index++) {
    const cost = COSTS[line.charCodeAt(index)] ?? 0;
    if (cost === 0) continue;
    if (cost === PART) {
      if (parts >= partsLeft) return { end: index, marks, parts };
      parts += 1;
      continue;
    }
    // An opening comment is searched for its end, however far.
    const weight = cost === TAG ? (line.charAt(index + 1) === '!' ? 25 : 1) : cost;
    if (marks + weight > marksLeft) return { end: index, marks, parts };
    marks += weight;
  }
  return { end: length, marks, parts };
}

const [PART, TAG] = [-1, -2];
/** What the signs of ASCII cost: marks by their weight, what parts words, what may open a tag. */
const COSTS: readonly number[] = Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (' \t\\&!_]'.includes(char)) return PART;
  return char === '<' ? TAG : char === '|' ? 0.4 : '[*`'.includes(char) ? 1 : 0;
});

/** A thousand signs that markdown's parser looks at twice. */
const THOUSAND_MARKS = /(?:[^[*`<]*[[*`<]){1000}/y;
/** In thousands, three times as many as in ten years of the longest weeks. */
const MOST_MARKS_OF_FILE = 400;

/** Where a file has more marks than can be parsed in good time; undefined for every list that people keep. */
export function endOfMarks(text: string): number | undefined {
  THOUSAND_MARKS.lastIndex = 0;
  for (let count = 0; count < MOST_MARKS_OF_FILE; count++) if (!THOUSAND_MARKS.test(text)) return undefined;
  return THOUSAND_MARKS.lastIndex;
}

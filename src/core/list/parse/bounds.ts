/** A text cut to what can be parsed in good time, and where. */
export interface Bounded {
  readonly text: string;
  /** The first line that was not read to its end, from 0; undefined where nothing was cut. */
  readonly cutAt: number | undefined;
}

/** More than three times the longest row of the longest lists. */
const LONGEST_LINE = 16_384;
/** Twenty times as many as the longest week of any list. */
const MOST_CHARACTERS = 250_000;
// Lines that go on with an entry cost the square; a week's list has a few hundred.
const MOST_LINES = 2_000;
// A parser takes a row apart at blanks and at the signs that may mean something, and each part costs a kilobyte of memory;
// marks that come in pairs cost time by their square. The longest week of any list costs 9,000.
const MOST_COST = 28_000;

// Lists in lists in lists: what a damaged file may hold and no reader follows.
const NESTED = /^(?![-*_ \t]*$)(?:(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])){20}|[ \t]{60,}(?:[-*+]|\d{1,9}[.)])[ \t])/;

/** Cuts what no list holds and a parser would need minutes for: endless lines, thousands of marks, a book. */
export function bound(body: string): Bounded {
  const kept: string[] = [];
  let cutAt: number | undefined;
  let [cost, characters] = [0, 0];
  for (const line of body.split('\n')) {
    let end = NESTED.test(line) ? 0 : Math.min(line.length, LONGEST_LINE, MOST_CHARACTERS - characters);
    for (let index = 0; index < end; index++) {
      cost += costAt(line, index);
      if (cost > MOST_COST) end = index;
    }
    characters += end;
    if (end < line.length) cutAt ??= kept.length;
    kept.push(line.slice(0, end));
    if (cost <= MOST_COST && characters < MOST_CHARACTERS && kept.length < MOST_LINES) continue;
    cutAt ??= kept.length;
    break;
  }
  return { text: kept.join('\n'), cutAt };
}

/** What the signs of ASCII cost: those that part words 1, a cell's edge 4, marks that come in pairs 10. */
const COSTS = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  return ' \t\\&!_]'.includes(char) ? 1 : char === '|' ? 4 : '[*`<'.includes(char) ? 10 : 0;
});

/** An opening comment is searched for its end, however far. */
function costAt(line: string, index: number): number {
  const cost = COSTS[line.charCodeAt(index)] ?? 0;
  return cost === 10 && line.startsWith('<!', index) ? 250 : cost;
}

/** A thousand signs that markdown's parser looks at twice. */
const THOUSAND_MARKS = /(?:[^[*`<]*[[*`<]){1000}/y;
/** In thousands, three times as many as in ten years of the longest weeks. */
const MOST_MARKS_OF_FILE = 400;

/** Where a file has more marks than can be parsed in good time; undefined for every list that people keep. */
export function endOfMarks(text: string): number | undefined {
  THOUSAND_MARKS.lastIndex = 0;
  for (let left = MOST_MARKS_OF_FILE; left > 0; left--) {
    const mayHaveAll = text.length - THOUSAND_MARKS.lastIndex >= left * 1000;
    if (!mayHaveAll || !THOUSAND_MARKS.test(text)) return undefined;
  }
  return THOUSAND_MARKS.lastIndex;
}

const OPEN = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['“', '”'],
  ['«', '»'],
  ['「', '」'],
  ['『', '』'],
  ['（', '）'],
]);
const CLOSE = new Set(OPEN.values());

const HAS_MARKS = /[([{“«「『（"]/;

/** A pair of brackets or quotation marks: `text.slice(start, end)` begins and ends with them. */
export interface Pair {
  readonly start: number;
  readonly end: number;
}

/** The pairs of a text that close, in the order of their ends. A bracket without its other half is no pair: `1)`. */
export function bracketPairs(text: string): readonly Pair[] {
  if (!HAS_MARKS.test(text)) return [];
  const pairs: Pair[] = [];
  const open: { readonly at: number; readonly close: string }[] = [];
  let quote = -1;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const close = OPEN.get(char);
    if (close !== undefined) open.push({ at, close });
    else if (CLOSE.has(char)) closeLatest(open, char, at, pairs);
    else if (char === '"') {
      if (quote >= 0) pairs.push({ start: quote, end: at + 1 });
      quote = quote >= 0 ? -1 : at;
    }
  }
  return pairs;
}

/** Closes the latest bracket of that kind, unless another of a different kind was opened a few back: then none. */
function closeLatest(open: { at: number; close: string }[], char: string, at: number, pairs: Pair[]): void {
  for (let back = 1; back <= Math.min(4, open.length); back++) {
    const found = open.at(-back);
    if (found?.close !== char) continue;
    open.length -= back;
    pairs.push({ start: found.at, end: at + 1 });
    return;
  }
}

/** For each position how many pairs it stands inside; 0 right before a pair opens and right after it closes. */
export function bracketDepth(text: string): Uint16Array {
  const pairs = bracketPairs(text);
  if (pairs.length === 0) return new Uint16Array(text.length + 1);
  const change = new Int32Array(text.length + 2);
  for (const { start, end } of pairs) {
    change[start + 1] = (change[start + 1] ?? 0) + 1;
    change[end] = (change[end] ?? 0) - 1;
  }
  const depth = new Uint16Array(text.length + 1);
  let current = 0;
  for (let at = 0; at <= text.length; at++) {
    current += change[at] ?? 0;
    depth[at] = current;
  }
  return depth;
}

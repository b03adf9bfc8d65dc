const CLOSE_OF = new Map(
  Array.from('()[]{}“”«»「」『』（）""'.matchAll(/(.)(.)/gu), ([, open = '', close = '']) => [open, close]),
);
const HAS_MARKS = /[([{“«「『（"]/;

/** A pair of brackets or quotation marks: `text.slice(start, end)` begins and ends with them. */
export interface Pair {
  readonly start: number;
  readonly end: number;
}

/** The pairs of a text that close, in the order of their ends. A bracket without its other half is no pair: `1)`. Linear. */
export function bracketPairs(text: string): readonly Pair[] {
  const pairs: Pair[] = [];
  if (!HAS_MARKS.test(text)) return pairs;
  const open: { readonly start: number; readonly close: string }[] = [];
  for (let at = 0; at < text.length; at++) {
    const mark = text.charAt(at);
    const last = open.at(-1);
    if (last?.close === mark) {
      pairs.push({ start: last.start, end: at + 1 });
      open.pop();
      continue;
    }
    const close = CLOSE_OF.get(mark);
    if (close !== undefined) open.push({ start: at, close });
  }
  return pairs;
}

/** Says of a place in a text whether it is inside a pair; right before one opens and right after it closes it is not. */
export function insideOf(text: string): (at: number) => boolean {
  const pairs = bracketPairs(text);
  if (pairs.length === 0) return () => false;
  const inside = new Uint8Array(text.length + 1);
  for (const { start, end } of pairs.toReversed()) if (inside[start + 1] === 0) inside.fill(1, start + 1, end);
  return (at) => inside[at] === 1;
}

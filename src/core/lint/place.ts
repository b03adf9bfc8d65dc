import type { ReadEntry } from '../parse/section.ts';

/** The column of the first of these words that an entry has in its line; the entry's own column where it has none. */
export function columnOf({ source, column }: ReadEntry, ...wanted: readonly string[]): number {
  const at = wanted.map((words) => (words === '' ? -1 : source.indexOf(words))).find((index) => index >= 0);
  return at === undefined || source.slice(0, at).includes('\n') ? column : column + at;
}

import type { ReadEntry } from '../parse/section.ts';

/** The column of some words of an entry, in its line; the entry's own column where they cannot be found in it. */
export function columnOf({ source, column }: ReadEntry, words: string): number {
  const at = words === '' ? -1 : source.indexOf(words);
  return at < 0 || source.slice(0, at).includes('\n') ? column : column + at;
}

import { LEVELS } from './shorten/levels.ts';
import type { Extract } from './shorten/lead.ts';
import { readSource } from './shorten/split.ts';
import type { Reading } from './shorten/split.ts';
import type { Fits } from './shorten/words.ts';

/**
 * A summary cut to the room there is. `end` says where it ends: the source's own end, the end of a sentence or of a clause
 * before `;`, a place inside a sentence, or an ellipsis. `none`: the source is empty, or nothing of it fits.
 */
export type Shortened = Extract;

/** Shortens a summary's visible text until it `fits`, in the best way that works. Every word of the result is in the source, in
 *  the same order. Takes time linear in the source. */
export function shorten(source: string, fits: Fits, reading: Reading = {}): Shortened {
  const text = readSource(source, reading);
  for (const level of LEVELS) {
    const extract = level(text, fits);
    if (extract) return extract;
  }
  return { text: '', end: 'none' };
}

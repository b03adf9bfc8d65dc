import { extractsOf, type Room } from './shorten/choose-extract.ts';
import type { Extract } from './shorten/write-out.ts';
import { readSource, type Reading } from './shorten/source.ts';

/** A summary cut to the room there is, and where it ends. */
export type Shortened = Pick<Extract, 'text' | 'end'>;

/** The best text of a summary that has at most so much room by this measure; empty, with the end `none`, if nothing of it fits. */
export function shorten(
  summary: string,
  most: number,
  measure: (text: string) => number,
  reading: Reading = {},
): Shortened {
  const rooms: readonly Room[] = [{ most, cost: 0 }];
  return extractsOf(readSource(summary, reading), rooms, measure)[0] ?? { text: '', end: 'none' };
}

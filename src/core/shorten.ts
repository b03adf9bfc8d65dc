import { extractsOf } from './shorten/choose.ts';
import type { Extract, Room } from './shorten/choose.ts';
import { readSource } from './shorten/source.ts';
import type { Reading } from './shorten/source.ts';

/** The best text of a summary that has at most so much room by this measure; empty, with the end `none`, if nothing of it fits. */
export function shorten(
  summary: string,
  most: number,
  measure: (text: string) => number,
  reading: Reading = {},
): Pick<Extract, 'text' | 'end'> {
  const rooms: readonly Room[] = [{ most, cost: 0 }];
  return extractsOf(readSource(summary, reading), rooms, measure)[0] ?? { text: '', end: 'none' };
}

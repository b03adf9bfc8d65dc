import { extractsOf, type Extract } from './shorten/choose-extract.ts';
import { sentenceEnds } from './shorten/ends.ts';
import { readSource } from './shorten/read-summary.ts';
import type { Reading } from './shorten/read-summary.ts';

/** A summary cut to the room there is, and where it ends. */
export type Shortened = Pick<Extract, 'text' | 'end'>;

/** The best text of a summary that has at most so much room by this measure; empty, with the end `none`, if nothing of it fits. */
export function shorten(
  summary: string,
  most: number,
  measure: (text: string) => number,
  reading: Reading = {},
): Shortened {
  const [best] = extractsOf(readSource(summary, reading), [{ most, cost: 0 }], {
    measure,
    fits: (text) => measure(text) <= most,
  });
  return { text: best?.text ?? '', end: best?.end ?? 'none' };
}

const LONGEST_SENTENCE = 1000;

/** The first sentence of a summary; of a very long one as much as no post holds. */
export function firstSentence(summary: string): string {
  const begin = summary.slice(0, LONGEST_SENTENCE);
  return begin.slice(0, sentenceEnds(begin)[0]);
}

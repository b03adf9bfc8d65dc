import { bracketDepth } from './brackets.ts';
import { LAST_WORDS, SMALL_WORDS_ABROAD } from './cut-rules.ts';
import { splitsPair } from './sound.ts';
import { wordsOf } from './grammar.ts';
import type { Word } from './grammar.ts';

// No post is so long that more of a single sentence could matter.
const LONGEST = 1500;
// Not before a mark of voice (3099, 309A), which is a part of the sign before it.
const BETWEEN_SIGNS = /(?<=[\u3040-\u30ff\u3400-\u9fff])(?=[\u3040-\u3098\u309b-\u30ff\u3400-\u9fff])/g;

/** The longest run of words that fits with an ellipsis, ended on a word that means something; of Chinese and Japanese, of signs. */
export function elided(sentence: string, fits: (text: string) => boolean): string {
  const text = sentence.slice(0, LONGEST);
  const words = wordsOf(text);
  const ends = words.flatMap((word, at) => (at < words.length - 1 && mayEnd(words, at, word) ? [word.end] : []));
  const depth = bracketDepth(text);
  const sound = ends.filter((end) => depth[end] === 0);
  const tiers = [sound, ends, Array.from(text.matchAll(BETWEEN_SIGNS), ({ index }) => index)];
  for (const tier of tiers) {
    const end = longest(tier, (at) => fits(`${text.slice(0, at)}…`));
    if (end > 0) return `${text.slice(0, end)}…`;
  }
  return '';
}

function mayEnd(words: readonly Word[], at: number, { low }: Word): boolean {
  if (LAST_WORDS.has(low) || SMALL_WORDS_ABROAD.has(low) || /^\d[\d.,]*$/.test(low)) return false;
  return !splitsPair(words, at);
}

/** The last of the ascending places that fits, found by halving; 0 if none does. */
function longest(ascending: readonly number[], fits: (at: number) => boolean): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(ascending[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (ascending[low - 1] ?? 0);
}

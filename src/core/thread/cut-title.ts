import { trimEnd } from '../text.ts';
import { graphemesOf } from './graphemes.ts';

// What stands before a colon or a dash names a paper; under three characters it would name nothing.
const NAME = /^(.{3,}?)(?:\s*[:：]\s|\s+[–—-]\s+|—)(?=.{3})/u;
const LONG_TITLE = 64;

/** What stands before the colon or the dash of a title; the title itself where there is none. */
export const nameOf = (title: string): string => NAME.exec(title)?.[1] ?? title;

/** The first words of a title that is long; others as they are. */
export const firstWords = (title: string): string => cutAtWords(title, (text) => text.length <= LONG_TITLE);

/** The text itself if it fits, else as many of its words as fit and an ellipsis; of a single giant word, its characters. */
export function cutAtWords(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  return firstWordsThatFit(text, fits) || longestCut(text, graphemeStarts(/^\S*/.exec(text)?.[0] ?? ''), fits);
}

// In Chinese and Japanese between any two signs, but not before a mark of voice (3099, 309A), which is a part of the sign.
const WORD_ENDS = /(?<=\S)(?=\s)|(?<=[\u3040-\u30ff\u3400-\u9fff])(?=[\u3040-\u3098\u309b-\u30ff\u3400-\u9fff])/g;

/** As many of a text's first words as fit with an ellipsis, but not all; empty if none does. */
export const firstWordsThatFit = (text: string, fits: (text: string) => boolean): string =>
  longestCut(
    text,
    Array.from(text.matchAll(WORD_ENDS), ({ index }) => index),
    fits,
  );

function graphemeStarts(word: string): readonly number[] {
  let end = 0;
  return Array.from(graphemesOf(word), (grapheme) => (end += grapheme.length) - grapheme.length);
}

const OPEN_MARK = /[\s,;:.–—-]/;
const OPEN_WORD = /\s(?:a|an|the|and|or|of|in|on|at|by|to|for|from|with|via|as|is|are|using|through)$/i;
const LONGEST_OPEN_WORD = ' through'.length;

/** A text that ends on no mark and no small word that wants another one after it. */
function withoutOpenEnd(text: string): string {
  let bare = trimEnd(text, OPEN_MARK);
  for (;;) {
    const word = OPEN_WORD.exec(bare.slice(-LONGEST_OPEN_WORD));
    if (!word) return bare;
    bare = trimEnd(bare.slice(0, -word[0].length), OPEN_MARK);
  }
}

/** The longest cut that fits. Asked from the front, so that the length of what is left out costs nothing. */
function longestCut(text: string, ends: readonly number[], fits: (text: string) => boolean): string {
  const cut = (end: number): string => `${withoutOpenEnd(text.slice(0, end))}…`;
  const holds = (count: number): boolean => fits(cut(ends[count - 1] ?? 0));
  let high = 1;
  while (high <= ends.length && holds(high)) high *= 2;
  let low = high >> 1;
  high = Math.min(high, ends.length + 1);
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  const found = low === 0 ? '' : cut(ends[low - 1] ?? 0);
  return found === '…' ? '' : found;
}

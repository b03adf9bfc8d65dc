import { graphemesOf } from '../length/graphemes.ts';

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
  const ends = Array.from(text.matchAll(/(?<=\S)(?=\s)/g), ({ index }) => index);
  const words = longestCut(text, ends, fits);
  if (words !== '') return words;
  const firstWord = /^\S*/.exec(text)?.[0] ?? '';
  return longestCut(
    text,
    Array.from(graphemesOf(firstWord), ({ index }) => index),
    fits,
  );
}

const OPEN_END = /(?:[\s,;:.–—-]|\s(?:a|an|the|and|or|of|in|on|at|by|to|for|from|with|via|as|is|are|using|through))+$/i;

function longestCut(text: string, ends: readonly number[], fits: (text: string) => boolean): string {
  const cut = (end: number): string => `${text.slice(0, end).replace(OPEN_END, '')}…`;
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(cut(ends[middle] ?? 0))) low = middle + 1;
    else high = middle;
  }
  const found = low === 0 ? '' : cut(ends[low - 1] ?? 0);
  return found === '…' ? '' : found;
}

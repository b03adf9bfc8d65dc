import { type Edition, listName } from '../list.ts';
import { fillLines } from '../text.ts';
import { cutAtWords, graphemesOf } from '../thread.ts';
import { writtenDates } from '../week.ts';
import type { FontMetrics } from './font.ts';

// Classes of Unicode are slow to compile, and a card of plain titles needs none: they are asked last, where they are.

/** Signs that are not drawn themselves: joiners, marks of direction, choosers of a letter's variant. */
const isUnseen = (sign: string): boolean => /^[\p{Cf}\p{Cc}\p{Z}\ufe00-\ufe0f]$/u.test(sign);

/** Control characters and marks of direction: a font may have them, a card must not. */
const controls = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** The text as letters that one of the fonts has; what none has is left out rather than drawn as a box. */
export const drawable = (text: string, fonts: readonly FontMetrics[]): string =>
  letters(text)
    .filter((letter) => !isMissing(letter, fonts))
    .map((letter) => Array.from(letter).filter((sign) => isKnown(sign, fonts)))
    .flat()
    .join('')
    .replace(/\s+/g, ' ')
    // What stood around a letter that was left out.
    .replace(/\(\s*\)|\[\s*\]/g, '')
    .replace(/\s+([,.;:!?])/gu, '$1')
    .replace(/\s+/g, ' ')
    .trim();

/** The letters that none of the fonts has, each once. */
export const missingSigns = (text: string, fonts: readonly FontMetrics[]): readonly string[] => [
  ...new Set(letters(text).filter((letter) => isMissing(letter, fonts))),
];

const letters = (text: string): readonly string[] => Array.from(graphemesOf(text.toWellFormed().normalize('NFC')));

/** One font must have the whole letter: its marks are placed by it. */
const isMissing = (letter: string, fonts: readonly FontMetrics[]): boolean =>
  !fonts.some((font) => Array.from(letter).every((sign) => font.has(codePoint(sign)) || isUnseen(sign)));

const isKnown = (sign: string, fonts: readonly FontMetrics[]): boolean =>
  /\s/.test(sign) || (!controls.test(sign) && fonts.some((font) => font.has(codePoint(sign))));

const codePoint = (sign: string): number => sign.codePointAt(0) ?? 0;

/** Measures texts at size 1, each letter in the first of the fonts that has it; remembers them: a card asks many times. */
export const rulerFor = (fonts: readonly FontMetrics[]): ((text: string) => number) => {
  const widths = new Map<string, number>();
  const measured = (sign: string): number => {
    const width = fonts.find((font) => font.has(codePoint(sign)))?.advance(codePoint(sign)) ?? 0;
    widths.set(sign, width);
    return width;
  };
  return (text) => Array.from(text).reduce((width, sign) => width + (widths.get(sign) ?? measured(sign)), 0);
};

/** A text in lines: `cut` tells that words were left out at the end. */
export interface Lines {
  readonly lines: readonly string[];
  readonly cut: boolean;
}

/** Breaks a text at its words into at most so many lines; what is left is cut at a word, with an ellipsis. */
export const wrap = (text: string, most: number, fits: (line: string) => boolean): Lines => {
  const lines = fillLines(piecesOf(text, fits), fits);
  if (lines.length <= most) return { lines, cut: false };
  const last = cutAtWords(lines.slice(most - 1).join(' '), fits);
  return { lines: [...lines.slice(0, most - 1), last === '' ? '…' : last], cut: true };
};

/** Where a line may break: after white space; inside a word only if it is wider than a line, or its script has no spaces. */
const piecesOf = (text: string, fits: (line: string) => boolean): readonly string[] =>
  text
    .split(/(?<=\s)(?=\S)|(?<=[\u3040-\u30ff\u3400-\u9fff\u{20000}-\u{3ffff}])(?![\s\u3000-\u303f\uff00-\uff65,.]|$)/u)
    .flatMap((word) => (fits(word.trim()) ? [word] : fillLines(graphemesOf(word), fits)));

/** What the card is drawn from. */
export type CardEdition = Pick<Edition, 'week' | 'heading' | 'entries'>;

/**
 * What the card shows, in words, for those who do not see it: the list's name, its dates and all titles, within a
 * network's limit in characters. Too long, the longest titles are shortened first, at words, all to one length.
 */
export const cardAlt = (edition: CardEdition, limit: number, language = 'en'): string => {
  const start = `${listName(edition.heading)}, ${writtenDates(edition.week, language)}`;
  // Of a title that is longer than the limit, no more is ever shown.
  const titles = edition.entries.map(({ rank, title }) => ({ rank, title: folded(title).slice(0, limit + 1) }));
  const alt = (room: number): string => [`${start}:`, ...numbered(titles, room)].join(' ');
  const longest = Math.max(0, ...titles.map(({ title }) => title.length));
  const room = largest(longest, (tried) => alt(tried).length <= limit);
  return room === undefined ? cutTo(start, limit) : alt(room);
};

const cutTo = (text: string, room: number): string => cutAtWords(text, (cut) => cut.length <= room) || '…';

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();

type Title = Pick<CardEdition['entries'][number], 'rank' | 'title'>;

const numbered = (titles: readonly Title[], room: number): readonly string[] =>
  titles.map(({ rank, title }) => `${rank}. ${ended(cutTo(title, room))}`);

/** A title ends a sentence, so that it is read out with a pause. */
const ended = (title: string): string => (/[.!?…]$/u.test(title) ? title : `${title}.`);

/** The largest of the numbers from 1 that holds, where all smaller ones hold too. */
const largest = (most: number, holds: (number: number) => boolean): number | undefined => {
  // Mostly all of it has room.
  let [low, high] = [most > 0 && holds(most) ? most : 0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? undefined : low;
};

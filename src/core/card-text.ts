import type { FontMetrics } from './card-font.ts';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Signs that are not drawn themselves: joiners, marks of direction, choosers of a letter's variant. */
const unseen = /^[\p{Cf}\p{Cc}\p{Z}\ufe00-\ufe0f]$/u;

/** The text as letters that one of the fonts has; what none has is left out rather than drawn as a box. */
export const drawable = (text: string, fonts: readonly FontMetrics[]): string =>
  segments(text)
    .map((letter) =>
      missingFrom(letter, fonts)
        ? ''
        : Array.from(letter)
            .filter((sign) => known(sign, fonts))
            .join(''),
    )
    .join('')
    .replace(/\s+/gu, ' ')
    // What stood around a letter that was left out.
    .replace(/\(\s*\)|\[\s*\]/g, '')
    .replace(/\s+([,.;:!?])/gu, '$1')
    .replace(/\s+/gu, ' ')
    .trim();

/** The letters that none of the fonts has, each once. */
export const missingSigns = (text: string, fonts: readonly FontMetrics[]): readonly string[] => [
  ...new Set(segments(text).filter((letter) => missingFrom(letter, fonts))),
];

const segments = (text: string): readonly string[] =>
  Array.from(graphemes.segment(text.toWellFormed().normalize('NFC')), ({ segment }) => segment);

const missingFrom = (letter: string, fonts: readonly FontMetrics[]): boolean =>
  // One font must have the whole letter: its marks are placed by it.
  !fonts.some((font) => Array.from(letter).every((sign) => unseen.test(sign) || font.has(codePoint(sign))));

const known = (sign: string, fonts: readonly FontMetrics[]): boolean =>
  /\s/u.test(sign) || (!/[\p{Bidi_Control}\p{Cc}]/u.test(sign) && fonts.some((font) => font.has(codePoint(sign))));

const codePoint = (sign: string): number => sign.codePointAt(0) ?? 0;

/** How wide a text is at size 1, in the first of the fonts that has each letter. */
export const widthOf = (text: string, fonts: readonly FontMetrics[]): number => {
  let width = 0;
  for (const sign of text) {
    width += fonts.find((font) => font.has(codePoint(sign)))?.advance(codePoint(sign)) ?? 0;
  }
  return width;
};

/** A text in lines: `cut` tells that words were left out at the end. */
export interface Lines {
  readonly lines: readonly string[];
  readonly cut: boolean;
}

/** Breaks a text at its words into at most so many lines; what is left is cut at a word, with an ellipsis. */
export const wrap = (text: string, most: number, fits: (line: string) => boolean): Lines => {
  const words = pieces(text, fits);
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line + word;
    if (line === '' || fits(longer.trim())) line = longer;
    else if (lines.length + 1 < most) {
      lines.push(line.trim());
      line = word;
    } else return { lines: [...lines, shortened(line, fits)], cut: true };
  }
  return { lines: [...lines, line.trim()].filter((one) => one !== ''), cut: false };
};

/** Where a line may break: after white space; inside a word only if it is wider than a line, or its script has no spaces. */
const pieces = (text: string, fits: (line: string) => boolean): readonly string[] =>
  text
    .split(/(?<=\s)(?=\S)/u)
    .flatMap((word) => word.split(/(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])(?=\p{L})/u))
    .flatMap((word) => (fits(word.trim()) ? [word] : brokenWord(word, fits)));

const brokenWord = (word: string, fits: (line: string) => boolean): readonly string[] => {
  const parts: string[] = [];
  let part = '';
  for (const { segment } of graphemes.segment(word)) {
    if (part !== '' && !fits(part + segment)) {
      parts.push(part);
      part = '';
    }
    part += segment;
  }
  return [...parts, part];
};

const shortened = (line: string, fits: (line: string) => boolean): string => {
  // A line that ends in `of…`, `and…` or `: A…` reads worse than one word less.
  const bare = line
    .trim()
    .replace(/(?:[\s,;:]+(?:\p{Ll}{1,3}|\p{L}))+$/u, '')
    .replace(/[\s,;:.\-–—]+$/u, '');
  if (fits(`${bare}…`)) return `${bare}…`;
  const shorter = /^(.*\S)\s+\S+$/su.exec(bare)?.[1] ?? bare.slice(0, Math.max(0, bare.length - 1)).toWellFormed();
  return shorter === '' ? '…' : shortened(shorter, fits);
};

import {
  type Markdown,
  type Section,
  type Finding,
  finding,
  type Remark,
  readSection,
  type ReadEntry,
} from '../core/list.ts';
import { columnOf } from '../core/lint.ts';

/** A list as it was read and outlined. */
export interface CardList {
  readonly documents: readonly Markdown[];
  readonly sections: readonly Section[];
}

/** All but Latin letters and common punctuation: those the card's own fonts surely have, so that they need not be loaded. */
const FOREIGN = /[^\0-\u017f\u2010-\u2026\u25cf]/gu;

/** Finds titles with letters that no font of the card has: the picture would leave them out. */
export async function checkCardLetters(
  { documents, sections }: CardList,
  fonts: readonly string[],
): Promise<readonly Finding[]> {
  const foreign = new Set(documents.flatMap(({ text }) => text.normalize('NFC').match(FOREIGN) ?? []));
  if (foreign.size === 0) return [];
  const { missingLetters } = await import('../render/draw-card.ts');
  // Spaces between them, so that each is judged by itself.
  const missing = await missingLetters([...foreign].join(' '), fonts);
  if (missing.length === 0) return [];
  return sections.filter(({ body }) => hasAny(body, missing)).flatMap((section) => checkTitles(section, missing));
}

const hasAny = (text: string, letters: readonly string[]): boolean => letters.some((letter) => text.includes(letter));

function checkTitles(section: Section, missing: readonly string[]): readonly Finding[] {
  const { file, week } = section;
  return readSection(section).entries.flatMap((entry) => {
    const letters = missing.filter((letter) => entry.title.includes(letter));
    return letters.length === 0 ? [] : [finding('card-letters', { file, week, ...remark(entry, letters) })];
  });
}

/** The most letters that are named. */
const SHOWN = 8;

function remark(entry: ReadEntry, letters: readonly string[]): Omit<Remark, 'file' | 'week'> {
  const shown = letters.slice(0, SHOWN).join(' ');
  const more = letters.length > SHOWN ? ` and ${letters.length - SHOWN} more` : '';
  return {
    line: entry.line,
    column: columnOf(entry, ...letters),
    message: `The title of entry ${entry.rank} has letters that the card's fonts lack, and the picture leaves them out: ${shown}${more}.`,
    advice: 'Name a font that has them in CARD_FONTS, or post without the picture: CARD=off.',
  };
}

import { type Config, everyRules } from '../config.ts';
import { type Finding, finding, readSection, type Section } from '../core/list.ts';
import { columnOf, inOrder, lint, tellOnce } from '../core/lint.ts';
import { FailedError, messageOf } from '../errors.ts';
import type { List } from './read-list.ts';

type Read = Pick<List, 'documents' | 'sections'>;

/**
 * All findings about a list and the pictures drawn of it, in the order of files, lines and columns.
 * @throws FailedError if a font of CARD_FONTS cannot be used
 */
export async function checkList(
  list: Read,
  { card: { on, fonts }, rooms }: Pick<Config, 'card' | 'rooms'>,
  now: Date,
): Promise<readonly Finding[]> {
  const { documents, sections } = list;
  const ofList = lint(documents, await everyRules({ rooms }), now.toISOString().slice(0, 10));
  const ofCard = on ? await checkLetters(list, fonts) : [];
  return tellOnce(inOrder([...ofList, ...ofCard], documents), sections.length);
}

/** All but Latin letters and common punctuation: those the card's own fonts surely have, so that they need not be loaded. */
const FOREIGN = /[^\0-\u017f\u2010-\u2026\u25cf]/gu;

/** Finds titles with letters that no font of the card has: the picture would leave them out. */
async function checkLetters({ documents, sections }: Read, fonts: readonly string[]): Promise<readonly Finding[]> {
  const foreign = new Set(documents.flatMap(({ text }) => text.normalize('NFC').match(FOREIGN) ?? []));
  if (foreign.size === 0) return [];
  const { missingLetters } = await import('../render/draw-card.ts');
  // Spaces between them, so that each is judged by itself.
  const missing = await missingLetters([...foreign].join(' '), fonts).catch((cause: unknown) => {
    throw new FailedError(messageOf(cause), { cause });
  });
  const isMissingIn = (text: string): boolean => missing.some((letter) => text.includes(letter));
  return sections.filter(({ body }) => isMissingIn(body)).flatMap((section) => checkTitles(section, missing));
}

/** The most letters that are named. */
const SHOWN = 8;

function checkTitles(section: Section, missing: readonly string[]): readonly Finding[] {
  const { file, week } = section;
  return readSection(section).entries.flatMap((entry) => {
    const letters = missing.filter((letter) => entry.title.includes(letter));
    if (letters.length === 0) return [];
    const more = letters.length > SHOWN ? ` and ${letters.length - SHOWN} more` : '';
    return finding('card-letters', {
      file,
      week,
      line: entry.line,
      column: columnOf(entry, ...letters),
      message: `The title of entry ${entry.rank} has letters that the card's fonts lack, and the picture leaves them out: ${letters.slice(0, SHOWN).join(' ')}${more}.`,
      advice: 'Name a font that has them in CARD_FONTS, or post without the picture: CARD=off.',
    });
  });
}

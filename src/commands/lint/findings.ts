import { type Config, everyRules } from '../../config.ts';
import type { Finding } from '../../core/list.ts';
import { inOrder, lint, tellOnce } from '../../core/lint.ts';
import { FailedError, messageOf } from '../../errors.ts';
import { type CardList, checkCardLetters } from './card-letters.ts';

/**
 * All findings about a list and the pictures drawn of it, in the order of files, lines and columns.
 * @throws FailedError if a font of CARD_FONTS cannot be used
 */
export async function findingsOf(
  list: CardList,
  { card: { on, fonts }, rooms }: Pick<Config, 'card' | 'rooms'>,
  now: Date,
): Promise<readonly Finding[]> {
  const { documents } = list;
  const ofList = lint(documents, await everyRules({ rooms }), now.toISOString().slice(0, 10));
  const found = [...ofList, ...(on ? await ofCard(list, fonts) : [])];
  return tellOnce(inOrder(found, documents), list.sections.length);
}

async function ofCard(list: CardList, fonts: readonly string[]): Promise<readonly Finding[]> {
  try {
    return await checkCardLetters(list, fonts);
  } catch (cause) {
    throw new FailedError(messageOf(cause), { cause });
  }
}

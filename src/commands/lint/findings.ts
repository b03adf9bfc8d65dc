import type { Config } from '../../config.ts';
import { type Finding, inOrder, lint } from '../../core/lint.ts';
import { FailedError, messageOf } from '../../errors.ts';
import { type CardList, checkCardLetters } from './card-letters.ts';

/**
 * All findings about a list and the pictures drawn of it, in the order of files, lines and columns.
 * @throws FailedError if a font of CARD_FONTS cannot be used
 */
export async function findingsOf(list: CardList, { on, fonts }: Config['card']): Promise<readonly Finding[]> {
  const { documents } = list;
  return inOrder([...lint(documents), ...(on ? await ofCard(list, fonts) : [])], documents);
}

async function ofCard(list: CardList, fonts: readonly string[]): Promise<readonly Finding[]> {
  try {
    return await checkCardLetters(list, fonts);
  } catch (cause) {
    throw new FailedError(messageOf(cause), { cause });
  }
}

import { asideless } from './asides.ts';
import { addBullets, textOf } from './bullets.ts';
import { further, standsApart } from './further.ts';
import type { Beginning, Piece } from './further.ts';
import { cutAtAddition } from './inner.ts';
import type { SourceText } from './split.ts';
import { statementAt } from './says-what.ts';
import { append, joined, SAYS_LITTLE, SHORT, turns, unclosed, withSemicolon } from './words.ts';
import type { Fits } from './words.ts';

/** A beginning and what else stands by itself: pieces of the lead, then bullets; if it says little, after a part of the next piece. */
export function goOn(beginning: Beginning, left: readonly Piece[], source: SourceText, fits: Fits): Beginning {
  const passing = passOver(beginning, left, source, fits);
  const cut = left[0] && beginning.text.length < SAYS_LITTLE ? cutNext(beginning.text, left[0], fits) : undefined;
  if (cut === undefined) return passing;
  const behind = passOver({ text: cut, end: 'inner' }, left.slice(1), source, fits);
  const isBetter = behind.end === 'inner' ? passing.text.length < SHORT : behind.text.length > passing.text.length;
  return isBetter ? behind : passing;
}

/** A beginning with what stands by itself behind pieces that have no room; where what the work is has none, nothing does. */
function passOver(before: Beginning, left: readonly Piece[], source: SourceText, fits: Fits): Beginning {
  if (before.text.length >= SHORT && leavesOutTheStatement(source, left, fits, before.text)) return before;
  return withBullets(further(before, left, fits, source.name), source, fits);
}

/** Whether the sentence that states the work is among the pieces, and has no room. */
function leavesOutTheStatement(source: SourceText, left: readonly Piece[], fits: Fits, text: string): boolean {
  const statement = source.lead[statementAt(source.lead, source.name)]?.text;
  return statement !== undefined && left.some((piece) => piece.text === statement) && !fits(append(text, statement));
}

// A sentence cut shorter would hardly say something.
const LEAST = 30;

/** A beginning with as much of the next piece as says something whole. */
function cutNext(before: string, next: Piece, fits: Fits): string | undefined {
  const together = (cut: string): string =>
    next.isClause ? withSemicolon(unclosed(before), cut) : append(before, cut);
  if (turns(next.text)) return undefined;
  const least = Math.max(LEAST, SHORT - before.length);
  for (const text of [next.text, ...asideless(next.text)]) {
    const cut = cutAtAddition(text, (shorter) => fits(together(shorter)), least);
    if (cut !== undefined) return together(cut);
  }
  return undefined;
}

/** Whole bullets alone: the first sentence of one may only prepare what its next one says. */
function withBullets(lead: Beginning, source: SourceText, fits: Fits): Beginning {
  const known = { title: source.name, text: lead.text, skipped: [] };
  const bullets = source.bullets
    .map((bullet) => joined(bullet.map(textOf)))
    .filter((bullet) => standsApart(bodyOf(bullet), known))
    .map((bullet) => [{ text: bullet, clauses: [bullet] }]);
  const text = addBullets(lead.text, bullets, fits);
  return text === lead.text ? lead : { text, end: 'sentence' };
}

/** What a bullet says behind the words that head it. */
const bodyOf = (bullet: string): string => bullet.replace(/^.{1,80}?(?:: | [–—-] )/, '');

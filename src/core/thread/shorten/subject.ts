import { has } from './grammar.ts';
import { bit } from './lexicon.ts';
import { isOnTheWork } from './extract-rules.ts';
import type { Judged, Piece } from './source.ts';
import type { Statement } from './statement.ts';

const INTRODUCTION_POINTS = 4;

/** The first unit that says what the work is or does; -1 if none does. */
export const introductionOf = ({ statements, pieces }: Judged): number =>
  statements.findIndex(
    (it, unit) => it.part === 0 && (pieces[unit]?.points ?? 0) >= INTRODUCTION_POINTS && introduces(it),
  );

function introduces(it: Statement): boolean {
  const [verb, next] = [it.words[it.verb], it.words[it.verb + 1]];
  if (has(verb, bit('brings') | bit('finds'))) return true;
  if (!isOnTheWork(it)) return false;
  if (it.verb < 0) return it.speaksOf === 'thing';
  return has(verb, bit('works')) || (has(verb, bit('be')) && /^(?:an?|the|one)$/.test(next?.low ?? ''));
}

/** Where the work is introduced by what it finds, another finding of it does as well. */
const alsoIntroduces = (introduction: Statement | undefined, it: Statement | undefined): boolean =>
  introduction !== undefined && it !== undefined && isFinding(introduction) && isFinding(it) && isOnTheWork(it);

const isFinding = ({ words, verb }: Statement): boolean => has(words[verb], bit('finds'));

// A title of so few words only names the work: who reads no more does not know what it is.
const BARE_TITLE = 4;

/** What it costs a text not to say what the work is. */
export function withoutSubject({ statements, title }: Judged, introduction: number, pieces: readonly Piece[]): number {
  const isIntroduced = ({ unit }: Piece): boolean =>
    unit === introduction || alsoIntroduces(statements[introduction], statements[unit]);
  if (introduction < 0 || pieces.some(isIntroduced)) return 0;
  return title.words.size <= BARE_TITLE ? 8 : 5;
}

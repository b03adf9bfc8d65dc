import { has } from './grammar.ts';
import { bit } from './lexicon.ts';
import { isOnTheWork } from './rules.ts';
import type { Judged, Piece } from './source.ts';
import type { Statement } from './statement.ts';
import { inOrder } from './write.ts';

const INTRODUCTION_POINTS = 4;

/** The first unit that says what the work is or does, or at least what it is about; -1 if none does. */
export function introductionOf({ statements, pieces }: Judged): number {
  const lead = (test: (it: Statement, points: number) => boolean): number =>
    statements.findIndex((it, unit) => it.part === 0 && test(it, pieces[unit]?.points ?? 0));
  const first = lead((it, points) => points >= INTRODUCTION_POINTS && introduces(it));
  return first >= 0 ? first : lead((it) => isOnTheWork(it) && isTopic(it));
}

const isTopic = (it: Statement | undefined): boolean => has(it?.words[it.verb], bit('topic'));

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

/** What it costs a text not to say what the work is, and to open with words that lean on something. */
export function withoutSubject({ statements, title }: Judged, introduction: number, pieces: readonly Piece[]): number {
  const [first] = inOrder(pieces);
  const it = first === undefined ? undefined : statements[first.unit];
  const leans = it && (has(it.words[0], bit('pronoun')) || (it.words[0]?.low === 'the' && !isOnTheWork(it))) ? 2 : 0;
  const isIntroduced = ({ unit }: Piece): boolean =>
    unit === introduction || alsoIntroduces(statements[introduction], statements[unit]);
  if (introduction < 0 || pieces.some(isIntroduced)) return leans;
  if (isTopic(statements[introduction])) return leans + 3;
  return leans + (title.words.size <= BARE_TITLE ? 8 : 5);
}

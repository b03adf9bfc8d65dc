import { isOnTheWork } from './extract-rules.ts';
import { bit, has } from './grammar.ts';
import type { Judged, Piece } from './read-summary.ts';
import type { Statement } from './statement.ts';

type Pieces = readonly Piece[];

/** A summary, judged, and measured as a network does. */
export interface Measured extends Judged {
  readonly measure: (text: string) => number;
  /** The first unit that says what the work is or does; -1 if none does. */
  readonly introduction: number;
  /** The first unit before the bullets that is on the work; -1 if none is. */
  readonly work: number;
}

/** Pieces that could be a post together, and what they tell. */
export interface Gathered {
  readonly pieces: Pieces;
  readonly points: number;
}

// Pieces that the others are put around, the best first.
const MOST_BASES = 4;
const MOST_TRIED = 10;
const FORMS_OF_A_BASE = 2;
const MOST_ADDED = 10;
// A sentence worth adding has as many points, and needs as much room.
const WORTH_ADDING = 2;
const SHORTEST = 30;
// A text ends inside a sentence only for something that tells much.
const WORTH_A_CUT = 8;

export const measured = (judged: Judged, measure: Measured['measure']): Measured => ({
  ...judged,
  measure,
  introduction: introductionOf(judged),
  work: judged.units.findIndex((it) => it.part === 0 && isOnTheWork(it)),
});

/** For each of the best pieces, what could stand around it in so much room; the best first. */
export function gather(judged: Measured, most: number): readonly Gathered[] {
  const sets: Pieces[] = [];
  let bases = 0;
  for (const base of judged.ranked.slice(0, MOST_TRIED)) {
    if (bases === MOST_BASES) break;
    const before = sets.length;
    for (const others of neededBy(judged, base.unit)) {
      const spare = most - lengthOf(judged, others) - 2;
      for (const form of formsThatFit(judged, base, spare, Math.min(WORTH_ADDING, base.points), FORMS_OF_A_BASE))
        sets.push(extended(judged, [...others, form], most));
    }
    if (sets.length > before) bases++;
  }
  return sets.map((pieces) => ({ pieces, points: worth(judged, pieces) })).sort(byPoints);
}

export const byPoints = (one: Gathered, other: Gathered): number => other.points - one.points;

/** What a unit needs beside it; and that with the first unit that says what the work is, if that is another. */
function neededBy(judged: Measured, unit: number): readonly Pieces[] {
  const own = judged.needed(unit);
  if (!own) return [];
  const piecesOf = (units: readonly number[]): Pieces => units.flatMap((each) => judged.pieces[each] ?? []);
  const { work } = judged;
  if (work < 0 || work >= unit || own.includes(work) || isClear(judged, unit, [])) return [piecesOf(own)];
  const others = (judged.needed(work) ?? []).filter((each) => !own.includes(each));
  return [piecesOf(own), piecesOf([...own, work, ...others])];
}

/** A piece and its shorter forms that have room and at least so many points, longest first. */
function formsThatFit(judged: Measured, piece: Piece, spare: number, least: number, most: number): Pieces {
  const found: Piece[] = piece.points >= least && judged.measure(piece.text) <= spare ? [piece] : [];
  if (found.length === most) return found;
  for (const { text, judge } of judged.shorter(piece.unit)) {
    if (judged.measure(text) <= spare && judge().points >= least) found.push(judge());
    if (found.length === most) break;
  }
  return found;
}

/** How long pieces are together, with what stands between them. */
export const lengthOf = (judged: Measured, pieces: Pieces): number =>
  pieces.reduce((sum, { text }) => sum + judged.measure(text) + 2, -1);

/** Pieces with as many others as fit and tell something more; the next ones of the source first where two tell as much. */
function extended(judged: Measured, start: Pieces, most: number): Pieces {
  let pieces = start;
  let spare = most - lengthOf(judged, start) - 2;
  for (const unit of offers(judged, start)) {
    if (pieces.some((piece) => piece.unit === unit)) continue;
    const more = addition(judged, unit, pieces, spare);
    if (more.length === 0) continue;
    pieces = [...pieces, ...more];
    spare -= lengthOf(judged, more) + 1;
    if (spare < SHORTEST) break;
  }
  return pieces;
}

/** What tells most beside some pieces; what is next to one of them a little more, what is not clear less. */
function offers(judged: Measured, start: Pieces): readonly number[] {
  const found: { readonly unit: number; readonly gain: number }[] = [];
  for (const { unit, points } of judged.ranked) {
    if (points < WORTH_ADDING) break;
    const isNext = start.some((piece) => piece.unit === unit - 1);
    const gain = points + (isNext ? 1 : 0) - (isClear(judged, unit, start) ? 0 : 3);
    if (gain >= WORTH_ADDING) found.push({ unit, gain });
  }
  const sorted = found.sort((a, b) => b.gain - a.gain || a.unit - b.unit);
  return sorted.slice(0, MOST_ADDED).map(({ unit }) => unit);
}

/** A unit in the longest form that fits, with what it needs; nothing if it has no room or tells nothing more. */
function addition(judged: Measured, unit: number, pieces: Pieces, room: number): Pieces {
  const [piece, needed] = [judged.pieces[unit], judged.needed(unit)];
  if (!piece || !needed) return [];
  const missing = needed.filter((each) => !pieces.some((piece) => piece.unit === each));
  const others = missing.flatMap((each) => judged.pieces[each] ?? []);
  const spare = room - lengthOf(judged, others) - 1;
  const form = formsThatFit(judged, piece, spare, WORTH_ADDING, 1)[0];
  if (!form) return [];
  if (form.isInner && form.points < WORTH_A_CUT && pieces.every((piece) => piece.unit < unit)) return [];
  const all = [...others, form];
  return all.reduce((sum, { points }) => sum + points, 0) >= WORTH_ADDING ? all : [];
}

/** Whether a follower knows what a unit speaks of: the work, something of the title, or something told of before it. */
function isClear({ units }: Judged, unit: number, pieces: Pieces): boolean {
  const it = units[unit];
  if (!it || isOnTheWork(it) || it.isOnTitle) return true;
  if (it.part > 0 && !(it.at === 0 && it.hasFigure && it.label !== '')) return false;
  return pieces.some((piece) => piece.unit < unit && (piece.unit === 0 || isOnTheWork(piece.seen.it)));
}

/** What pieces tell together: the best of them counts twice; gaps, cuts, and what is not clear count against them. */
function worth(judged: Measured, pieces: Pieces): number {
  const sorted = inOrder(pieces);
  let [sum, best, tellsLead] = [0, -Infinity, false];
  sorted.forEach((piece, index) => {
    const points = piece.points - (piece.isInner ? 1 : 0);
    const isAfterGap = piece.unit > (sorted[index - 1]?.unit ?? piece.unit) + 1;
    sum += points - (isAfterGap ? 1 : 0) - (isClear(judged, piece.unit, pieces) ? 0 : 3);
    best = Math.max(best, points);
    tellsLead ||= piece.seen.it.part === 0 && piece.points > 0;
  });
  return sum + best - withoutSubject(judged, pieces) - (tellsLead ? 0 : 4) - (sorted.at(-1)?.isInner ? 6 : 0);
}

export const inOrder = (pieces: Pieces): Pieces => pieces.toSorted((a, b) => a.unit - b.unit);

const INTRODUCTION_POINTS = 4;

const introductionOf = ({ units, pieces }: Judged): number =>
  units.findIndex((it, unit) => it.part === 0 && (pieces[unit]?.points ?? 0) >= INTRODUCTION_POINTS && introduces(it));

const TELLS = bit('brings', 'finds');

function introduces(it: Statement): boolean {
  if ((it.verbIs & TELLS) !== 0) return true;
  if (!isOnTheWork(it)) return false;
  if (it.verb < 0) return it.speaksOf === 'thing';
  return (
    has(it.words[it.verb], bit('works')) ||
    (has(it.words[it.verb], bit('be')) && ONE.has(it.words[it.verb + 1]?.low ?? ''))
  );
}

const ONE = new Set(['a', 'an', 'the', 'one']);

// A title of so few words only names the work: who reads no more does not know what it is.
const BARE_TITLE = 4;

/** What it costs a text not to say what the work is; where that is told by what it finds, another finding does as well. */
function withoutSubject({ units, title, introduction }: Measured, pieces: Pieces): number {
  const isFinding = (it: Statement | undefined): boolean => it !== undefined && (it.verbIs & bit('finds')) !== 0;
  const mayFind = isFinding(units[introduction]);
  const tells = ({ unit, seen: { it } }: Piece): boolean =>
    unit === introduction || (mayFind && isFinding(units[unit]) && isOnTheWork(it));
  if (introduction < 0 || pieces.some(tells)) return 0;
  return title.words.size <= BARE_TITLE ? 8 : 5;
}

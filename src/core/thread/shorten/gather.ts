import { isOnTheWork } from './extract-rules.ts';
import { has } from './grammar.ts';
import { bit } from './lexicon.ts';
import type { Judged, Piece } from './read-summary.ts';
import type { Statement } from './statement.ts';
import { inOrder, type Taken } from './write-out.ts';

export type Pieces = readonly Piece[];

/** A summary, judged, and measured as a network does. */
export interface Measured extends Judged {
  readonly measure: (text: string) => number;
  /** Less room holds nothing more. */
  readonly shortest: number;
  /** The first unit that says what the work is or does; -1 if none does. */
  readonly introduction: number;
}

// Pieces that the others are put around, the best first.
const MOST_BASES = 4;
const MOST_TRIED = 24;
const FORMS_OF_A_BASE = 2;
const MOST_ADDED = 10;
// A sentence worth adding has as many points; room for one, as many characters.
const WORTH_ADDING = 2;
export const SPARE = 45;
// A text ends inside a sentence only for something that tells much.
const WORTH_A_CUT = 8;

/** For each of the best pieces, what could stand around it in so much room. */
export function gather(judged: Measured, most: number): readonly Omit<Taken, 'room'>[] {
  const sets: Omit<Taken, 'room'>[] = [];
  let bases = 0;
  for (const base of judged.ranked.slice(0, MOST_TRIED)) {
    if (bases === MOST_BASES) break;
    const before = sets.length;
    for (const units of neededBy(judged, base.unit)) {
      const others = units.filter((unit) => unit !== base.unit).flatMap((unit) => judged.pieces[unit] ?? []);
      const spare = most - lengthOf(judged, others) - 2;
      const least = Math.min(WORTH_ADDING, base.points);
      for (const form of formsThatFit(judged, base, spare, least, FORMS_OF_A_BASE)) {
        const pieces = extended(judged, [...others, form], most);
        sets.push({ pieces, points: worth(judged, pieces) });
      }
    }
    if (sets.length > before) bases++;
  }
  return sets;
}

/** The units that a unit needs, itself among them; and those with the first that says what the work is, if that is another. */
function neededBy(judged: Judged, unit: number): readonly (readonly number[])[] {
  const own = closure(judged, unit);
  if (!own) return [];
  const work = judged.statements.findIndex((it) => it.part === 0 && isOnTheWork(it));
  return work < 0 || work >= unit || own.includes(work) || isClear(judged, unit, [])
    ? [own]
    : [own, [...new Set([...own, ...(closure(judged, work) ?? [])])]];
}

/** A piece and its shorter forms that have room and at least so many points, longest first. */
function formsThatFit(judged: Measured, piece: Piece, spare: number, least: number, most: number): Pieces {
  const found: Piece[] = piece.points >= least && judged.measure(piece.text) <= spare ? [piece] : [];
  if (found.length === most) return found;
  for (const { text, judge } of judged.shorter(piece.unit)) {
    if (found.length === most) break;
    if (judged.measure(text) <= spare && judge().points >= least) found.push(judge());
  }
  return found;
}

const MOST_NEEDED = 4;

/** A unit, what it needs, and what those need; undefined where that is more than a post holds. */
function closure({ needs }: Judged, unit: number): readonly number[] | undefined {
  const all = [unit];
  for (let next = 0; next < all.length && all.length <= MOST_NEEDED; next++)
    for (const need of needs(all[next] ?? 0)) if (!all.includes(need)) all.push(need);
  return all.length <= MOST_NEEDED ? all : undefined;
}

/** How long pieces are together, with what stands between them. */
export const lengthOf = (judged: Measured, pieces: Pieces): number =>
  pieces.reduce((sum, { text }) => sum + judged.measure(text) + 2, -1);

/** Pieces with as many others as fit and tell something more; the next ones of the source first where two tell as much. */
function extended(judged: Measured, start: Pieces, most: number): Pieces {
  const isFull = (pieces: Pieces): boolean => most - lengthOf(judged, pieces) - 2 < judged.shortest;
  if (isFull(start)) return start;
  let pieces = start;
  for (const { unit } of offers(judged, start)) {
    if (isFull(pieces)) break;
    if (!pieces.some((piece) => piece.unit === unit)) pieces = [...pieces, ...addition(judged, unit, pieces, most)];
  }
  return pieces;
}

/** What tells most beside some pieces; what is next to one of them a little more, what is not clear less. */
function offers(judged: Measured, start: Pieces): readonly { readonly unit: number }[] {
  const found: { unit: number; gain: number }[] = [];
  for (const { unit, points } of judged.ranked) {
    if (points < WORTH_ADDING) break;
    const isNext = start.some((piece) => piece.unit === unit - 1);
    const gain = points + (isNext ? 1 : 0) - (isClear(judged, unit, start) ? 0 : 3);
    if (gain >= WORTH_ADDING) found.push({ unit, gain });
  }
  return found.sort((a, b) => b.gain - a.gain || a.unit - b.unit).slice(0, MOST_ADDED);
}

/** A unit in the longest form that fits, with what it needs; nothing if it has no room or tells nothing more. */
function addition(judged: Measured, unit: number, pieces: Pieces, most: number): Pieces {
  const needed = closure(judged, unit)?.filter((each) => each !== unit && !pieces.some((piece) => piece.unit === each));
  if (!needed) return [];
  const others = needed.flatMap((each) => judged.pieces[each] ?? []);
  const spare = most - lengthOf(judged, [...pieces, ...others]) - 2;
  if (spare < SPARE && spare < judged.measure(judged.pieces[unit]?.text ?? '')) return [];
  const piece = judged.pieces[unit];
  const form = piece && formsThatFit(judged, piece, spare, WORTH_ADDING, 1)[0];
  if (!form || !tellsMore(judged, unit, pieces)) return [];
  if (form.isInner && form.points < WORTH_A_CUT && pieces.every((piece) => piece.unit < unit)) return [];
  const all = [...others, form];
  return all.reduce((sum, { points }) => sum + points, 0) >= WORTH_ADDING ? all : [];
}

/** Whether at least half of a unit's longer words, and four of them, are not said yet. */
function tellsMore({ longWords }: Judged, unit: number, pieces: Pieces): boolean {
  const said = pieces.map((piece) => longWords(piece.unit));
  const own = longWords(unit);
  let fresh = 0;
  for (const word of own) if (!said.some((words) => words.has(word))) fresh++;
  return fresh >= 4 && fresh * 2 >= own.size;
}

/** Whether a follower knows what a unit speaks of: the work, something of the title, or something told of before it. */
function isClear({ statements }: Judged, unit: number, pieces: Pieces): boolean {
  const it = statements[unit];
  if (!it || isOnTheWork(it) || it.isOnTitle) return true;
  return (
    (it.part === 0 || (it.at === 0 && it.figures > 0 && it.label !== '')) &&
    pieces.some((piece) => {
      const other = statements[piece.unit];
      return piece.unit < unit && other !== undefined && (piece.unit === 0 || isOnTheWork(other));
    })
  );
}

/** What pieces tell together: the best of them counts twice; gaps, cuts, and what is not clear count against them. */
function worth(judged: Measured, pieces: Pieces): number {
  const sorted = inOrder(pieces);
  const points = pieces.map((piece) => piece.points - (piece.isInner ? 1 : 0));
  const gaps = sorted.filter(({ unit }, index) => index > 0 && unit > (sorted[index - 1]?.unit ?? 0) + 1).length;
  const unclear = pieces.filter(({ unit }) => !isClear(judged, unit, pieces)).length;
  const tellsLead = pieces.some((piece) => judged.units[piece.unit]?.part === 0 && piece.points > 0);
  const sum = points.reduce((all, each) => all + each, Math.max(...points));
  return (
    sum -
    gaps -
    3 * unclear -
    withoutSubject(judged, judged.introduction, pieces) -
    (tellsLead ? 0 : 4) -
    (sorted.at(-1)?.isInner ? 6 : 0)
  );
}

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
function withoutSubject({ statements, title }: Judged, introduction: number, pieces: readonly Piece[]): number {
  const isIntroduced = ({ unit }: Piece): boolean =>
    unit === introduction || alsoIntroduces(statements[introduction], statements[unit]);
  if (introduction < 0 || pieces.some(isIntroduced)) return 0;
  return title.words.size <= BARE_TITLE ? 8 : 5;
}

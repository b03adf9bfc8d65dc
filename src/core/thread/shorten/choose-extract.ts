import { capitalised } from './capital.ts';
import { elided } from './elide.ts';
import { isOnTheWork } from './extract-rules.ts';
import type { Judged, Piece, Source } from './source.ts';
import { introductionOf, withoutSubject } from './subject.ts';
import { inOrder, written, type Extract, type Taken } from './write-out.ts';

/** How much room a post has for its words, in its network's measure, and the points that so much room costs its looks. */
export interface Room {
  readonly most: number;
  readonly cost: number;
}

type Measure = (text: string) => number;
type Pieces = readonly Piece[];

interface Measured extends Judged {
  readonly lengthOf: Measure;
  /** Less room holds nothing more. */
  readonly shortest: number;
  /** The first unit that says what the work is or does; -1 if none does. */
  readonly introduction: number;
}

/**
 * The texts that could be posted of a summary, best first; each fits its room by `measure`, reads whole and stays true. Where
 * no rule knows the language, that is as much of the beginning as fits.
 */
export function extractsOf(source: Source, rooms: readonly Room[], measure: Measure): readonly Extract[] {
  const whole =
    source.whole === '' ? -1 : rooms.findIndex(({ most, cost }) => cost < DEAR && measure(source.whole) <= most);
  const begin = (text: string): string => capitalised(text, source.title.text);
  if (whole >= 0) return [{ text: begin(source.whole), end: 'whole', room: whole, points: 0, pieces: [] }];
  const read = source.judge();
  const lengthOf = isPlain(source.whole, measure) ? plain : remembered(measure);
  const shortest = Math.min(SPARE, ...read.pieces.map(({ text }) => lengthOf(text)));
  const judged: Measured = { ...read, introduction: introductionOf(read), lengthOf, shortest };
  const sets = isEnglish(judged) ? setsForAll(judged, rooms) : [];
  const last = sets.slice(0, 1).every(isShort)
    ? rooms.findIndex(({ most }) => source.whole !== '' && measure(source.whole) <= most)
    : -1;
  if (last >= 0) return [{ text: begin(source.whole), end: 'whole', room: last, points: 0, pieces: [] }];
  const found = sets.length > 0 ? sets : runs(judged, rooms);
  const extracts: Extract[] = [];
  for (const set of found) {
    const extract = written(judged, set, begin);
    if (extract.text === '' || extracts.some(({ text }) => text === extract.text)) continue;
    if (measure(extract.text) <= (rooms[extract.room]?.most ?? 0)) extracts.push(extract);
    if (extracts.length === MOST_OFFERED) break;
  }
  if (extracts.length > 0) return extracts;
  return rooms.flatMap(({ most }, room) => {
    const text = elided(judged.units[0]?.text ?? '', (cut) => measure(cut) <= most);
    return text === '' ? [] : [{ text: begin(text), end: 'ellipsis' as const, room, points: 0, pieces: [] }];
  });
}

// The best, and the runner-up.
const MOST_OFFERED = 2;

/** Whether the rules' language is that of the first sentences. */
const isEnglish = ({ units }: Judged): boolean =>
  units.slice(0, 6).some(({ text }) => /\b(?:the|and|with|for|that|of)\b/i.test(text.slice(0, 300)));

/** Where a network counts all signs of a summary as one each, it does so in every part of it. */
const plain: Measure = (text) => text.length;

const isPlain = (whole: string, measure: Measure): boolean => whole !== '' && measure(whole) === whole.length;

function remembered(measure: Measure): Measure {
  const known = new Map<string, number>();
  return (text) => {
    const length = known.get(text) ?? measure(text);
    known.set(text, length);
    return length;
  };
}

/** What could be posted in each room, best first; in a dear one only if the others hold next to nothing. */
function setsForAll(judged: Measured, rooms: readonly Room[]): readonly Taken[] {
  const inRooms = (isDear: boolean): Taken[] =>
    rooms.flatMap((room, index) => (room.cost >= DEAR === isDear ? setsFor(judged, room, index) : []));
  const sets = inRooms(false);
  const best = (all: readonly Taken[]): readonly Taken[] => [...all].sort((one, other) => other.points - one.points);
  return sets.every(isShort) ? [...best(inRooms(true)), ...best(sets)] : best(sets);
}

const isShort = ({ pieces }: Taken): boolean => pieces.reduce((sum, { text }) => sum + text.length, 0) < SHORT;

// What costs a post a part of its title, and what says too little to keep the title for it.
const DEAR = 10;
const SHORT = 60;

// Pieces that the others are put around, the best first.
const MOST_BASES = 4;
const MOST_TRIED = 24;
const FORMS_OF_A_BASE = 2;
const MOST_ADDED = 10;
// A sentence worth adding has as many points; room for one, as many characters.
const WORTH_ADDING = 2;
const SPARE = 45;
// A text ends inside a sentence only for something that tells much.
const WORTH_A_CUT = 8;

/** For each of the best pieces, what could stand around it. */
function setsFor(judged: Measured, { most, cost }: Room, room: number): Taken[] {
  const sets: Taken[] = [];
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
        sets.push({ pieces, points: worth(judged, pieces) - cost, room });
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
  const found: Piece[] = piece.points >= least && judged.lengthOf(piece.text) <= spare ? [piece] : [];
  if (found.length === most) return found;
  for (const { text, judge } of judged.shorter(piece.unit)) {
    if (found.length === most) break;
    if (judged.lengthOf(text) <= spare && judge().points >= least) found.push(judge());
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
const lengthOf = (judged: Measured, pieces: Pieces): number =>
  pieces.reduce((sum, { text }) => sum + judged.lengthOf(text) + 2, -1);

/** Pieces with as many others as fit and tell something more; the next ones of the source first where two tell as much. */
function extended(judged: Measured, start: Pieces, most: number): Pieces {
  const gain = ({ unit, points }: Piece): number =>
    points + (start.some((piece) => piece.unit === unit - 1) ? 1 : 0) - (isClear(judged, unit, start) ? 0 : 3);
  let pieces = start;
  if (most - lengthOf(judged, start) - 2 < judged.shortest) return pieces;
  const worthy = judged.ranked.filter(({ points }) => points >= WORTH_ADDING);
  for (const { unit } of worthy
    .filter((piece) => gain(piece) >= WORTH_ADDING)
    .sort((a, b) => gain(b) - gain(a) || a.unit - b.unit)
    .slice(0, MOST_ADDED)) {
    if (most - lengthOf(judged, pieces) - 2 < judged.shortest) break;
    const more = pieces.some((piece) => piece.unit === unit) ? [] : addition(judged, unit, pieces, most);
    pieces = [...pieces, ...more];
  }
  return pieces;
}

/** A unit in the longest form that fits, with what it needs; nothing if it has no room or tells nothing more. */
function addition(judged: Measured, unit: number, pieces: Pieces, most: number): Pieces {
  const needed = closure(judged, unit)?.filter((each) => each !== unit && !pieces.some((piece) => piece.unit === each));
  if (!needed) return [];
  const others = needed.flatMap((each) => judged.pieces[each] ?? []);
  const spare = most - lengthOf(judged, [...pieces, ...others]) - 2;
  if (spare < SPARE && spare < judged.lengthOf(judged.pieces[unit]?.text ?? '')) return [];
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

/** As much of the beginning as fits; where the first sentence does not fit, the first other one that does, or its shorter form. */
function runs(judged: Measured, rooms: readonly Room[]): readonly Taken[] {
  return rooms.flatMap(({ most, cost }, room) => {
    const start = judged.pieces.find((piece) => judged.lengthOf(piece.text) + 1 <= most);
    if (!start) return [];
    let pieces: Pieces = [start];
    for (const piece of judged.pieces.slice(start.unit + 1)) {
      if (lengthOf(judged, [...pieces, piece]) > most) break;
      pieces = [...pieces, piece];
    }
    return [{ pieces, points: -cost, room }];
  });
}

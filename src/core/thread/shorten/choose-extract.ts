import { firstWordsThatFit } from '../cut-title.ts';
import { byPoints, gather, inOrder, lengthOf, measured, type Gathered, type Measured } from './gather.ts';
import { append, capitalised, closed, withSemicolon } from './join.ts';
import type { Judged, Piece, Source } from './read-summary.ts';

/** How much room a post has for its words, in its network's measure, and the points that so much room costs its looks. */
export interface Room {
  readonly most: number;
  readonly cost: number;
}

/** What a network asks of a text. */
export interface Ruler {
  readonly measure: (text: string) => number;
  /** Whether the post with this text in this room is within the limits. */
  readonly fits: (text: string, room: number) => boolean;
}

/** A text that could be posted. */
export interface Extract {
  readonly text: string;
  /** Where it ends: at the source's own end, the end of a sentence, of a clause before `;`, inside a sentence, or with an ellipsis. */
  readonly end: 'whole' | 'sentence' | 'clause' | 'inner' | 'ellipsis' | 'none';
  /** The number of the room that it is made for. */
  readonly room: number;
  readonly points: number;
  /** In the order of the source; none where the text is all of it. */
  readonly pieces: readonly Piece[];
}

interface Taken extends Gathered {
  readonly room: number;
}

// What costs a post a part of its title, and in characters what says too little to keep the title for it.
const DEAR = 10;
const SHORT = 60;
// No post is so long that more of a single sentence could matter.
const LONGEST_CUT = 1500;

/**
 * The best texts that could be posted of a summary, at most so many, best first; each fits, reads whole and stays true. Where
 * no rule knows the language, that is as much of the beginning as fits. The rooms are in the order of what they cost.
 */
export function extractsOf(source: Source, rooms: readonly Room[], ruler: Ruler, offered = 1): readonly Extract[] {
  const length = source.whole === '' ? Infinity : ruler.measure(source.whole);
  const roomForAll = rooms.findIndex(({ most }) => length <= most);
  const isDear = (rooms[roomForAll]?.cost ?? DEAR) >= DEAR;
  const begin = (text: string): string => capitalised(text, source.title.text);
  const whole = { text: begin(source.whole), end: 'whole' as const, room: roomForAll, points: 0, pieces: [] };
  if (!isDear) return [whole];
  const judged = measured(source.judge(), length === source.whole.length ? plain : remembered(ruler.measure));
  const from = (sets: readonly Taken[]): readonly Extract[] => {
    const extracts: Extract[] = [];
    for (const set of sets) {
      const extract = written(judged, set);
      if (extract.text === '' || extracts.some(({ text }) => text === extract.text)) continue;
      if (ruler.fits(extract.text, extract.room)) extracts.push(extract);
      if (extracts.length === offered) break;
    }
    return extracts;
  };
  const cheap = isEnglish(judged) ? setsFor(judged, rooms, ({ cost }) => cost < DEAR) : [];
  const extracts = from(cheap);
  if (extracts[0] && extracts[0].text.length >= SHORT) return extracts;
  if (roomForAll >= 0) return [whole];
  const dear = isEnglish(judged) ? setsFor(judged, rooms, ({ cost }) => cost >= DEAR) : [];
  const more = from([...dear, ...cheap, ...beginnings(judged, rooms)]);
  if (more.length > 0) return more;
  const first = (judged.units[0]?.text ?? '').slice(0, LONGEST_CUT);
  return rooms.flatMap((_, room) => {
    const text = firstWordsThatFit(first, (cut) => ruler.fits(cut, room));
    return text === '' ? [] : [{ text: begin(text), end: 'ellipsis' as const, room, points: 0, pieces: [] }];
  });
}

/** Whether the rules' language is that of the first sentences. */
const isEnglish = ({ units }: Judged): boolean =>
  units.slice(0, 6).some(({ words }) => words.slice(0, 50).some(({ low }) => ENGLISH.has(low)));

const ENGLISH = new Set(['the', 'and', 'with', 'for', 'that', 'of']);

/** Where a network counts all signs of a summary as one each, it does so in every part of it. */
const plain = (text: string): number => text.length;

function remembered(measure: Ruler['measure']): Ruler['measure'] {
  const known = new Map<string, number>();
  return (text) => {
    const length = known.get(text) ?? measure(text);
    known.set(text, length);
    return length;
  };
}

/** What could be posted in the rooms that are wanted, best first. A room is tried only while it could hold something better. */
function setsFor(judged: Measured, rooms: readonly Room[], isWanted: (room: Room) => boolean): readonly Taken[] {
  const widest = Math.max(...rooms.map((room) => (isWanted(room) ? room.most : 0)));
  const best = gather(judged, widest);
  const sets: Taken[] = [];
  rooms.forEach((each, room) => {
    const { most, cost } = each;
    const top = best[0];
    if (!top || !isWanted(each) || sets.some(({ points }) => points >= top.points - cost)) return;
    const own = lengthOf(judged, top.pieces) <= most ? best : gather(judged, most);
    sets.push(...own.map((set) => ({ ...set, points: set.points - cost, room })));
  });
  return sets.sort(byPoints);
}

/** As much of the beginning as fits; where the first sentence does not fit, the first other one that does. */
function beginnings(judged: Measured, rooms: readonly Room[]): readonly Taken[] {
  return rooms.flatMap(({ most }, room) => {
    const start = judged.pieces.findIndex((piece) => judged.measure(piece.text) + 1 <= most);
    if (start < 0) return [];
    let end = start + 1;
    while (end < judged.pieces.length && lengthOf(judged, judged.pieces.slice(start, end + 1)) <= most) end++;
    return [{ pieces: judged.pieces.slice(start, end), points: 0, room }];
  });
}

/** Pieces as a text, in the order of the source: clauses of one sentence with a semicolon between them. */
function written({ units, title }: Judged, { pieces, points, room }: Taken): Extract {
  const sorted = inOrder(pieces);
  let text = '';
  sorted.forEach(({ seen: { it }, text: next }, index) => {
    const before = sorted[index - 1]?.seen.it;
    const joins = before?.part === it.part && before.sentence === it.sentence;
    text = joins
      ? withSemicolon(text.replace(/[.。]$/, ''), next)
      : append(closed(text), capitalised(next, title.text));
  });
  const last = sorted.at(-1);
  const end = !last || last.isInner ? 'inner' : units[last.unit + 1]?.isClause ? 'clause' : 'sentence';
  return { text: closed(text), end, room, points, pieces: sorted };
}

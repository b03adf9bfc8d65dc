import { elided } from './elide.ts';
import { gather, introductionOf, lengthOf, SPARE, type Measured, type Pieces } from './gather.ts';
import { capitalised } from './join.ts';
import type { Judged, Source } from './read-summary.ts';
import { written, type Extract, type Taken } from './write-out.ts';

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

/**
 * The best texts that could be posted of a summary, at most so many, best first; each fits, reads whole and stays true. Where
 * no rule knows the language, that is as much of the beginning as fits.
 */
export function extractsOf(source: Source, rooms: readonly Room[], ruler: Ruler, offered = 1): readonly Extract[] {
  const begin = (text: string): string => capitalised(text, source.title.text);
  const length = source.whole === '' ? Infinity : ruler.measure(source.whole);
  const wholeWhere = (isRoom: (room: Room) => boolean): readonly Extract[] => {
    const room = rooms.findIndex((each) => length <= each.most && isRoom(each));
    return room < 0 ? [] : [{ text: begin(source.whole), end: 'whole', room, points: 0, pieces: [] }];
  };
  const whole = wholeWhere(({ cost }) => cost < DEAR);
  if (whole.length > 0) return whole;
  const judged = measured(source.judge(), length === source.whole.length ? plain : remembered(ruler.measure));
  const sets = isEnglish(judged) ? setsFor(judged, rooms) : [];
  const dear = sets.slice(0, 1).every(isShort) ? wholeWhere(() => true) : [];
  if (dear.length > 0) return dear;
  const extracts: Extract[] = [];
  for (const set of sets.length > 0 ? sets : beginnings(judged, rooms)) {
    const extract = written(judged, set);
    if (extract.text === '' || extracts.some(({ text }) => text === extract.text)) continue;
    if (ruler.fits(extract.text, extract.room)) extracts.push(extract);
    if (extracts.length === offered) break;
  }
  if (extracts.length > 0) return extracts;
  return rooms.flatMap((_, room) => {
    const text = elided(judged.units[0]?.text ?? '', (cut) => ruler.fits(cut, room));
    return text === '' ? [] : [{ text: begin(text), end: 'ellipsis' as const, room, points: 0, pieces: [] }];
  });
}

const measured = (judged: Judged, measure: Ruler['measure']): Measured => ({
  ...judged,
  measure,
  introduction: introductionOf(judged),
  shortest: Math.min(SPARE, ...judged.pieces.map(({ text }) => measure(text))),
});

/** Whether the rules' language is that of the first sentences. */
const isEnglish = ({ units }: Judged): boolean =>
  units.slice(0, 6).some(({ text }) => /\b(?:the|and|with|for|that|of)\b/i.test(text.slice(0, 300)));

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

/** What could be posted in each room, best first; in a dear one only if the others hold next to nothing. */
function setsFor(judged: Measured, rooms: readonly Room[]): readonly Taken[] {
  const inRooms = (isDear: boolean): readonly Taken[] =>
    rooms
      .flatMap(({ most, cost }, room) =>
        cost >= DEAR === isDear ? gather(judged, most).map((set) => ({ ...set, points: set.points - cost, room })) : [],
      )
      .sort((one, other) => other.points - one.points);
  const sets = inRooms(false);
  return sets.every(isShort) ? [...inRooms(true), ...sets] : sets;
}

const isShort = ({ pieces }: Taken): boolean => pieces.reduce((sum, { text }) => sum + text.length, 0) < SHORT;

// What costs a post a part of its title, and what says too little to keep the title for it.
const DEAR = 10;
const SHORT = 60;

/** As much of the beginning as fits; where the first sentence does not fit, the first other one that does. */
function beginnings(judged: Measured, rooms: readonly Room[]): readonly Taken[] {
  return rooms.flatMap(({ most }, room) => {
    const start = judged.pieces.findIndex((piece) => judged.measure(piece.text) + 1 <= most);
    if (start < 0) return [];
    let pieces: Pieces = judged.pieces.slice(start, start + 1);
    for (const piece of judged.pieces.slice(start + 1)) {
      if (lengthOf(judged, [...pieces, piece]) > most) break;
      pieces = [...pieces, piece];
    }
    return [{ pieces, points: 0, room }];
  });
}

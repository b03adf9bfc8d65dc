import { cutsOf } from './cuts.ts';
import { TELLING, type Seen } from './extract-rules.ts';
import { closed } from './join.ts';
import { LEANING } from './leaning.ts';
import { splitSummary, type Unit } from './split.ts';
import { isName, readStatement, readTitle, type Statement, type Title } from './statement.ts';

/** A sentence of a summary or a shorter form of it, judged. */
export interface Piece {
  /** The number of its unit. */
  readonly unit: number;
  readonly text: string;
  /** The rule that allows the shorter form; empty for the sentence itself. */
  readonly cut: string;
  /** Whether the sentence's own end is gone. */
  readonly isInner: boolean;
  readonly points: number;
  /** What was judged. */
  readonly seen: Seen;
}

/** A summary, judged once for posts of any length. */
export interface Judged {
  readonly title: Title;
  readonly units: readonly Statement[];
  readonly pieces: readonly Piece[];
  /** The pieces, best first. */
  readonly ranked: readonly Piece[];
  /** The units that must stand beside a unit, and those that these need; undefined where that is more than a post holds. */
  readonly needed: (unit: number) => readonly number[] | undefined;
  /** The shorter forms of a unit, longest first. */
  readonly shorter: (unit: number) => readonly Form[];
}

/** A shorter form of a unit, judged when that is asked for. */
interface Form {
  readonly text: string;
  readonly judge: () => Piece;
}

/** A summary as it was read: all of it, and its judgement, made when it is first asked for. */
export interface Source {
  readonly title: Title;
  readonly whole: string;
  readonly judge: () => Judged;
}

/** What else is known when a summary is read. */
export interface Reading {
  readonly title?: string;
  /** What stands before the title's colon. */
  readonly name?: string;
  /** How many characters are worth reading: no post could hold what stands after them. */
  readonly longest?: number;
  /** Rules to leave out. */
  readonly off?: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
const known = new Map<string, Source & Pick<Reading, 'name' | 'off'> & { readonly isCut: boolean }>();
/** As many as the longest weeks have entries. */
const MOST_KNOWN = 50;
const MOST_FORMS = 4;
const MOST_NEEDED = 3;
// Nobody writes more before what matters, and no post holds as many.
const MOST_JUDGED = 120;

/**
 * Reads a summary's visible text. Every word of what is made of it stands in it, in its order. Linear in the summary. The
 * summaries that were read last are kept: a week is composed for several networks, priced and checked in turn.
 */
export function readSource(
  summary: string,
  { title = '', name = title, longest = Infinity, off = NONE }: Reading = {},
): Source {
  const isCut = summary.length > longest;
  const before = known.get(summary);
  const isSame = before?.name === name && before.title.text === title && before.off === off;
  if (before && isSame && !isCut && !before.isCut) return before;
  const { units, whole } = splitSummary(summary, longest);
  const read = readTitle(title, name);
  const judge = once(() => judgeUnits(units.slice(0, MOST_JUDGED), read, off));
  const source = { title: read, whole: closed(whole), judge, name, off, isCut };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(summary, source);
  return source;
}

/** A value that is made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** What is made for a number once and kept. */
function remembered<T>(make: (index: number) => T): (index: number) => T {
  const made = new Map<number, { readonly value: T }>();
  return (index) => {
    const known = made.get(index) ?? { value: make(index) };
    made.set(index, known);
    return known.value;
  };
}

function judgeUnits(units: readonly Unit[], title: Title, off: ReadonlySet<string>): Judged {
  const telling = TELLING.filter(({ name }) => !off.has(name));
  const leaning = LEANING.filter(({ name }) => !off.has(name));
  const all = units.map((unit) => readStatement(unit, title));
  const judge = (it: Statement, index: number, cut: string, isInner: boolean): Piece => {
    const seen = { it, index, all, title };
    let points = 0;
    for (const row of telling) if (row.test(seen)) points += row.points;
    return { unit: index, text: it.text, cut, isInner, points, seen };
  };
  const pieces = all.map((it, index) => judge(it, index, '', false));
  const needs = remembered((index) => {
    const seen = pieces[index]?.seen;
    return seen ? [...leaning.map((row) => row.on(seen)), turnedBy(all, index)].filter((each) => each >= 0) : [];
  });
  const isSaid = (name: string, besides: number): boolean => all.some((it, at) => at !== besides && says(it, name));
  return {
    title,
    units: all,
    pieces,
    ranked: pieces.toSorted((a, b) => b.points - a.points || a.unit - b.unit),
    needed: remembered((index) => closure(index, needs)),
    shorter: remembered((index) => {
      const unit = units[index];
      if (!unit) return [];
      const cuts = cutsOf(unit.text, unit.words, off, (name) => isSaid(name, index)).slice(0, MOST_FORMS);
      return cuts.map(({ text, words, rule, isInner }) => ({
        text,
        judge: once(() => judge(readStatement({ ...unit, text, words }, title), index, rule, isInner)),
      }));
    }),
  };
}

function closure(unit: number, needs: (unit: number) => readonly number[]): readonly number[] | undefined {
  const all = [unit];
  // What is pushed is looked at too.
  for (const next of all) {
    for (const need of needs(next)) if (!all.includes(need)) all.push(need);
    if (all.length > MOST_NEEDED + 1) return undefined;
  }
  return all.slice(1);
}

/** Whether a sentence says a short name: `TW`, `TWs`, `TW-7B`. */
const says = ({ words }: Statement, name: string): boolean =>
  isName(name) && words.some(({ raw }) => raw.startsWith(name) && /^s?(?:$|[-'’])/.test(raw.slice(name.length)));

const TURNS_A_CLAUSE =
  /^(?:but|rather|unless|until|except|only|if|provided|not|nor|yet|however|when|because)\b(?![^,]{4,80}, )/i;
const TAKES_BACK =
  /^(?:however|but|yet|unfortunately|nevertheless|nonetheless|in practice|that said|(?:the |an? )?(?:authors?|reviewers|critics|independent \w+) (?:warn|caution|could not|dispute|fail))\b/i;

// What others say of a claim goes with it.
const DISPUTED = new Set(['challenged', 'disputed', 'refuted', 'questioned', 'debunked', 'retracted']);
const CLAIM = /\b(?:claim|speed|result|finding|number)/i;

/** `Others challenged the claim` */
function disputes({ text, words }: Unit): boolean {
  const said = words.find(({ low }) => DISPUTED.has(low));
  return said !== undefined && CLAIM.test(text.slice(said.end));
}

/** The unit of the same part that limits this one, turns it round or disputes it: then this one must not be left alone. */
function turnedBy(units: readonly Unit[], index: number): number {
  const [unit, next] = [units[index], units[index + 1]];
  if (!unit || next?.part !== unit.part) return -1;
  if ((next.isClause ? TURNS_A_CLAUSE : TAKES_BACK).test(next.text)) return index + 1;
  return units.findIndex((other, at) => at > index && other.part === unit.part && disputes(other));
}

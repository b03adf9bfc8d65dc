import type { Extract } from './choose-extract.ts';
import { CUTS } from './cut-rules.ts';
import { ASIDE, FRONT } from './cuts.ts';
import { LEANING } from './leaning.ts';
import { TELLING } from './extract-rules.ts';
import type { Piece, Source } from './read-summary.ts';

/** What was thought of a sentence of a summary. */
export interface WhySentence {
  /** Its number in the summary, from 1; clauses between semicolons count too. */
  readonly sentence: number;
  readonly text: string;
  readonly points: number;
  /** The rules that counted for it, and for how much. */
  readonly rules: readonly { readonly rule: string; readonly points: number }[];
  /** The rule by which it was shortened, if it was. */
  readonly cut?: string;
  /** The rules by which it cannot stand alone, if there are any. */
  readonly leans?: readonly string[];
}

/** Why a post says what it says. */
export interface Why {
  /** Where its text ends; `empty`: there is no summary. */
  readonly end: Extract['end'] | 'empty';
  readonly points: number;
  readonly said: readonly WhySentence[];
  readonly leftOut: readonly WhySentence[];
  readonly runnerUp?: { readonly points: number; readonly text: string };
}

/** Why the first of the extracts of a summary was chosen; of one that was posted whole nothing more is to be said. */
export function explain(source: Source, [chosen, ...others]: readonly Extract[]): Why {
  const judged = source.judge();
  if (judged.units.length === 0) return { end: 'empty', points: 0, said: [], leftOut: [] };
  const { end, points, pieces } = chosen ?? { end: 'none' as const, points: 0, pieces: [] };
  if (end === 'whole' || end === 'none') return { end, points, said: [], leftOut: [] };
  const left = judged.pieces.filter(({ unit }) => !pieces.some((piece) => piece.unit === unit));
  const runnerUp = others.find(({ text }) => text !== chosen?.text);
  return {
    end,
    points,
    said: pieces.map(sentenceOf),
    leftOut: left.map(sentenceOf),
    ...(runnerUp ? { runnerUp: { points: runnerUp.points, text: runnerUp.text } } : {}),
  };
}

function sentenceOf({ unit, text, points, cut, seen }: Piece): WhySentence {
  const rules = TELLING.filter(({ test }) => test(seen)).map((row) => ({ rule: row.name, points: row.points }));
  const leans = LEANING.filter(({ on }) => on(seen) >= 0).map(({ name }) => name);
  return {
    sentence: unit + 1,
    text,
    points,
    rules,
    ...(cut === '' ? {} : { cut }),
    ...(leans.length > 0 ? { leans } : {}),
  };
}

/** The names of all rules: what tells, what leans on another sentence, where a sentence may be cut. */
export const RULE_NAMES: readonly string[] = [
  ...[...TELLING, ...LEANING, ...CUTS].map(({ name }) => name),
  ASIDE,
  FRONT,
];

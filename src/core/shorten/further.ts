import { POINTS_BACK_ABROAD } from './abroad.ts';
import {
  append,
  closed,
  MISSES_SOMETHING,
  OBJECT_EARLY,
  POINTS_BACK,
  rebuts,
  SAYS_LITTLE,
  turns,
  unclosed,
  withSemicolon,
} from './words.ts';
import type { Fits } from './words.ts';

/** A sentence, or a clause of one that is cut before it. */
export interface Piece {
  readonly text: string;
  readonly isClause: boolean;
}

/** A text for a post that others may follow, and how it ends. */
export interface Beginning {
  readonly text: string;
  readonly end: 'sentence' | 'clause' | 'inner';
}

// What a list calls the work and those who did it: it is known without having been told of.
const THE_WORK =
  'paper|work|study|survey|report|authors?|researchers|team|approach|method|technique|framework|system|model|architecture|algorithm|benchmark|dataset|library|tool|code';
const OF_THE_WORK = new RegExp(`^(?:${THE_WORK})$`, 'i');
// `The key idea is`: says itself what it is.
const INTRODUCES = /^the (?:central|key|main|core|headline|big|most \w+) \w+(?: (?:is|here is|was)\b|:)/i;
// Goes on about what the text is about: `It adds`, `The system runs`, `adds`, `First experiments show`.
const SAME_TOPIC = new RegExp(
  `^(?:[Ii]ts?|[Tt]he (?:${THE_WORK})s?|[Aa]lso|[Ff]urther|[a-z]{3,}s|(?:[\\p{L}-]+ ){0,2}(?:experiments|results|evaluations))(?!\\p{L})`,
  'u',
);
const DEFINITE =
  /^(?:(?:in|on|at|by|for|from|with|during|under|across|through|after|before|of|to) )?(?:the|each|every|both|all(?: of)? the) (.{1,60})/i;

// A post holds fewer.
const MOST_PIECES = 24;

/** A text and what else of the pieces behind it has room: pieces that have none are passed over, if those behind do without. */
export function further(before: Beginning, pieces: readonly Piece[], fits: Fits, title: string): Beginning {
  let { text, end } = before;
  const skipped: string[] = [];
  for (const [index, piece] of pieces.slice(0, MOST_PIECES).entries()) {
    // What limits the piece before it is not passed over and then left behind.
    if (turns(piece.text) || rebuts(piece.text, pieces[index - 1]?.text ?? text)) break;
    const longer = closed(piece.isClause ? withSemicolon(unclosed(text), piece.text) : append(text, piece.text));
    const next = pieces[index + 1]?.text ?? '';
    const isSound = !turns(next) && !rebuts(next, piece.text) && standsApart(piece.text, { title, text, skipped });
    if (isSound && fits(longer)) [text, end] = [longer, piece.isClause ? 'clause' : 'sentence'];
    else skipped.push(piece.text);
  }
  return { text, end };
}

/** What a reader of a post knows, and what was passed over. */
interface Known {
  readonly title: string;
  readonly text: string;
  readonly skipped: readonly string[];
}

/** Whether a piece says something without what was passed over before it. */
export function standsApart(piece: string, { title, text, skipped }: Known): boolean {
  if (/[?:]$/.test(piece) || [MISSES_SOMETHING, OBJECT_EARLY, POINTS_BACK_ABROAD].some((each) => each.test(piece)))
    return false;
  if (POINTS_BACK.test(piece) && !(/^it\b/i.test(piece) && skipped.every((each) => isOnTopic(each, title))))
    return false;
  if (text.length >= SAYS_LITTLE && skipped.length > 0 && !isOnTopic(piece, title)) return false;
  const known = `${title} ${text}`;
  return isKnown(piece, known) && skipped.every((each) => !needs(piece, abbreviations(each), known));
}

/** Whether a piece is about what the whole text is about, so that `it` behind it still is that. */
const isOnTopic = (piece: string, title: string): boolean =>
  SAME_TOPIC.test(piece) || (title !== '' && piece.slice(0, 80).includes(title));

const needs = (piece: string, names: readonly string[], known: string): boolean =>
  names.some((name) => piece.includes(name) && !known.includes(name));

/** Whether what a piece speaks of with `the` was told of. */
function isKnown(piece: string, known: string): boolean {
  const named = DEFINITE.exec(piece)?.[1];
  if (named === undefined || INTRODUCES.test(piece)) return true;
  const words = named.split(/[^\p{L}\p{N}-]+/u).slice(0, 3);
  const before = known.toLowerCase();
  return words.some(
    (word) => OF_THE_WORK.test(word) || (word.length > 3 && before.includes(word.toLowerCase().replace(/s$/, ''))),
  );
}

/** The names that a text gives in brackets, for use behind them. */
const abbreviations = (text: string): readonly string[] =>
  Array.from(text.matchAll(/\((\p{Lu}[\p{L}\p{N}-]{1,9})\)/gu), (match) => match[1] ?? '').filter(Boolean);

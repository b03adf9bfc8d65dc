import { LETTERS } from '../../text.ts';
import { bracketPairs, insideOf, type Pair } from './brackets.ts';
import { CUTS, FRONTS, type CutRule } from './cut-rules.ts';
import { headOf, wordsOf, type Word } from './grammar.ts';
import { isSound } from './sound.ts';

/** A shorter form of a sentence that reads complete and stays true. */
export interface Cut {
  readonly text: string;
  /** The names of the rules that allow it. */
  readonly rule: string;
  /** Whether the sentence's own end is gone. */
  readonly isInner: boolean;
  readonly words: readonly Word[];
}

// No post is so long that more of a single sentence could matter.
const LONGEST = 1500;
const LEAST_WORDS = 6;

/**
 * The shorter forms of a sentence, longest first, by all rules but those in `off`. `isUsed` says of a short name whether the
 * summary uses it. Linear in the sentence.
 */
export function cutsOf(
  sentence: string,
  words: readonly Word[],
  off: ReadonlySet<string>,
  isUsed: (name: string) => boolean,
): readonly Cut[] {
  if (sentence.length > LONGEST) return [];
  const whole: Cut = { text: sentence, rule: '', isInner: false, words };
  const shorter = [
    ...(off.has(FRONT) ? [] : withoutFront(whole)),
    ...(off.has(ASIDE) ? [] : withoutAsides(whole, isUsed)),
  ];
  const early = [whole, ...shorter].flatMap((base) => withoutEnd(base, off));
  return [...shorter, ...early].sort((a, b) => b.text.length - a.text.length);
}

export const ASIDE = 'leaves out asides';
export const FRONT = 'begins after “Unlike …,”';
// What turns the sentence round, or numbers what follows, is no aside.
const NO_ASIDE =
  /\b(?:not|no|never|only|except|unless|until|if|but|without|instead|rather|than)\b|^ ?\((?:\d{1,2}|[ivx]{1,4}|[a-h])\)$/i;

/** A sentence without what it says in brackets: all of it or nothing, so that no list is torn. */
function withoutAsides({ text }: Cut, isUsed: (name: string) => boolean): readonly Cut[] {
  // `Temporal Weaving (TW)` stays where `TW` is said again.
  const spans = asidesOf(text).filter(({ start, end }) => !isUsed(text.slice(start + 2, end - 1)));
  if (spans.length === 0 || spans.some(({ start, end }) => NO_ASIDE.test(text.slice(start, end)))) return [];
  let [kept, from] = ['', 0];
  for (const { start, end } of spans) {
    if (start < from) return [];
    kept += text.slice(from, start);
    from = end;
  }
  kept += text.slice(from);
  if (/[:,;–—-]\s*$/.test(kept)) return [];
  return [{ text: kept, rule: ASIDE, isInner: text.length - from < 2, words: wordsOf(kept) }];
}

const GOES_ON = new RegExp(`[${LETTERS}\\d([]`);

/** The brackets of a text that stand between words, with the space before them. */
const asidesOf = (text: string): readonly Pair[] =>
  bracketPairs(text)
    .filter(({ start, end }) => text.slice(start - 1, start + 1) === ' (' && !GOES_ON.test(text.slice(end, end + 1)))
    .map(({ start, end }) => ({ start: start - 1, end }))
    .sort((a, b) => a.start - b.start);

/** A sentence without a phrase at its beginning that only sets it against something. */
function withoutFront({ text, words }: Cut): readonly Cut[] {
  const comma = FRONTS.has(words[0]?.low ?? '') ? words.findIndex(({ after }) => after === ',') : -1;
  const start = words[comma + 1]?.start;
  if (comma < 0 || start === undefined || comma + LEAST_WORDS >= words.length) return [];
  const late = text.slice(start);
  return [{ text: late, rule: FRONT, isInner: false, words: wordsOf(late) }];
}

/** A sentence that ends early, in every sound way. */
function withoutEnd({ text, words, rule: before }: Cut, off: ReadonlySet<string>): readonly Cut[] {
  const isInside = insideOf(text);
  const cuts: Cut[] = [];
  for (let at = Math.max(LEAST_WORDS - 1, headOf(words).verb + 4); at < words.length - 1; at++) {
    const rule = ruleAt(text, words, at);
    const end = words[at]?.end ?? 0;
    if (!rule || off.has(rule.name) || isInside(end) || !isSound(text, words, at, rule)) continue;
    const closing = /^["”’')\]]+/.exec(text.slice(end, end + 3))?.[0] ?? '';
    const names = before === '' ? rule.name : `${before}, ${rule.name}`;
    cuts.push({ text: `${text.slice(0, end)}${closing}.`, words: words.slice(0, at + 1), rule: names, isInner: true });
  }
  return cuts;
}

const ENDINGS = ['ing', 'ed', 'ly', 's'];

/** The forms under which a word may stand in a rule: `which`; `*ing`, any that ends so; `*`, any. */
const formsOf = (word: string): readonly string[] => [
  word,
  ...ENDINGS.filter((ending) => word.length > ending.length + 2 && word.endsWith(ending)).map((ending) => `*${ending}`),
  '*',
];

const RULES = new Map(
  CUTS.flatMap((rule) => rule.words.split('|').map((form): [string, CutRule] => [`${rule.at}${form}`, rule])),
);
const AT_A_SPACE = new Set(Array.from(RULES.keys(), (form) => /^ (\S+)/.exec(form)?.[1] ?? ''));

function ruleAt(text: string, words: readonly Word[], at: number): CutRule | undefined {
  const [last, next] = [words[at], words[at + 1]];
  const mark = last && next && markBetween(text, last.end, next);
  if (mark === undefined) return undefined;
  for (const first of formsOf(next?.low ?? '')) {
    const rule = RULES.get(`${mark}${first}`);
    if (rule) return rule;
    for (const second of formsOf(words[at + 2]?.low ?? '')) {
      const rule = RULES.get(`${mark}${first} ${second}`);
      if (rule) return rule;
    }
  }
  return undefined;
}

function markBetween(text: string, end: number, { start, low }: Word): CutRule['at'] | undefined {
  if (start === end + 1) return text.charAt(end) === ' ' && AT_A_SPACE.has(low) ? ' ' : undefined;
  const mark = text.slice(end, start).replace(/["”’'“‘()]/g, '');
  if (mark === ', ') return ',';
  return mark === ': ' ? ':' : undefined;
}

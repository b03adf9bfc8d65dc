import { bracketDepth, bracketPairs } from './brackets.ts';
import { CUTS, FRONTS } from './cut-rules.ts';
import type { CutRule } from './cut-rules.ts';
import { headOf, wordsOf } from './grammar.ts';
import type { Word } from './grammar.ts';
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

/** The shorter forms of a sentence, longest first, by all rules but those in `off`. Linear in the sentence. */
export function cutsOf(
  sentence: string,
  words: readonly Word[],
  off: ReadonlySet<string>,
  isUsed: (name: string) => boolean,
): readonly Cut[] {
  if (sentence.length > LONGEST) return [];
  const whole: Cut = { text: sentence, rule: '', isInner: false, words };
  const bases = [whole, ...withoutFront(whole, off), ...withoutAsides(whole, off, isUsed)];
  return [...bases.slice(1), ...bases.flatMap((base) => withoutEnd(base, off))].sort(
    (a, b) => b.text.length - a.text.length,
  );
}

const under = (cut: Cut, rule: string): string => (cut.rule === '' ? rule : `${cut.rule}, ${rule}`);

interface Span {
  readonly start: number;
  readonly end: number;
}

export const ASIDE = 'leaves out asides';
export const FRONT = 'begins after “Unlike …,”';
// What turns the sentence round, or numbers what follows, is no aside.
const NO_ASIDE =
  /\b(?:not|no|never|only|except|unless|until|if|but|without|instead|rather|than)\b|^ ?\((?:\d{1,2}|[ivx]{1,4}|[a-h])\)$/i;

/** A sentence without what it says in brackets: all of it or nothing, so that no list is torn. */
function withoutAsides(cut: Cut, off: ReadonlySet<string>, isUsed: (name: string) => boolean): readonly Cut[] {
  const { text } = cut;
  // `Temporal Weaving (TW)` stays where `TW` is said again.
  const isShortName = ({ start, end }: Span): boolean => isUsed(text.slice(start + 2, end - 1));
  const spans = off.has(ASIDE) ? [] : asidesOf(text).filter((span) => !isShortName(span));
  if (spans.length === 0 || spans.some(({ start, end }) => NO_ASIDE.test(text.slice(start, end)))) return [];
  let [kept, from] = ['', 0];
  for (const { start, end } of spans) {
    if (start < from) return [];
    kept += text.slice(from, start);
    if (/\S$/.test(kept) && /^[\p{L}\p{N}]/u.test(text.slice(end, end + 2))) kept += ' ';
    from = end;
  }
  kept += text.slice(from);
  return /[:,;–—-]\s*$/.test(kept)
    ? []
    : [{ text: kept, rule: under(cut, ASIDE), isInner: text.length - from < 2, words: wordsOf(kept) }];
}

const asidesOf = (text: string): readonly Span[] =>
  bracketPairs(text)
    .filter(({ start, end }) => text.slice(start - 1, start + 1) === ' (' && !/^[\w([]/.test(text.slice(end, end + 1)))
    .map(({ start, end }) => ({ start: start - 1, end }))
    .sort((a, b) => a.start - b.start);

/** A sentence without a phrase at its beginning that only sets it against something. */
function withoutFront(cut: Cut, off: ReadonlySet<string>): readonly Cut[] {
  const { text, words } = cut;
  const comma = FRONTS.has(words[0]?.low ?? '') ? words.findIndex(({ after }) => after === ',') : -1;
  const start = words[comma + 1]?.start;
  if (off.has(FRONT) || comma < 0 || start === undefined || comma + LEAST_WORDS >= words.length) return [];
  const late = text.slice(start);
  return [{ text: late, rule: under(cut, FRONT), isInner: false, words: wordsOf(late) }];
}

/** A sentence that ends early, in every sound way. */
function withoutEnd(base: Cut, off: ReadonlySet<string>): readonly Cut[] {
  const { text, words } = base;
  const depth = bracketDepth(text);
  const cuts: Cut[] = [];
  for (let at = Math.max(LEAST_WORDS - 1, headOf(words).verb + 4); at < words.length - 1; at++) {
    const end = words[at]?.end ?? 0;
    const rule = depth[end] === 0 ? ruleAt(text, words, at) : undefined;
    if (!rule || off.has(rule.name) || !isSound(text, words, at, rule)) continue;
    const closing = /^["”’')\]]+/.exec(text.slice(end, end + 3))?.[0] ?? '';
    const kept = { text: `${text.slice(0, end)}${closing}.`, words: words.slice(0, at + 1) };
    cuts.push({ ...kept, rule: under(base, rule.name), isInner: true });
  }
  return cuts;
}

/** The rules, each with the first two words of what may go. */
const FORMS = CUTS.map((rule) => ({ rule, forms: rule.words.split('|').map((form) => form.split(' ')) }));
const AT_A_SPACE = new Set(FORMS.flatMap(({ rule, forms }) => (rule.at === ' ' ? forms.map(([first]) => first) : [])));

function ruleAt(text: string, words: readonly Word[], at: number): CutRule | undefined {
  const [last, next] = [words[at], words[at + 1]];
  const mark = last && next && markBetween(text, last, next);
  if (mark === undefined || (mark === ' ' && !AT_A_SPACE.has(next?.low))) return undefined;
  const [one, two] = [next?.low ?? '', words[at + 2]?.low ?? ''];
  return FORMS.find(
    ({ rule, forms }) =>
      rule.at === mark && forms.some(([first = '', second = '*']) => fits(first, one) && fits(second, two)),
  )?.rule;
}

function markBetween(text: string, { end }: Word, { start }: Word): CutRule['at'] | undefined {
  if (start === end + 1) return text.charAt(end) === ' ' ? ' ' : text.charAt(end) === '—' ? '-' : undefined;
  const bare = text.slice(end, start).replace(/["”’'“‘()]/g, '');
  if (bare === ' ') return undefined;
  if (bare === ', ') return ',';
  if (bare === ': ') return ':';
  return /^(?: [–-] | ?— ?)$/.test(bare) ? '-' : undefined;
}

/** Whether a word has a form: `which`; `*ing`, any that ends so; `*`, any. */
const fits = (form: string, word: string): boolean =>
  form === word ||
  form === '*' ||
  (form.startsWith('*') && word.length > form.length + 1 && word.endsWith(form.slice(1)));

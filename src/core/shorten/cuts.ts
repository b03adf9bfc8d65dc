import { bracketDepth, bracketPairs } from './brackets.ts';
import {
  COUNTS,
  CUTS,
  EMPTY_NOUNS,
  FRONTS,
  KEEPS,
  LAST_WORDS,
  LIMITS,
  MAY_END,
  PAIRS,
  SMALL_WORDS,
} from './cut-rules.ts';
import type { CutRule } from './cut-rules.ts';
import { endsOnABareName, endsOnANewThing, has, headOf, wordsOf } from './grammar.ts';
import type { Word } from './grammar.ts';
import { bit } from './lexicon.ts';

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
  const bare = withoutAsides(whole, off, isUsed);
  const bases = [whole, ...withoutFront(whole, off), ...bare, ...bare.flatMap((cut) => withoutFront(cut, off))];
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
export const COLON = 'begins after a colon';
// What turns the sentence round, or numbers what follows, is no aside.
const NO_ASIDE =
  /\b(?:not|no|never|only|except|unless|until|if|but|without|instead|rather|than)\b|^ ?\((?:\d{1,2}|[ivx]{1,4}|[a-h])\)$/i;

/** A sentence without what it says in brackets and between two dashes: all of it or nothing, so that no list is torn. */
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

function asidesOf(text: string): readonly Span[] {
  const brackets = bracketPairs(text)
    .filter(({ start, end }) => text.slice(start - 1, start + 1) === ' (' && !/^[\w([]/.test(text.slice(end, end + 1)))
    .map(({ start, end }) => ({ start: start - 1, end }));
  return [...brackets, ...dashAside(text)].sort((a, b) => a.start - b.start);
}

/** What stands between the only two dashes of a sentence. */
function dashAside(text: string): readonly Span[] {
  if (!/[–—]| - /.test(text)) return [];
  const [first, second, third] = Array.from(text.matchAll(/ ?— ?| [–-] /g), ({ index, 0: mark }) => ({ index, mark }));
  if (!first || !second || third || !/^\p{Ll}/u.test(text.slice(second.index + second.mark.length))) return [];
  const inside = text.slice(first.index, second.index);
  return /[;:]/.test(inside) ? [] : [{ start: first.index, end: second.index + second.mark.trimEnd().length }];
}

/** A sentence that begins late: without a phrase that only sets it against something; at a sentence of its own after a colon. */
function withoutFront(cut: Cut, off: ReadonlySet<string>): readonly Cut[] {
  const { text, words } = cut;
  const cuts: Cut[] = [];
  const add = (at: number, rule: string): void => {
    const start = words[at + 1]?.start;
    if (start === undefined || off.has(rule)) return;
    const late = text.slice(start);
    cuts.push({ text: late, rule: under(cut, rule), isInner: false, words: wordsOf(late) });
  };
  const comma = FRONTS.has(words[0]?.low ?? '') ? words.findIndex(({ after }) => after === ',') : -1;
  if (comma >= 0 && comma + LEAST_WORDS < words.length) add(comma, FRONT);
  const colon = words.findIndex(({ after }, at) => at > 2 && after.endsWith(':'));
  const own = words.slice(colon + 1);
  const isWhole =
    colon > 0 && own.length > LEAST_WORDS && !own.some(({ raw, after }) => after.endsWith(':') || /^\d$/.test(raw));
  if (isWhole && announcesAFinding(words.slice(0, colon + 1)) && headOf(own).verb > 0) add(colon, COLON);
  return cuts;
}

/** `The test reveals limits:`, `The key finding is odd:`. */
const announcesAFinding = (front: readonly Word[]): boolean =>
  has(front[headOf(front).verb], bit('finds')) || front.some((word) => has(word, bit('result')));

/** A sentence that ends early, in every sound way. */
function withoutEnd(base: Cut, off: ReadonlySet<string>): readonly Cut[] {
  const { text, words } = base;
  const depth = bracketDepth(text);
  for (const { start, end } of dashAside(text)) depth.fill(1, start + 1, end);
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

function ruleAt(text: string, words: readonly Word[], at: number): CutRule | undefined {
  const [last, next] = [words[at], words[at + 1]];
  if (!last || !next) return undefined;
  const mark = markBetween(text, last, next);
  const own = mark && RULES_AT.get(mark);
  return (
    own &&
    (own.byWord.get(next.low) ?? own.others).find(({ allows }) => allows(next.low, words[at + 2]?.low ?? ''))?.rule
  );
}

function markBetween(text: string, { end }: Word, { start }: Word): CutRule['at'] | undefined {
  if (start === end + 1) return text.charAt(end) === ' ' ? ' ' : text.charAt(end) === '—' ? '-' : undefined;
  const bare = text.slice(end, start).replace(/["”’'“‘()]/g, '');
  if (bare === ' ') return undefined;
  if (bare === ', ') return ',';
  if (bare === ': ') return ':';
  return /^(?: [–-] | ?— ?)$/.test(bare) ? '-' : undefined;
}

/** A form of the words that a rule cuts before. */
interface Form {
  readonly rule: CutRule;
  readonly allows: (first: string, second: string) => boolean;
}

interface RulesAt {
  readonly byWord: ReadonlyMap<string, readonly Form[]>;
  /** Those that any word may begin. */
  readonly others: readonly Form[];
}

/** The rules by the mark that they cut at, and by the word that what goes begins with, in the order of the table. */
const RULES_AT: ReadonlyMap<CutRule['at'], RulesAt> = new Map(
  ([',', ':', '-', ' '] as const).map((mark) => {
    const forms = CUTS.filter(({ at }) => at === mark).flatMap((rule) =>
      rule.words.split('|').map((form) => {
        const [first = '', second = '*'] = form.split(' ');
        return { rule, first, allows: (one: string, two: string) => fits(first, one) && fits(second, two) };
      }),
    );
    const others = forms.filter(({ first }) => first.startsWith('*'));
    const byWord = new Map(
      forms.map(({ first: word }) => [word, forms.filter(({ first }) => first === word || first.startsWith('*'))]),
    );
    return [mark, { byWord, others }];
  }),
);

/** Whether a word has a form: `which`; `*ing`, any that ends so; `*`, any. */
const fits = (form: string, word: string): boolean =>
  form === word ||
  form === '*' ||
  (form.startsWith('*') && word.length > form.length + 1 && word.endsWith(form.slice(1)));

/** Whether what is kept is whole and true without what goes. */
function isSound(text: string, words: readonly Word[], at: number, rule: CutRule): boolean {
  const [last, next] = [words[at], words[at + 1]];
  if (!last || !next) return false;
  if (next.low === 'that' && !endsOnANewThing(words, at)) return false;
  if (rule.at === ' ' && next.low === 'and' && !goesOnWithAVerb(words, at)) return false;
  if (LAST_WORDS.has(last.low) && !(rule.at === ',' && MAY_END.has(last.low))) return false;
  if (KEEPS.has(next.low) && !rule.words.includes(next.low)) return false;
  if (/[./&+=<>~^([{-]$/.test(last.raw) || /^\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])\)?$/.test(last.raw)) return false;
  // `…, released`: a lone word after a comma is the first of something.
  if (rule.at !== ':' && words[at - 1]?.after.includes(',')) return false;
  const [kept, gone] = [text.slice(0, last.end), text.slice(last.end)];
  return (
    !LIMITS.test(gone) &&
    !endsOnABareName(words, at) &&
    !(EMPTY_NOUNS.has(last.low) && SMALL_WORDS.has(words[at - 1]?.low ?? '')) &&
    !splitsPair(words, at) &&
    !tearsList(words, at, rule, kept, gone) &&
    !losesVerb(words, at, rule)
  );
}

/** Whether a cut after a word leaves the first half of a pair without its second: `not … but …`. */
export function splitsPair(words: readonly Word[], at: number): boolean {
  return PAIRS.some(([first, second, reach]) => {
    const isFirst = ({ low }: Word): boolean => low === first || (first === 'not' && low.endsWith("n't"));
    const opened = words.slice(Math.max(0, at - reach), at + 1).findLastIndex(isFirst);
    if (opened < 0) return false;
    const from = Math.max(0, at - reach) + opened;
    const holds = (start: number, end: number): boolean => words.slice(start, end).some(({ low }) => low === second);
    return !holds(from, at + 1) && holds(at + 1, from + reach);
  });
}

/** Whether a cut leaves a part of a list, its announcement, or the first of its numbered points. */
function tearsList(words: readonly Word[], at: number, rule: CutRule, kept: string, gone: string): boolean {
  if (/[\s(](?:1|i|a)\) /.test(kept) && /[\s(](?:[2-9]|i[iv]|iii|[b-e])\) /.test(gone)) return true;
  if (rule.at === ':' || rule.at === '-')
    return words.slice(Math.max(0, at - 5), at + 1).some(({ low }) => COUNTS.has(low));
  if (rule.at !== ',') return false;
  // `, a planner, and a judge`, `, editing, and naming`
  const rest = gone.slice(0, 120);
  if (
    /^, (?:an?|the|one) [^,]{1,60}, (?:and|or) /.test(rest) ||
    /^, \w+ing(?: [^,]{1,60})?,? (?:and|or) \w+ing\b/.test(rest)
  )
    return true;
  if (/^, and (?:shows|finds|demonstrates|reports|proves|argues) that /.test(rest)) return false;
  return (
    (rest.startsWith(', and ') && kept.slice(-80).includes(', ')) ||
    (/^, \w+ing,? /.test(rest) && /, \w+ing [^,]*$/.test(kept.slice(-80)))
  );
}

const ACTS = bit('brings') | bit('finds') | bit('scores') | bit('works') | bit('topic');

/** `X formalizes the task | and evaluates`: what goes is a second verb of the same subject, and no list of three is torn. */
function goesOnWithAVerb(words: readonly Word[], at: number): boolean {
  const verb = words[at + 2];
  const first = words[headOf(words).verb];
  return (
    verb?.after === '' &&
    has(verb, ACTS) &&
    !has(verb, bit('result') | bit('thing')) &&
    first?.low.endsWith('s') === true &&
    words.slice(0, at + 1).every(({ after }) => after === '')
  );
}

const FINITE = bit('be') | bit('have') | bit('modal') | bit('brings') | bit('scores') | bit('works') | bit('finds');
const OPENS_CLAUSE = new Set('that whether how why while when where which because'.split(' '));

/** Whether what goes holds the verb of what is kept: `we find that models trained on moves, without a board, | build a map`. */
function losesVerb(words: readonly Word[], at: number, rule: CutRule): boolean {
  if (rule.at !== ',') return false;
  const opened = words.slice(0, at + 1).findLastIndex(({ low }) => OPENS_CLAUSE.has(low));
  if (opened < 0) return false;
  const kept = words.slice(opened + 1, at + 1);
  if (kept.some((word, index) => index > 0 && has(word, FINITE) && !word.low.endsWith('ing'))) return false;
  return words.slice(at + 1, at + 40).some((word, index, all) => all[index - 1]?.after === ',' && has(word, FINITE));
}

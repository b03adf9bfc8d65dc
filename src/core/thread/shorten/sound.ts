import { COUNTS, EMPTY_NOUNS, KEEPS, LAST_WORDS, LIMITS, MAY_END, PAIRS, SMALL_WORDS } from './cut-rules.ts';
import type { CutRule } from './cut-rules.ts';
import { endsOnANewThing, has, headOf } from './grammar.ts';
import type { Word } from './grammar.ts';
import { bit } from './lexicon.ts';

/** Whether what is kept is whole and true without what goes. */
export function isSound(text: string, words: readonly Word[], at: number, rule: CutRule): boolean {
  const [last, next] = [words[at], words[at + 1]];
  if (!last || !next) return false;
  if (next.low === 'that' && !endsOnANewThing(words, at)) return false;
  if (rule.at === ' ' && next.low === 'and' && !goesOnWithAVerb(words, at)) return false;
  if (LAST_WORDS.has(last.low) && !(rule.at === ',' && MAY_END.has(last.low))) return false;
  if (KEEPS.has(next.low) && !rule.words.includes(next.low)) return false;
  if (/[./&+=<>~^([{-]$/.test(last.raw) || /^\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])\)?$/.test(last.raw)) return false;
  const [kept, gone] = [text.slice(0, last.end), text.slice(last.end)];
  // `X - not only Y - is Z`: at the second dash the sentence goes on.
  if (rule.at === '-' && / [–-] |—/.test(kept)) return false;
  return (
    !LIMITS.test(gone) &&
    !(EMPTY_NOUNS.has(last.low) && saysNothing(words[at - 1]?.low ?? '')) &&
    !splitsPair(words, at) &&
    !tearsList(words, at, rule, kept, gone) &&
    !losesVerb(words, at, rule)
  );
}

/** `abilities in | tasks`, `addressing | issues` */
const saysNothing = (before: string): boolean => SMALL_WORDS.has(before) || before.endsWith('ing');

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
  // `, a planner, and a judge`, `, editing, and re-naming`, `, training, or new data`
  const rest = gone.slice(0, 120);
  if (
    /^, (?:an?|the|one) [^,]{1,60}, (?:and|or) /.test(rest) ||
    /^, [\w-]+ing(?: [^,]{1,60})?(?:, or |,? (?:and|or) [\w-]+ing\b)/.test(rest)
  )
    return true;
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

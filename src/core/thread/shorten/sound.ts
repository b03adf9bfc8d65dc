import { COUNTS, EMPTY_NOUNS, KEEPS, LAST_WORDS, LIMITS, PAIRS, SMALL_WORDS, type CutRule } from './cut-rules.ts';
import { ACTS, endsOnANewThing, has, type Word } from './grammar.ts';

const LONGEST_PAIR = 40;

/** Whether what is kept is whole and true without what goes. */
export function isSound(text: string, words: readonly Word[], at: number, rule: CutRule): boolean {
  const [last, next] = [words[at], words[at + 1]];
  if (!last || !next) return false;
  if (next.low === 'that' && !endsOnANewThing(words, at)) return false;
  if (next.low === 'and' && !goesOnWithAVerb(words, at)) return false;
  if (LAST_WORDS.has(last.low) || (KEEPS.has(next.low) && !rule.words.includes(next.low))) return false;
  if (/[./&+=<>~^([{-]$|^\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])\)?$/.test(last.raw)) return false;
  if (EMPTY_NOUNS.has(last.low) && saysNothing(words[at - 1]?.low ?? '')) return false;
  const [kept, gone] = [text.slice(0, last.end), text.slice(last.end)];
  return !LIMITS.test(gone) && !splitsPair(words, at) && !tearsList(words, at, rule, kept, gone);
}

/** `abilities in | tasks`, `addressing | issues` */
const saysNothing = (before: string): boolean => SMALL_WORDS.has(before) || before.endsWith('ing');

/** Whether a cut after a word leaves the first half of a pair without its second: `not … but …`. */
function splitsPair(words: readonly Word[], at: number): boolean {
  const from = Math.max(0, at - LONGEST_PAIR);
  return words.slice(from, at + 1).some(({ low }, index) => {
    const [second, reach] = PAIRS.get(low.endsWith("n't") ? 'not' : low) ?? ['', 0];
    const start = from + index;
    const holds = (some: readonly Word[]): boolean => some.some((word) => word.low === second);
    return start >= at - reach && holds(words.slice(at + 1, start + reach)) && !holds(words.slice(start, at + 1));
  });
}

// `, a planner, and a judge`, `, editing, and re-naming`, `, training, or new data`
const LIST =
  /^, (?:(?:an?|the|one) [^,]{1,60}, (?:and|or) |[\w-]+ing(?: [^,]{1,60})?(?:, or |,? (?:and|or) [\w-]+ing\b))/;

/** Whether a cut leaves a part of a list, its announcement, or the first of its numbered points. */
function tearsList(words: readonly Word[], at: number, rule: CutRule, kept: string, gone: string): boolean {
  if (/[\s(](?:1|i|a)\) /.test(kept) && /[\s(](?:[2-9]|i[iv]|iii|[b-e])\) /.test(gone)) return true;
  if (rule.at === ':') return words.slice(Math.max(0, at - 5), at + 1).some(({ low }) => COUNTS.has(low));
  return rule.at === ',' && LIST.test(gone.slice(0, 140));
}

/** `X formalizes the task | and evaluates`: what goes is a second verb of the same subject, and no list of three is torn. */
const goesOnWithAVerb = (words: readonly Word[], at: number): boolean =>
  words[at + 2]?.after === '' && has(words[at + 2], ACTS) && words.slice(0, at + 1).every(({ after }) => after === '');

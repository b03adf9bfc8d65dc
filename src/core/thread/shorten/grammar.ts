import { bit, classesOf } from './lexicon.ts';

/** A word of a sentence: in small letters, where it stands, the marks right after it, and the classes that it is in. */
export interface Word {
  readonly low: string;
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  readonly after: string;
  readonly classes: number;
}

const codesOf = (marks: string): ReadonlySet<number> => new Set(Array.from(marks, (mark) => mark.charCodeAt(0)));
const OPENING_MARKS = codesOf('("“‘\'«[{*`');
const CLOSING_MARKS = codesOf('.,;:!?)"”’\'»]}*`…');
const BETWEEN_WORDS = codesOf(' —');

/** The words of a text, in order. Linear. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (let start = 0, at = 0; at <= text.length; at++) {
    if (at < text.length && !BETWEEN_WORDS.has(text.charCodeAt(at))) continue;
    if (at > start) addWord(words, text, start, at);
    start = at + 1;
  }
  return words;
}

function addWord(words: Word[], text: string, from: number, to: number): void {
  let [start, end] = [from, to];
  while (start < end && OPENING_MARKS.has(text.charCodeAt(start))) start++;
  while (end > start && CLOSING_MARKS.has(text.charCodeAt(end - 1))) end--;
  const raw = text.slice(start, end);
  if (raw === '' || raw === '-' || raw === '–') return;
  const low = bare(raw.toLowerCase());
  words.push({ low, raw, start, end, after: end === to ? '' : text.slice(end, to), classes: classesOf(low) });
}

const bare = (word: string): string => (word.endsWith('’s') || word.endsWith("'s") ? word.slice(0, -2) : word);

/** Whether a word is in one of these classes. */
export const has = (word: Word | undefined, classes: number): boolean =>
  word !== undefined && (word.classes & classes) !== 0;

const HELPS = bit('be') | bit('modal') | bit('have');
const ACTS = bit('brings') | bit('finds') | bit('scores') | bit('topic') | bit('works');

/** Where a sentence's subject begins, and its verb; -1 where none is known. */
export interface Head {
  readonly subject: number;
  readonly verb: number;
}

const MOST_OPENING = 30;
const MOST_SUBJECT = 14;

/** Looks past a phrase that stands before the subject (`On WebArena, X improves`) and finds the first verb after it. */
export function headOf(words: readonly Word[]): Head {
  const first = words[0];
  const opens = first && (has(first, bit('opens') | bit('goesOn')) || /(?:ing|ed|ly)$/.test(first.low));
  const comma = opens ? words.slice(0, MOST_OPENING).findIndex(({ after }) => after.endsWith(',')) : -1;
  const subject = comma >= 0 && comma + 1 < words.length ? comma + 1 : 0;
  return { subject, verb: verbAfter(words, subject) };
}

function verbAfter(words: readonly Word[], subject: number): number {
  const last = Math.min(words.length, subject + MOST_SUBJECT);
  const isPhrase = subject === 0 && /^an?$/.test(words[0]?.low ?? '');
  let unknown = -1;
  const comma = words.findIndex(({ after }, at) => at >= subject && after !== '');
  for (let at = subject; at < last; at++) {
    if (isPhrase && /^(?:that|which|who|where)$/.test(words[at]?.low ?? '')) return -1;
    if (isPhrase && words[at]?.low.endsWith('ed') === true && AFTER_PARTICIPLE.has(words[at + 1]?.low ?? '')) continue;
    if (isVerb(words, at, subject)) return at;
    if (unknown < 0 && at > subject && (comma < 0 || at <= comma) && isUnknownVerb(words, at)) unknown = at;
  }
  return unknown;
}

/** `A tool developed and tested with coaches`: a phrase, no sentence. */
const AFTER_PARTICIPLE = new Set('and in on by for to with from as at using over under'.split(' '));

/** `Introduces …`; `Clones a voice`, which no list of verbs knows. */
const beginsWithVerb = (word: Word, next: Word | undefined): boolean =>
  /[^s]s$/.test(word.low) &&
  !isAfterNoun(next) &&
  !has(next, HELPS) &&
  (has(word, ACTS) || /^(?:an?|the|each|all)$/.test(next?.low ?? ''));

/** `No choice dominates the gains`: a word in -s before an object. */
function isUnknownVerb(words: readonly Word[], at: number): boolean {
  const [before, word, next] = [words[at - 1], words[at], words[at + 1]];
  if (!before || !word || !next || `${before.after}${word.after}` !== '' || NO_VERB_AFTER.has(before.low)) return false;
  return BEFORE_OBJECT.has(next.low) && /^[a-z-]+[^s]s$/.test(word.raw) && !/[^s]s$/.test(before.low);
}

const NO_VERB_AFTER = new Set(
  'the a an of in for to its their and or new from with on at by this these our'.split(' '),
);
// After these a first word in -s is a noun: `Gains in …`, `Results are …`.
const AFTER_NOUN = new Set('of in on across from is are were arrived show include'.split(' '));
const isAfterNoun = (word: Word | undefined): boolean => word !== undefined && AFTER_NOUN.has(word.low);
const BEFORE_OBJECT = new Set('the a an this that each all its their more no every'.split(' '));
const SEVERAL = /^(?:we|they|people|who|et|al|and|also|researchers|authors)$/;

function isVerb(words: readonly Word[], at: number, subject: number): boolean {
  const [before, word, next] = [words[at - 1], words[at], words[at + 1]];
  if (!word) return false;
  if (has(word, HELPS)) return true;
  const isSingular = /[a-z]s$/.test(word.low) && !/(?:ss|us|is)$/.test(word.low) && word.raw === word.low;
  if (at === subject) return subject === 0 && beginsWithVerb(word, next);
  if (at === subject + 1 && isSingular && before && has(before, bit('pronoun') | bit('demonstrative'))) return true;
  if (!has(word, ACTS) || before?.after !== '' || word.raw !== word.low) return false;
  if (NO_VERB_AFTER.has(before.low) && !(at === subject + 1 && before.low === 'this')) return false;
  // In `the test results show`, `results` is no verb.
  if (has(next, HELPS) || (has(word, bit('result') | bit('work')) && has(next, ACTS))) return false;
  if (isSingular || /(?:ed|nd|lt|ew|id|an)$/.test(word.low)) return true;
  if (/[^s]s$/.test(before.low) || SEVERAL.test(before.low) || before.low.endsWith('ly')) return true;
  // `Researchers from the port of Kiel introduce`
  return has(word, bit('brings') | bit('finds')) && words.slice(subject, at).some(({ low }) => SEVERAL.test(low));
}

const NEW_THING_WORDS = 10;

/** `introduces a tool deployed in reviews | that reads logs`: what goes says more of a thing that is new, not which one it is. */
export function endsOnANewThing(words: readonly Word[], at: number): boolean {
  const from = Math.max(0, at - NEW_THING_WORDS);
  const article = words.slice(from, at).findLastIndex(({ low }) => low === 'a' || low === 'an');
  return (
    article >= 0 &&
    at - from - article > 2 &&
    !words.slice(from + article, at + 1).some(({ low, after }) => low === 'the' || after !== '')
  );
}

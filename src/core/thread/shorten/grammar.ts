import { IRREGULAR, VERBS, WORDS } from './word-lists.ts';

type Name = keyof typeof WORDS | keyof typeof VERBS;

const NAMES: readonly string[] = [...Object.keys(WORDS), ...Object.keys(VERBS)];

/** The bits of classes of words. */
export const bit = (...names: readonly Name[]): number =>
  names.reduce((bits, name) => bits | (1 << NAMES.indexOf(name)), 0);

let known: ReadonlyMap<string, number> | undefined;

/** The classes that a word in small letters is in, as bits; 0 if it is in none. */
function classesOf(word: string): number {
  known ??= makeLexicon();
  return known.get(word) ?? 0;
}

function makeLexicon(): ReadonlyMap<string, number> {
  const lexicon = new Map<string, number>();
  const add = (word: string, name: string): void => {
    lexicon.set(word, (lexicon.get(word) ?? 0) | (1 << NAMES.indexOf(name)));
  };
  for (const [name, words] of Object.entries(WORDS)) for (const word of words.split(' ')) add(word, name);
  for (const [name, verbs] of Object.entries(VERBS))
    for (const verb of verbs.split(' ')) for (const form of formsOf(verb)) add(form, name);
  return lexicon;
}

/** A verb as several and as one do it, and in the past; irregular forms of the past are verbs of their own. */
function formsOf(verb: string): readonly string[] {
  const past = IRREGULAR.get(verb);
  if (/[^aeo]y$/.test(verb)) return [verb, `${verb.slice(0, -1)}ies`, `${verb.slice(0, -1)}ied`];
  return [
    verb,
    /(?:s|x|ch|sh)$/.test(verb) ? `${verb}es` : `${verb}s`,
    past ?? (verb.endsWith('e') ? `${verb}d` : `${verb}ed`),
  ];
}

/** A word of a sentence: in small letters, where it stands, the marks right after it, and the classes that it is in. */
export interface Word {
  readonly low: string;
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  readonly after: string;
  readonly classes: number;
}

const OPENING_MARKS = '("“‘\'«[{*`';
const CLOSING_MARKS = '.,;:!?)"”’\'»]}*`…';
const SPACE = 0x20;
const DASH = 0x2014;

/** The words of a text, in order. Linear. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (let start = 0, at = 0; at <= text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== SPACE && code !== DASH && at < text.length) continue;
    if (at > start) addWord(words, text, start, at);
    start = at + 1;
  }
  return words;
}

function addWord(words: Word[], text: string, from: number, to: number): void {
  let [start, end] = [from, to];
  while (start < end && OPENING_MARKS.includes(text.charAt(start))) start++;
  while (end > start && CLOSING_MARKS.includes(text.charAt(end - 1))) end--;
  const raw = text.slice(start, end);
  if (raw === '' || raw === '-' || raw === '–') return;
  const low = bare(raw.toLowerCase());
  words.push({ low, raw, start, end, after: end === to ? '' : text.slice(end, to), classes: classesOf(low) });
}

const bare = (word: string): string => (word.endsWith('’s') || word.endsWith("'s") ? word.slice(0, -2) : word);

/** Whether a word is in one of these classes. */
export const has = (word: Word | undefined, classes: number): boolean =>
  word !== undefined && (word.classes & classes) !== 0;

const HELPS = bit('be', 'modal', 'have');
/** What a verb may be that is no help to another one. */
export const ACTS = bit('brings', 'finds', 'scores', 'topic', 'works');

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
  const opens = first && (has(first, bit('opens', 'goesOn')) || /(?:ing|ed|ly)$/.test(first.low));
  const subject = opens ? words.slice(0, MOST_OPENING).findIndex(({ after }) => after.endsWith(',')) + 1 : 0;
  const isPhrase = subject === 0 && (first?.low === 'a' || first?.low === 'an');
  for (let at = subject; at < Math.min(words.length, subject + MOST_SUBJECT); at++) {
    // `A framework that routes`: a phrase, no sentence.
    if (isPhrase && RELATIVE.has(words[at]?.low ?? '')) break;
    // `A tool developed and tested with coaches` too.
    if (isPhrase && words[at]?.low.endsWith('ed') && AFTER_PARTICIPLE.has(words[at + 1]?.low ?? '')) continue;
    if (at === subject ? subject === 0 && beginsWithVerb(words) : isVerb(words, at, subject))
      return { subject, verb: at };
  }
  return { subject, verb: -1 };
}

const AFTER_PARTICIPLE = new Set('and in on by for to with from as at using over under'.split(' '));
const RELATIVE = new Set(['that', 'which', 'who', 'where']);

/** `Introduces …`; `Clones a voice`, which no list of verbs knows; not `Gains in …`, `Results are …`. */
function beginsWithVerb([word, next]: readonly Word[]): boolean {
  if (!word || has(word, HELPS)) return word !== undefined;
  if (!/[^s]s$/.test(word.low) || has(next, HELPS) || AFTER_NOUN.has(next?.low ?? '')) return false;
  return has(word, ACTS) || BEFORE_OBJECT.has(next?.low ?? '');
}

const AFTER_NOUN = new Set('of in on across from arrived show include'.split(' '));
const BEFORE_OBJECT = new Set(['a', 'an', 'the', 'each', 'all']);
const NO_VERB_AFTER = new Set(
  'the a an of in for to its their and or new from with on at by this these our'.split(' '),
);
const SEVERAL = new Set('we they people who et al and also researchers authors'.split(' '));

function isVerb(words: readonly Word[], at: number, subject: number): boolean {
  const [before, word, next] = [words[at - 1], words[at], words[at + 1]];
  if (!before || !word || has(word, HELPS)) return has(word, HELPS);
  if (!has(word, ACTS) || before.after !== '' || NO_VERB_AFTER.has(before.low)) return false;
  // In `the test results show`, `results` is no verb.
  if (has(word, bit('result', 'work')) && has(next, ACTS)) return false;
  if (/(?:[a-z]s|ed|nd|lt|ew|id|an)$/.test(word.low)) return true;
  if (/[^s]s$|ly$/.test(before.low) || SEVERAL.has(before.low)) return true;
  // `Researchers from the port of Kiel introduce`
  return has(word, bit('brings', 'finds')) && words.slice(subject, at).some(({ low }) => SEVERAL.has(low));
}

const NEW_THING_WORDS = 10;

/** `introduces a tool deployed in reviews | that reads logs`: what goes says more of a thing that is new, not which one it is. */
export function endsOnANewThing(words: readonly Word[], at: number): boolean {
  const kept = words.slice(Math.max(0, at - NEW_THING_WORDS), at + 1);
  const article = kept.findLastIndex(({ low }) => low === 'a' || low === 'an');
  return (
    article >= 0 &&
    kept.length - article > 3 &&
    kept.slice(article).every(({ low, after }) => low !== 'the' && after === '')
  );
}

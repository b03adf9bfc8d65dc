import { has, headOf, wordsOf, type Head, type Word } from './grammar.ts';
import { bit } from './lexicon.ts';
import type { Unit } from './split.ts';
import { COMMON, KINDS, WELL_KNOWN } from './word-lists.ts';

/** Who or what a sentence speaks of; `none` where it begins with its verb: `Introduces …`. */
type Subject = 'work' | 'workers' | 'thing' | 'name' | 'it' | 'result' | 'none' | 'other';

/** A sentence as the rules see it. */
export interface Statement extends Head, Pick<Unit, 'text' | 'label' | 'part' | 'at'> {
  readonly words: readonly Word[];
  readonly speaksOf: Subject;
  /** The classes of its verb; 0 where none is known. */
  readonly verbIs: number;
  /** The classes of all its words together. */
  readonly holds: number;
  /** Whether its beginning says a word of the title. */
  readonly isOnTitle: boolean;
  /** How many of its words say something that the title does not. */
  readonly news: number;
  readonly figures: number;
  /** Whether it goes on after a semicolon. */
  readonly isClause: boolean;
}

/** What a title says: its words in small letters, and those that sentences use as the name of the work. */
export interface Title {
  readonly text: string;
  readonly words: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  /** The first letters of its words, as short names are made of them. */
  readonly initials: string;
}

/** Reads a title; `name` is what stands before its colon, or all of it. */
export function readTitle(text: string, name: string): Title {
  const words = wordsOf(text).filter(({ low }) => !COMMON.has(low));
  const own = wordsOf(name).filter(({ low }) => !COMMON.has(low));
  const coined = words.filter(({ raw }) => isName(raw));
  const names = [...(own.length <= 3 ? own.filter(({ low }) => !KINDS.has(low)) : []), ...coined];
  const initials = text.split(/[\s-]+/).map((word) => word.charAt(0).toUpperCase());
  return {
    text,
    initials: initials.join(''),
    words: new Set(words.map(({ low }) => low)),
    names: new Set(names.map(({ low }) => low)),
  };
}

/** `WebArena`, `GPT-4`, `CCA`: no word of the language. */
export const isName = (raw: string): boolean =>
  raw !== raw.toLowerCase() && (/\p{Lu}/u.test(raw.slice(1)) || /^\p{Lu}.*\d/u.test(raw));

/** Reads a unit, or a shorter form of it. */
export function readStatement(unit: Unit, title: Title, form: Pick<Statement, 'text' | 'words'>): Statement {
  const { text, words } = form;
  const head = headOf(words);
  const isPhrase = head.verb < 0 && unit.part === 0 && unit.at === 0 && /^(?:an?|new)$/.test(words[0]?.low ?? '');
  const speaksOf = isPhrase ? 'thing' : subjectOf(words, head, title, unit.part === 0);
  const verb = head.verb < 0 && speaksOf === 'name' ? nextSingular(words, head.subject) : afterHave(words, head.verb);
  const { label, part, at, isClause } = unit;
  let [holds, news, figures, isOnTitle] = [0, 0, 0, false];
  words.forEach(({ low, raw, classes }, at) => {
    holds |= classes;
    if (isFigure(raw)) figures++;
    if (title.words.has(low)) isOnTitle ||= at < EARLY;
    else if (low.length > 2 && (classes & PLAIN) === 0 && !COMMON.has(low)) news++;
  });
  const verbIs = words[verb]?.classes ?? 0;
  return {
    text,
    label,
    part,
    at,
    isClause,
    words,
    subject: head.subject,
    verb,
    speaksOf,
    verbIs,
    holds,
    news,
    figures,
    isOnTitle,
  };
}

const EARLY = 14;

// Words that tell nothing by themselves.
const PLAIN =
  bit('work') | bit('workers') | bit('be') | bit('have') | bit('modal') | bit('brings') | bit('topic') | bit('finds');

const HAS_DIGIT = /\d/;
const FIGURE = /^[~+≈<>−–$-]?\d[\d.,]*(?:%|x|×|k|m|b|pp|ms|s|\/\d+)?(?:[-–]\d[\d.,]*(?:%|x|×)?)?$/i;

/** `38%`, `5.1x`, `0.9`, `225`; no single digit and no year. */
const isFigure = (raw: string): boolean => HAS_DIGIT.test(raw) && FIGURE.test(raw) && !/^(?:\d|20[12]\d)$/.test(raw);

const ENDS_SUBJECT = new Set(['of', 'from', 'on', 'in', 'for', 'by', 'with', 'that']);
const LONGEST_SUBJECT = 8;

function subjectOf(words: readonly Word[], { subject, verb }: Head, title: Title, isLead: boolean): Subject {
  const first = words[subject];
  if (!first) return 'other';
  if (verb === subject) return 'none';
  if (first.low === 'it') return 'it';
  const own = words.slice(subject, verb < 0 ? subject + LONGEST_SUBJECT : verb);
  const end = own.findIndex(({ low }) => ENDS_SUBJECT.has(low));
  const core = end > 0 ? own.slice(0, end) : own;
  const last = core.at(-1);
  if (core.some((word) => PEOPLE.has(word.low)) || has(last, bit('workers'))) return 'workers';
  if (DETERMINERS.has(first.low) && core.some((word) => has(word, bit('work')))) return 'work';
  if (isNamed(core, title) || (isLead && subject === 0 && isCoined(first, words[verb], verb))) return 'name';
  const isThe = DETERMINERS.has(first.low) && has(last, bit('thing'));
  if (isThe && core.length === 2) return 'thing';
  return core.some((word) => has(word, bit('result'))) ? 'result' : 'other';
}

const PEOPLE = new Set(['researchers', 'authors', 'scientists']);
const DETERMINERS = new Set(['the', 'this', 'our', 'a', 'an']);

/** `Lighthouse Attention`, `the CacheWeaver method`; of a title of several plain words one alone is no name: `memory cells`. */
function isNamed(core: readonly Word[], { names }: Title): boolean {
  const [first, second] = core[0]?.low === 'the' ? core.slice(1) : core;
  if (core.some(({ low, raw }) => isName(raw) && names.has(low))) return true;
  return first !== undefined && names.has(first.low) && (names.size === 1 || !second || names.has(second.low));
}

/** `ReaLM is a framework`: a lead that gives a work its name. */
const isCoined = ({ raw }: Word, verb: Word | undefined, at: number): boolean =>
  at > 0 &&
  at <= 4 &&
  isName(raw) &&
  !WELL_KNOWN.has(raw.replace(/-.*|s$/, '')) &&
  has(verb, bit('brings') | bit('works') | bit('be')) &&
  verb?.low.endsWith('s') === true;

/** `has launched`: the second is what was done. */
const afterHave = (words: readonly Word[], verb: number): number =>
  has(words[verb], bit('have')) && has(words[verb + 1], bit('brings') | bit('finds') | bit('scores')) ? verb + 1 : verb;

/** Where the verb of a name stands that no list of verbs knows: `Latent Agents internalizes`. */
function nextSingular(words: readonly Word[], from: number): number {
  const at = words.slice(from + 1, from + 5).findIndex(({ raw }) => /^[a-z-]+s$/.test(raw));
  return at < 0 ? -1 : from + 1 + at;
}

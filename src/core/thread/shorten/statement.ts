import { isCapital } from '../../text.ts';
import { bit, has, headOf, wordsOf, type Head, type Word } from './grammar.ts';
import type { Unit } from './split.ts';
import { COMMON, KINDS } from './word-lists.ts';

/** Who or what a sentence speaks of; `none` where it begins with its verb: `Introduces …`. */
type Subject = 'work' | 'workers' | 'thing' | 'name' | 'it' | 'result' | 'none' | 'other';

/** A sentence as the rules see it. */
export interface Statement extends Head, Unit {
  readonly speaksOf: Subject;
  /** The classes of its verb; 0 where none is known. */
  readonly verbIs: number;
  /** The classes of all its words together. */
  readonly holds: number;
  /** Whether its beginning says a word of the title. */
  readonly isOnTitle: boolean;
  /** How many of its words say something that the title does not. */
  readonly news: number;
  readonly hasFigure: boolean;
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
export const isName = (raw: string): boolean => isCapital(raw.slice(1)) || (isCapital(raw) && /\d/.test(raw));

/** Reads a unit, or a shorter form of it. */
export function readStatement(unit: Unit, title: Title): Statement {
  const { words } = unit;
  const head = headOf(words);
  const isPhrase = head.verb < 0 && unit.at === 0 && /^(?:an?|new)$/.test(words[0]?.low ?? '');
  const speaksOf = isPhrase ? 'thing' : subjectOf(words, head, title, unit.part === 0);
  const verb = head.verb < 0 ? unknownVerb(words, head.subject, speaksOf) : afterHave(words, head.verb);
  let [holds, news, hasFigure, isOnTitle] = [0, 0, false, false];
  words.forEach(({ low, raw, classes }, at) => {
    holds |= classes;
    hasFigure ||= isFigure(raw);
    if (title.words.has(low)) isOnTitle ||= at < EARLY;
    else if (low.length > 2 && (classes & PLAIN) === 0 && !COMMON.has(low)) news++;
  });
  const verbIs = words[verb]?.classes ?? 0;
  return { ...unit, subject: head.subject, verb, speaksOf, verbIs, holds, news, hasFigure, isOnTitle };
}

/** Where a verb stands that no list knows: `Latent Agents internalizes`, `It agrees`. */
function unknownVerb(words: readonly Word[], subject: number, speaksOf: Subject): number {
  const reach = speaksOf === 'name' ? 4 : 1;
  const isVerb = ({ raw }: Word, at: number): boolean =>
    at > subject && at <= subject + reach && /^[a-z-]+s$/.test(raw);
  return speaksOf === 'name' || speaksOf === 'it' ? words.findIndex(isVerb) : -1;
}

/** `has launched`: the second is what was done. */
const afterHave = (words: readonly Word[], verb: number): number =>
  has(words[verb], bit('have')) && has(words[verb + 1], bit('brings', 'finds', 'scores')) ? verb + 1 : verb;

const EARLY = 14;

// Words that tell nothing by themselves.
const PLAIN = bit('work', 'workers', 'be', 'have', 'modal', 'brings', 'topic', 'finds');

const FIGURE = /^[~+≈<>−–$-]?\d[\d.,]*(?:%|x|×|k|m|b|pp|ms|s|\/\d+)?(?:[-–]\d[\d.,]*(?:%|x|×)?)?$/i;

/** `38%`, `5.1x`, `0.9`, `225`; no single digit and no year. */
const isFigure = (raw: string): boolean => FIGURE.test(raw) && !/^(?:\d|20[12]\d)$/.test(raw);

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
  if (core.some((word) => has(word, bit('workers')))) return 'workers';
  if (DETERMINERS.has(first.low) && core.some((word) => has(word, bit('work')))) return 'work';
  if (isNamed(core, title) || (isLead && subject === 0 && isCoined(first, words[verb], verb))) return 'name';
  if (DETERMINERS.has(first.low) && core.length === 2 && has(core[1], bit('thing'))) return 'thing';
  return core.some((word) => has(word, bit('result'))) ? 'result' : 'other';
}

const DETERMINERS = new Set(['the', 'this', 'our', 'a', 'an']);

/** `Lighthouse Attention`, `the CacheWeaver method`; of a title of several plain words one alone is no name: `memory cells`. */
function isNamed(core: readonly Word[], { names }: Title): boolean {
  const [first, second] = core[0]?.low === 'the' ? core.slice(1) : core;
  if (core.some(({ low, raw }) => isName(raw) && names.has(low))) return true;
  return first !== undefined && names.has(first.low) && (names.size === 1 || !second || names.has(second.low));
}

/** `ReaLM is a framework`: a lead that gives a work its name. */
const isCoined = ({ raw }: Word, verb: Word | undefined, at: number): boolean =>
  at > 0 && at <= 4 && isName(raw) && has(verb, bit('brings', 'works', 'be')) && verb?.low.endsWith('s') === true;

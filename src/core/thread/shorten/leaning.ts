import { has, type Word } from './grammar.ts';
import { bit } from './lexicon.ts';
import { isOnTheWork, type Seen } from './extract-rules.ts';
import { isName, type Statement } from './statement.ts';

/** A rule on what a sentence cannot do without: the number of the sentence that must be there too, or -1. */
interface LeaningRule {
  readonly name: string;
  readonly on: (seen: Seen) => number;
}

const word = ({ words }: Statement, at: number): string => words[at]?.low ?? '';

/** A rule that leans on the sentence right before. */
const onTheLast =
  (test: (it: Statement, seen: Seen) => boolean): LeaningRule['on'] =>
  (seen) =>
    seen.index > 0 && test(seen.it, seen) ? seen.index - 1 : -1;

const opensWith = (it: Statement, words: RegExp): boolean =>
  words.test(word(it, 0)) || words.test(word(it, it.subject));

/** What a sentence says of things that only another one tells of. */
export const LEANING: readonly LeaningRule[] = [
  {
    name: 'opens with “this” or “they”',
    on: onTheLast(
      (it) => pointsBack(it, 0) || pointsBack(it, it.subject) || opensWith(it, /^(?:they|them|their|he|she|his|her)$/),
    ),
  },
  { name: 'says “it” of another thing', on: onTheLast(saysItOfAnother) },
  {
    name: 'goes on',
    on: onTheLast((it) => GOES_ON.test(it.text) || (has(it.words[0], bit('goesOn')) && !MAY_OPEN.has(word(it, 0)))),
  },
  { name: 'says “also”', on: onTheLast((it) => it.words.slice(1, 6).some(({ low }) => ALSO.has(low))) },
  { name: 'speaks of “the” thing', on: onTheLast(speaksOfTheThing) },
  { name: 'uses a name coined before', on: coinedBefore },
  {
    name: 'means what stood before',
    on: onTheLast(
      (it) =>
        MEANS.test(it.text) ||
        it.words.slice(1, 8).some(({ low }, at) => low === 'these' && word(it, at + 2).endsWith('s')) ||
        it.words.slice(0, 8).some(({ low }) => OTHERS.has(low)),
    ),
  },
  { name: 'speaks of “each” of them', on: eachOfBefore },
  {
    name: 'is further down its bullet',
    on: onTheLast((it) => it.part > 0 && it.at > 0 && it.speaksOf !== 'name' && it.speaksOf !== 'work'),
  },
  {
    name: 'is a clause on something else',
    on: onTheLast((it) => it.isClause && !isOnTheWork(it) && it.speaksOf !== 'it' && !tellsAFinding(it)),
  },
];

const GOES_ON =
  /^(?:if not\b|instead(?! of\b)|in (?:particular|addition|contrast|turn|summary)|as a result|to summarize|(?:for|as) (?:example|instance)|(?:a|the) (?:second|third|further) \p{L}+)\b/iu;
/** `Findings suggest that …`: whose findings is clear. */
const tellsAFinding = (it: Statement): boolean => /^findings?$/.test(word(it, it.subject));

const MAY_OPEN = new Set(['if', 'first', 'still', 'instead', 'finally']);
const ALSO = new Set(
  'also further therefore thus similar similarly then even additional another additionally'.split(' '),
);
const OTHERS = new Set(['resulting', 'latter', 'former', 'different', 'opposite']);
const MEANS =
  /\bboth \p{Ll}+s\b(?! and\b)|\b(?:all|these) (?:two|three|four|five)\b|\b(?:this|that|these|those) (?:step|gap|problem|issue|result|finding|job|way|idea|behaviou?r|benchmark|approach|limitation|setting|question|assumption|process|trend|purpose|end|reason)s?\b|\bthe (?:effect|phenomenon)\b(?! (?:of|that|on|in)\b)|\bthe (?:entire|whole) \p{L}+ (?:in|into|is|are)\b|\b(?:around|address(?:es)?|solves?|fix(?:es)?|tackles?|achieves?|does|handles?|enables?|by|for|of|with|from|beyond|on) (?:this|these|it)(?= (?:by|using|with|through)\b|[.,;:]|$)/u;

/** `This cuts`, `These gains`; not `this paper`, `those who`. */
function pointsBack(it: Statement, at: number): boolean {
  const [own, next] = [word(it, at), it.words[at + 1]];
  if (!/^(?:this|these|that|those|such)$/.test(own) || (own === 'those' && next?.low === 'who')) return false;
  const isWork = it.speaksOf === 'work' || has(next, bit('work')) || has(it.words[at + 2], bit('work'));
  return own !== 'this' || !isWork;
}

/** `It`, where the sentence before spoke of something else than the work. */
function saysItOfAnother(it: Statement, { all, index }: Seen): boolean {
  const before = all[index - 1];
  if (!before || !opensWith(it, /^its?$/)) return false;
  return !isOnTheWork(before) && before.speaksOf !== 'it' && !(before.verb < 0 && before.at === 0);
}

// `The key finding`, `the first dataset` say themselves which one they mean.
const SAYS_WHICH = /^(?:key|main|central|core|headline|big|biggest|most|first|best|open-source|final|only)$/;
const OF_WHAT = new Set('of that which in for behind from between with to on'.split(' '));

/** `The manager decides`: who read nothing before does not know which manager. */
function speaksOfTheThing(it: Statement, { title }: Seen): boolean {
  const own = it.words.slice(it.subject, it.verb > it.subject ? it.verb : it.subject + 4);
  if (isOnTheWork(it) || !/^(?:the|each|every|both|neither|all)$/.test(own[0]?.low ?? '')) return false;
  if (SAYS_WHICH.test(own[1]?.low ?? '')) return false;
  if (own.some(({ low }) => OF_WHAT.has(low) || title.words.has(low))) return false;
  return own.length > 2 || !own.some((each) => has(each, bit('result')));
}

/** `each capability level`, where a sentence before told of capability levels. */
function eachOfBefore({ it, index, all }: Seen): number {
  const at = it.words.findIndex(({ low }) => low === 'each');
  const [kind, thing] = [word(it, at + 1), word(it, at + 2)];
  if (at < 0 || thing.length < 4 || it.words[at + 1]?.after !== '') return -1;
  const isOne = (low: string): boolean => low === thing || low === `${thing}s`;
  return all.findIndex(
    ({ words }, place) =>
      place < index && words.some(({ low }, pos) => low === kind && isOne(words[pos + 1]?.low ?? '')),
  );
}

/** The first sentence before that coined a name which this one uses: `(PGR)`, `introduces ASearcher`. */
function coinedBefore({ it, index, all, title }: Seen): number {
  const isKnown = (name: string): boolean =>
    title.names.has(name.toLowerCase()) || title.words.has(name.toLowerCase()) || title.initials.includes(name);
  for (const { raw } of it.words) {
    const name = raw.replace(/(?:’s|'s|s)$/, '');
    if (!isName(name) || isKnown(name) || it.text.includes(`(${name}`)) continue;
    const at = all.findIndex((other, place) => place < index && coins(other, name));
    if (at >= 0) return at;
  }
  return -1;
}

function coins({ text, label, words }: Statement, name: string): boolean {
  if (label.includes(name) || text.includes(`(${name})`) || text.includes(`(${name}s)`)) return true;
  const at = words.findIndex(({ raw }) => raw === name);
  const before: Word | undefined = words[at - 1];
  return before !== undefined && (has(before, bit('brings')) || /^(?:called|named|dubbed|via|with)$/.test(before.low));
}

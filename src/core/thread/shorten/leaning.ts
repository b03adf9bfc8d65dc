import { isOnTheWork, type Seen } from './extract-rules.ts';
import { bit, has } from './grammar.ts';
import { isName, type Statement } from './statement.ts';

/** A rule on what a sentence cannot do without: the number of the sentence that must be there too, or -1. */
interface LeaningRule {
  readonly name: string;
  readonly on: (seen: Seen) => number;
}

const word = ({ words }: Statement, at: number): string => words[at]?.low ?? '';
const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** A rule that leans on the sentence right before. */
const onTheLast =
  (test: (it: Statement, seen: Seen) => boolean): LeaningRule['on'] =>
  (seen) =>
    seen.index > 0 && test(seen.it, seen) ? seen.index - 1 : -1;

/** What a sentence says of things that only another one tells of. */
export const LEANING: readonly LeaningRule[] = [
  {
    name: 'opens with “this” or “they”',
    on: onTheLast((it) => [0, it.subject].some((at) => PERSONS.has(word(it, at)) || pointsBack(it, at))),
  },
  { name: 'says “it” of another thing', on: onTheLast(saysItOfAnother) },
  { name: 'goes on', on: onTheLast(goesOn) },
  { name: 'says “also”', on: onTheLast((it) => it.words.slice(1, 7).some(({ low }) => ALSO.has(low))) },
  { name: 'speaks of “the” thing', on: onTheLast(speaksOfTheThing) },
  { name: 'uses a name coined before', on: coinedBefore },
  { name: 'means what stood before', on: onTheLast((it) => it.words.some((_, at) => meansWhatStood(it, at))) },
  { name: 'speaks of “each” of them', on: eachOfBefore },
  {
    name: 'is further down its bullet',
    on: onTheLast((it) => it.part > 0 && it.at > 0 && it.speaksOf !== 'name' && it.speaksOf !== 'work'),
  },
  {
    name: 'is a clause on something else',
    on: onTheLast(
      (it) => it.isClause && !isOnTheWork(it) && it.speaksOf !== 'it' && !/^findings?$/.test(word(it, it.subject)),
    ),
  },
];

const PERSONS = listed('they them their he she his her');
const POINTERS = listed('this these that those such');

/** `This cuts`, `These gains`; not `this paper`, `those who`. */
function pointsBack(it: Statement, at: number): boolean {
  const [own, next] = [word(it, at), it.words[at + 1]];
  if (!POINTERS.has(own) || (own === 'those' && next?.low === 'who')) return false;
  return own !== 'this' || !(it.speaksOf === 'work' || has(next, bit('work')) || has(it.words[at + 2], bit('work')));
}

/** `It`, where the sentence before spoke of something else than the work. */
function saysItOfAnother(it: Statement, { all, index }: Seen): boolean {
  const before = all[index - 1];
  if (!before || ![word(it, 0), word(it, it.subject)].some((low) => low === 'it' || low === 'its')) return false;
  return !isOnTheWork(before) && before.speaksOf !== 'it' && !(before.verb < 0 && before.at === 0);
}

const MAY_OPEN = listed('if first still finally');
const GOES_ON =
  /^(?:if not|in (?:particular|addition|contrast|turn|summary)|as a result|to summarize|(?:for|as) (?:example|instance)|(?:a|the) (?:second|third|further))\b/i;

function goesOn({ text, words: [first, second] }: Statement): boolean {
  if (first?.low === 'instead') return second?.low !== 'of';
  return GOES_ON.test(text) || (has(first, bit('goesOn')) && !MAY_OPEN.has(first?.low ?? ''));
}

const ALSO = listed(
  'also further therefore thus similar similarly then even additional another additionally resulting latter former different opposite',
);

const NUMBERS = listed('two three four five');
const TOLD = listed(
  'step gap problem issue result finding job way idea behavior behaviour benchmark approach limitation setting question assumption ' +
    'process trend purpose end reason',
);
const MAY_MEAN = listed('both the these all it this that those');
const MEANS = listed('by using with through');

/** `both routes`, `these three`, `this step`, `the whole network is`, `solves it by`. */
function meansWhatStood(it: Statement, at: number): boolean {
  const low = word(it, at);
  if (!MAY_MEAN.has(low)) return false;
  const [next, third, after] = [word(it, at + 1), word(it, at + 2), it.words[at]?.after ?? ''];
  if (low === 'both') return next.endsWith('s') && third !== 'and' && it.words[at + 1]?.after === '';
  if (low === 'the' && (next === 'effect' || next === 'phenomenon')) return !OF_WHAT.has(third);
  if ((low === 'these' || low === 'all') && NUMBERS.has(next)) return true;
  if (low === 'these' && at > 0 && at < 8 && next.endsWith('s')) return true;
  if (low === 'it' || low === 'this' || low === 'these')
    if (at > 0 && (/[.,;:]/.test(after) || MEANS.has(next) || next === '')) return true;
  return POINTERS.has(low) && TOLD.has(next.replace(/s$/, ''));
}

// `The key finding`, `the first dataset` say themselves which one they mean.
const SAYS_WHICH = listed('key main central core headline big biggest most first best open-source final only');
const OF_WHAT = listed('of that which in for behind from between with to on');
const THE = listed('the each every both neither all');

/** `The manager decides`: who read nothing before does not know which manager. */
function speaksOfTheThing(it: Statement, { title }: Seen): boolean {
  const own = it.words.slice(it.subject, it.verb > it.subject ? it.verb : it.subject + 4);
  if (isOnTheWork(it) || !THE.has(own[0]?.low ?? '') || SAYS_WHICH.has(own[1]?.low ?? '')) return false;
  if (own.some(({ low }) => OF_WHAT.has(low) || title.words.has(low))) return false;
  return own.length > 2 || !own.some((each) => has(each, bit('result')));
}

/** `each capability level`, where a sentence before told of capability levels. */
function eachOfBefore({ it, index, all }: Seen): number {
  const at = it.words.findIndex(({ low }) => low === 'each');
  const [kind, thing] = [word(it, at + 1), word(it, at + 2)];
  if (at < 0 || thing.length < 4) return -1;
  return all.slice(0, index).findIndex(({ text }) => text.includes(`${kind} ${thing}`));
}

/** The first sentence before that coined a name which this one uses: `(PGR)`, `introduces ASearcher`. */
function coinedBefore({ it, index, all, title }: Seen): number {
  for (const { raw, low } of index > 0 ? it.words : []) {
    if (raw === low || !isName(raw)) continue;
    const name = raw.replace(/(?:’s|'s|s)$/, '');
    const isKnown =
      title.words.has(name.toLowerCase()) || title.initials.includes(name) || it.text.includes(`(${name}`);
    const at = isKnown ? -1 : all.slice(0, index).findIndex((other) => coins(other, name));
    if (at >= 0) return at;
  }
  return -1;
}

const CALLED = listed('called named dubbed via with');

function coins({ text, label, words }: Statement, name: string): boolean {
  if (!text.includes(name) && !label.includes(name)) return false;
  if (label.includes(name) || text.includes(`(${name})`) || text.includes(`(${name}s)`)) return true;
  const before = words[words.findIndex(({ raw }) => raw === name) - 1];
  return has(before, bit('brings')) || CALLED.has(before?.low ?? '');
}

import { has } from './grammar.ts';
import { bit } from './lexicon.ts';
import type { Statement, Title } from './statement.ts';

/** A sentence among the others of its summary. */
export interface Seen {
  readonly it: Statement;
  /** Its number among them. */
  readonly index: number;
  readonly all: readonly Statement[];
  readonly title: Title;
}

/** A rule on what a sentence tells a follower: `points` where it holds, below 0 where it tells nothing of the work. */
interface TellingRule {
  readonly name: string;
  readonly points: number;
  readonly test: (seen: Seen) => boolean;
}

type Name = Parameters<typeof bit>[0];

const verbIn = ({ verbIs }: Statement, ...names: readonly Name[]): boolean =>
  names.some((name) => (verbIs & bit(name)) !== 0);
const holds = ({ holds: classes }: Statement, name: Name): boolean => (classes & bit(name)) !== 0;
const word = ({ words }: Statement, at: number): string => words[at]?.low ?? '';
const isLast = ({ index, all }: Seen): boolean => index === all.length - 1;

const THE_WORK: ReadonlySet<Statement['speaksOf']> = new Set(['work', 'workers', 'thing', 'name', 'none']);

/** Whether a sentence is on the work itself, by whatever name. */
export const isOnTheWork = ({ speaksOf }: Statement): boolean => THE_WORK.has(speaksOf);
const isOurs = (it: Statement): boolean => isOnTheWork(it) || it.speaksOf === 'it';

const KNOWN_VERBS =
  bit('brings') | bit('finds') | bit('topic') | bit('be') | bit('have') | bit('modal') | bit('works') | bit('scores');

/** What tells of the work, and what does not. */
export const TELLING: readonly TellingRule[] = [
  { name: 'speaks of the work', points: 1, test: ({ it }) => isOnTheWork(it) && it.speaksOf !== 'none' },
  { name: 'says what the work brings', points: 4, test: ({ it }) => isOurs(it) && verbIn(it, 'brings') },
  { name: 'says that somebody brings it', points: 2, test: ({ it }) => !isOurs(it) && verbIn(it, 'brings') },
  { name: 'says how it works', points: 2, test: ({ it }) => isOurs(it) && saysHow(it) },
  { name: 'says what it is', points: 4, test: ({ it }) => isOurs(it) && verbIn(it, 'be') && !isPassive(it) },
  { name: 'names what was made', points: 3, test: namesAThing },
  {
    name: 'says what it brings besides',
    points: 2,
    test: ({ it }) => it.words.some((each, at) => at > 3 && BRINGING.has(each.low)),
  },
  {
    name: 'says what was found',
    points: 2,
    test: ({ it }) => verbIn(it, 'finds') || announces(it),
  },
  {
    name: 'announces a result',
    points: 2,
    test: ({ it }) => it.speaksOf === 'result' && (verbIn(it, 'finds') || announces(it)),
  },
  { name: 'says how well it does', points: 2, test: ({ it }) => scores(it) },
  { name: 'has a figure', points: 2, test: ({ it }) => it.figures > 0 },
  { name: 'stands before the bullets', points: 3, test: ({ it }) => it.part === 0 },
  { name: 'has no verb', points: -1, test: ({ it }) => it.verb < 0 && it.speaksOf !== 'thing' },
  { name: 'says only what it is about', points: -3, test: ({ it }) => isOnTheWork(it) && verbIn(it, 'topic') },
  { name: 'says how things usually are', points: -5, test: ({ it }) => has(it.words[0], bit('usual')) && !isOurs(it) },
  { name: 'speaks of a problem', points: -2, test: ({ it }) => holds(it, 'problem') && !tellsOfTheWork(it) },
  { name: 'praises', points: -3, test: ({ it }) => holds(it, 'praise') && !tellsOfTheWork(it) },
  { name: 'says why it matters', points: -5, test: ({ it }) => OUTLOOK.test(it.label) },
  { name: 'asks', points: -8, test: ({ it }) => ASKS.test(it.text) || /^asks?$/.test(word(it, it.verb)) },
  { name: 'tells little beside the title', points: -4, test: ({ it }) => it.news < 4 },
  { name: 'tells not much beside the title', points: -1, test: ({ it }) => it.news === 4 || it.news === 5 },
  { name: 'breaks off', points: -9, test: (seen) => isLast(seen) && breaksOff(seen.it) },
  { name: 'is the last word', points: -1, test: (seen) => isLast(seen) && (seen.it.part > 0 || seen.index > 3) },
];

const BRINGING = new Set(
  (
    'introducing proposing presenting showing finding revealing demonstrating achieving outperforming providing improving ' +
    'reaching reducing'
  ).split(' '),
);
const OUTLOOK =
  /^(?:why it(?:’s|'s)? (?:matters|is needed|needed)|implication|practical|limitation|broad|open |caveat|takeaway|for |future|core limitation|the .* problem$)/i;
const ASKS = /\?(?=$|["”’)]| \p{Ll})/u;
const OPEN_ENDS = new Set('the a an of to for with and or that by in on at from as is are'.split(' '));

/** `We propose X to mend the flaw`: the words for what was wrong are not what it is about. */
const tellsOfTheWork = (it: Statement): boolean =>
  isOurs(it) && (verbIn(it, 'brings', 'finds', 'be') || (it.speaksOf !== 'none' && verbIn(it, 'works')));

/** `X routes tokens`, with a verb of working or one that no list knows. */
const saysHow = (it: Statement): boolean =>
  it.verb >= 0 && (verbIn(it, 'works', 'scores') || isPassive(it) || (it.verbIs & KNOWN_VERBS) === 0);

/** `The key finding is`, `Results are`; not `Agent evaluations are`. */
const announces = (it: Statement): boolean =>
  it.speaksOf === 'result' && verbIn(it, 'be') && /^(?:the|an?|one|our|results|findings)$/.test(word(it, it.subject));

/** `was tested`, `are built`. */
const isPassive = (it: Statement): boolean => verbIn(it, 'be') && /(?:ed|en|ilt|ade)$/.test(word(it, it.verb + 1));

/** `A framework that …` at the very beginning. */
function namesAThing({ it, index }: Seen): boolean {
  return index === 0 && it.verb < 0 && it.speaksOf === 'thing';
}

/** `outperforms`, `…, which halves`, `…, reaching`. */
const scores = (it: Statement): boolean =>
  verbIn(it, 'scores') ||
  it.words.some((each, at) => at > it.verb && has(each, bit('scores')) && /(?:s|ing)$/.test(each.low));

/** `…; results show`, `find that while models`: the list itself stops there. */
const breaksOff = ({ text, words }: Statement): boolean =>
  /[\p{L},]$/u.test(text) &&
  (/\bthat (?:while|when|if|although)\b[^,]*$/.test(text) ||
    / (?:results|experiments|benchmarks?) (?:show|suggest|demonstrate)$/.test(text) ||
    OPEN_ENDS.has(words.at(-1)?.low ?? ''));

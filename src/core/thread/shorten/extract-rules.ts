import { ACTS, bit, has } from './grammar.ts';
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

const THE_WORK: ReadonlySet<Statement['speaksOf']> = new Set(['work', 'workers', 'thing', 'name', 'none']);

/** Whether a sentence is on the work itself, by whatever name. */
export const isOnTheWork = ({ speaksOf }: Statement): boolean => THE_WORK.has(speaksOf);

const isOurs = (it: Statement): boolean => isOnTheWork(it) || it.speaksOf === 'it';

const verbIn = ({ verbIs }: Statement, classes: number): boolean => (verbIs & classes) !== 0;
const [BRINGS, FINDS, BE, WORKS, SCORES] = [bit('brings'), bit('finds'), bit('be'), bit('works'), bit('scores')];

/** What tells of the work, and what does not. */
export const TELLING: readonly TellingRule[] = [
  { name: 'speaks of the work', points: 1, test: ({ it }) => isOnTheWork(it) && it.speaksOf !== 'none' },
  { name: 'says what the work brings', points: 4, test: ({ it }) => isOurs(it) && verbIn(it, BRINGS) },
  { name: 'says that somebody brings it', points: 2, test: ({ it }) => !isOurs(it) && verbIn(it, BRINGS) },
  { name: 'says how it works', points: 2, test: ({ it }) => isOurs(it) && saysHow(it) },
  { name: 'says what it is', points: 4, test: ({ it }) => isOurs(it) && verbIn(it, BE) && !isPassive(it) },
  { name: 'names what was made', points: 3, test: ({ it }) => it.verb < 0 && it.speaksOf === 'thing' },
  {
    name: 'says what it brings besides',
    points: 2,
    test: ({ it }) => it.words.some(({ low }) => BRINGING.has(low)),
  },
  { name: 'says what was found', points: 2, test: ({ it }) => verbIn(it, FINDS) || announces(it) },
  {
    name: 'announces a result',
    points: 2,
    test: ({ it }) => it.speaksOf === 'result' && verbIn(it, FINDS | BE),
  },
  {
    name: 'says how well it does',
    points: 2,
    test: ({ it }) => verbIn(it, SCORES) || it.words.slice(it.verb + 1).some(scoresBesides),
  },
  { name: 'has a figure', points: 2, test: ({ it }) => it.hasFigure },
  { name: 'stands before the bullets', points: 3, test: ({ it }) => it.part === 0 },
  { name: 'has no verb', points: -1, test: ({ it }) => it.verb < 0 && it.speaksOf !== 'thing' },
  { name: 'says only what it is about', points: -3, test: ({ it }) => isOnTheWork(it) && verbIn(it, bit('topic')) },
  { name: 'says how things usually are', points: -5, test: ({ it }) => has(it.words[0], bit('usual')) },
  { name: 'speaks of a problem', points: -2, test: ({ it }) => isAside(it, bit('problem')) },
  { name: 'praises', points: -3, test: ({ it }) => isAside(it, bit('praise')) },
  { name: 'says why it matters', points: -5, test: ({ it }) => OUTLOOK.test(it.label) },
  {
    name: 'asks',
    points: -8,
    test: ({ it }) =>
      (it.text.includes('?') && /\?(?=$|["”’)]| \p{Ll})/u.test(it.text)) ||
      /^asks?$/.test(it.words[it.verb]?.low ?? ''),
  },
  { name: 'breaks off', points: -9, test: ({ it }) => breaksOff(it) },
  { name: 'tells little beside the title', points: -4, test: ({ it }) => it.news < 4 },
  { name: 'tells not much beside the title', points: -1, test: ({ it }) => it.news === 4 || it.news === 5 },
  { name: 'is the last word', points: -1, test: ({ index, all }) => index > 3 && index === all.length - 1 },
];

const BRINGING = new Set(
  (
    'introducing proposing presenting showing finding revealing demonstrating achieving outperforming providing improving ' +
    'reaching reducing'
  ).split(' '),
);
const OUTLOOK =
  /^(?:why it(?:’s|'s)? (?:matters|is needed|needed)|implication|practical|limitation|broad|open |caveat|takeaway|for |future|core limitation|the .* problem$)/i;

/** `We propose X to mend the flaw`: the words for what was wrong are not what it is about. */
function isAside(it: Statement, classes: number): boolean {
  const tellsOfTheWork =
    isOurs(it) && (verbIn(it, BRINGS | FINDS | BE) || (it.speaksOf !== 'none' && verbIn(it, WORKS)));
  return (it.holds & classes) !== 0 && !tellsOfTheWork;
}

const KNOWN_VERBS = ACTS | bit('be', 'have', 'modal');

/** `X routes tokens`, with a verb of working or one that no list knows. */
const saysHow = (it: Statement): boolean =>
  it.verb >= 0 && (verbIn(it, WORKS | SCORES) || isPassive(it) || !verbIn(it, KNOWN_VERBS));

/** `The key finding is`, `Results are`. */
const announces = (it: Statement): boolean => it.speaksOf === 'result' && verbIn(it, BE);

/** `was tested`, `are built`. */
const isPassive = (it: Statement): boolean =>
  verbIn(it, BE) && /(?:ed|en|ilt|ade)$/.test(it.words[it.verb + 1]?.low ?? '');

/** `…, which halves`, `…, reaching`. */
const scoresBesides = (word: Statement['words'][number]): boolean => has(word, SCORES) && /(?:s|ing)$/.test(word.low);

/** `…; results show`, `find that while models`: there the list itself stops. */
const breaksOff = ({ text, words }: Statement): boolean =>
  /[^.!?…:;"”’)\]\s\d]$/.test(text) && (STOPS.test(text) || OPEN_ENDS.has(words.at(-1)?.low ?? ''));
const STOPS =
  /\bthat (?:while|when|if|although)\b[^,]*$| (?:results|experiments|benchmarks?) (?:show|suggest|demonstrate)$/;
const OPEN_ENDS = new Set('the a an of to for with and or that by in on at from as is are'.split(' '));

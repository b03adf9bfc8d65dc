import { fromTheLead } from './lead.ts';
import type { Extract } from './lead.ts';
import type { Sentence, SourceText } from './split.ts';
import { closed, joined, MISSES_SOMETHING, OBJECT_EARLY, withSemicolon } from './words.ts';
import type { Fits } from './words.ts';

const STATES = forms(
  'introduce propose present describe develop release formalize build design offer provide show find prove demonstrate ' +
    'argue report reveal trace identify study investigate examine explore evaluate compare test measure ask analyze survey ' +
    'review tackle train',
);
// What a paper does beside what it is about.
const SECONDARY = new Set(
  (
    'was has highlights includes concludes suggests discusses covers notes adds lists warns ends closes addresses outlines ' +
    'emphasizes underscores points draws calls serves remains appears'
  ).split(' '),
);
const WORKS = new Set('paper work study report article survey preprint research'.split(' '));
const WORKERS = new Set('author authors researcher researchers team we'.split(' '));
// `This paper, a survey, introduces`: subject, aside, verb. The words are looked up: an expression of them all is slow to make.
const SUBJECT_AND_VERB =
  /^(?:in (?:this|the) (?:paper|work|study|report|article|post), )?(?:(?:this|the|our) (?:new |recent |short |position )?([a-z]+)|(we))(, [^,]{1,80},)? ([a-z]+)\b/;
// `Tidepool introduces`, `Mixture of Rafts (MoR) is a`; a sentence that only says how well it does needs the one before.
const VERB_BEHIND_NAME = /^(?:[ -]v?\d[\w.]*)?(?: \([^)]{1,40}\))? (?:\w+ly )?([a-z]+)\b/;
const HOW_WELL =
  /^(?:[ -]v?\d[\w.]*)?(?: \([^)]{1,40}\))? (?:\w+ly )?(?:also|achieves|outperforms|improves|reaches|beats|matches|gains|scores|obtains|exceeds|surpasses|shows|runs|generalizes|remains|was|has)\b/;
const SAYS_WHAT_IS_NEW =
  /\b(?:introduc(?:es|ed|ing)|propos(?:es|ed)|present(?:s|ed)|describes|develop(?:s|ed)|releas(?:es|ed)|unveil(?:s|ed)?|launch(?:es|ed)|announc(?:es|ed)|formalizes|investigates?|explores?|examines|studies|show(?:s|ed)|finds|found|reveals|reports|demonstrates|proves|argues|open-sourc(?:es|ed)|novel|researchers|scientists|authors|colleagues|collaborators)\b|^(?:An? |\p{Ll})/u;
// `nGPT normalizes`, `MemInsight is a`: tells of one named thing, and not of what it lacks.
const TELLS_OF_A_NAME =
  /^(?:The )?(?:\p{Lu}\S* ){0,3}\S*(?:[a-z][A-Z]|[A-Z]{2}|\d)\S*(?: \([^)]*\))? (?:(?:is|are) (?:an?|the)\b|(?!is|has|needs|relies|suffers|struggles|fails|lacks|makes|requires|remains|hurts)[a-z]+s\b)/u;
const OPENS_WITH_A_PROBLEM =
  /^(?:while|although|though|despite|since|because|when|if|given|current|existing|recent|most|many|prior|previous|traditional|can|do|does|is|are|why|how|what)\b/;

/**
 * The sentence that says what the work brings, where the summary opens with a problem and has no room for all up to it:
 * behind the opening, or alone with what follows it. Whole sentences, in the order of the source.
 */
export function fromTheStatement(source: SourceText, fits: Fits): Extract | undefined {
  const [first] = source.lead;
  if (!first) return undefined;
  const at = statementAt(source.lead, source.name);
  if (at < 1) return clauseOfTheWork(first.clauses.slice(0, MOST_CLAUSES), fits);
  const upTo = source.lead.slice(0, at + 1);
  if (fits(together(upTo))) return fromTheLead(source, fits);
  const run = source.lead.slice(at);
  if (pointsBack(run[0]?.text ?? '')) return undefined;
  for (const lead of [[first, ...run], run]) {
    const extract = fromTheLead({ ...source, lead }, fits);
    const wanted = together(lead === run ? run.slice(0, 1) : lead.slice(0, 2));
    if (extract?.text.startsWith(wanted))
      return { text: extract.text, end: extract.end === 'whole' ? 'sentence' : extract.end };
  }
  return undefined;
}

/** Whether a statement speaks of what stood before it, by more than `this paper`. */
const pointsBack = (statement: string): boolean =>
  OBJECT_EARLY.test(statement) || MISSES_SOMETHING.test(statement.replace(/^(?:in )?this\b/i, ''));

const together = (sentences: readonly Sentence[]): string => joined(sentences.map(({ text }) => text));

const LAST_LOOKED_AT = 8;
const MOST_CLAUSES = 24;
const LONGEST_OPENING = 300;

/** Where the first sentence that states the work stands behind others that say nothing of what is new; 0 or less: nowhere. */
function statementAt(lead: readonly Sentence[], name: string): number {
  const early = lead.slice(0, LAST_LOOKED_AT).map(({ text }) => text.slice(0, LONGEST_OPENING));
  const at = early.findIndex((text) => statesTheWork(text, name));
  return early.slice(0, Math.max(at, 0)).some((text) => SAYS_WHAT_IS_NEW.test(text) || TELLS_OF_A_NAME.test(text))
    ? 0
    : at;
}

function statesTheWork(sentence: string, name: string): boolean {
  if (isOfTheWork(sentence)) return true;
  const bare = sentence.replace(/^The /, '');
  if (name.length < 3 || !bare.startsWith(name)) return false;
  const rest = bare.slice(name.length);
  return isVerb(VERB_BEHIND_NAME.exec(rest)?.[1] ?? '') && !HOW_WELL.test(rest);
}

const isVerb = (word: string): boolean => /^(?:is|are|[a-z]{3,}s)$/.test(word) || STATES.has(word);

/** `This paper introduces`, `The authors propose`: what a list says of the work itself. */
function isOfTheWork(sentence: string): boolean {
  const [, noun, we, aside, verb = ''] = SUBJECT_AND_VERB.exec(sentence.slice(0, LONGEST_OPENING).toLowerCase()) ?? [];
  const subject = noun ?? we ?? '';
  if (WORKS.has(subject)) return /^[a-z]{2,}s$/.test(verb) && !SECONDARY.has(verb);
  return aside === undefined && WORKERS.has(subject) && STATES.has(verb);
}

/** Verbs as one and as several do them: `study`, `studies`. */
function forms(verbs: string): ReadonlySet<string> {
  return new Set(
    verbs.split(' ').flatMap((verb) => [verb, verb.endsWith('y') ? `${verb.slice(0, -1)}ies` : `${verb}s`]),
  );
}

/** `while x is costly; this work makes it cheap`: the clauses from the one that states the work. */
function clauseOfTheWork(clauses: readonly string[], fits: Fits): Extract | undefined {
  if (!OPENS_WITH_A_PROBLEM.test(clauses[0] ?? '') || fits(closed(clauses.reduce(withSemicolon)))) return undefined;
  const at = clauses.findIndex(isOfTheWork);
  const run = clauses.slice(at);
  if (at < 1 || pointsBack(run[0] ?? '')) return undefined;
  const ends = run.map((_, index) => closed(run.slice(0, index + 1).reduce(withSemicolon)));
  const text = ends.filter(fits).at(-1);
  return text === undefined ? undefined : { text, end: 'clause' };
}

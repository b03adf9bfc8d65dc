import type { Sentence } from './split.ts';

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
const LAST_LOOKED_AT = 8;
const LONGEST_OPENING = 300;

/** Where the first sentence that states the work stands behind others that say nothing of what is new; 0 or less: nowhere. */
export function statementAt(lead: readonly Sentence[], name: string): number {
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
export function isOfTheWork(sentence: string): boolean {
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

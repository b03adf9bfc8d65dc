import { ADDITION_ABROAD, endsChineseClause } from './abroad.ts';

// Adds to a sentence that is complete without it.
const ADDITION =
  /^, (?:(?:(?:at|in|on|for|of|with|by|under|after) which|which|who|whose|where|as well as|so that|such as|like|including|especially|particularly|even|thus|thereby|thanks to|based on|covering|spanning|while|unlike|in contrast to|as opposed to|in addition to|in order to|together with|along with|compared (?:to|with)|relative to|ranging|from|with|by|via|through|leading|resulting)\b|[a-z]+ly [a-z]{2,}ing\b|[a-z]{3,}ing\b)/;
const VERB =
  '(?:is|are|was|were|has|have|had|can|could|will|would|may|might|must|do|does|did|not|(?:achieve|beat|outperform|surpass|exceed|improve|reach|give|generali[sz]e|introduce|propose|present|provide|require|enable|allow|reduce|lower|raise|keep|make|show|find|demonstrate|prove|recover|obtain|identify|describe|build|learn|perform|fail|remain|match|use|need|help|lead|gain|produce|generate|work|run|score|solve|take|become|contain|encode|rely|depend|differ|tend|develop|behave|hold)(?:e?s)?)';
// Verbs that are no nouns: what a sentence says next of the same thing.
const SAYS =
  '(?:achieves|beats|outperforms|surpasses|exceeds|improves|reaches|gives|generali[sz]es|introduces|proposes|presents|provides|requires|enables|allows|reduces|lowers|raises|keeps|makes|shows|finds|demonstrates|proves|recovers|obtains|identifies|describes|discusses|explains|includes|contains|answers|extends|supports|has|is)';
const NEXT_VERB = new RegExp(`^, ${SAYS} (?!and |or )`);
// Adds too, where it does not close a list: another comma right before says that it does.
const SECOND_VERB = /^, and (?:[a-z]+s|[a-z]+ed|can|could|also|then|thus|is|are|was|were|has|have) /;
const SECOND_FINDING = new RegExp(
  `^, and (?:also |then )?(?:${SAYS} |(?:find|show|prove|report|argue|conclude|demonstrate|reveal|observe)s? (?:that|how|whether|why)\\b)`,
);
// A whole sentence of its own: `, and it is trained`.
const SECOND_SUBJECT =
  /^, and (?:so )?(?:it|they|we) (?:(?:is|are|was|were) [a-z]+ed\b|(?!(?:is|are|was|were|do|does|did|can|cannot|will|has|have|fails?|lacks?)\b)[a-z]+)/;
const NEXT_THAT = /^, (?:and )?that /;
const CLOSES_VERBS = new RegExp(`, (?:${VERB}|[a-z]+s) [^,]*$`);
const LIST_SPAN = 80;
const PHRASE =
  /^ (?:(?:by|while|through|via|for|when) [a-z]{3,}ing\b|using\b|which (?:helps?|allows?|enables?|makes?|leads?|results?|improves?|reduces?|gives?|means)\b|through\b|via\b|while\b|in order to\b|as well as\b|across\b|throughout\b|along(?:side| with)\b|together with\b|in addition to\b|such as\b|including\b|compared (?:to|with)\b|relative to\b)/;
// `a licence which`: more of a thing that is new; `the models which` would not say which ones.
const INDEFINITE = /\ban? (?:[\p{L}-]+ ){0,3}[\p{L}-]+$/u;
const SECOND_WITHOUT_COMMA = new RegExp(SECOND_FINDING.source.replace('^,', '^'));
const APART = /^(?: ?[—–] ?|: )/;
// Says more of what it follows, or grants something; what stands before it is true without it.
const AFTERTHOUGHT =
  /^, (?:(?:an?|the|one of)\b(?! (?:former|latter))(?![^,]{1,60}, (?:and|or)\b)|(?:even though|although|though|whereas)\b(?! (?:it |they )?(?:only|just|not|never|rarely)\b))/;

/** Whether what a cut takes away adds something, in the ways from the safest to the last. */
export const TIERS: readonly ((sentence: string, at: number) => boolean)[] = [
  (sentence, at) => adds(sentence, at) || endsChineseClause(sentence, at),
  (sentence, at) => APART.test(sentence.slice(at, at + 3)),
  saysNext,
  isAfterthought,
];

function adds(sentence: string, at: number): boolean {
  const rest = sentence.slice(at, at + 60);
  const before = sentence.slice(Math.max(0, at - LIST_SPAN), at);
  if (SECOND_VERB.test(rest) && !before.includes(',')) return true;
  if (SECOND_FINDING.test(rest)) return !CLOSES_VERBS.test(before);
  return ADDITION.test(rest) || SECOND_SUBJECT.test(rest) || ADDITION_ABROAD.test(rest);
}

/** Whether a cut takes away a phrase, or what the sentence says next: a verb, a finding. */
function saysNext(sentence: string, at: number): boolean {
  const rest = sentence.slice(at, at + 60);
  const before = sentence.slice(Math.max(0, at - LIST_SPAN), at);
  if (PHRASE.test(rest) || NEXT_VERB.test(rest)) return true;
  if (SECOND_WITHOUT_COMMA.test(rest) && !before.endsWith(',')) return true;
  if (rest.startsWith(' which ') && INDEFINITE.test(before)) return true;
  return NEXT_THAT.test(rest) && before.includes(' that ') && !/, that [^,]*$/.test(before);
}

/** Whether a cut takes away an afterthought. */
export function isAfterthought(sentence: string, at: number): boolean {
  return AFTERTHOUGHT.test(sentence.slice(at, at + 80));
}

const INTERRUPTS = new RegExp(`^,(?:[^,;:]{1,90},){1,4} (?:[a-z]+ly )?${VERB}\\b`);
const HAS_VERB = new RegExp(`(?<!\\b(?:to|of|the|an?|in|by|for|with) )\\b${VERB}\\b`);
const OPENS_A_CLAUSE = /\b(?:that|whether|how|why|because|since|while|although)\b/g;
// `in breach, the authors argue, of`
const SAYS_WHO =
  /^, (?:(?:the |its |our )?[\p{L}]+ ){1,2}(?:argue|say|claim|note|write|report|believe|suggest|show|find|conclude|warn|hope|think)s?,/u;
const LONE_WORD = /, [\p{L}-]+$/u;
const LIMIT =
  /(?:^|[\s,])(?:unless|except|only (?:if|when|for|on|in)|but (?:only|not)|provided that|as long as|sauf|außer|es sei denn|salvo|excepto|exceto|кроме|除非|除了)(?!\p{L})/u;

// `(1) a planner, (2) a worker`: who reads the first point counts on the others.
const FIRST_POINT = /[\s(](?:1|i|a)\) /;
const LATER_POINT = /[\s(](?:[2-9]|i[iv]|iii|[b-e])\) /;

const ANOTHER_VERB = /^,? and |, and (?:[a-z]+s|[a-z]+ed) |; /;

/** Whether a cut leaves something that its clause cannot do without: its verb, a limit, the rest of a list. */
export function misses(sentence: string, at: number): boolean {
  const [kept, gone] = [sentence.slice(Math.max(0, at - 300), at), sentence.slice(at)];
  if (SAYS_WHO.test(gone) || LONE_WORD.test(kept)) return true;
  if (FIRST_POINT.test(kept) && LATER_POINT.test(gone)) return true;
  // A limit behind another verb is of that one.
  if (LIMIT.test(gone.split(ANOTHER_VERB)[0] ?? '')) return true;
  if (!INTERRUPTS.test(gone)) return false;
  const clause = kept.slice(Array.from(kept.matchAll(OPENS_A_CLAUSE)).at(-1)?.index ?? 0);
  return !HAS_VERB.test(clause);
}

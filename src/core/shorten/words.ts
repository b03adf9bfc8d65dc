import { TURNS_ABROAD } from './abroad.ts';

/** Whether a candidate has room in its post. */
export type Fits = (candidate: string) => boolean;

/** Under this many characters a summary says too little, if the source has more to say. */
export const SHORT = 60;

/** Under this many a text is worth more of its source, also at the price of what the source says in passing. */
export const SAYS_LITTLE = 100;

/** Begins a contrast, a condition or a limit: what stands before it must not be left alone. */
export const TURNS =
  /^(?:but|rather|instead|unless|until|till|except|only|if|provided|not|nor|yet|although|though|whereas|without|however|just|merely|than|when|because|before|after|as long as)\b/i;

// `after tuning, it scores 60` says something of its own.
const HAS_ITS_MAIN_CLAUSE =
  /^(?:after|before|when|because|although|though|if|unless|until|without|instead of|rather than)\b[^,;]{4,}, /i;

/** Whether a clause limits or turns round the one before it. */
export const turns = (clause: string): boolean =>
  (TURNS.test(clause) && !HAS_ITS_MAIN_CLAUSE.test(clause)) || TURNS_ABROAD.test(clause);

// `However, it fails on`
const TAKES_BACK =
  /^(?:however|but|yet|unfortunately|in practice|in reality|nevertheless|nonetheless|that said|at least in theory)\b/i;
// `The gain vanishes once`, `An independent rerun could not confirm`
const LIMITS_A_CLAIM =
  /^(?:this|that|these|it|they|others|reviewers|critics|(?:the|an?) (?:authors?|claims?|gains?|advantages?|improvements?|benefits?|effects?|speedups?|numbers?|comparisons?|independent \w+|appendix))\b(?:(?! (?:that|which|who)\b).){0,60}?\b(?:not (?!only|just|require|need|rely|depend|use|involve|change)|only|no longer|never|cannot|fails?|failed|vanish|disappear|warn|caution|disput|disagree|challenge)/i;
const CLAIMS =
  /^(?!(?:first|second|third|next|then|finally)\b).*(?:\d|\b(?:claim|better|best|beat|outperform|surpass|match|improv|faster|cheaper|gain|state[- ]of[- ]the[- ]art|sota|as \w+ as|said to|without any))/i;

/** Whether a sentence takes back or limits what the one before it claims. */
export const rebuts = (sentence: string, claim: string): boolean =>
  TAKES_BACK.test(sentence) || (LIMITS_A_CLAIM.test(sentence) && CLAIMS.test(claim));

/** Points back at a sentence that would be missing. */
export const POINTS_BACK =
  /^(?:it|its|this|that|these|those|they|their|them|he|she|his|her|such|however|moreover|furthermore|additionally|also|then|thus|hence|therefore|consequently|instead|similarly|likewise|meanwhile|but|and|or|so|yet|both|another|others?|one|again|finally|second|third|in contrast|by contrast|on the other hand|for example|for instance|in addition|as a result|specifically|in particular|notably|importantly|the former|the latter|which|where|i\.e|e\.g)\b/i;

/** Holds a word that points back: such a sentence means little where what stood before it is gone. */
export const MISSES_SOMETHING =
  /\b(?:this|these|those (?!of|who|that|which|in|with|without|on|from)|such (?!as\b)|the (?:former|latter|same|(?:problem|issue|gap|challenge|limitation|bottleneck|question)s?(?=[,.]| by| with|$))|instead(?! of\b)|therefore|thus)\b/i;

/** `The authors test it: …`, `Xyst samples them jointly`: speaks early of something that stood before. */
export const OBJECT_EARLY =
  /^(?:[\p{L}\p{N}-]+ ){1,3}(?:it|them|they|their|its)(?!\p{L})|^(?:[\p{L}-]+ ){4}(?:it|them)(?=[:.,;])/u;

/** No text ends on one of these. */
export const FUNCTION_WORD =
  /^(?:a|an|the|and|or|nor|but|yet|so|of|in|on|at|by|to|for|from|with|without|within|into|onto|over|under|via|per|as|than|then|that|which|who|whom|whose|where|when|while|if|unless|until|till|because|since|though|although|is|are|was|were|be|been|being|am|has|have|had|having|do|does|did|can|could|will|would|shall|should|may|might|must|not|no|only|even|also|both|either|neither|between|among|through|during|about|against|across|toward|towards|upon|its|it|their|they|this|these|those|his|her|our|your|my|we|you|he|she|i|such|like|very|more|most|less|least|much|many|some|any|all|each|every|other|another|few|several|own|same|new|e\.?g\.?|i\.?e\.?|al\.|vs\.?|etc|cf\.?|approx\.?|fig\.?|eq\.?|sec\.?|no\.|up|out|just|using|including|based|how|what|why|whether|called|named|except|especially|according|due|regardless|depending|consisting|compared|relative|contrary)$/i;

const HAN_OR_KANA = /[\u3040-\u30ff\u3400-\u9fff]/;

/** Two pieces of text, with a space between them where their script has one. */
export const append = (before: string, next: string): string =>
  before === '' ? next : `${before}${/[。！？]/.test(before.slice(-1)) ? '' : ' '}${next}`;

/** Pieces of text one behind the other, as `append` sets them; linear, however many there are. */
export const joined = (pieces: readonly string[]): string =>
  pieces
    .map((piece, index) => (index > 0 && !/[。！？]/.test(pieces[index - 1]?.slice(-1) ?? '') ? ` ${piece}` : piece))
    .join('');

/** Two clauses, with the semicolon of their script between them. */
export function withSemicolon(before: string, next: string): string {
  const letter = lastLetter(before);
  if (HAN_OR_KANA.test(letter)) return `${before}；${next}`;
  return `${before}${/\p{sc=Arab}/u.test(letter) ? '؛' : ';'} ${next}`;
}

// `by trigrams (no vocabulary!)`: the mark is of the aside, the sentence has none.
const ENDS_IN_ASIDE = /[^\s.!?…] \([^()]{1,200}[.!?…]\)$/;

/** A text with a full stop, if it ends without any mark. */
export function closed(words: string): string {
  const bare = words.replace(/(?<![\s,;:，；：؛،、–—-])[\s,;:，；：؛،、–—-]+$/, '');
  if (bare === '' || (/[.!?…。！？؟۔।]["”’')\]»」』）]*$/.test(bare.slice(-12)) && !ENDS_IN_ASIDE.test(bare)))
    return bare;
  return HAN_OR_KANA.test(lastLetter(bare)) ? `${bare}。` : `${bare}.`;
}

/** A text without the full stop that it was closed with, so that another clause may follow. */
export const unclosed = (text: string): string => text.replace(/[.。]$/, '');

const lastLetter = (text: string): string => /\p{L}(?=\P{L}*$)/u.exec(text.slice(-40))?.[0] ?? '';

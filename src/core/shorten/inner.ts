import { dashAsides } from './asides.ts';
import { bracketDepth } from './brackets.ts';
import { closed, FUNCTION_WORD, SHORT, TURNS } from './words.ts';
import type { Fits } from './words.ts';

// Adds to a sentence that is complete without it.
const ADDITION =
  /^, (?:(?:(?:at|in|on|for|of|with|by|under|after) which|which|who|whose|where|as well as|so that|such as|including|especially|particularly|even|thus|thereby|thanks to|based on|covering|spanning|while|ranging|from|with|by|via|through|leading|resulting)\b|[a-z]+ly [a-z]{2,}ing\b|[a-z]{3,}ing\b)/;
// Adds too, where it does not close a list: another comma right before says that it does.
const SECOND_VERB = /^, and (?:[a-z]+s|[a-z]+ed|can|could|also|then|thus|is|are|was|were|has|have) /;
const LIST_SPAN = 80;
const PHRASE =
  /^ (?:(?:by|while|through|via|for|when) [a-z]{3,}ing\b|using\b|which\b|through\b|via\b|while\b|in order to\b|as well as\b|across\b|throughout\b|along(?:side| with)\b|together with\b|in addition to\b|such as\b|including\b|compared (?:to|with)\b|relative to\b)/;
const APART = /^(?: ?[—–] ?|: |，|、)/;
// Says more of what it follows, or grants something; what stands before it is true without it.
const AFTERTHOUGHT =
  /^, (?:(?:an?|the|one of)\b(?! (?:former|latter))(?![^,]{1,60}, (?:and|or)\b)|(?:even though|although|though|whereas)\b(?! (?:it |they )?(?:only|just|not|never|rarely)\b))/;
// Opens a pair whose second half must come too.
const HALF = [
  [/\b(?:not|n't|never)\b/i, /\bbut\b/i],
  [/\bboth\b/i, /\band\b/i],
  [/\b(?:either|whether)\b/i, /\bor\b/i],
  [/\bneither\b/i, /\bnor\b/i],
  [/\bbetween\b/i, /\band\b/i],
  [/\bfrom\b/i, /\bto\b/i],
  [/\bif\b/i, /\bthen\b/i],
] as const;
// A sentence that opens with one of these has its subject behind the first comma.
const OPENING =
  /^(?:[A-Z]?[a-z]+(?:ing|ed)|told|shown|fit|drawn|driven|once|whether|that|by|while|when|unlike|given|to|in|on|with|for|from|as|after|before|since|although|though|despite|through|instead|rather|if|because|inspired|motivated|built|based|trained|compared|contrary|using|across|at|under|without)\b/i;

// No post is so long that more of a single sentence could matter; it keeps the work small.
const LONGEST_SENTENCE = 1500;

/** The longest text that ends where a sentence only adds to what it has said. */
export function cutAtAddition(whole: string, fits: Fits): string | undefined {
  const sentence = whole.slice(0, LONGEST_SENTENCE);
  const sound = cuts(sentence, /[,:—–，、 ]/g);
  const mainAt = OPENING.test(sentence) ? sentence.indexOf(', ') + 1 : 0;
  for (const pattern of [ADDITION, APART, PHRASE, AFTERTHOUGHT]) {
    const tier = sound.filter((at) => at >= SHORT && at > mainAt && adds(sentence, at, pattern));
    const best = longest(
      tier.filter((at) => !splitsPair(sentence, at) && (pattern === AFTERTHOUGHT || !turnsRound(sentence, at))),
      (at) => fits(closed(sentence.slice(0, at))),
    );
    if (best !== undefined) return closed(sentence.slice(0, best));
  }
  return undefined;
}

function adds(sentence: string, at: number, pattern: RegExp): boolean {
  const rest = sentence.slice(at, at + 60);
  if (pattern === ADDITION && SECOND_VERB.test(rest))
    return !sentence.slice(Math.max(0, at - LIST_SPAN), at).includes(',');
  return pattern.test(rest);
}

/** The longest run of words with an ellipsis, ended on a word that means something. */
export function cutAtWord(whole: string, fits: Fits): string | undefined {
  const sentence = whole.slice(0, LONGEST_SENTENCE);
  const sound = cuts(sentence, / |(?<=[\u3040-\u30ff\u3400-\u9fff])(?=[\u3040-\u3098\u309b-\u30ff\u3400-\u9fff])/g);
  const meant = sound.filter((at) => !turnsRound(sentence, at) && !splitsPair(sentence, at));
  for (const tier of [meant, sound]) {
    const best = longest(tier, (at) => fits(elided(sentence, at)));
    if (best !== undefined) return elided(sentence, best);
  }
  return undefined;
}

const elided = (sentence: string, at: number): string =>
  `${sentence.slice(0, at).replace(/[\s,;:，；：、–—-]+$/, '')}…`;

/** The places at which marks stand outside of brackets, quotation marks and dashes, behind a word that may end a text. */
function cuts(sentence: string, marks: RegExp): readonly number[] {
  const depth = bracketDepth(sentence);
  for (const { start, end } of dashAsides(sentence)) depth.fill(1, start + 1, end);
  return Array.from(sentence.matchAll(marks), ({ index }) => index).filter(
    (at) => at > 0 && depth[at] === 0 && !endsOpen(sentence.slice(Math.max(0, at - 40), at)),
  );
}

/** Whether the last word asks for more, or is an abbreviation. */
function endsOpen(before: string): boolean {
  const word = /\S*$/.exec(before.replace(/[\s,;:–—-]+$/, ''))?.[0] ?? '';
  const bare = word.replace(/^["“‘'([]+|["”’']+$/g, '');
  return bare === '' || FUNCTION_WORD.test(bare) || /[.([{“‘/&+=<>~^-]$/.test(word) || MARKER.test(word);
}

// `(3)` and `b)` announce what is gone.
const MARKER = /^\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)]$/i;

/** Whether what a cut takes away is a contrast, a condition or a limit. */
const turnsRound = (sentence: string, at: number): boolean =>
  TURNS.test(sentence.slice(at, at + 60).replace(/^[\s,:;—–]+/, ''));

/** Whether a cut leaves the first half of a pair without its second: `not … but …`. */
function splitsPair(sentence: string, at: number): boolean {
  const [kept, gone] = [sentence.slice(0, at), sentence.slice(at)];
  return HALF.some(([first, second]) => {
    const opened = first.exec(kept);
    return opened !== null && !second.test(kept.slice(opened.index)) && second.test(gone);
  });
}

/** The last of the ascending cuts that fits, found by halving. */
function longest(ascending: readonly number[], fits: (at: number) => boolean): number | undefined {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(ascending[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : ascending[low - 1];
}

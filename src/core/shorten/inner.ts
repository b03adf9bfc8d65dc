import { isSmallWord, TURNS_ABROAD } from './abroad.ts';
import { isAfterthought, misses, TIERS } from './additions.ts';
import { dashAsides } from './asides.ts';
import { bracketDepth } from './brackets.ts';
import { closed, FUNCTION_WORD, SHORT, TURNS } from './words.ts';
import type { Fits } from './words.ts';

// Opens a pair whose second half must come too, if it stands no more than so many characters behind.
const HALF = [
  [/\b(?:not|n't|never)\b/gi, /\bbut\b/i, 250],
  [/\bboth\b/gi, /\band\b/i, 100],
  [/\b(?:either|whether)\b/gi, /\bor\b/i, 150],
  [/\bneither\b/gi, /\bnor\b/i, 150],
  [/\bbetween\b/gi, /\band\b/i, 60],
  [/\bfrom\b/gi, /\bto\b/i, 60],
  [/\bif\b/gi, /\bthen\b/i, 150],
] as const;
// A sentence that opens with one of these has its subject behind the first comma.
const OPENING =
  /^(?:[A-Z]?[a-z]+(?:ing|ed)|told|shown|fit|drawn|driven|once|whether|that|by|while|when|unlike|given|to|in|on|with|for|from|as|after|before|since|although|though|despite|through|instead|rather|if|because|inspired|motivated|built|based|trained|compared|contrary|using|across|at|under|without)\b/i;

// No post is so long that more of a single sentence could matter; it keeps the work small.
const LONGEST_SENTENCE = 1500;

/** The longest text of `least` characters or more that ends where a sentence only adds to what it has said. */
export function cutAtAddition(whole: string, fits: Fits, least = SHORT): string | undefined {
  const sentence = whole.slice(0, LONGEST_SENTENCE);
  const small = inSmallLetters(sentence);
  const mainAt = OPENING.test(small) ? sentence.indexOf(', ') + 1 : 0;
  const sound = cuts(sentence, /[,:—–， ]/g).filter((at) => at >= least && at > mainAt);
  for (const adds of TIERS) {
    const best = longest(
      sound.filter(
        (at) =>
          adds(small, at) &&
          !splitsPair(small, at) &&
          !misses(small, at) &&
          (adds === isAfterthought || !turnsRound(small, at)),
      ),
      (at) => fits(closed(sentence.slice(0, at))),
    );
    if (best !== undefined) return closed(sentence.slice(0, best));
  }
  return undefined;
}

/** A sentence that is all in capitals, in small letters. */
function inSmallLetters(sentence: string): string {
  if (/\p{Ll}/u.test(sentence)) return sentence;
  const small = sentence.toLowerCase();
  return small.length === sentence.length ? small : sentence;
}

// Japanese words end where a kana stands before a sign or a letter that is none; Chinese ones show no end.
const WORD_ENDS = / |(?<=[\u3041-\u309f])(?=[\u30a0-\u30ff\u3400-\u9fffA-Za-z0-9])|(?<=[、，])/g;
const ANY_SIGN = /(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff])/g;

// `gains of ten points`, `12 GB`
const COUNTS =
  /(?:^|\s)(?:[~≈$€£]?\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|fifty|hundred|thousand|million|billion)$/i;

/** The longest run of words with an ellipsis, ended on a word that means something. */
export function cutAtWord(whole: string, fits: Fits): string | undefined {
  const sentence = whole.slice(0, LONGEST_SENTENCE);
  const words = cuts(sentence, WORD_ENDS);
  const sound = words.length > 0 ? words : cuts(sentence, ANY_SIGN);
  const meant = sound.filter(
    (at) =>
      !COUNTS.test(sentence.slice(Math.max(0, at - 20), at)) && !turnsRound(sentence, at) && !splitsPair(sentence, at),
  );
  const afterMarks = meant.filter((at) => at >= SHORT && /[、，]/.test(sentence.charAt(at - 1)));
  for (const tier of [afterMarks, meant, sound]) {
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
    (at) => at > 0 && depth[at] === 0 && !endsOpen(sentence.slice(Math.max(0, at - 40), at), sentence.charAt(at)),
  );
}

// These ask for more inside a clause, and for nothing before its comma: `relies on them less, which`.
const MAY_END = /^(?:it|them|only|more|less|most|least|much|all|same|other|own|out|up)$/i;

/** Whether the last word asks for more, or is an abbreviation. */
function endsOpen(before: string, mark: string): boolean {
  const word = /\S*$/.exec(before.replace(/[\s,;:–—-]+$/, ''))?.[0] ?? '';
  const bare = word.replace(/^["“‘'([]+|["”’']+$/g, '');
  if (mark === ',' && MAY_END.test(bare)) return false;
  return (
    bare === '' || FUNCTION_WORD.test(bare) || isSmallWord(bare) || /[.([{“‘/&+=<>~^-]$/.test(word) || MARKER.test(word)
  );
}

// `(3)` and `b)` announce what is gone.
const MARKER = /^\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)]$/i;

/** Whether what a cut takes away is a contrast, a condition or a limit. */
function turnsRound(sentence: string, at: number): boolean {
  const gone = sentence.slice(at, at + 60).replace(/^[\s,:;—–，]+/, '');
  return TURNS.test(gone) || TURNS_ABROAD.test(gone);
}

/** Whether a cut leaves the first half of a pair without its second: `not … but …`. */
function splitsPair(sentence: string, at: number): boolean {
  return HALF.some(([first, second, reach]) => {
    const from = Math.max(0, at - reach);
    const opened = Array.from(sentence.slice(from, at).matchAll(first)).at(-1);
    if (!opened) return false;
    const start = from + opened.index;
    return !second.test(sentence.slice(start, at)) && second.test(sentence.slice(at, start + reach));
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

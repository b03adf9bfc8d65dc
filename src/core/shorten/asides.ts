import { bracketPairs } from './brackets.ts';

// What turns the sentence round is no aside.
const TURNING_ASIDE = /\b(?:not|no|never|only|except|unless|until|if|but|without|instead|rather|than)\b/i;

// `(ii)` and `(b)` number what follows.
const MARKER = /^ \((?:\d{1,2}|[ivx]{1,4}|[a-h])\)$/i;

/** A sentence without its longest aside, without the longest two, and so on. */
export function asideless(sentence: string): readonly string[] {
  const dashed = dashAsides(sentence);
  // Between more dashes than two nobody can say which of them belong together.
  const asides = [...bracketAsides(sentence), ...(countDashes(sentence) === 2 ? dashed : [])]
    .filter(({ start, end }) => !TURNING_ASIDE.test(sentence.slice(start, end)))
    .sort((a, b) => b.end - b.start - (a.end - a.start))
    .slice(0, 6);
  const shorter = asides.map((_, count) => {
    const gone = asides.slice(0, count + 1).sort((a, b) => a.start - b.start);
    let [kept, from] = ['', 0];
    for (const { start, end } of gone) {
      if (start < from) continue;
      kept = beside(kept + sentence.slice(from, start), sentence.slice(end, end + 1));
      from = end;
    }
    return kept + sentence.slice(from);
  });
  return shorter.filter((text) => !/[:,;–—-]\s*$/.test(text));
}

/** Words that only an aside held apart need a space. */
const beside = (before: string, next: string): string =>
  /\S$/.test(before) && /[\p{L}\p{N}]/u.test(next) ? `${before} ` : before;

const countDashes = (sentence: string): number => sentence.match(/—| [–-] /g)?.length ?? 0;

const bracketAsides = (sentence: string) =>
  bracketPairs(sentence)
    .filter(({ start, end }) => sentence.slice(start - 1, start + 1) === ' (' && !/^[\w([]/.test(sentence.slice(end)))
    .map(({ start, end }) => ({ start: start - 1, end }))
    .filter(({ start, end }) => !MARKER.test(sentence.slice(start, end)));

/** What stands between two dashes, with the dashes: `text.slice(start, end)`. */
export const dashAsides = (sentence: string) =>
  Array.from(
    sentence.matchAll(/\s?—(?:(?![—;:]).)+—(?=\s?\p{Ll})| [–-] (?:(?! [–-] |[—;:]).)+ [–-] (?=\p{Ll})/gu),
    (match) => ({
      start: match.index,
      end: match.index + match[0].length - (match[0].endsWith(' ') ? 1 : 0),
    }),
  );

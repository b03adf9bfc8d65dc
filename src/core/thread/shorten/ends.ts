import { isCapital, isSmall } from '../../text.ts';
import { insideOf } from './brackets.ts';

const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '));

// A full stop after one of these ends no sentence by itself; nor does it after a single letter or `x.y.`.
const ABBREVIATIONS = listed(
  'eg e.g ie i.e cf vs al etc approx resp incl excl esp viz ca w.r.t a.k.a ph.d est max min avg no nos pp pts fig figs eq eqs ' +
    'vol vols hrs yrs bzw usw ggf vgl inkl bspw aprox pág núm ecc рис стр гг млн млрд тыс напр',
);
// In small letters most of these are words.
const CAPITAL_ABBREVIATIONS = listed(
  'Dr Dra Mr Mrs Ms Prof St Jr Sr Sra Rev Gen Col Sgt Lt Capt Gov Sen Rep Inc Ltd Corp Co Dept Univ Bros Sec Secs Ch Chap Ref ' +
    'Refs Tab Thm Def Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Nr Abb Kap Mrd Mio Bio',
);
// Before a number these name a part: `Art. 25`, `Alg. 1`.
const PARTS = listed('art arts app apps alg algs prop props lem cor ex exp abs bd ver vers par paras ann suppl cap cl');
const ENDS_ALL_THE_SAME = listed('etc inc ltd corp co max min no est usw ecc');
const LETTERS = /^(?:\D\.)*\D$/;
const LAST_WORD = /[^\s([{"“'‘/–—-]*$/;

// Runs of marks are read once: a mark after a mark begins nothing.
const MARKS = /(?:(?<![.!?…])[.!?…]+["”’'»)\]*]*(?=\s)|(?<![。！？])[。！？]+["”’』」）]*)/g;

/** Where the sentences of a text end: none inside brackets or quotation marks, or after an abbreviation. Linear. */
export function sentenceEnds(text: string): readonly number[] {
  const isInside = insideOf(text);
  const ends: number[] = [];
  for (const { index, 0: marks } of text.matchAll(MARKS)) {
    const end = index + marks.length;
    if (end < text.length && !isInside(end) && isSentenceEnd(text, ends.at(-1) ?? 0, index, marks)) ends.push(end);
  }
  return [...ends, text.length];
}

function isSentenceEnd(text: string, start: number, mark: number, marks: string): boolean {
  if (/^[。！？]/.test(marks)) return true;
  const end = mark + marks.length;
  const next = text.slice(end + 1, end + 40);
  const opened = next.replace(/^["“‘'«([{*]+/, '');
  if (isSmall(opened.charAt(0)) && !/^\p{Ll}+[\p{Lu}\d]/u.test(opened)) return false;
  if (/^(?:[;,:–—-]|\()/.test(next) && !/^-\d/.test(next)) return false;
  if (!marks.startsWith('.') || marks.startsWith('..')) return true;
  const before = text.slice(Math.max(start, mark - 24), mark);
  const word = LAST_WORD.exec(before)?.[0] ?? '';
  const low = word.toLowerCase();
  if (/^\d/.test(opened) && PARTS.has(low)) return false;
  if (/^\d{1,2}$/.test(word)) return !/(?:^|[:;])\s*\d{1,2}$/.test(before);
  if (!ABBREVIATIONS.has(low) && !CAPITAL_ABBREVIATIONS.has(word) && !LETTERS.test(word)) return true;
  return ENDS_ALL_THE_SAME.has(low) && isCapital(opened.charAt(0));
}

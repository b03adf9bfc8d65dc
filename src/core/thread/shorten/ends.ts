import { bracketDepth } from './brackets.ts';

const behind = (words: string, flags: string): RegExp => new RegExp(`(?:^|[\\s([{"“'‘/–—-])(?:${words})$`, flags);

// A full stop behind one of these ends no sentence by itself; nor does it behind a single letter or `x.y.`.
const ABBREVIATION = behind(
  'e\\.?g|i\\.?e|cf|vs|et al|al|etc|approx|resp|incl|excl|esp|viz|ca|w\\.r\\.t|a\\.k\\.a|ph\\.d|est|max|min|avg|no|nos|pp|' +
    'pts|figs?|eqs?|vols?|hrs|yrs|bzw|usw|ggf|vgl|inkl|bspw|aprox|pág|núm|ecc|рис|стр|гг|млн|млрд|тыс|напр',
  'i',
);
const LETTERS = behind('(?:\\p{L}\\.)*\\p{L}', 'u');
// In small letters most of these are words.
const CAPITAL_ABBREVIATION = behind(
  'Dr|Dra|Mr|Mrs|Ms|Prof|St|Jr|Sr|Sra|Rev|Gen|Col|Sgt|Lt|Capt|Gov|Sen|Rep|Inc|Ltd|Corp|Co|Dept|Univ|Bros|Sec|Secs|Ch|Chap|' +
    'Ref|Refs|Tab|Thm|Def|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Nr|Abb|Kap|Mrd|Mio|Bio',
  'u',
);
// Before a number these name a part: `Art. 25`, `Alg. 1`.
const NUMBERED = behind(
  'Arts?|Apps?|Algs?|Props?|Lem|Cor|Ex|Exp|Abs|Bd|Vers?|Par|Paras?|Ann|Suppl|art|arts|alg|ver|cap|cl|ex',
  'u',
);
const ENDS_ALL_THE_SAME = behind('etc|Inc|Ltd|Corp|Co|max|min|no|est|usw|ecc', 'i');

// Runs of marks are read once: a mark behind a mark begins nothing.
const MARKS = /(?:(?<![.!?…])[.!?…]+["”’'»)\]*]*(?=\s)|[؟۔।॥]+["”’'»)\]]*(?=\s)|(?<![。！？])[。！？]+["”’』」）]*)/g;

/** Where the sentences of a text end: none inside brackets or quotation marks, or after an abbreviation. */
export function sentenceEnds(text: string): readonly number[] {
  const depth = bracketDepth(text);
  const ends: number[] = [];
  for (const match of text.matchAll(MARKS)) {
    const end = match.index + match[0].length;
    if (end < text.length && (depth[end] ?? 0) === 0 && isSentenceEnd(text, ends.at(-1) ?? 0, match.index, end))
      ends.push(end);
  }
  return [...ends, text.length];
}

function isSentenceEnd(text: string, start: number, mark: number, end: number): boolean {
  const marks = text.slice(mark, end);
  if (/^[。！？؟۔।॥]/.test(marks)) return true;
  const next = text.slice(end + 1, end + 40);
  const opened = next.replace(/^["“‘'«([{*]+/, '');
  if (/^\p{Ll}/u.test(opened) && !/^\p{Ll}+[\p{Lu}\d]/u.test(opened)) return false;
  if (/^(?:[;,:–—-]|\()/.test(next) && !/^-\d/.test(next)) return false;
  if (!marks.startsWith('.') || marks.startsWith('..')) return true;
  const before = text.slice(Math.max(start, mark - 24), mark);
  if (/(?:^|[:;])\s*\d{1,2}$/.test(before) || (/^\d/.test(opened) && NUMBERED.test(before))) return false;
  if (!ABBREVIATION.test(before) && !LETTERS.test(before) && !CAPITAL_ABBREVIATION.test(before)) return true;
  return ENDS_ALL_THE_SAME.test(before) && /^\p{Lu}/u.test(opened);
}

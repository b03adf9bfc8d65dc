const HAN_OR_KANA = /[\u3040-\u30ff\u3400-\u9fff]/;

/** Two pieces of text, with a space between them where their script has one. */
export const append = (before: string, next: string): string =>
  before === '' ? next : `${before}${/[。！？]/.test(before.slice(-1)) ? '' : ' '}${next}`;

/** Pieces of text one after the other, as `append` sets them; linear, however many there are. */
export const joined = (pieces: readonly string[]): string =>
  pieces
    .map((piece, index) => (index > 0 && !/[。！？]/.test(pieces[index - 1]?.slice(-1) ?? '') ? ` ${piece}` : piece))
    .join('');

/** Two clauses, with the semicolon of their script between them. */
export const withSemicolon = (before: string, next: string): string =>
  HAN_OR_KANA.test(lastLetter(before)) ? `${before}；${next}` : `${before}; ${next}`;

const LOOSE = ' ,;:，；：、–—-';
const ENDS = /[.!?…。！？]["”’')\]»」』）]*$/;
// `by trigrams (no vocabulary!)`: the mark is of the aside, the sentence has none.
const ENDS_IN_ASIDE = /[^\s.!?…] \([^()]{1,200}[.!?…]\)$/;

/** A text with a full stop, if it ends without any mark. */
export function closed(words: string): string {
  let end = words.length;
  while (end > 0 && LOOSE.includes(words.charAt(end - 1))) end--;
  const bare = words.slice(0, end);
  if (bare === '' || (ENDS.test(bare.slice(-12)) && !ENDS_IN_ASIDE.test(bare.slice(-210)))) return bare;
  return HAN_OR_KANA.test(bare.slice(-40)) && HAN_OR_KANA.test(lastLetter(bare)) ? `${bare}。` : `${bare}.`;
}

const lastLetter = (text: string): string => /\p{L}(?=\P{L}*$)/u.exec(text.slice(-40))?.[0] ?? '';

/**
 * A text with a capital at its beginning. Names keep their small letter: those of several cases, digits or dots (`iTransformer`,
 * `torch.compile`), and the word that the title has small too (`mem-agent`).
 */
export function capitalised(text: string, title: string): string {
  if (!/^[^A-Z\d]/.test(text)) return text;
  const word = /^\p{Ll}+(?=[\s,;:’']|-\p{Ll}+[\s,]|$)/u.exec(text)?.[0];
  if (word === undefined || title.startsWith(`${word}-`)) return text;
  if (word.length > 3 && title.split(/[\s:,]+/).includes(word)) return text;
  const capital = text.charAt(0).toUpperCase();
  return capital.toLowerCase() === text.charAt(0) ? capital + text.slice(1) : text;
}

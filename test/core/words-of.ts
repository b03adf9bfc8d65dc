/** The words of a text as a reader counts them: letters and digits, whatever stands between; a sign of Chinese or Japanese is one. */
const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .replace(/[\u200B]/g, '')
    .match(/(?:(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}])[\p{L}\p{N}\p{M}])+|[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/gu) ?? [];

/** Whether every word of a text stands in the source, in the source's order; a sentence may begin with a capital of its own. */
export function isExtract(text: string, source: string): boolean {
  const words = wordsOf(source.toLowerCase());
  let at = 0;
  return wordsOf(text.toLowerCase()).every((word) => {
    at = words.indexOf(word, at) + 1;
    return at > 0;
  });
}

const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\u200B/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * Whether a summary ends where a sentence, a clause before `;` or a bullet of its source ends. Looks at the source from
 * outside, with none of the shortener's own rules.
 */
export function endsNaturally(summary: string, source: string): boolean {
  const end = plain(summary)
    .replace(/[\s.…;:!?。！？]+$/, '')
    .slice(-40)
    .replace(/^[^•]*• /, '');
  const text = plain(source);
  for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + 1)) {
    const rest = text.slice(at + end.length);
    if (
      /^\s*$/.test(rest) ||
      /^["”’')\]]*(?:[.!?…]+["”’')\]]*(?=\s|$|\p{Lu})|[;。！？；])/u.test(rest) ||
      /^[\s.:]*[●•]/.test(rest)
    )
      return true;
  }
  return false;
}

/**
 * A text with a capital at its beginning. Names keep their small letter: those of several cases, digits or dots (`iTransformer`,
 * `torch.compile`), and the word that the title has small too (`mem-agent`).
 */
export function capitalised(text: string, title: string): string {
  const word = /^\p{Ll}+(?=[\s,;:’']|-\p{Ll}+[\s,]|$)/u.exec(text)?.[0];
  if (word === undefined || title.startsWith(`${word}-`)) return text;
  if (word.length > 3 && title.split(/[\s:,]+/).includes(word)) return text;
  const capital = text.charAt(0).toUpperCase();
  return capital.toLowerCase() === text.charAt(0) ? capital + text.slice(1) : text;
}

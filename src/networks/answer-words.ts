import type { HttpAnswer } from '../http.ts';
import type { Mask } from '../mask.ts';

const mostWords = 300;

/** What a server said, in its own words, on one line: `422 Validation failed: Text can't be blank`. */
export function wordsIn(answer: HttpAnswer, mask: Mask): string {
  const said = mask(jsonWords(answer.json) ?? pageWords(answer.text))
    .replace(/\p{C}|\s/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const code = String(answer.code);
  // Many error pages begin their titles with it.
  const words = said.startsWith(`${code} `) ? said : `${code} ${said}`;
  return words.length > mostWords ? `${words.slice(0, mostWords)}…` : words;
}

/** The servers name their errors in one or two of these fields (X: RFC 7807, or a list of `errors`). */
function jsonWords(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const parts = [json, ...listIn(json)];
  const words = parts.flatMap((part) => textsOf(part, ['error', 'error_description', 'message', 'detail']));
  const all = words.length > 0 ? words : textsOf(json, ['title']);
  return all.length > 0 ? [...new Set(all)].join(': ') : undefined;
}

function listIn(json: object): readonly unknown[] {
  const list: unknown = Reflect.get(json, 'errors');
  return Array.isArray(list) ? list : [];
}

const textsOf = (part: unknown, names: readonly string[]): readonly string[] =>
  names.flatMap((name) => {
    const text: unknown = typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined;
    return typeof text === 'string' && text.trim() !== '' ? [text] : [];
  });

/** An error page is told by its title. */
function pageWords(page: string): string {
  const text = page.slice(0, 10_000);
  const title = /<title[^>]*>([^<]+)/i.exec(text)?.[1];
  if (title !== undefined) return title;
  const plain = text.replace(/<(script|style)\b[^<]*<\/\1>|<[^>]*>/gi, ' ').trim();
  return plain === '' ? '(no words)' : plain;
}

import type { HttpAnswer } from './http-client.ts';
import type { Mask } from '../mask.ts';
import type { Refusal } from '../core/record.ts';

const mostWords = 300;

/** What a server said, in its own words, on one line: `422 Validation failed: Text can't be blank`. */
export function wordsOf(answer: HttpAnswer, mask: Mask): string {
  const said = mask(jsonWords(answer.json) ?? pageWords(answer.text))
    .replace(/\p{C}|\s/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const code = String(answer.code);
  // Many error pages begin their titles with it.
  const words = said.startsWith(`${code} `) ? said : `${code} ${said}`;
  return words.length > mostWords ? `${words.slice(0, mostWords)}…` : words;
}

/** The servers name their errors in one or two of these fields. */
function jsonWords(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const named = new Map<string, unknown>(Object.entries(json));
  const words = ['error', 'error_description', 'message'].map((name) => named.get(name)).filter(isText);
  return words.length > 0 ? [...new Set(words)].join(': ') : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** An error page is told by its title. */
function pageWords(text: string): string {
  const title = /<title[^>]*>([^<]+)/i.exec(text)?.[1];
  if (title !== undefined) return title;
  const plain = text.replace(/<[^>]*>/g, ' ').trim();
  return plain === '' ? '(no words)' : plain;
}

/** How long a server wants to be left alone, from the headers of its answer, in ms; at most `mostMs`. */
export function waitOf(answer: HttpAnswer, now: Date, unsaidMs: number, mostMs: number): number {
  const named = ['retry-after', 'ratelimit-reset', 'x-ratelimit-reset'].map((name) => answer.headers.get(name));
  const waits = named.flatMap((value) => (value === null ? [] : [waitUntil(value.trim(), now)]));
  const said = waits.find((ms) => Number.isFinite(ms) && ms > 0);
  return Math.min(Math.max(said ?? unsaidMs, 1000), mostMs);
}

/** Seconds from now, seconds since 1970, or a date: each is used by some server. */
function waitUntil(value: string, now: Date): number {
  if (!/^\d+(?:\.\d+)?$/.test(value)) return Date.parse(value) - now.getTime();
  const seconds = Number(value);
  return seconds > 1e9 ? seconds * 1000 - now.getTime() : seconds * 1000;
}

/** Two posts that look like one: which is kept, and what becomes of the other. `posts`: addresses or ids, oldest last. */
export const severalWords = (posts: readonly string[]): string =>
  `several posts say the same: ${posts.join(', ')}. Keep one, delete the others by hand, then run this again, or name the one that is kept with resolve --posted`;

const triedAgainMs = 60_000;

/** A request that never reached the server changed nothing: it is refused, and may be tried again. */
export function refusalOfUnsent(result: { readonly words: string; readonly permanent: boolean }): Refusal {
  const words = `not sent: ${result.words}`;
  return result.permanent ? { words } : { words, retryAfterMs: triedAgainMs };
}

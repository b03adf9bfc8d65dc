import { decodeEntities } from '../../core/text.ts';

/** A word of a published status: as it is shown, and where it holds a link to somewhere, that address. */
interface Word {
  readonly shown: string;
  readonly href?: string;
}

/** How a server shows a status: as HTML, and on some with the words beside it as they were sent. */
export interface Shown {
  readonly content: string;
  readonly text?: string | null | undefined;
}

/**
 * Whether a published status says what was sent. Servers wrap it in HTML, break lines in other places, shorten addresses
 * and names, turn words into links, emoji into pictures, marks into bold letters and straight quotes into curly ones: so
 * words are compared by their letters and digits, and a link is the word or its address.
 */
export function saysTheSame({ content, text }: Shown, sent: string): boolean {
  const words = wordsIn(sent);
  const says = (published: readonly Word[]): boolean =>
    published.length === words.length && published.every((word, index) => isWord(word, words[index] ?? ''));
  return says(wordsOf(content)) || (typeof text === 'string' && says(wordsIn(text).map((shown) => ({ shown }))));
}

/** Whether a status may say what was sent though it does not read the same: half of the words, and no other numbers. */
export function readsAlike({ content }: Shown, sent: string): boolean {
  const published = new Set(
    wordsOf(content).flatMap(({ shown, href }) => (href === undefined ? lettersOf(shown) : [])),
  );
  const words = new Set(wordsIn(sent).flatMap((word) => (word.includes('://') ? [] : lettersOf(word))));
  const common = [...words].filter((word) => published.has(word));
  return common.length * 2 >= Math.max(words.size, published.size) && hasNumbers(published, words);
}

const hasNumbers = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => {
  const missing = (from: ReadonlySet<string>, of: ReadonlySet<string>): boolean =>
    [...of].some((word) => /\p{N}/u.test(word) && !from.has(word));
  return !missing(one, other) || !missing(other, one);
};

function isWord({ shown, href }: Word, sent: string): boolean {
  if (lettersOf(shown) === lettersOf(sent)) return true;
  if (href === undefined) return false;
  const name = nameIn(sent);
  if (name !== undefined) return name === nameIn(shown);
  return sent.includes('://') && sameAddress(href, /https?:\/\/\S*/i.exec(sent)?.[0] ?? '');
}

/** Who is mentioned: `@name@server` is shown as `@name` by some servers, `@name` as `@name@server` by others. */
const nameIn = (word: string): string | undefined => /^\P{L}*@(\w+)/u.exec(word)?.[1]?.toLowerCase();

/** Punctuation after an address is not part of it, nor is the slash that some servers add. */
const sameAddress = (one: string, other: string): boolean => addressOf(one) === addressOf(other);
const addressOf = (url: string): string => {
  const trimmed = url.replace(/[\s.,;:!?)\]}'"/]+$/, '');
  return URL.canParse(trimmed) ? new URL(trimmed).href.replace(/\/$/, '') : trimmed;
};

const lettersOf = (word: string): string =>
  word
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '')
    .toLowerCase();

const invisible = /[\u00ad\u200b-\u200d\u2060\ufe0f\ufeff]/g;

/** What has neither letters nor digits is no word here. */
const wordsIn = (text: string): readonly string[] =>
  text
    .replace(invisible, '')
    .split(/\s+/)
    .filter((word) => lettersOf(word) !== '');

const linkStart = /<a\b[^>]*\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>/gi;
const blockEnd = /<(?:br|\/p|\/div|\/li|\/h[1-6]|\/blockquote)\b[^>]*>/gi;
const picture = /<img\b[^>]*\balt\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>/gi;
/** Stands where a link starts, with its number; no text holds it. */
const mark = '\ue000';

function wordsOf(html: string): readonly Word[] {
  const hrefs: string[] = [];
  const marked = html.replaceAll(mark, '').replace(linkStart, (_, double?: string, single?: string) => {
    hrefs.push(decodeEntities(double ?? single ?? ''));
    return `${mark}${String(hrefs.length - 1)}${mark}`;
  });
  const text = decodeEntities(
    marked
      .replace(picture, '$1$2')
      .replace(blockEnd, ' ')
      .replace(/<[^>]*>/g, ''),
  );
  return wordsIn(text).map((word) => {
    const [, number] = new RegExp(`${mark}(\\d+)${mark}`).exec(word) ?? [];
    const href = number === undefined ? undefined : hrefs[Number(number)];
    const shown = word.replace(new RegExp(`${mark}\\d+${mark}`, 'g'), '');
    return href === undefined ? { shown } : { shown, href };
  });
}

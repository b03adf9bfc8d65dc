import { decodeEntities } from '../../core/plain-text.ts';

/** A word of a published status: as it is shown, and where it holds a link to somewhere, that address. */
interface Word {
  readonly shown: string;
  readonly href?: string;
}

/**
 * Whether a published status says what was sent. Servers wrap it in HTML, break lines in other places, shorten the
 * addresses that they show, and turn words into links: so words are compared, and a link is the word or its address.
 */
export function saysTheSame(html: string, sent: string): boolean {
  const published = wordsOf(html);
  const words = wordsIn(sent);
  return published.length === words.length && published.every((word, index) => isWord(word, words[index] ?? ''));
}

function isWord({ shown, href }: Word, sent: string): boolean {
  if (shown === sent) return true;
  return href !== undefined && sent.includes('://') && sameAddress(href, /https?:\/\/\S*/i.exec(sent)?.[0] ?? '');
}

/** Punctuation after an address is not part of it, nor is the slash that some servers add. */
const sameAddress = (one: string, other: string): boolean => addressOf(one) === addressOf(other);
const addressOf = (url: string): string => {
  const trimmed = url.replace(/[\s.,;:!?)\]}'"/]+$/, '');
  return URL.canParse(trimmed) ? new URL(trimmed).href.replace(/\/$/, '') : trimmed;
};

const invisible = /[\u00ad\u200b-\u200d\u2060\ufe0f\ufeff]/g;

const wordsIn = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .replace(invisible, '')
    .split(/\s+/)
    .filter((word) => word !== '');

const linkStart = /<a\b[^>]*\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>/gi;
const blockEnd = /<(?:br|\/p|\/div|\/li|\/h[1-6]|\/blockquote)\b[^>]*>/gi;
/** Stands where a link starts, with its number; no text holds it. */
const mark = '\ue000';

function wordsOf(html: string): readonly Word[] {
  const hrefs: string[] = [];
  const marked = html.replaceAll(mark, '').replace(linkStart, (_, double?: string, single?: string) => {
    hrefs.push(decodeEntities(double ?? single ?? ''));
    return `${mark}${String(hrefs.length - 1)}${mark}`;
  });
  const text = decodeEntities(marked.replace(blockEnd, ' ').replace(/<[^>]*>/g, ''));
  return wordsIn(text).map((word) => {
    const [, number] = new RegExp(`${mark}(\\d+)${mark}`).exec(word) ?? [];
    const href = number === undefined ? undefined : hrefs[Number(number)];
    const shown = word.replace(new RegExp(`${mark}\\d+${mark}`, 'g'), '');
    return href === undefined ? { shown } : { shown, href };
  });
}

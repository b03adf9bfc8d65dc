import type { Post } from '../core/thread.ts';
import { withLinks } from './words.ts';

/** How the preview draws what a network will show. */
export interface Drawing {
  /** The colour of its links, `#rrggbb`; the list's accent where it has none of its own. */
  readonly colour?: string;
  /** What it shows of an address that is written out in the text; all of it where this is absent. */
  readonly address?: (url: string) => string;
  /** It shows an entry in parts, as a page, and no author beside each post. */
  readonly isPage?: true;
}

/** An address without its scheme and `www.`, as most apps show it. */
export const withoutScheme = (url: string): string => url.replace(/^https?:\/\//i, '').replace(/^www\./i, '');

/** The beginning of a text, with a mark where it was cut. */
export const ellipsised = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text;

/** Control characters that HTML or XML forbids, and overrides of direction, which write words backwards. */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202d\u202e\ufffe\uffff]/gu;

/** Marks of writing direction: in an element they end with it, in a title or an attribute they do not. */
const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML text or attribute value: whatever it holds, it stays text. */
export const escapeHtml = (text: string): string =>
  text
    .toWellFormed()
    .replace(forbidden, '')
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** Text on one line without marks of direction, for titles and attributes; escaped. */
export const escapeLine = (text: string): string => escapeHtml(plainLine(text));

/** Text on one line without marks of direction or forbidden signs; not escaped. */
export const plainLine = (text: string): string =>
  text.toWellFormed().replace(directions, '').replace(forbidden, '').replace(/\s+/gu, ' ').trim();

/** The address as a page may link to it: http and https only, else undefined. */
export const webAddress = (url: string): string | undefined => {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  return address && /^https?:$/.test(address.protocol) ? address.href : undefined;
};

/** An anchor to an address of our own, which may also stand on this disk; else the words alone. */
export const anchorTo = (url: string, words: string): string => {
  const href = URL.canParse(url) && new URL(url).protocol === 'file:' ? new URL(url).href : webAddress(url);
  return href === undefined ? escapeHtml(words) : `<a href="${escapeHtml(href)}">${escapeHtml(words)}</a>`;
};

/** A post's text with its links as anchors, drawn as its network draws them; everything else stays text. */
export const linkedHtml = (
  post: Pick<Post, 'text' | 'links'>,
  { address = plainLine, isPage }: Drawing = { isPage: true },
): string =>
  withLinks(post, escapeHtml, (words, link) => {
    const href = webAddress(link.auto && !isPage ? withScheme(words) : link.url);
    if (href === undefined) return undefined;
    const drawn = isPage || webAddress(words) === undefined ? words : address(words);
    return `<a href="${escapeHtml(href)}">${escapeHtml(drawn)}</a>`;
  }).replace(/\r?\n/g, '<br>\n');

/** A word that the network links by itself leads to a host of that name: `http://AGENTS.md`. */
const withScheme = (words: string): string => (/^https?:\/\//i.test(words) ? words : `http://${words}`);

/** A whole document: readable without script, from a server and from disk. `body` and `head` are HTML. */
export const htmlDocument = (page: {
  readonly language: string;
  readonly title: string;
  /** The one line of the head that says what kind of page it is. */
  readonly kind: string;
  /** What the page may load: sources of the Content-Security-Policy. */
  readonly policy: string;
  readonly head: string;
  readonly body: string;
}): string => `<!DOCTYPE html>
<html lang="${escapeLine(page.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${page.kind}
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${page.policy}; base-uri 'none'; form-action 'none'">
<title>${escapeLine(page.title)}</title>
${page.head}</head>
<body>
${page.body}
</body>
</html>
`;

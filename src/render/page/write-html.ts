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
  const address = parsed(url);
  return address && /^https?:$/.test(address.protocol) && address.hostname !== '' ? address.href : undefined;
};

/** The address of a page of our own, which may also stand on this disk. */
export const ownAddress = (url: string): string | undefined =>
  parsed(url)?.protocol === 'file:' ? parsed(url)?.href : webAddress(url);

/** The host as people read it: `arxiv.org`. */
export const hostOf = (url: string): string => parsed(url)?.hostname.replace(/^www\./, '') ?? '';

const parsed = (url: string): URL | undefined => (URL.canParse(url) ? new URL(url) : undefined);

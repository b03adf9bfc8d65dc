import { domainToUnicode } from 'node:url';
import { decodeEntities } from '../../core/text.ts';

/** A link of a post as X tells it: `url` is the t.co address that stands in the text. */
export interface UrlEntity {
  readonly url: string;
  readonly expanded: string | undefined;
  /** The link that X adds for a picture. */
  readonly isMedia: boolean;
}

/** `maybe`: a link of the post is not told, and with some link there it would be the same. */
type Likeness = 'same' | 'maybe' | 'different';

/**
 * Whether a post as X shows it has the words that were sent. X writes `& < >` as entities, every link and bare domain
 * as t.co (the domain expanded with `http://`, perhaps a slash), and adds a link for a picture.
 */
export function likeness(shown: string, urls: readonly UrlEntity[], wanted: string): Likeness {
  const sent = canonical(wanted.replace(shortLink, unknownLink));
  const readings = [shown, withoutMediaLink(shown, urls)].map((text) => canonical(expand(text, urls)));
  if (readings.includes(sent)) return sent.includes(unknownLink) ? 'maybe' : 'same';
  return readings.some((reading) => fits(reading, sent) || fits(sent, reading)) ? 'maybe' : 'different';
}

const shortLink = /https?:\/\/t\.co\/\w+/gi;
/** Stands for a link that nobody tells; no text holds this character, and control characters in addresses stay escaped. */
const unknownLink = '\u0000';

function expand(text: string, urls: readonly UrlEntity[]): string {
  const known = new Map(urls.map(({ url, expanded }) => [url, expanded]));
  return text.replace(shortLink, (url) => known.get(url) ?? unknownLink);
}

function withoutMediaLink(text: string, urls: readonly UrlEntity[]): string {
  const last = /\s*(https?:\/\/t\.co\/\w+)\s*$/i.exec(text);
  const entity = urls.find(({ url }) => url === last?.[1]);
  return last && (!entity || entity.isMedia) ? text.slice(0, last.index) : text;
}

function fits(pattern: string, text: string): boolean {
  if (!pattern.includes(unknownLink)) return false;
  const parts = pattern.split(unknownLink).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('\\S+')}$`).test(text);
}

/** What is left when everything is taken away that X, a keyboard or a URL parser may write in two ways. */
const canonical = (text: string): string =>
  decode(unescapeAll(text).replace(/https?:\/\//gi, ''))
    .replace(/\bxn--[\w.-]+/gi, domainToUnicode)
    .replace(/\p{Cf}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/\/+(?=$|[\s).,;:!?\]"'»”’])/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Both sides are unescaped to the end, so that it does not matter how often either was escaped. */
function unescapeAll(text: string): string {
  const once = decodeEntities(text);
  return once === text ? text : unescapeAll(once);
}

const decode = (text: string): string =>
  text.replace(/(?:%(?![01]|7f)[0-9a-f]{2})+/gi, (escaped) => {
    try {
      const decoded = decodeURIComponent(escaped);
      return /\s/.test(decoded) ? escaped : decoded; // A link holds no white space.
    } catch {
      return escaped; // No UTF-8: left as it is, on both sides.
    }
  });

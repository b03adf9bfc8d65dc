import { joinedEmoji } from './length/emoji.ts';
import { countGraphemes } from './length/graphemes.ts';
import { findLinks, type FoundLink } from './length/x-links.ts';
import type { AutoLink } from './post.ts';

/** What t.co makes of every link on X, and what Mastodon counts for one unless the server says otherwise. */
const LINK_LENGTH = 23;
// twitter-text 3.1, configuration 3: these weigh 1, all else 2.
const LIGHT = /[\u0000-\u10FF\u2000-\u200D\u2010-\u201F\u2032-\u2037]/;
const ALL_LIGHT = /^[\u0000-\u10FF\u2000-\u200D\u2010-\u201F\u2032-\u2037]*$/;

/** Every range that X would turn into a link: URLs, and bare domains with a known top-level domain. */
export const findXLinks = (text: string): readonly AutoLink[] => findLinks(text, true);

/** Every range that Mastodon would turn into a link: URLs with `http://` or `https://`. */
export const findMastodonLinks = (text: string): readonly AutoLink[] => findLinks(text, false);

/** The weighted length of a text on X, as its composer and its API count. */
export function measureX(text: string): number {
  const plain = text.normalize('NFC');
  return measureAround(plain, findLinks(plain, true), weigh, LINK_LENGTH);
}

/** The length of a text on Bluesky, in graphemes. */
export const measureBluesky = countGraphemes;

/** The length of a text on Mastodon: graphemes, every URL as `urlLength`. */
export const measureMastodon = (text: string, urlLength = LINK_LENGTH): number =>
  measureAround(text, findLinks(text, false), measureBluesky, urlLength);

/** The length of a text in UTF-8, in bytes. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function measureAround(
  text: string,
  links: readonly FoundLink[],
  measure: (text: string) => number,
  linkLength: number,
): number {
  let length = 0;
  let from = 0;
  for (const { start, end, certain } of links) {
    length += measure(text.slice(from, start));
    length += certain ? linkLength : Math.max(linkLength, measure(text.slice(start, end)));
    from = end;
  }
  return length + measure(text.slice(from));
}

function weigh(text: string): number {
  let weight = 0;
  let from = 0;
  for (const { index, 0: emoji } of joinedEmoji(text)) {
    weight += weighCharacters(text.slice(from, index)) + 2;
    from = index + emoji.length;
  }
  return weight + weighCharacters(text.slice(from));
}

function weighCharacters(text: string): number {
  if (ALL_LIGHT.test(text)) return text.length;
  let weight = 0;
  for (const char of text) weight += LIGHT.test(char) ? 1 : 2;
  return weight;
}

import { type Post, type PostRules, findLinks, measureAround, roundUsd } from '../../core/thread.ts';

const LIMIT = 280;
/** What t.co makes of every link. */
const LINK_LENGTH = 23;
// twitter-text 3.1, configuration 3: these weigh 1, all else 2.
const HEAVY = /[^\u0000-\u10FF\u2000-\u200D\u2010-\u201F\u2032-\u2037]/gu;

/** What X asks of a self-serve developer, in USD. Prices change: this is the only place in the code that holds them. */
export const X_PRICES = {
  asOf: '2026-08-22',
  source: 'https://docs.x.com/x-api/getting-started/pricing',
  post: 0.015,
  /** A post whose text holds a URL, or a word that X turns into a link by itself. */
  postWithLink: 0.2,
  /** Set with the picture of a post. */
  altText: 0.005,
  /** The documentation says 0.005 in one place and 0.010 in another: the higher. */
  removal: 0.01,
} as const;

/** X's rules for an account without Premium. https://docs.x.com/fundamentals/counting-characters */
export const xRules: PostRules = {
  network: 'x',
  name: 'X',
  limit: LIMIT,
  measure: measureX,
  fits: (text) => measureX(text) <= LIMIT,
  linkStyle: 'written',
  findLinks,
  mentions: true,
  oneCashtag: true,
  altLimit: 1000,
  price: priceOf,
  removalPrice: X_PRICES.removal,
};

function priceOf(post: Pick<Post, 'links' | 'media'>): number {
  const text = post.links.length > 0 ? X_PRICES.postWithLink : X_PRICES.post;
  return roundUsd(text + (post.media?.length ?? 0) * X_PRICES.altText);
}

/** The weighted length of a text, as X's composer and its API count. */
function measureX(text: string): number {
  const plain = text.normalize('NFC');
  return measureAround(plain, findLinks(plain), weigh, LINK_LENGTH);
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

const weighCharacters = (text: string): number =>
  (text.match(HEAVY) ?? []).reduce((weight, sign) => weight + 2 - sign.length, text.length);

// Written as text: the type-checker does not know the `v` flag of its target yet, Node.js 20 does.
const EVERY_EMOJI = '(?:\\p{RGI_Emoji}|[0-9#*]\\u20E3)\\uFE0F?';
// What can join characters to one emoji: joiner, keycap, flags, skin tones, tags, and the selector of the coloured variant.
const JOINED = /[\u200D\u20E3\uFE0F\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\u{E0020}-\u{E007F}]/u;
const JOINED_BY_MORE = /[\u200D\u20E3\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\u{E0020}-\u{E007F}]/u;

let everyEmoji: RegExp | undefined;

/**
 * The emoji of a text where one of them may be more than a character; none where each is one. Every sequence that Unicode
 * recommends for interchange is one emoji (https://www.unicode.org/reports/tr51/#def_rgi_set). The expression for all of
 * them takes as long to make as the rest of a dry run's measuring: it is made when a text needs it.
 */
function joinedEmoji(text: string): Iterable<RegExpExecArray> {
  if (!JOINED.test(text)) return [];
  if (!JOINED_BY_MORE.test(text))
    return text.matchAll(/(?:\p{Emoji_Presentation}|(?![0-9#*])\p{Emoji}\uFE0F)\uFE0F?/gu);
  everyEmoji ??= new RegExp(EVERY_EMOJI, 'gv');
  return text.matchAll(everyEmoji);
}

import fc from 'fast-check';
import twitterText from 'twitter-text';
import { describe, expect, it } from 'vitest';
import { countGraphemes } from '../../src/core/thread/graphemes.ts';
import { findLinks, findUrls } from '../../src/core/thread/links/find-links.ts';
import { blueskyRules } from '../../src/networks/bluesky/rules.ts';
import { mastodonRules } from '../../src/networks/mastodon/rules.ts';
import { xRules } from '../../src/networks/x/rules.ts';
import { casesOf, isSuiteAtHand, listOf } from './conformance.ts';

const { measure: measureX } = xRules;
const { measure: measureMastodon } = mastodonRules();
const linksOf = (text: string): readonly string[] => findLinks(text).map(({ start, end }) => text.slice(start, end));

describe('the length of a post on X', () => {
  it.each([
    ['plain text', 'as long as it looks', 19],
    ['typography of the West', '— – ’ “”', 8],
    ['other signs', '… • ● → ≥ ™', 17],
    ['Chinese', '模型', 4],
    ['composed and decomposed letters', 'e\u0301 é', 3],
    ['a URL', 'https://example.com/a/very/long/path?with=a&query=too#and-a-fragment', 23],
    ['a short URL', 'http://t.co', 23],
    ['a bare domain', 'see claude.ai', 27],
    ['a file name that is a domain', 'AGENTS.md', 23],
    ['words with dots that are none', 'Node.js v1.5 e.g.the', 20],
    ['a joined emoji', '🧑‍💻', 2],
    ['an emoji drawn in colour by a selector', '❤️ ⌚️', 5],
    ['a joined emoji among words', 'a 👩🏽‍🚀 b', 6],
    ['emoji that join nothing', '🧵⭐→', 6],
    ['a digit with a selector, which is no emoji', '1\uFE0F', 3],
    ['a keycap', '1\uFE0F\u20E3', 2],
    ['a flag, and half of one', '🇩🇪 🇩', 5],
  ])('%s', (_, text, length) => {
    expect(measureX(text)).toBe(length);
  });

  it('takes the larger count where the network may know a top-level domain that we do not', () => {
    expect(measureX('https://a.newtld')).toBe(23);
    expect(measureX('https://example.newtld/a/path/that/is/long')).toBe(42);
  });

  it('counts every emoji of Unicode as two', () => {
    const wrong = emojis().filter((emoji) => measureX(emoji) !== 2 || measureX(`a${emoji}b`) !== 4);
    expect(wrong).toEqual([]);
  });
});

describe('the links that X makes', () => {
  it.each<[string, readonly string[]]>([
    ['read https://example.com/a_(b)?c=1. Then', ['https://example.com/a_(b)?c=1']],
    ['models.In this', ['models.In']],
    ['README.md and main.py', ['README.md', 'main.py']],
    ['name@example.com @example.com $example.com', []],
    ['模型foo.com日本', ['foo.com']],
    ['https://https://arxiv.org/abs/1', ['https://arxiv.org/abs/1']],
    ['x/example.com -example.com', []],
    ['(see example.com)', ['example.com']],
  ])('in: %s', (text, links) => {
    expect(linksOf(text)).toEqual(links);
  });
});

const graphemes = new Intl.Segmenter('en');

// The reference knows the emoji of 2020, and takes the end of some links in mixed scripts for another place than it links.
const alphabet =
  'a|foo|.|com|.com|.in|.co|https://|http://|/|-|_|日|é|み|みんな|@|#|$| |?|=|(|)|!|xn--|x1|"|“|—|。|\u200e|рф|t.co/|:80|;|1|\u0301|ö|…';
const messy = fc.array(fc.constantFrom(...alphabet.split('|')), { maxLength: 14 }).map((parts) => parts.join(''));
const isComparable = (text: string): boolean =>
  findLinks(text).every(({ certain }) => certain) && !/[a-z]\.[^\s.]*[^\x20-\x7f]/.test(text);

describe('compared with twitter-text, the reference of X itself', () => {
  it('measures any text alike, and finds the same links', () => {
    fc.assert(
      fc.property(messy.map((text) => text.normalize('NFC')).filter(isComparable), (text) => {
        expect(measureX(text)).toBe(twitterText.parseTweet(text).weightedLength);
        expect(linksOf(text)).toEqual(twitterText.extractUrls(text));
      }),
      { numRuns: 800 },
    );
  });

  it.each([
    'www.a.deпример.рф//x.com#x',
    'README.md….ελ/',
    'main.pyみんな.com/8080',
    'x.deп.рф/a',
    '%http://ελhttps://orgai.http://README.md',
  ])('counts no less, where it is in two minds about the scripts or the end of an address: %s', (text) => {
    expect(measureX(text)).toBeGreaterThanOrEqual(twitterText.parseTweet(text).weightedLength);
  });

  it('measures words of any script alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-composite' }), (text) => {
        fc.pre(!/\p{Emoji_Presentation}|[\uFE0F\u200D\u20E3]/u.test(text));
        expect(measureX(text)).toBe(twitterText.parseTweet(text).weightedLength);
      }),
    );
  });
});

describe.skipIf(!isSuiteAtHand)('the conformance suite of X (skipped where ../shared/twitter-text is absent)', () => {
  it('agrees on weighted lengths', () => {
    const cases = casesOf('validate.yml', 'WeightedTweetsWithDiscountedEmojiCounterTest');
    expect(cases.length).toBeGreaterThan(15);
    for (const { description, text, expected } of cases)
      expect(measureX(text), description).toBe(Number(/weightedLength: (\d+)/.exec(expected)?.[1]));
  });

  it('agrees on URLs in text', () => {
    const cases = casesOf('extract.yml', 'urls');
    expect(cases.length).toBeGreaterThan(60);
    for (const { description, text, expected } of cases) expect(linksOf(text), description).toEqual(listOf(expected));
  });

  it.each(['country', 'generic'])('knows every top-level domain: %s', (section) => {
    const cases = casesOf('tlds.yml', section);
    expect(cases.length).toBeGreaterThan(300);
    expect(cases.filter(({ text, expected }) => linksOf(text)[0] !== listOf(expected)[0])).toEqual([]);
  });
});

describe('the length of a post elsewhere', () => {
  it('is in graphemes on Bluesky', () => {
    expect(countGraphemes('a 👩🏽‍🚀 é e\u0301 \r\n')).toBe(9);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(countGraphemes(text)).toBe([...graphemes.segment(text)].length);
      }),
    );
  });

  it('is in bytes of UTF-8 too, on Bluesky', () => {
    expect(blueskyRules.fits('e\u0301'.repeat(300))).toBe(true);
    expect(blueskyRules.fits(`e${'\u0301'.repeat(5)}`.repeat(300))).toBe(false);
  });

  it('has a fixed length for every URL on Mastodon, and none for bare domains', () => {
    expect(measureMastodon('see https://example.com/a/b?c=d now')).toBe(31);
    expect(mastodonRules({ urlLength: 10 }).measure('see https://example.com/a/b?c=d now')).toBe(18);
    expect(measureMastodon('see AGENTS.md')).toBe(13);
    expect(findUrls('https://a.com AGENTS.md')).toEqual([expect.objectContaining({ start: 0, end: 13 })]);
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    ...[
      'a',
      '1',
      '#',
      '\uFE0F',
      '\u200D',
      '\u20E3',
      '👩',
      '🚀',
      '🏽',
      '🇩',
      '🇪',
      '❤',
      '⭐',
      '🏴',
      '\u{E0067}',
      '\u{E007F}',
      'ß',
      '漢',
      '한',
      'ᄀ',
      '\u0301',
      '\u200B',
      '\r',
      '\n',
      '→',
      '™',
      '\ud83d',
    ],
  );
  const joined = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));

  it('weighs on X what its emoji and its other characters weigh', () => {
    const emoji = new RegExp('(?:\\p{RGI_Emoji}|[0-9#*]\\u20E3)\\uFE0F?', 'gv');
    const weightOf = (character: string): number =>
      /[\u0000-\u10FF\u2000-\u200D\u2010-\u201F\u2032-\u2037]/.test(character) ? 1 : 2;
    fc.assert(
      fc.property(joined, (text) => {
        const plain = text.normalize('NFC');
        const others = Array.from(plain.replaceAll(emoji, ''), weightOf);
        expect(measureX(text)).toBe(
          others.reduce((sum, weight) => sum + weight, [...plain.matchAll(emoji)].length * 2),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('has on Bluesky the graphemes that Unicode counts', () => {
    fc.assert(
      fc.property(joined, (text) => {
        expect(countGraphemes(text)).toBe([...graphemes.segment(text)].length);
      }),
      { numRuns: 500 },
    );
  });

  it('has as many graphemes as Unicode counts, whatever character stands twice', () => {
    // Every character where scripts and signs of all kinds meet; of the long rows of letters every hundredth.
    const isDense = (code: number): boolean => code < 0x3400 || (code > 0x1f000 && code < 0x1fc00);
    const characters = Array.from({ length: 0x30000 }, (_, code) => code)
      .filter((code) => (isDense(code) || code % 97 === 0) && !(code >= 0xd800 && code < 0xe000))
      .map((code) => String.fromCodePoint(code));
    const isWrong = (text: string): boolean => countGraphemes(text) !== [...graphemes.segment(text)].length;
    const wrong = characters.filter((character) => isWrong(`a${character}${character}a`));
    expect(wrong).toEqual([]);
  });
});

describe('adversarial text', () => {
  it.each([
    'a.',
    'a.b-',
    '日.',
    '_a.',
    'http://a.',
    'a.com/(',
    'a.com/(a',
    '.',
    '"a.com?!',
    '😀',
    'é.com/(a(a',
    'https://a.zz/',
    'a.xn--',
  ])('is measured in linear time: %s', (piece) => {
    const best = (text: string): number =>
      Math.min(
        ...[1, 2].map(() => {
          const start = performance.now();
          measureX(text);
          measureMastodon(text);
          return performance.now() - start;
        }),
      );
    expect(best(piece.repeat(140))).toBeLessThan(250);
    expect(best(piece.repeat(2500))).toBeLessThan(1000);
  });
});

/** Every sequence that Unicode recommends for interchange, as far as single characters and their usual companions make one. */
function emojis(): readonly string[] {
  const isEmoji = new RegExp('^\\p{RGI_Emoji}$', 'v');
  const singles = Array.from({ length: 0x1fb00 }, (_, point) => point)
    .filter((point) => point < 0xd800 || point > 0xdfff)
    .map((point) => String.fromCodePoint(point))
    .filter((char) => /\p{Emoji}/u.test(char));
  const tones = ['', '🏻', '🏿'];
  const people = singles.filter((char) => /\p{Emoji_Modifier_Base}/u.test(char));
  const joined = ['💻', '🚀', '⚕️', '♀️', '♂️', '🌾', '🦰', '➡️'];
  const candidates = [
    ...singles,
    ...singles.map((char) => `${char}\uFE0F`),
    ...'0123456789#*'.split('').map((key) => `${key}\uFE0F\u20E3`),
    ...people.flatMap((one) =>
      tones.flatMap((tone) => [`${one}${tone}`, ...joined.map((two) => `${one}${tone}\u200D${two}`)]),
    ),
    '👨‍👩‍👧‍👦',
    '👩🏻‍❤️‍💋‍👨🏿',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '🏳️‍🌈',
    '🇩🇪',
    '🇺🇳',
    '🐦‍🔥',
  ];
  const found = candidates.filter((candidate) => isEmoji.test(candidate));
  expect(found.length).toBeGreaterThan(2000);
  return found;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shorten } from '../../src/core/thread/shorten.ts';
import { blueskyRules } from '../../src/networks/bluesky/rules.ts';
import { mastodonRules } from '../../src/networks/mastodon/rules.ts';
import { xRules } from '../../src/networks/x/rules.ts';
import { isExtract } from './words-of.ts';

const lengthOf = (text: string): number => Array.from(text).length;

describe('a summary much longer than any post', () => {
  it('is read as far as it could matter, and never ends where the reading ended', () => {
    const names = 'Alder Birch Cedar Dogwood Elm Fir Gum Hazel Iroko Juniper Kauri Larch Maple Nutmeg Oak Pine'.split(
      ' ',
    );
    const source = names
      .map((name) => `${name} keeps ${name.length} pages of notes on the weather over the sea.`)
      .join(' ');
    expect(shorten(source, 100, lengthOf, { longest: 300 })).toEqual(shorten(source, 100, lengthOf));
    const { text, end } = shorten(source, 1000, lengthOf, { longest: 300 });
    expect(text).toMatch(/\.$/);
    expect(source).toContain(text.split('. ').at(-1));
    expect(end).toBe('sentence');
  });
});

const pieces =
  'The model|it|learns|not|but|until|a|of|3.5|e.g.|et al.|U.S.|(an aside)|"quoted words."|works|;|,|.|. |: |● |— |Key findings:|1.|模型。|🧑‍💻|e\u0301|?|shows that|which|GPT-4|…|)|(|<RET>|العربية';
const prose = fc.array(fc.constantFrom(...pieces.split('|')), { maxLength: 80 }).map((words) => words.join(' '));

describe('any text, shortened to any length', () => {
  it('fits, and holds no word that the source does not, in its order', () => {
    fc.assert(
      fc.property(fc.oneof(prose, fc.string({ unit: 'grapheme' })), fc.nat(300), (source, limit) => {
        const { text, end } = shorten(source, limit, lengthOf);
        expect(lengthOf(text)).toBeLessThanOrEqual(limit);
        expect(isExtract(text, source)).toBe(true);
        expect(text === '').toBe(end === 'none');
        expect(text).not.toMatch(/●|\s$|:$/);
      }),
      { numRuns: 500 },
    );
  });

  const rulers = [xRules, blueskyRules, mastodonRules()];

  it.each(rulers)('is within the limit as the network measures it, the same every time: $network', (rules) => {
    fc.assert(
      fc.property(fc.oneof(prose, fc.string({ unit: 'grapheme', maxLength: 400 })), fc.nat(300), (source, room) => {
        const short = shorten(source, room, rules.measure);
        expect(rules.measure(short.text)).toBeLessThanOrEqual(room);
        expect(shorten(source, room, rules.measure)).toEqual(short);
        expect(isExtract(short.text, source)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    'a. ',
    'a; ',
    '(',
    '((a) ',
    '"a ',
    '● ',
    'a — ',
    'a, which ',
    '1. a ',
    'a ',
    'がぎ。',
    'A dog ran. ',
    '....',
    '."',
    'not a but ',
    '“',
    '。',
    'a: ',
    'a? ',
  ])('takes linear time: %s', (piece) => {
    const start = performance.now();
    shorten(piece.repeat(40_000 / piece.length), 280, lengthOf);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});

describe('a list', () => {
  it.each([
    'Moves the crates at 40 times the speed of a crane, without any further rails, painting, or re-wiring.',
    'Moves the crates at 40 times the speed of a crane, without any further rails, painting, or new cables.',
    'Moves the crates at 40 times the speed of a crane by lifting, turning, and re-stacking.',
  ])('is not torn: %s', (summary) => {
    expect(shorten(summary, summary.length - 1, lengthOf).text).not.toMatch(/rails\.$|lifting\.$/);
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutCard } from '../../src/core/card/card-layout.ts';
import { cardAlt, drawable, missingSigns, rulerFor, wrap } from '../../src/core/card/card-text.ts';
import { contrast, readable } from '../../src/core/card/colour.ts';
import { readFont } from '../../src/core/card/font.ts';
import { listName } from '../../src/core/list/list-name.ts';
import { writtenDates } from '../../src/core/week.ts';
import { sampleEdition } from '../render/sample.ts';

const bytes = readFileSync(new URL('../../assets/fonts/Inter-Medium.otf', import.meta.url));
const font = readFont(bytes)!;
const titled = (titles: readonly string[]) => titles.map((title, at) => ({ rank: at + 1, title }));

it.each([
  ['Top AI Papers of the Week (May 11 - May 17) - 2026', 'Top AI Papers of the Week'],
  ['Papers of the Week, 2024', 'Papers of the Week'],
  ['Reading list (systems) [2026-05-11 – 2026-05-17]', 'Reading list (systems)'],
  ['(May 11 - May 17)', '(May 11 - May 17)'],
  ['Area 51', 'Area 51'],
  ['Issue 12024 May 4 - May 10, 2026', 'Issue 12024'],
  ['Mayflower notes (volume two)', 'Mayflower notes (volume two)'],
  ['06-08~06-14.海边周刊（第001期）', '海边周刊（第001期）'],
])('the name of a list is the heading without its dates: %s', (heading, name) => expect(listName(heading)).toBe(name));

describe('the dates of a week', () => {
  it.each([
    ['2026-05-11/2026-05-17', 'en', 'May 11–17, 2026'],
    ['2026-12-28/2027-01-03', 'en', 'December 28, 2026 – January 3, 2027'],
    ['2026-05-11/2026-05-17', 'de', '11.–17. Mai 2026'],
    ['2026-05-11/2026-05-17', 'no such language', 'May 11–17, 2026'],
  ] as const)('are written as people write them: %s in %s', (week, language, written) =>
    expect(writtenDates(week, language)).toBe(written),
  );

  it('are written in English as the formats of Unicode write them', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 400 }), (start, days) => {
        const end = new Date(start.getTime() + days * 86_400_000);
        const week = `${start.toISOString().slice(0, 10)}/${end.toISOString().slice(0, 10)}` as const;
        expect(writtenDates(week, 'en')).toBe(writtenDates(week, 'en-US'));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the alt text', () => {
  const { entries } = sampleEdition;

  it('names the list, its dates and every title, of which it shortens the longest first, at words', () => {
    const [whole, short] = [cardAlt(sampleEdition, 1000), cardAlt(sampleEdition, 320)];
    expect(whole).toMatch(/^Quiet Papers of the Week, May 11–17, 2026: 1\. Sparse Lanterns\. 2\. How Small/);
    expect(short).toContain('3. Reading Maps of Attention Without Fooling Yourself: A Field… 4. TideBench.');
    for (const { rank, title } of entries) {
      expect(whole).toContain(`${rank}. ${title}`);
      expect(short).toContain(`${rank}. ${title.split(' ')[0] ?? ''}`);
    }
  });

  it('stays within any limit, whatever the titles hold, and never halves a letter', () => {
    const titles = fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { maxLength: 20 });
    fc.assert(
      fc.property(titles, fc.integer({ min: 1, max: 2000 }), (some, limit) => {
        const made = titled(some).map((each) => ({ ...each, summary: '', links: [], line: 1 }));
        const alt = cardAlt({ ...sampleEdition, entries: made }, limit);
        expect(alt.length).toBeLessThanOrEqual(limit);
        expect(alt.isWellFormed()).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('colours', () => {
  it.each([
    ['#000000', '#fff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
  ])('%s on %s has a contrast of %d', (one, other, ratio) => expect(contrast(one, other)).toBeCloseTo(ratio, 2));

  it('are readable on any background after they were made so, and kept where they already are', () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(colour, colour, (accent, paper) => {
        expect(contrast(readable(accent, paper), paper)).toBeGreaterThanOrEqual(4.5);
        if (contrast(accent, paper) >= 4.5) expect(readable(accent, paper)).toBe(accent);
      }),
    );
  });
});

describe('a font', () => {
  it('tells which letters it has and how wide they are', () => {
    const has = (letter: string): boolean => font.has(letter.codePointAt(0)!);
    expect(['A', 'δ', '漢', '😀'].map(has)).toEqual([true, true, false, false]);
    expect(font.advance('W'.codePointAt(0)!)).toBeGreaterThan(font.advance('i'.codePointAt(0)!) * 3);
  });

  it('is undefined when its bytes are damaged, wherever they end', () => {
    expect(readFont(new TextEncoder().encode('wOFF and more of it, but no table of a font'))).toBeUndefined();
    for (const length of [0, 4, 13, 40, 100, 400]) expect(readFont(bytes.subarray(0, length))).toBeUndefined();
  });
});

describe('text on a card', () => {
  const ruler = rulerFor([font]);
  const layout = (titles: readonly string[], name = 'Name') =>
    layoutCard({ name, dates: 'May 11–17, 2026', entries: titled(titles) }, ruler).texts;

  it('leaves out the letters that no font has, and what stood around them', () => {
    expect(drawable('Fire 🔥, water (水) and δ', [font])).toBe('Fire, water and δ');
    expect(drawable('a\u202eb\u0000c\ud800d', [font])).not.toMatch(/[\u202e\u0000\ud800]/);
    expect(drawable('漢字', [font])).toBe('');
  });

  it('tells which letters are missing, each once, whole emoji and marks included', () => {
    expect(missingSigns('漢 ok 👩‍🔬 漢 é e\u0301 — “quoted”', [font])).toEqual(['漢', '👩‍🔬']);
    expect(missingSigns('漢 ok 👩‍🔬', [font, { has: () => true, advance: () => 1 }])).toEqual([]);
  });

  it('breaks at words, cuts at words, and never makes a line too wide', () => {
    const fits = (line: string): boolean => line.length <= 12;
    expect(wrap('one two three four', 2, fits)).toEqual({ lines: ['one two', 'three four'], cut: false });
    expect(wrap('one two three four five', 2, fits)).toEqual({ lines: ['one two', 'three four…'], cut: true });
    expect(wrap('antidisestablishment', 1, fits)).toEqual({ lines: ['antidisesta…'], cut: true });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 1, max: 3 }), (text, most) => {
        const { lines } = wrap(text, most, (line) => line.length <= 30);
        expect(lines.length).toBeLessThanOrEqual(most);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(30);
      }),
    );
  });

  it('stays inside the card and its column with any titles, one to twenty, shows every rank, none on another', () => {
    const title = fc.array(fc.lorem({ maxCount: 3 }), { maxLength: 12 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(title, fc.array(title, { minLength: 1, maxLength: 20 }), (name, titles) => {
        const texts = layout(titles, name);
        for (const { x, y, size, words, face } of texts) {
          expect(x + ruler(words) * size).toBeLessThanOrEqual(titles.length > 5 && x < 500 && y > 200 ? 570 : 1132);
          expect(y + size * 0.3).toBeLessThanOrEqual(660);
          expect(size).toBeGreaterThanOrEqual(20);
          const below = texts.filter((one) => one.face === face && one.x === x && one.y > y).map((one) => one.y - y);
          if (y > 190) expect(Math.min(...below)).toBeGreaterThan(size);
        }
        for (const rank of titles.keys()) expect(texts.some(({ words }) => words === String(rank + 1))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('is not made small by one title that no size would show whole, and shows the most of them where most are like that', () => {
    const endless = 'word '.repeat(40);
    const sizeOf = (...titles: readonly string[]): number => layout(titles).at(-1)?.size ?? 0;
    expect(sizeOf(...Array.from({ length: 8 }, () => 'A Title'), endless)).toBeGreaterThan(24);
    expect(sizeOf(...Array.from({ length: 15 }, () => endless))).toBe(24);
  });
});

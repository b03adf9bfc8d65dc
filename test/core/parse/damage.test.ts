import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lint } from '../../../src/core/lint/lint-list.ts';
import { outline } from '../../../src/core/list/outline.ts';
import { parseSection } from '../../../src/core/list/parse.ts';
import { editionOf, HEADING, table } from '../edition-of.ts';

const lists = new URL('../../../../shared/lists/', import.meta.url);
const NAMES = ['drafts/missing-closing-pipe.md', 'drafts/nine-entries-and-placeholders.md', 'seed-2023-01.md'];

const editionsOf = (text: string) =>
  outline([{ file: 'list.md', text }]).sections.map((section) => parseSection(section));

/** What holds of every list, however damaged. */
function expectSound(text: string): void {
  for (const { week, entries } of editionsOf(text)) {
    expect(week).toMatch(/^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/);
    for (const { rank, title, summary, links, line } of entries) {
      expect(Number.isInteger(rank) && rank >= 0 && line > 0).toBe(true);
      expect(title + summary).not.toMatch(/\s{2}|[\n\r\t]/);
      for (const { url } of links) expect(url).toMatch(/^https?:\/\/[^\s]+$/i);
    }
  }
}

describe('any text', () => {
  const marks =
    '| ¦ |¦\n¦\n\n¦1) ¦2. ¦**¦*¦[¦](¦)¦(¦https://a.org/1¦ - ¦  ¦<br>¦<RET>¦- ¦# ¦### 3. ¦`¦```¦\\¦&amp;¦|---|¦\n---\n';
  const others = '🧑‍💻¦\u200b¦\u00a0¦\r\n¦words¦[a]: https://b.org¦![p](q)¦<!--';
  const pieces = fc.constantFrom(HEADING, ...marks.split('¦'), ...others.split('¦'));

  it('is read without an exception, with whole ranks and links to web pages', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (body) => expectSound(`${HEADING}\n\n${body}`)),
      { numRuns: 150 },
    );
  });

  it('is checked without an exception', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (all) => {
        expect(Array.isArray(lint([{ file: 'list.md', text: `${HEADING}\n\n${all.join('')}` }], []))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

// Far above what they take (about 0.2 s), far below what the square of their length would.
const PATIENCE_MS = 8_000;

describe('endless text', () => {
  it.each(['[a](', '*a**b*', '<!--', 'a|', '`a', ' ', '1) ', 'https://a.b/)', '<a href=', '|r|\n'])(
    'of %j is read in good time',
    (unit) => {
      const start = performance.now();
      const text = unit.repeat(30_000);
      expectSound(`## ${text}\n\n${HEADING}\n\n${table(`| 1) **T** - ${text} | ${text} |`)}`);
      expectSound(`${HEADING}\n\n${text}`);
      expect(performance.now() - start).toBeLessThan(PATIENCE_MS);
    },
  );

  it.each(['a\n', '•\n', '===\n'])('of lines %j that go on with an entry is read in good time', (line) => {
    const start = performance.now();
    expectSound(`${HEADING}\n\n1. **T** - ${line.repeat(250_000)}`);
    expect(performance.now() - start).toBeLessThan(PATIENCE_MS);
  });

  it('of link definitions is read in good time by every week', () => {
    const definitions = Array.from({ length: 2000 }, (_, i) => `[d${String(i)}]: https://a.org/${String(i)}`).join(
      '\n',
    );
    const weeks = Array.from(
      { length: 100 },
      (_, i) => `## P (Jan 1 - 7) - ${String(1950 + i)}\n\n1. **T** [P][d${String(i)}]\n`,
    );
    const start = performance.now();
    const editions = editionsOf(`${weeks.join('\n')}\n## Links\n\n${definitions}`);
    expect(editions[99]?.entries[0]?.links).toEqual([{ label: 'P', url: 'https://a.org/0' }]);
    expect(performance.now() - start).toBeLessThan(PATIENCE_MS);
  });

  it('says in the check where it was cut', () => {
    const found = lint(
      [
        {
          file: 'l.md',
          text: `${HEADING}\n\n${table('| 1) **T** - s | |', `| 2) **T** - ${'a '.repeat(20_000)} | |`)}`,
        },
      ],
      [],
    );
    expect(found.map(({ rule, line }) => [rule, line])).toContainEqual(['too-long', 6]);
  });
});

describe.skipIf(!existsSync(lists))('damaged samples (skipped where ../shared is absent)', () => {
  const samples = existsSync(lists) ? NAMES.map((name) => readFileSync(new URL(name, lists), 'utf8')) : [];
  const mutation = fc.tuple(fc.nat(), fc.nat(400), fc.constantFrom('cut', 'double', 'turn', 'strip'));

  /** Cuts, doubles or turns round a stretch, or strips one kind of mark. */
  function damage(text: string, [at, length, kind]: readonly [number, number, string]): string {
    const start = at % text.length;
    const [before, piece, after] = [
      text.slice(0, start),
      text.slice(start, start + length),
      text.slice(start + length),
    ];
    if (kind === 'cut') return before + after;
    if (kind === 'double') return before + piece + piece + after;
    if (kind === 'turn') return before + Array.from(piece).reverse().join('') + after;
    const mark = /[|*()[\]:]/.exec(piece)?.[0] ?? '\n';
    return before + piece.replaceAll(mark, '') + after;
  }

  it('are read by the hundred without an exception', () => {
    let index = 0;
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const text = samples[index++ % samples.length] ?? '';
        expectSound(mutations.reduce(damage, text));
      }),
      { numRuns: 100 },
    );
  });
});

it('reads many weeks one by one, each by itself', () => {
  const { entries } = editionOf(
    table(
      ...Array.from({ length: 100 }, (_, i) => `| ${String(i + 1)}) **T** - s | [P](https://a.org/${String(i)}) |`),
    ),
  );
  expect(entries.map(({ rank }) => rank)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
});

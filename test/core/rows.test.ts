import { describe, expect, it } from 'vitest';
import { compile, searchDates, FORMS } from '../../src/core/list/outline/date-forms.ts';
import { mend, REPAIRS } from '../../src/core/list/parse/mend.ts';

describe('a repair', () => {
  it.each(REPAIRS.map((row) => [row.name, row] as const))(
    '%s: gives what is meant, and nothing else does',
    (_, row) => {
      const [damaged, mended] = row.example;
      expect(mend(damaged).text).toBe(mended);
      expect(
        mend(
          damaged,
          REPAIRS.filter((other) => other !== row),
        ).text,
      ).not.toBe(mended);
      expect(mend(mended).fixes.filter(({ repair }) => repair === row)).toEqual([]);
    },
  );

  it.each([
    'Ratio 3:a:b and C:\\d:e, at 10:30: see [this](https://a.org/a_(b)).',
    'a == b == c, x ~ y ~ z, 5% and 6% of [[1]](https://a.org), a^b and 2^10.',
    '| 1) **A** - b * c * d ** e | [P](https://a.org/a,b), [Q](https://a.org/q) |',
    'See Smith (2026) and Foo(bar), or [a][b](https://a.org).',
  ])('leaves sound text alone: %s', (text) => {
    expect(mend(text).fixes.map(({ repair }) => repair.name)).toEqual([]);
  });
});

describe('a form of dates', () => {
  it.each(FORMS.map((row) => [row.example, row] as const))('%s is read by its row alone', (example, row) => {
    const read = (rows: typeof FORMS) => {
      const found = searchDates(example, compile(rows))?.dates;
      return found?.kind === 'week' ? found.week : undefined;
    };
    expect(read(FORMS)).toBe(row.gives);
    expect(read(FORMS.filter((other) => other !== row))).not.toBe(row.gives);
  });
});

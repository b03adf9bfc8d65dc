import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ALL_PIECES, costOf, doubling, PLACES } from '../../bench/hostile.mjs';
import { isBuilt } from '../e2e/bot.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'weekthread-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const show = ['post', '--dry-run', '--to', 'x'];
const places = Object.keys(ALL_PIECES);

// Twice as long takes twice the time; four times is a square. What is measured is the whole process, its start taken off.
describe.runIf(isBuilt)('a list that means harm', { timeout: 300_000 }, () => {
  it.each(places)('takes no more than its share of time: %s', (place) => {
    const make = ALL_PIECES[place];
    if (!make) return expect.fail('no such place');
    for (const command of [show, ['lint']]) {
      const ratio = (): number => doubling(command, make, 400_000, cwd).ratio;
      // A busy machine may spoil one measurement.
      const first = ratio();
      expect(first < 3 ? first : ratio(), command.join(' ')).toBeLessThan(3);
    }
  });

  it.each([
    ['one summary', '— '],
    ['ten summaries', 'a '],
    ['dated headings', '● '],
    ['lines', '1. a '],
    ['prose under the week', '[a]('],
  ])('of 4 MB takes no minutes: %s of %j', (place, piece) => {
    const make = PLACES[place];
    expect(costOf(show, make?.(piece, 3_900_000) ?? '', cwd).ms).toBeLessThan(15_000);
  });

  it('is refused where it is larger, before it is read whole', () => {
    const { ms, mb, status } = costOf(show, PLACES['one summary']?.('a ', 30_000_000) ?? '', cwd);
    expect(status).toBe(1);
    expect([ms < 3000, mb < 120]).toEqual([true, true]);
  });
});

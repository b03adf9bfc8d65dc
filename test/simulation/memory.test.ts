import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createTick } from '../../src/tick.ts';
import { makeBot } from './bot.ts';
import { nextWeek, weekFrom } from './list.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapMegabytes(): number {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

it("a year of ticks and looks leaves no more behind than the year's records", async () => {
  const start = Date.parse('2026-01-01T00:00:00Z');
  const bot = makeBot({
    networks: ['x', 'site'],
    now: new Date(start),
    schedule: '0 17 * * 1,2',
    timezone: 'Europe/Berlin',
  });
  const tick = createTick(bot.app);
  const first = weekFrom('2025-12-15');
  const sizes: number[] = [];
  for (let hour = 0; hour <= 365 * 24; hour += 1) {
    bot.now = new Date(start + hour * 3_600_000 + 20);
    const weeks = Math.floor(hour / 168) + 3;
    bot.parts = Array.from({ length: 6 }, (_, index) => ({ week: nextWeek(first, weeks - 1 - index), entries: 3 }));
    await tick.act();
    if (hour % (73 * 24) === 0) sizes.push(heapMegabytes());
  }
  const recordsMegabytes = JSON.stringify(bot.journal.state()).length / 1e6;
  console.log(
    `start, over a simulated year: ${sizes.map((size) => size.toFixed(1)).join(', ')} MB of heap; its records: ${recordsMegabytes.toFixed(2)} MB`,
  );
  expect(bot.posts.length).toBeGreaterThan(100);
  // A kilobyte for each of its hours is far above what they take, and far below one kept list for each look.
  expect(sizes.at(-1)! - sizes[1]!).toBeLessThan((365 * 24 * 1000) / 1e6);
});

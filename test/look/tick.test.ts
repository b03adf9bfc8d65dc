import { describe, expect, it } from 'vitest';
import { JournalError, LockError } from '../../src/journal.ts';
import { createTick } from '../../src/tick.ts';
import { makeBot } from '../simulation/bot.ts';

const MINUTE_MS = 60_000;

/** Ticks for so many minutes while each look fails; gives what was logged and what was told. */
async function troubled(minutes: number, error: (minute: number) => Error | undefined, isReached = true) {
  const [logged, told]: [string[], number[]] = [[], []];
  const start = Date.parse('2026-06-22T17:00:00Z');
  const bot = makeBot({ networks: ['x'], now: new Date(start) });
  const { app } = bot;
  let minute = 0;
  const tick = createTick({
    ...app,
    log: { ...app.log, warn: (line) => logged.push(line) },
    useJournal: () => Promise.reject(error(minute) ?? new Error('not foreseen')),
    world: {
      ...app.world,
      fetch: () => {
        told.push(minute);
        return isReached ? Promise.resolve(new Response()) : Promise.reject(new TypeError('fetch failed'));
      },
    },
  });
  for (; minute < minutes; minute += 1) {
    bot.now = new Date(start + minute * MINUTE_MS);
    await tick.act();
  }
  return { logged, told };
}

describe('a look that cannot even begin', () => {
  it.each([
    ['another run uses the state file', new LockError('in use.'), 60],
    ['the lock can never be taken', new JournalError('state.json.lock is a folder.'), 60],
  ])('because %s is logged once, and told once if it lasts', async (_, error, toldAt) => {
    expect(await troubled(59, () => error)).toMatchObject({
      logged: [expect.stringContaining(error.message)],
      told: [],
    });
    expect(await troubled(500, () => error)).toMatchObject({ logged: { length: 1 }, told: [toldAt] });
  });

  it('is told until it is heard', async () => {
    expect((await troubled(64, () => new LockError('in use.'), false)).told).toEqual([60, 61, 62, 63]);
  });
});

import { describe, expect, it } from 'vitest';
import { EMPTY_MEMORY } from '../../src/core/record/memory.ts';
import { readSchedule, type Schedule } from '../../src/core/schedule/slots.ts';
import { JournalError, LockError } from '../../src/journal/errors.ts';
import { createTick } from '../../src/look/tick.ts';

const MINUTE_MS = 60_000;

/** Ticks for so many minutes while each look fails; gives what was logged and what was told. */
async function troubled(minutes: number, error: (minute: number) => Error | undefined, isReached = true) {
  const schedule = readSchedule('0 17 * * *', 'Etc/UTC') as Schedule;
  const [logged, told]: [string[], number[]] = [[], []];
  let minute = 0;
  const tick = createTick({
    schedule,
    clock: { now: () => new Date(Date.parse('2026-06-22T17:00:00Z') + minute * MINUTE_MS) },
    readMemory: () => Promise.resolve(EMPTY_MEMORY),
    withJournal: () => Promise.reject(error(minute) ?? new Error('not foreseen')),
    look: () => Promise.resolve(),
    log: (line) => logged.push(line),
    tell: () => Promise.resolve(told.push(minute) > 0 && isReached),
  });
  for (; minute < minutes; minute += 1) await tick.act();
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

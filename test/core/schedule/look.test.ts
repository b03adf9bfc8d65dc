import { describe, expect, it } from 'vitest';
import { EMPTY_MEMORY, type SchedulerMemory } from '../../../src/core/record/memory.ts';
import { afterLook, dueLook, nextLook } from '../../../src/core/schedule/next-look.ts';
import { readSchedule } from '../../../src/core/schedule/slots.ts';

const schedule = readSchedule('0 17 * * 1,2', 'Etc/UTC');
if (typeof schedule === 'string') throw new Error(schedule);
const at = (text: string): Date => new Date(`${text}Z`);
const looked = (text: string, more: Partial<SchedulerMemory> = {}): SchedulerMemory => ({
  ...EMPTY_MEMORY,
  lastLook: at(text).toISOString(),
  ...more,
});
const retry = (text: string, failures = 1) => ({ failures, at: at(text).toISOString(), networks: [], words: 'down' });

describe('whether to look', () => {
  // 2026-06-22 is a Monday.
  it.each`
    when                                              | last                     | tryAt                 | now                          | reason
    ${'never looked before'}                          | ${undefined}             | ${undefined}          | ${'2026-06-24T12:00'}        | ${'slot'}
    ${'looked before the slot, a minute early'}       | ${'2026-06-22T16:59:59'} | ${undefined}          | ${'2026-06-22T16:59:59.999'} | ${undefined}
    ${'looked before the slot, on time'}              | ${'2026-06-22T16:59:59'} | ${undefined}          | ${'2026-06-22T17:00:00.020'} | ${'slot'}
    ${'looked in the slot'}                           | ${'2026-06-22T17:00:00'} | ${undefined}          | ${'2026-06-22T17:01:00.020'} | ${undefined}
    ${'slept over the slot'}                          | ${'2026-06-16T17:00'}    | ${undefined}          | ${'2026-06-22T23:40'}        | ${'slot'}
    ${'slept for a month'}                            | ${'2026-05-19T17:00'}    | ${undefined}          | ${'2026-06-26T08:00'}        | ${'slot'}
    ${'looked in the future: the clock was set back'} | ${'2026-06-24T17:00'}    | ${undefined}          | ${'2026-06-24T15:00'}        | ${'slot'}
    ${'failed, and the time has not come'}            | ${'2026-06-23T17:00'}    | ${'2026-06-23T17:05'} | ${'2026-06-23T17:04:59'}     | ${undefined}
    ${'failed, and the time has come'}                | ${'2026-06-23T17:00'}    | ${'2026-06-23T17:05'} | ${'2026-06-23T17:05'}        | ${'retry'}
    ${'failed, and the clock was set back for days'}  | ${'2026-06-16T17:00'}    | ${'2026-06-26T17:05'} | ${'2026-06-18T17:00'}        | ${'retry'}
  `('$when', ({ last, tryAt, now, reason }: Record<string, string | undefined>) => {
    const memory = last === undefined ? EMPTY_MEMORY : looked(last, tryAt === undefined ? {} : { retry: retry(tryAt) });
    expect(dueLook(schedule, memory, at(now ?? ''), false)?.reason).toBe(reason);
  });

  it('leaves out a slot that was missed more than eight days ago', () => {
    const yearly = readSchedule('0 0 1 6 *', 'Etc/UTC');
    if (typeof yearly === 'string') throw new Error(yearly);
    expect(dueLook(yearly, EMPTY_MEMORY, at('2026-06-08T23:59'), true)?.reason).toBe('slot');
    expect(dueLook(yearly, EMPTY_MEMORY, at('2026-06-09T00:01'), true)).toBeUndefined();
  });

  it('tries again at once when the process is started: that may be what mended it', () => {
    const memory = looked('2026-06-23T17:00', { retry: retry('2026-06-23T23:00') });
    expect(dueLook(schedule, memory, at('2026-06-23T17:01'), true)?.reason).toBe('retry');
  });
});

describe('after a look that failed', () => {
  it('the next comes after 5, 15 and 60 minutes and then every 6 hours, on full minutes', () => {
    let memory: SchedulerMemory = EMPTY_MEMORY;
    let now = at('2026-06-22T17:00:00.031');
    const failed = { networks: ['x'], words: 'down' } as const;
    const pauses = (['slot', 'retry', 'retry', 'retry', 'retry'] as const).map((reason) => {
      memory = { ...EMPTY_MEMORY, ...afterLook(memory, { reason, began: now, ended: now, failed }) };
      const next = new Date(memory.retry?.at ?? '');
      const minutes = (next.getTime() - Math.floor(now.getTime() / 60_000) * 60_000) / 60_000;
      now = new Date(next.getTime() + 31);
      return minutes;
    });
    expect(pauses).toEqual([5, 15, 60, 360, 360]);
    expect(memory.retry).toMatchObject({ failures: 5, networks: ['x'], words: 'down' });
  });

  it('a slot begins anew, and success ends it', () => {
    const failing = looked('2026-06-22T18:20', { retry: retry('2026-06-23T00:20', 4) });
    const now = at('2026-06-23T17:00');
    const failed = { networks: [], words: 'down' };
    expect(afterLook(failing, { reason: 'slot', began: now, ended: now, failed }).retry?.failures).toBe(1);
    expect(afterLook(failing, { reason: 'retry', began: now, ended: now })).toEqual({ lastLook: now.toISOString() });
  });
});

describe('the next look', () => {
  it.each`
    what                                    | last                  | tryAt                 | expected
    ${'the next slot'}                      | ${'2026-06-22T17:00'} | ${undefined}          | ${'2026-06-23T17:00'}
    ${'the next try, where that is sooner'} | ${'2026-06-22T17:00'} | ${'2026-06-22T18:20'} | ${'2026-06-22T18:20'}
    ${'now, where one is due'}              | ${'2026-06-16T17:00'} | ${undefined}          | ${'2026-06-22T18:00'}
  `('is $what', ({ last = '', tryAt, expected = '' }: Record<string, string | undefined>) => {
    const memory = looked(last, tryAt === undefined ? {} : { retry: retry(tryAt) });
    expect(nextLook(schedule, memory, at('2026-06-22T18:00'))).toEqual(at(expected));
  });
});

import { describe, expect, it } from 'vitest';
import { health } from '../../src/core/schedule/health.ts';
import { EMPTY_MEMORY, type SchedulerMemory } from '../../src/core/record/memory.ts';
import type { BatchState, JournalState } from '../../src/core/record/thread-record.ts';
import { readSchedule } from '../../src/core/schedule/slots.ts';
import { read, weekFrom } from '../simulation/list.ts';
import { begunOf } from '../simulation/records.ts';

const schedule = readSchedule('0 17 * * 1,2', 'Etc/UTC');
if (typeof schedule === 'string') throw new Error(schedule);
const at = (text: string): Date => new Date(`${text}Z`);
const week = weekFrom('2026-06-15');

function problems(
  now: string,
  memory: Partial<SchedulerMemory>,
  states: readonly BatchState[] = [],
  isRun = true,
  isBusy = true,
): readonly string[] {
  const threads = states.length === 0 ? [] : [begunOf(read({ week }), 'x', at('2026-06-22T17:00'), states)];
  const journal: JournalState = { version: 2, threads, old: [], memory: { ...EMPTY_MEMORY, ...memory } };
  return health({
    journal,
    schedule: schedule as Exclude<typeof schedule, string>,
    networks: ['x'],
    now: at(now),
    maxAgeDays: 21,
    isRun,
    isBusy,
  });
}

const lastLook = at('2026-06-22T17:00').toISOString();
const sending: BatchState = { status: 'sending', at: lastLook };

describe('the health of the bot', () => {
  it.each([
    ['a look was made in the last slot', '2026-06-23T16:00', { lastLook }],
    ['the slot passed less than an hour ago', '2026-06-23T17:59', { lastLook }],
    [
      'looks have failed for less than an hour',
      '2026-06-22T17:30',
      { lastLook, retry: { failures: 3, at: lastLook, networks: [], words: 'down' } },
    ],
  ])('is good where %s', (_, now, memory) => {
    expect(problems(now, memory)).toEqual([]);
  });

  it('is good where the scheduler has never run and nobody says that it should', () => {
    expect(problems('2026-06-24T12:00', {}, [], false)).toEqual([]);
    expect(problems('2026-06-24T12:00', { lastLook }, [], false)).toHaveLength(1);
  });

  it('is bad where a post is in doubt and no run is at work that may still get its answer', () => {
    expect(problems('2026-06-22T17:01', { lastLook }, [sending], true, false)).toEqual([
      expect.stringMatching(/on x was sent and had no answer\. weekthread post .* --to x looks for it/),
    ]);
    const told = [{ matter: { kind: 'in-doubt', network: 'x', week }, at: lastLook }] as const;
    expect(problems('2026-06-22T17:01', { lastLook, told }, [sending], true, false)).toHaveLength(1);
  });

  it('is bad once the first look was due and was not made, and not before', () => {
    const begun = [{ status: 'unsent' }] as const;
    expect(problems('2026-06-24T12:00', {}, [], true, false)).toEqual([]);
    expect(problems('2026-06-23T17:30', {}, begun, true, false)).toEqual([]);
    expect(problems('2026-06-23T18:01', {}, begun, true, true)).toEqual([]);
    expect(problems('2026-06-23T18:01', {}, begun, true, false)).toEqual([
      expect.stringMatching(/due at 2026-06-23 17:00 UTC and was not made; there was none yet/),
    ]);
  });

  it('is good while a thread is going out, or will be gone on with', () => {
    expect(problems('2026-06-22T17:01', { lastLook }, [sending])).toEqual([]);
    expect(problems('2026-06-22T17:01', { lastLook }, [{ status: 'unsent' }])).toEqual([]);
  });

  it.each([
    ['a look is overdue', '2026-06-23T18:01', { lastLook }, [], 'due at 2026-06-23 17:00 UTC'],
    [
      'the last look lies in the future',
      '2026-06-24T12:00',
      { lastLook: at('2026-07-01T00:00').toISOString() },
      [],
      'at 2026-07-01 00:00 UTC, which is in the future',
    ],
    [
      'looks have failed for more than an hour',
      '2026-06-22T19:00',
      { lastLook, retry: { failures: 4, at: lastLook, networks: [], words: 'down.' } },
      [],
      '4 looks in a row have failed: down.',
    ],
    [
      'a person was told of a doubt',
      '2026-06-23T12:00',
      { lastLook, told: [{ matter: { kind: 'in-doubt', network: 'x', week }, at: lastLook }] },
      [sending],
      'weekthread resolve',
    ],
    [
      'a post was refused for good',
      '2026-06-23T12:00',
      { lastLook },
      [{ status: 'refused', at: lastLook, refusal: { words: 'no' } }],
      'refused for good',
    ],
    [
      'a half-posted thread is too old',
      '2026-07-13T17:30',
      { lastLook: at('2026-07-13T17:00').toISOString() },
      [{ status: 'unsent' }],
      'too old',
    ],
  ] as const)('is bad where %s', (_, now, memory, states, words) => {
    expect(problems(now, memory, states).join('\n')).toContain(words);
  });
});

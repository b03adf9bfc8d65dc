import { expect, it } from 'vitest';
import { health } from '../../src/core/schedule/health.ts';
import { EMPTY_MEMORY, type SchedulerMemory } from '../../src/core/record/memory.ts';
import type { BatchState, JournalState } from '../../src/core/record/thread-record.ts';
import { readSchedule } from '../../src/core/schedule/slots.ts';
import { read, weekFrom } from '../simulation/list.ts';
import { begunOf } from '../simulation/records.ts';

const found = readSchedule('0 17 * * 1,2', 'Etc/UTC');
if (typeof found === 'string') throw new Error(found);
const schedule = found;
const at = (text: string): Date => new Date(`${text}Z`);
const week = weekFrom('2026-06-15');
const lastLook = at('2026-06-22T17:00').toISOString();
const sending: BatchState = { status: 'sending', at: lastLook };
const unsent: BatchState = { status: 'unsent' };
const refused: BatchState = { status: 'refused', at: lastLook, refusal: { words: 'no' } };
const told = [{ matter: { kind: 'in-doubt', network: 'x', week }, at: lastLook }] as const;
const failing = (failures: number) => ({ failures, at: lastLook, networks: [], words: 'down.' });

interface Given extends Partial<SchedulerMemory> {
  /** The state of the thread's only batch; none: no thread was begun. */
  readonly batch?: BatchState;
  /** The scheduler is known to run somewhere; a run is at work now. */
  readonly isRun?: boolean;
  readonly isBusy?: boolean;
}

function problems(now: string, { batch, isRun = true, isBusy = true, ...memory }: Given): string {
  const threads = batch ? [begunOf(read({ week }), 'x', at('2026-06-22T17:00'), [batch])] : [];
  const journal: JournalState = { version: 2, threads, old: [], memory: { ...EMPTY_MEMORY, ...memory } };
  const found = health({ journal, schedule, networks: ['x'], now: at(now), maxAgeDays: 21, isRun, isBusy });
  expect(found.length).toBeLessThan(2);
  return found.join();
}

it.each<readonly [string, string, Given]>([
  ['a look was made in the last slot', '2026-06-23T16:00', { lastLook }],
  ['the slot passed less than an hour ago', '2026-06-23T17:59', { lastLook }],
  ['looks have failed for less than an hour', '2026-06-22T17:30', { lastLook, retry: failing(3) }],
  ['the scheduler never ran, and nobody says that it should', '2026-06-24T12:00', { isRun: false }],
  ['the first look is not due', '2026-06-24T12:00', { isBusy: false }],
  ['the first look was due less than an hour ago', '2026-06-23T17:30', { batch: unsent, isBusy: false }],
  ['the first look may be at work', '2026-06-23T18:01', { batch: unsent }],
  ['a thread is going out', '2026-06-22T17:01', { lastLook, batch: sending }],
  ['a thread will be gone on with', '2026-06-22T17:01', { lastLook, batch: unsent }],
])('the bot is well where %s', (_, now, given) => {
  expect(problems(now, given)).toBe('');
});

const FUTURE = at('2026-07-01T00:00').toISOString();
const DOUBT = /on x: Post 1 of 1 is in doubt: it was sent and had no answer\. weekthread post .* --to x looks for it/;
it.each<readonly [string, string, Given, RegExp]>([
  ['a look is overdue', '2026-06-23T18:01', { lastLook }, /due at 2026-06-23 17:00 UTC and was not made/],
  [
    'a look is overdue, though nobody says that it runs',
    '2026-06-24T12:00',
    { lastLook, isRun: false },
    /was not made/,
  ],
  ['the first look is', '2026-06-23T18:01', { batch: unsent, isBusy: false }, /was not made; there was none yet/],
  [
    'the last look lies in the future',
    '2026-06-24T12:00',
    { lastLook: FUTURE },
    /2026-07-01 00:00 UTC, .* in the future/,
  ],
  [
    'looks failed for an hour',
    '2026-06-22T19:00',
    { lastLook, retry: failing(4) },
    /4 looks in a row have failed: down\./,
  ],
  ['a post is in doubt, and no run is at work', '2026-06-22T17:01', { lastLook, batch: sending, isBusy: false }, DOUBT],
  ['a person was told of a doubt', '2026-06-23T12:00', { lastLook, told, batch: sending }, /weekthread resolve/],
  [
    '… and no run is at work',
    '2026-06-22T17:01',
    { lastLook, told, batch: sending, isBusy: false },
    /weekthread resolve/,
  ],
  [
    'a post was refused for good',
    '2026-06-23T12:00',
    { lastLook, batch: refused },
    /on x: Post 1 of 1 was not posted: no\. weekthread post .* tries it again; weekthread rollback .* gives it up/,
  ],
  [
    'a half-posted thread is too old',
    '2026-07-13T17:30',
    { lastLook: '2026-07-13T17:00:00.000Z', batch: unsent },
    /too old/,
  ],
])('a person is needed where %s', (_, now, given, words) => {
  expect(problems(now, given)).toMatch(words);
});

import { describe, expect, it } from 'vitest';
import {
  earlierWaitMs,
  lookPauseMs,
  patienceMs,
  retryWaitMs,
  unsettledMs,
  WAITS,
} from '../../src/core/record/waits.ts';

const NOW = new Date('2026-06-22T15:00:00.000Z');
const MINUTE = 60_000;
const words = 'No';

describe('patience', () => {
  it.each([
    ['just sent', '2026-06-22T15:00:00.000Z', 0, 5 * MINUTE],
    ['sent two minutes ago', '2026-06-22T14:58:00.000Z', 0, 3 * MINUTE],
    ['sent long ago', '2026-06-20T14:58:00.000Z', 0, 0],
    ['sent in the future: the clock was set back', '2026-06-25T14:58:00.000Z', 0, 5 * MINUTE],
    ['sent in the future, and waited for in this run', '2026-06-25T14:58:00.000Z', 4 * MINUTE, MINUTE],
    ['sent in the future, and waited for long enough', '2026-06-25T14:58:00.000Z', 6 * MINUTE, 0],
  ])('with a post %s', (_, sentAt, waitedMs, expected) => {
    expect(unsettledMs(sentAt, NOW, 5 * MINUTE, waitedMs)).toBe(expected);
  });

  it('looks again after longer and longer pauses, a minute at most', () => {
    expect([1, 2, 3, 4, 7, 20].map(lookPauseMs)).toEqual([1000, 2000, 4000, 8000, 60_000, 60_000]);
    expect(patienceMs(0)).toBe(15_000);
    expect(patienceMs(300_000)).toBe(300_000);
  });

  it.each([
    ['no word of when', {}, 0, 0, undefined],
    ['soon', { retryAfterMs: 2000 }, 0, 0, 2000],
    ['at once, again and again', { retryAfterMs: 0 }, 3, 0, 8000],
    ['at once, too often', { retryAfterMs: 0 }, 5, 0, undefined],
    ['in a quarter of an hour', { retryAfterMs: 15 * MINUTE }, 0, 0, 15 * MINUTE],
    ['later than that', { retryAfterMs: 16 * MINUTE }, 0, 0, undefined],
    ['in a quarter of an hour, twice', { retryAfterMs: 15 * MINUTE }, 1, 15 * MINUTE, 15 * MINUTE],
    ['in a quarter of an hour, a third time', { retryAfterMs: 15 * MINUTE }, 2, 30 * MINUTE, undefined],
  ])('with a refusal that passes %s', (_, refusal, tries, totalMs, expected) => {
    expect(retryWaitMs({ words, ...refusal }, { tries, totalMs })).toBe(expected);
    expect(WAITS.refusal).toBeGreaterThan(15 * MINUTE);
  });

  it.each([
    ['not over', '2026-06-22T14:59:00.000Z', MINUTE],
    ['over', '2026-06-22T14:00:00.000Z', 0],
    ['told in the future: the clock was set back', '2026-06-23T14:00:00.000Z', 0],
  ])('with the wait of an earlier run that is %s', (_, at, expected) => {
    const state = { status: 'refused', at, refusal: { words, retryAfterMs: 2 * MINUTE } } as const;
    expect(earlierWaitMs(state, NOW)).toBe(expected);
    expect(earlierWaitMs({ ...state, refusal: { words } }, NOW)).toBe(0);
    expect(earlierWaitMs({ status: 'unsent' }, NOW)).toBe(0);
  });
});

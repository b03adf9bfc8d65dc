import type { Clock } from '../../src/core/moment.ts';

/** A clock that tests own: sleeping moves it on at once. */
export interface FakeClock extends Clock {
  readonly slept: readonly number[];
  /** Moves the clock without anybody sleeping; negative: it is set back. */
  readonly move: (ms: number) => void;
  /** Time as it really passes, whatever the clock was set to. */
  readonly elapsedMs: () => number;
}

export function fakeClock(
  start = '2026-06-22T15:00:00.000Z',
  instant: () => Promise<void> = () => Promise.resolve(),
): FakeClock {
  let now = Date.parse(start);
  let elapsed = 0;
  const slept: number[] = [];
  return {
    now: () => new Date(now),
    sleep: async (ms, signal) => {
      if (signal?.aborted) return;
      slept.push(ms);
      now += ms;
      elapsed += ms;
      await instant();
    },
    slept,
    move: (ms) => {
      now += ms;
    },
    elapsedMs: () => elapsed,
  };
}

/** Does something between two instants at which a process may die. */
export async function around<T>(instant: () => Promise<void>, act: () => T): Promise<T> {
  await instant();
  const result = act();
  await instant();
  return result;
}

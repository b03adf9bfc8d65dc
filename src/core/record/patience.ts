import type { BatchState, Refusal } from './record.ts';
import type { Moment } from '../moment.ts';

/** A refusal is waited for in the run when it passes within 15 minutes (a window of X's rate limit), and a little. */
export const LONGEST_WAIT_MS = 15 * 60_000 + 5_000;
/** All waits of one run for refusals together. */
const LONGEST_WAITS_MS = 2 * LONGEST_WAIT_MS;
/** How often one batch is sent again in one run after refusals that pass. */
const MOST_RETRIES = 5;
/** How long a network that cannot be read is asked again, at least. */
const LEAST_LOOKING_MS = 15_000;
const LONGEST_PAUSE_MS = 60_000;

/** How long to wait before look number `looks` (from 1): 1, 2, 4 s … at most a minute. */
export const lookPauseMs = (looks: number): number => Math.min(1000 * 2 ** (looks - 1), LONGEST_PAUSE_MS);

/** How long a network that does not say is asked again before a batch stays in doubt. */
export const patienceMs = (settleMs: number): number => Math.max(settleMs, LEAST_LOOKING_MS);

/** How long to wait before a network that could not be read is looked at again: as long as it says, within the patience of a
 *  run for refusals; else with growing pauses, within the patience for looking. Undefined: not in this run. */
export function readAgainMs(
  retryAfterMs: number | undefined,
  { looks, settleMs, waitedMs }: { readonly looks: number; readonly settleMs: number; readonly waitedMs: number },
): number | undefined {
  if (retryAfterMs !== undefined && retryAfterMs <= LONGEST_WAIT_MS) {
    const waitMs = Math.max(retryAfterMs, lookPauseMs(looks));
    return waitedMs + waitMs > LONGEST_WAITS_MS ? undefined : waitMs;
  }
  const restMs = patienceMs(settleMs) - waitedMs;
  return restMs <= 0 ? undefined : Math.min(lookPauseMs(looks), restMs);
}

/** How long until an absent batch cannot turn up any more. `sentAt`: the latest try. Never more than `settleMs`, whatever
 *  a clock that was set back makes of `sentAt`; `waitedMs`, slept in this run since, counts in any case. */
export function unsettledMs(sentAt: Moment, now: Date, settleMs: number, waitedMs: number): number {
  const byClock = settleMs - (now.getTime() - Date.parse(sentAt));
  return Math.max(0, Math.min(byClock, settleMs - waitedMs));
}

/** Waits for refusals in one run so far. */
export interface Waits {
  readonly totalMs: number;
  /** In a row, for one batch. */
  readonly tries: number;
}
export const NO_WAITS: Waits = { totalMs: 0, tries: 0 };

/** How long to wait before the same request is tried again in this run; undefined: not in this run. */
export function retryWaitMs(refusal: Refusal, waits: Waits): number | undefined {
  if (refusal.retryAfterMs === undefined || waits.tries >= MOST_RETRIES) return undefined;
  const waitMs = Math.max(refusal.retryAfterMs, 1000 * 2 ** waits.tries);
  return waitMs > LONGEST_WAIT_MS || waits.totalMs + waitMs > LONGEST_WAITS_MS ? undefined : waitMs;
}

/** What is left of the wait that an earlier run was told; 0 where it is over, or the clock was set back since. */
export function earlierWaitMs(state: BatchState, now: Date): number {
  if (state.status !== 'refused' || state.refusal.retryAfterMs === undefined) return 0;
  const passedMs = now.getTime() - Date.parse(state.at);
  return passedMs < 0 ? 0 : Math.max(0, state.refusal.retryAfterMs - passedMs);
}

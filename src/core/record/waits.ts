import type { Refusal, Unsent, Refused, Sending } from './thread-record.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Moment, SECOND_MS } from '../moment.ts';

/** How long is waited, in milliseconds. What one network alone asks for stands in its own room: the pause between two posts
 *  (`paceMs`), how long a post that was sent may still turn up (`settleMs`), the time-out of its requests, what a refusal of
 *  its own waits for. */
export const WAITS = {
  /** A post in doubt whose network cannot be read: it is looked for so long at least, and for `settleMs` of its network if
   *  that is more. */
  doubt: 15 * SECOND_MS,
  /** The pause before a post is looked for again, or a request is sent again: twice as long each time, */
  firstPause: SECOND_MS,
  /** … for looking up to this. */
  longestPause: MINUTE_MS,
  /** A refusal that passes within this is waited for in the run: a window of X's rate limits (15 min), and a little. */
  refusal: 15 * MINUTE_MS + 5 * SECOND_MS,
  /** All refusals of one run together. */
  refusals: 2 * (15 * MINUTE_MS + 5 * SECOND_MS),
  /** A deletion that had no answer is asked for again. */
  removal: SECOND_MS,
  /** A login that is refused: nothing has begun, so a person is told of a longer wait at once. */
  login: 30 * SECOND_MS,
  /** A look that failed is made again: the pauses, of which the last one stays. */
  looks: [5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS],
  /** A slot that was missed longer ago than this is left out: a week, and a day. */
  missedSlot: 8 * DAY_MS,
  /** A look is overdue: it may take a thread's pauses and two windows of a rate limit. */
  overdue: HOUR_MS,
  /** After an error of the scheduler that nobody foresaw. */
  tickAgain: 5 * MINUTE_MS,
  /** What keeps the scheduler from looking for so long is told to a person: it does not pass by itself. */
  tickTold: HOUR_MS,
  /** A webhook has so long to answer; the notice is kept for the next look. */
  webhook: 10 * SECOND_MS,
  /** A server has so long to send the list, to say what time it has, and to give the rules for what is only shown. */
  list: 30 * SECOND_MS,
  serverTime: 10 * SECOND_MS,
  quickRules: 5 * SECOND_MS,
  /** A list that its server says is gone may come back; after so long it counts as gone. */
  goneList: DAY_MS,
  /** From so long a wait on, another bot gets its turn meanwhile. */
  turn: 30 * SECOND_MS,
  /** What was read of a database so lately is not read again for another bot. */
  freshLooks: 2 * SECOND_MS,
  /** A week with fewer entries than usual is posted as it is once it has stood unchanged for so long. */
  shortWeek: 3 * DAY_MS,
  /** A week that waits longer than this needs a person. */
  waitingWeek: 3 * DAY_MS,
  /** A list that has not moved for so long has moved elsewhere, or has ended. */
  stalledList: 21 * DAY_MS,
  /** So long a person hears of a week that came too late. */
  missedWeek: 14 * DAY_MS,
  /** The lock of the state file is renewed by the event loop on purpose: a run that hangs must lose it. Without a renewal for the
   *  lease its holder gives itself up, and after the longer time another run takes over, each by its own stopwatch: no clocks of
   *  two machines are compared. The lease is shorter, since its time starts before the file is written. */
  lock: { renewMs: SECOND_MS, leaseMs: 30 * SECOND_MS, takeOverMs: 45 * SECOND_MS, pollMs: SECOND_MS / 2 },
  /** The database: for a connection, an answer, a goodbye; a run shows so often that it lives (its session ends after 60 s). */
  database: { connect: 10 * SECOND_MS, query: 30 * SECOND_MS, end: 2 * SECOND_MS, beat: 15 * SECOND_MS },
} as const;

/** How often anything is tried. */
export const TRIES = {
  /** A batch is sent again in one run after refusals that pass. */
  refused: 5,
  /** A batch is sent in one run without an answer, each time looked for in vain. */
  unanswered: 3,
  logins: 3,
  /** The account is searched for a thread that a lost state file may have posted. */
  searches: 3,
  /** Looks that look up a thread in doubt again by themselves, once a person was told. */
  doubt: 3,
  /** Failed looks in a row after which a person hears of it: more than an hour has passed. */
  failedLooks: 4,
  /** Failed looks in a row before one at which a person hears that an earlier copy of the list is used. */
  staleLooks: 3,
} as const;

/** How long to wait before look number `looks` (from 1): 1, 2, 4 s … at most a minute. */
export const lookPauseMs = (looks: number): number => Math.min(WAITS.firstPause * 2 ** (looks - 1), WAITS.longestPause);

/** How long a network that does not say is asked again before a batch stays in doubt. */
export const patienceMs = (settleMs: number): number => Math.max(settleMs, WAITS.doubt);

/** How long to wait before a network that could not be read is looked at again: as long as it says, within the patience of a
 *  run for refusals; else with growing pauses, within the patience for looking. Undefined: not in this run. */
export function readAgainMs(
  retryAfterMs: number | undefined,
  { looks, settleMs, waitedMs }: { readonly looks: number; readonly settleMs: number; readonly waitedMs: number },
): number | undefined {
  if (retryAfterMs !== undefined && retryAfterMs <= WAITS.refusal) {
    const waitMs = Math.max(retryAfterMs, lookPauseMs(looks));
    return waitedMs + waitMs > WAITS.refusals ? undefined : waitMs;
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

/** How long to wait before the same request is tried again in this run; undefined: not in this run. */
export function retryWaitMs(refusal: Refusal, waits: Waits = { totalMs: 0, tries: 0 }): number | undefined {
  if (refusal.retryAfterMs === undefined || waits.tries >= TRIES.refused) return undefined;
  const waitMs = Math.max(refusal.retryAfterMs, WAITS.firstPause * 2 ** waits.tries);
  return waitMs > WAITS.refusal || waits.totalMs + waitMs > WAITS.refusals ? undefined : waitMs;
}

/** What is left of the wait that an earlier run was told; 0 where it is over, or the clock was set back since. */
export function earlierWaitMs(state: Unsent | Sending | Refused, now: Date): number {
  if (state.status !== 'refused' || state.refusal.retryAfterMs === undefined) return 0;
  const passedMs = now.getTime() - Date.parse(state.at);
  return passedMs < 0 ? 0 : Math.max(0, state.refusal.retryAfterMs - passedMs);
}

import {
  type AnyRecord,
  type Refusal,
  type Refused,
  earlierWaitMs,
  retryWaitMs,
  TRIES,
  wordsOfRefusal,
} from '../core/record.ts';
import { type Interrupted, pause, type PublishRun, type Stopped } from './publish-run.ts';

/** How patient one run was so far. Only waiting depends on it, never what is sent. */
export const startTally = () => ({
  /** A batch was sent or found in this run: the next one is sent after the pause that the network wants. */
  underWay: false,
  /** This run has sent a post that was not refused: what follows it cannot be up. */
  isSure: false,
  /** This run has uploaded the picture and dated the posts. */
  isRenewed: false,
  /** What was said last of what the network did otherwise than it was asked to. */
  note: '',
  /** Waits for refusals of the batch at hand, in a row. */
  tries: 0,
  /** All waits for refusals. */
  totalMs: 0,
  /** Sendings of the batch at hand without an answer, and the words for the last one. */
  unanswered: 0,
  lastWords: '',
});
export type Tally = ReturnType<typeof startTally>;

/** Waits for a refusal that passes soon, and gives nothing; otherwise says that the run stops. */
export async function refused(
  run: PublishRun,
  tally: Tally,
  record: AnyRecord,
  refusal: Refusal,
): Promise<Stopped | Interrupted | undefined> {
  const waitMs = retryWaitMs(refusal, tally);
  if (waitMs === undefined) return stopped(run, refusal);
  // What to do about it is said once, and again where the run stops.
  await pause(run, waitMs, tally.tries === 0 ? wordsOfRefusal(refusal, record) : refusal.words);
  tally.tries += 1;
  tally.totalMs += waitMs;
  return run.stop.aborted ? { status: 'interrupted' } : undefined;
}

/** Waits out what is left of the wait that an earlier run was told. */
export async function waitOut(
  run: PublishRun,
  tally: Tally,
  record: AnyRecord,
  state: Refused,
): Promise<Stopped | Interrupted | undefined> {
  const retryAfterMs = earlierWaitMs(state, run.clock.now());
  if (retryAfterMs === 0) return undefined;
  const words = `refused before, and not asked again yet: ${state.refusal.words}`;
  return await refused(run, tally, record, { ...state.refusal, words, retryAfterMs });
}

/** After several sendings without an answer, each looked for in vain, the next run may try; this one stops. */
export function unanswered({ unanswered: times, lastWords }: Tally): Stopped | undefined {
  if (times < TRIES.unanswered) return undefined;
  return {
    status: 'stopped',
    refusal: { words: `${lastWords} (${times} times; each time it was looked for in vain)` },
  };
}

function stopped({ clock }: PublishRun, refusal: Refusal): Stopped {
  const { retryAfterMs } = refusal;
  const retry =
    retryAfterMs === undefined ? {} : { retryAt: new Date(clock.now().getTime() + retryAfterMs).toISOString() };
  return { status: 'stopped', refusal, ...retry };
}

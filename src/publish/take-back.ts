import { removalCost, type PostRules } from '../core/thread.ts';
import {
  type FinishedRecord,
  type PostRef,
  type Refusal,
  costSoFar,
  isFinished,
  leftToRemove,
  takeBack,
  tombstoneOf,
  WAITS,
} from '../core/record.ts';
import type { RemoveOutcome } from '../networks/network.ts';
import { wrongAccount } from './begin.ts';
import {
  type InDoubt,
  type Interrupted,
  keptOf,
  nowOf,
  type PublishRun,
  recordOf,
  saveNext,
  saveThread,
  type Stopped,
  type WrongAccount,
} from './publish-run.ts';
import { doubtOf, settle } from './settle.ts';
import { refused, startTally, type Tally } from './waiting.ts';

/** How a roll-back ended. One that is not complete is continued only by `rollback`. */
export type RollbackOutcome = { readonly status: 'rolled-back' } | Stopped | InDoubt | Interrupted | WrongAccount;

/** What a roll-back needs: besides what publishing does, the prices, so that the state file knows what it cost. */
export interface RollbackRun extends PublishRun {
  readonly rules: Pick<PostRules, 'price' | 'removalPrice'>;
}

/** Deletes a thread, last batch first. What is left to delete is written to the journal before anything is deleted, and a
 *  tombstone at the end. A batch in doubt is looked for first. Throws JournalError where the state cannot be written. */
export async function rollbackThread(run: RollbackRun): Promise<RollbackOutcome> {
  const wrong = wrongAccount(run, recordOf(run));
  if (wrong) return wrong;
  const doubt = await settleDoubt(run);
  return doubt ?? (await removeAll(run, await begin(run)));
}

/** Looks for a batch that may be up: if it is found, it is deleted with the others. */
async function settleDoubt(run: PublishRun): Promise<InDoubt | Interrupted | undefined> {
  for (;;) {
    const record = recordOf(run);
    const doubt = isFinished(record) ? undefined : doubtOf(record);
    if (isFinished(record) || doubt === undefined) return undefined;
    const begun = await saveNext(run, record, doubt);
    const settled = await settle(run, begun, doubt);
    if (settled.status === 'in-doubt' || settled.status === 'interrupted') return settled;
    await saveNext(
      run,
      begun,
      settled.status === 'found'
        ? { status: 'posted', at: nowOf(run), refs: settled.refs }
        : { status: 'unsent', cleared: true },
    );
  }
}

async function begin(run: RollbackRun): Promise<FinishedRecord> {
  const record = recordOf(run);
  const whole = isFinished(record) ? record : keptOf(record);
  return whole.status === 'posted' ? await saveThread(run, takeBack(whole, costSoFar(record, run.rules))) : whole;
}

async function removeAll(run: RollbackRun, begun: FinishedRecord): Promise<RollbackOutcome> {
  const tally = startTally();
  let record = begun;
  for (;;) {
    const [last, ...left] = leftToRemove(record);
    if (last === undefined) {
      await bury(run, record);
      return { status: 'rolled-back' };
    }
    const obstacle = await remove(run, tally, record, last);
    if (obstacle) return obstacle;
    record = await saveThread(run, { ...record, status: 'rolling-back', left });
    run.report({ kind: 'removed', left: left.length });
  }
}

async function remove(
  run: PublishRun,
  tally: Tally,
  record: FinishedRecord,
  refs: readonly PostRef[],
): Promise<Stopped | Interrupted | undefined> {
  tally.tries = 0;
  for (;;) {
    if (tally.underWay && tally.tries === 0) await run.clock.sleep(run.account.paceMs, run.stop);
    if (run.stop.aborted) return { status: 'interrupted' };
    tally.underWay = true;
    await run.journal.confirm();
    const refusal = refusalOf(await run.account.remove(refs));
    if (refusal === undefined) return undefined;
    const stop = await refused(run, tally, record, refusal);
    if (stop) return stop;
  }
}

/** A request whose answer was lost is simply repeated: deleting what is gone changes nothing. */
function refusalOf(outcome: RemoveOutcome): Refusal | undefined {
  switch (outcome.status) {
    case 'removed':
      return undefined;
    case 'refused':
      return outcome.refusal;
    case 'unknown':
      return { words: outcome.words, retryAfterMs: WAITS.removal };
  }
}

/** Leaves a tombstone, which keeps the week from being posted again. */
async function bury(run: RollbackRun, record: FinishedRecord): Promise<void> {
  const costUsd = removalCost(record.posts.length, run.rules);
  const spent = costUsd > 0 ? { spent: [...(record.spent ?? []), { at: nowOf(run), costUsd }] } : {};
  await saveThread(run, { ...tombstoneOf(record), ...spent });
}

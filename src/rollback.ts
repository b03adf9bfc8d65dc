import { removalCost, type PostRules } from './core/thread.ts';
import {
  type FinishedRecord,
  type PostRef,
  type Refusal,
  type ThreadRecord,
  putThread,
  costSoFar,
  isFinished,
  publishedPosts,
  tombstoneOf,
  type AnyRecord,
} from './core/record.ts';
import type { RemoveOutcome } from './networks/network.ts';
import { wrongAccount } from './publish/begin.ts';
import { finishedOf, saveFinished } from './publish/finish.ts';
import { doubtOf, settle } from './publish/look.ts';
import type { InDoubt, Interrupted, Stopped, WrongAccount } from './publish/outcome.ts';
import { nowOf, saveBatch, saveThread, threadOf, type PublishRun } from './publish/run.ts';
import { refused, startTally, type Tally } from './publish/waiting.ts';

/** How a roll-back ended. One that is not complete is continued only by `rollback`. */
export type RollbackOutcome =
  | { readonly status: 'rolled-back'; readonly record: FinishedRecord; readonly removed: number }
  | Stopped
  | InDoubt
  | Interrupted
  | WrongAccount;

/** What a roll-back needs: besides what publishing does, the prices, so that the state file knows what it cost. */
export interface RollbackRun extends PublishRun {
  readonly rules: Pick<PostRules, 'price' | 'removalPrice'>;
}

/** Deletes a thread, last batch first. What is left to delete is written to the journal before anything is deleted, and a
 *  tombstone at the end. A batch in doubt is looked for first. Throws JournalError where the state cannot be written. */
export async function rollbackThread(run: RollbackRun): Promise<RollbackOutcome> {
  const record = recordOf(run);
  const wrong = wrongAccount(run, record);
  if (wrong) return wrong;
  const doubt = await settleDoubt(run);
  if (doubt) return doubt;
  await begin(run);
  return await removeAll(run);
}

function recordOf(run: PublishRun): AnyRecord {
  return threadOf(run) ?? finishedOf(run);
}

/** Looks for a batch that may be up: if it is found, it is deleted with the others. */
async function settleDoubt(run: PublishRun): Promise<InDoubt | Interrupted | undefined> {
  for (;;) {
    const record = threadOf(run);
    if (record?.phase.status !== 'publishing') return undefined;
    const index = record.batches.findIndex((batch) => batch.state.status !== 'posted');
    const doubt = doubtOf(record, index);
    if (doubt === undefined) return undefined;
    const begun = await saveBatch(run, record, index, doubt);
    const settled = await settle(run, begun, index, doubt);
    if (settled.status === 'in-doubt' || settled.status === 'interrupted') return settled;
    const absent = { status: 'unsent', cleared: true } as const;
    await saveBatch(
      run,
      begun,
      index,
      settled.status === 'found' ? { status: 'posted', at: nowOf(run), refs: settled.refs } : absent,
    );
  }
}

async function begin(run: PublishRun): Promise<void> {
  const record = recordOf(run);
  if (isFinished(record)) {
    if (record.status === 'posted') await saveLeft(run, record, lastFirst(refsOfFinished(record)));
    return;
  }
  if (record.phase.status === 'publishing') await saveLeft(run, record, lastFirst(refsOfFrozen(record)));
}

async function removeAll(run: RollbackRun): Promise<RollbackOutcome> {
  const tally = startTally();
  for (let removed = 0; ; removed += 1) {
    const record = recordOf(run);
    const left = leftToRemove(record);
    const [last, ...rest] = left;
    if (last === undefined) return { status: 'rolled-back', record: await bury(run, record), removed };
    const obstacle = await remove(run, tally, record, last);
    if (obstacle) return obstacle;
    await saveLeft(run, record, rest);
    run.report({ kind: 'removed', left: rest.length });
  }
}

async function remove(
  run: PublishRun,
  tally: Tally,
  record: AnyRecord,
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
    const stop = await refused(run, tally, { record, retry: 'rollback' }, refusal);
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
      return { words: outcome.words, retryAfterMs: 1000 };
  }
}

/** The refs still to be deleted, last batch first; empty unless the thread is being rolled back. */
export function leftToRemove(record: AnyRecord): readonly (readonly PostRef[])[] {
  if (isFinished(record)) return record.status === 'rolling-back' ? record.left : [];
  return record.phase.status === 'rolling-back' ? record.phase.left : [];
}

async function saveLeft(run: PublishRun, record: AnyRecord, left: readonly (readonly PostRef[])[]): Promise<void> {
  if (!isFinished(record)) {
    const at = record.phase.status === 'rolling-back' ? record.phase.at : nowOf(run);
    await saveThread(run, { ...record, phase: { status: 'rolling-back', at, left } });
    return;
  }
  await run.journal.save((state) => putThread(state, { ...record, status: 'rolling-back', left }));
}

/** Leaves a tombstone, which keeps the week from being posted again. */
async function bury(run: RollbackRun, record: AnyRecord): Promise<FinishedRecord> {
  const costUsd = removalCost(publishedPosts(record).length, run.rules);
  const spent = costUsd > 0 ? { spent: [...(record.spent ?? []), { at: nowOf(run), costUsd }] } : {};
  const money = { costUsd: costSoFar(record, run.rules), ...spent };
  if (!isFinished(record)) {
    await saveFinished(run, record, 'rolled-back', money);
    return finishedOf(run);
  }
  const tombstone = { ...tombstoneOf(record), ...money };
  await run.journal.save((state) => putThread(state, tombstone));
  return tombstone;
}

const lastFirst = <T>(batches: readonly T[]): readonly T[] => [...batches].reverse();

const refsOfFrozen = (record: ThreadRecord): readonly (readonly PostRef[])[] =>
  record.batches.flatMap(({ state }) => (state.status === 'posted' ? [state.refs] : []));

function refsOfFinished({ posts, batches }: FinishedRecord): readonly (readonly PostRef[])[] {
  let from = 0;
  return batches.map((count) => posts.slice(from, (from += count)).map((post) => post.ref));
}

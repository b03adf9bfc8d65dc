import { createHash } from 'node:crypto';
import { type FinishedRecord, type ThreadRecord, putThread, finish, isFinished } from '../core/record.ts';
import type { PublishOutcome } from './outcome.ts';
import { threadOf, type PublishRun } from './run.ts';

/** A thread that is posted whole is kept as one line: ids, and a hash of its words. */
export async function finishThread(run: PublishRun): Promise<PublishOutcome> {
  const record = threadOf(run);
  if (record !== undefined) await saveFinished(run, record, 'posted');
  return { status: 'posted', record: finishedOf(run) };
}

export async function saveFinished(
  run: PublishRun,
  record: ThreadRecord,
  status: 'posted' | 'rolled-back',
  money: Pick<FinishedRecord, 'costUsd' | 'spent'> = record,
): Promise<void> {
  const { costUsd, spent } = money;
  const finished = { ...finish(record, status, hashOfTexts(record)), costUsd, ...(spent && { spent }) };
  await run.journal.save((state) => putThread(state, finished));
}

export function finishedOf(run: PublishRun): FinishedRecord {
  const { threads } = run.journal.state();
  const record = threads.filter(isFinished).find(({ network, week }) => network === run.network && week === run.week);
  if (record === undefined) throw new Error(`The state file holds no thread of ${run.week} on ${run.network}.`);
  return record;
}

const hashOfTexts = (record: ThreadRecord): string =>
  createHash('sha256')
    .update(JSON.stringify(record.posts.map((post) => post.text)))
    .digest('hex');

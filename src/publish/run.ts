import { createHash } from 'node:crypto';
import {
  type BatchRecord,
  type BatchState,
  type Refusal,
  type ThreadRecord,
  putThread,
  isFinished,
  publishedPosts,
} from '../core/record.ts';
import type { Moment } from '../core/moment.ts';
import type { NetworkId } from '../core/thread.ts';
import type { Week } from '../core/week.ts';
import type { Journal } from '../journal.ts';
import type { Account, Card, Clock, Place } from '../networks/network.ts';
import type { PublishEvent } from './outcome.ts';

/** What publishing and taking back are given. */
export interface PublishRun {
  readonly journal: Journal;
  readonly network: NetworkId;
  readonly account: Account;
  /** The week of the thread's record. */
  readonly week: Week;
  readonly clock: Clock;
  /** Aborts when no new request may be begun; every wait ends at once. */
  readonly stop: AbortSignal;
  /** The picture of the week; uploaded anew at each start until something was sent. */
  readonly card?: Card;
  readonly report: (event: PublishEvent) => void;
}

export const nowOf = (run: Pick<PublishRun, 'clock'>): Moment => run.clock.now().toISOString();

/** The run's thread as the journal has it now; undefined where it is finished or not there. */
export function threadOf(run: Pick<PublishRun, 'journal' | 'network' | 'week'>): ThreadRecord | undefined {
  const { threads } = run.journal.state();
  return threads
    .filter((record): record is ThreadRecord => !isFinished(record))
    .find((record) => record.network === run.network && record.week === run.week);
}

export async function saveThread(run: PublishRun, record: ThreadRecord): Promise<void> {
  await run.journal.save((state) => putThread(state, record));
}

/** Writes how far one batch has come, synced, and gives the record as it is then. */
export async function saveBatch(
  run: PublishRun,
  record: ThreadRecord,
  index: number,
  state: BatchState,
): Promise<ThreadRecord> {
  const next = {
    ...record,
    batches: record.batches.map((batch, at) => (at === index ? { ...batch, state } : batch)),
  };
  await saveThread(run, next);
  return next;
}

/** Where a batch belongs. Made of nothing but the record: every try, in every run, has the same. */
export function placeOf(record: ThreadRecord, index: number): Place {
  const refsOf = (at: number) => {
    const state = record.batches[at]?.state;
    return state?.status === 'posted' ? state.refs : [];
  };
  const root = refsOf(0)[0];
  const parent = refsOf(index - 1).at(-1);
  const state = record.batches[index]?.state;
  const tried = state?.status === 'sending' || state?.status === 'refused' ? state : undefined;
  const sentAt = tried?.since ?? (tried?.status === 'sending' ? tried.at : undefined);
  return {
    ...(root && { root }),
    ...(parent && { parent }),
    key: keyOf(record, index),
    doubts: tried?.doubts ?? 0,
    ...(sentAt !== undefined && { sentAt }),
    ...(followsSeen(record, index) && { afterSeen: true }),
  };
}

/** Whether a post above it was sent by a run whose state file is lost. */
export const followsSeen = (record: ThreadRecord, index: number): boolean =>
  record.batches.slice(0, index).some(({ state }) => state.status === 'posted' && state.seen === true);

function keyOf(record: ThreadRecord, index: number): string {
  const parts = [record.network, record.account.id, record.week, record.frozenAt, index];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** The number of a batch's first post, as people count. */
export const numberOf = (batch: BatchRecord): number => (batch.posts[0] ?? 0) + 1;

export const countPosted = (record: ThreadRecord): number => publishedPosts(record).length;

/** A network's refusal as a sentence or two. */
export const wordsOfRefusal = ({ words, advice }: Refusal): string =>
  [words, advice].flatMap((part) => part?.replace(/[.\s]+$/, '') ?? []).join('. ');

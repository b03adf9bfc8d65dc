import type { BatchRecord, FinishedRecord, PostRef, ThreadRecord, ThreadState } from './record.ts';
import type { Moment } from '../moment.ts';
import { threadCost, type PostRules, type Post } from '../thread.ts';

/** A thread as the journal holds it: frozen, or finished. */
export type AnyRecord = ThreadRecord | FinishedRecord;

export const isFinished = (record: AnyRecord): record is FinishedRecord => !('phase' in record);

/** What `status` calls the state of a thread. A frozen thread of which nothing was posted yet is `partial`. */
export function stateOf(record: AnyRecord): ThreadState {
  if (isFinished(record)) return record.status;
  if (record.phase.status !== 'publishing') return record.phase.status;
  const has = (status: BatchRecord['state']['status']): boolean =>
    record.batches.some((batch) => batch.state.status === status);
  if (has('sending')) return 'in-doubt';
  if (has('refused')) return 'refused';
  return has('unsent') ? 'partial' : 'posted';
}

/** What `post` does with a week that may be in the journal already. `again`: the person said `--again`. */
export type PostDecision =
  | 'fresh' // compose, freeze, publish
  | 'resume' // go on with the frozen words
  | 'in-doubt' // go on, looking first; what stays in doubt is exit 3
  | 'already-posted' // say so, exit 0
  | 'rolled-back' // exit 2: only `--again` posts it once more
  | 'rolling-back'; // exit 1: only `rollback` goes on with it

export function decidePost(existing: AnyRecord | undefined, options: { readonly again: boolean }): PostDecision {
  if (existing === undefined) return 'fresh';
  const state = stateOf(existing);
  switch (state) {
    case 'posted':
      return 'already-posted';
    case 'partial':
    case 'refused':
      return 'resume';
    case 'in-doubt':
    case 'rolling-back':
      return state;
    case 'rolled-back':
      return options.again ? 'fresh' : state;
  }
}

/** Whether a request of the thread may have reached the network, so that its dates, picture and words must stay. */
export const mayBeUp = (batch: BatchRecord): boolean => {
  const { state } = batch;
  switch (state.status) {
    case 'unsent':
      return false;
    case 'refused':
      return state.doubts > 0;
    case 'sending':
    case 'posted':
      return true;
  }
};

/** A post on the network: when it was posted, and what the network calls it. */
export interface PublishedPost {
  readonly at: Moment;
  readonly ref: PostRef;
}

/** The posts that are on the network (or were, before they were taken back), in order. */
export const publishedPosts = (record: AnyRecord): readonly PublishedPost[] =>
  isFinished(record) ? record.posts : record.batches.flatMap(publishedBy);

const publishedBy = (batch: BatchRecord): readonly PublishedPost[] => {
  const { state } = batch;
  return state.status === 'posted' ? state.refs.map((ref) => ({ at: state.at, ref })) : [];
};

/** The posts that are still to be sent, in order; none where only a roll-back can go on. */
export const leftToSend = (record: AnyRecord): readonly Post[] =>
  isFinished(record) || record.phase.status !== 'publishing' ? [] : postsOf(record, (status) => status !== 'posted');

const postsOf = (record: ThreadRecord, isMeant: (status: BatchRecord['state']['status']) => boolean): readonly Post[] =>
  record.batches
    .filter(({ state }) => isMeant(state.status))
    .flatMap(({ posts }) => posts.flatMap((index) => record.posts[index] ?? []));

/** What the posts that are left will cost, in USD. */
export const costLeft = (record: AnyRecord, rules: Pick<PostRules, 'price'>): number =>
  threadCost(leftToSend(record), rules);

/** What the posts that are on the network have cost, in USD. */
export const costSoFar = (record: AnyRecord, rules: Pick<PostRules, 'price'>): number =>
  isFinished(record)
    ? record.costUsd
    : threadCost(
        postsOf(record, (status) => status === 'posted'),
        rules,
      );

/** The ranks of the entries that the list changed since the thread was made (added and removed ones included). */
export function changedEntries(record: AnyRecord, entryHashes: readonly string[]): readonly number[] {
  const longest = Math.max(record.entryHashes.length, entryHashes.length);
  const ranks = Array.from({ length: longest }, (_, index) => index + 1);
  return ranks.filter((rank) => record.entryHashes[rank - 1] !== entryHashes[rank - 1]);
}

/** What is kept of a thread that is posted whole or taken back. `textHash`: SHA-256 of the texts of all its posts. */
export const finish = (record: ThreadRecord, status: 'posted' | 'rolled-back', textHash: string): FinishedRecord => ({
  ...lasting(record),
  textHash,
  status,
  posts: publishedPosts(record),
  batches: record.batches.map((batch) => publishedBy(batch).length).filter((posts) => posts > 0),
  ...(status === 'posted' && notesOf(record).length > 0 && { notes: notesOf(record) }),
});

/** What the network did otherwise than it was asked to, each thing once. */
export const notesOf = (record: AnyRecord): readonly string[] =>
  isFinished(record)
    ? (record.notes ?? [])
    : [...new Set(record.batches.flatMap(({ state }) => (state.status === 'posted' ? (state.note ?? []) : [])))];

/** What is kept of a finished thread once it is taken back. */
export const tombstoneOf = (record: FinishedRecord): FinishedRecord => ({
  ...lasting(record),
  textHash: record.textHash,
  status: 'rolled-back',
  posts: record.posts,
  batches: record.batches,
});

function lasting(record: AnyRecord) {
  const { week, aliases, heading, links, entryHashes, network, account, frozenAt, costUsd, spent } = record;
  return { week, aliases, heading, links, entryHashes, network, account, frozenAt, costUsd, ...(spent && { spent }) };
}

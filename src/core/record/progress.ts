import { allOf } from './thread-batches.ts';
import type {
  AnyRecord,
  BatchRecord,
  FinishedRecord,
  PostRef,
  PublishedPost,
  TakenBack,
  ThreadRecord,
} from './thread-record.ts';
import { threadCost, type PostRules, type Post } from '../thread.ts';

export const isFinished = (record: AnyRecord): record is FinishedRecord => 'status' in record;

export type ThreadState = 'posted' | 'partial' | 'in-doubt' | 'refused' | 'rolling-back' | 'rolled-back';

/** What `status` calls the state of a thread. A frozen thread of which nothing was posted yet is `partial`. */
export function stateOf(record: AnyRecord): ThreadState {
  if (isFinished(record)) return record.status;
  const { open, unsent } = record.batches;
  if (open) return open.state.status === 'sending' ? 'in-doubt' : 'refused';
  return unsent.length > 0 ? 'partial' : 'posted';
}

/** Whether `--again` posts a week anew: one that was taken back, or whose thread takes the place of what is up (`replaces`). */
export function isPostedAnew(record: AnyRecord, replaces = false): boolean {
  const state = stateOf(record);
  return state === 'rolled-back' || (state === 'posted' && replaces);
}

/** The posts that are on the network (or were, before they were taken back), in order. */
export const publishedPosts = (record: AnyRecord): readonly PublishedPost[] =>
  isFinished(record)
    ? record.posts
    : record.batches.posted.flatMap(({ state }) => state.refs.map((ref) => ({ at: state.at, ref })));

/** The threads of this week that were taken back, once another takes their place: this one too, if it was. */
export function takenBack(record: AnyRecord): readonly TakenBack[] {
  const { earlier = [], costUsd } = record;
  const posts = publishedPosts(record);
  const [first] = posts;
  return stateOf(record) === 'rolled-back' && first
    ? [...earlier, { at: first.at, posts: posts.length, costUsd }]
    : earlier;
}

/** The posts that are still to be sent, in order; none where only a roll-back can go on. */
export const leftToSend = (record: AnyRecord): readonly Post[] =>
  isFinished(record) ? [] : postsOf(record, allOf({ ...record.batches, posted: [] }));

/** The posts of some batches of a thread. */
export const postsOf = ({ posts }: ThreadRecord, batches: readonly BatchRecord[]): readonly Post[] =>
  batches.flatMap((batch) => batch.posts.flatMap((index) => posts[index] ?? []));

/** What the posts that are left will cost, in USD. */
export const costLeft = (record: AnyRecord, rules: Pick<PostRules, 'price'>): number =>
  threadCost(leftToSend(record), rules);

/** What the posts that are on the network have cost, in USD. */
export const costSoFar = (record: AnyRecord, rules: Pick<PostRules, 'price'>): number =>
  isFinished(record) ? record.costUsd : threadCost(postsOf(record, record.batches.posted), rules);

/** The ranks of the entries that the list changed since the thread was made (added and removed ones included). */
export function changedEntries(record: AnyRecord, entryHashes: readonly string[]): readonly number[] {
  const longest = Math.max(record.entryHashes.length, entryHashes.length);
  const ranks = Array.from({ length: longest }, (_, index) => index + 1);
  return ranks.filter((rank) => record.entryHashes[rank - 1] !== entryHashes[rank - 1]);
}

/** What the network did otherwise than it was asked to, each thing once. */
export const notesOf = (record: AnyRecord): readonly string[] =>
  isFinished(record)
    ? (record.notes ?? [])
    : [...new Set(record.batches.posted.flatMap(({ state }) => state.note ?? []))];

/** What is kept of a thread that is posted whole. `textHash`: SHA-256 of the texts of all its posts. */
export const finish = (record: ThreadRecord, textHash: string): FinishedRecord => ({
  ...lasting(record),
  textHash,
  status: 'posted',
  posts: publishedPosts(record),
  batches: record.batches.posted.map(({ state }) => state.refs.length).filter((posts) => posts > 0),
  ...(notesOf(record).length > 0 && { notes: notesOf(record) }),
});

/** A thread whose taking back begins: what is up is to be removed, last batch first. `costUsd`: what that has cost. */
export function takeBack(record: FinishedRecord, costUsd: number): FinishedRecord {
  let from = 0;
  const refs = record.batches.map((count) => record.posts.slice(from, (from += count)).map(({ ref }) => ref));
  return { ...record, costUsd, status: 'rolling-back', left: refs.reverse() };
}

/** The refs still to be deleted, last batch first; none unless the thread is being taken back. */
export const leftToRemove = (record: AnyRecord): readonly (readonly PostRef[])[] =>
  isFinished(record) && record.status === 'rolling-back' ? record.left : [];

/** What is kept of a thread once it is taken back: it keeps the week from being posted again. */
export const tombstoneOf = (record: FinishedRecord): FinishedRecord => ({
  ...lasting(record),
  textHash: record.textHash,
  status: 'rolled-back',
  posts: record.posts,
  batches: record.batches,
});

function lasting(record: AnyRecord) {
  const { week, aliases, heading, links, entryHashes, network, account, frozenAt, costUsd, spent, earlier } = record;
  const past = { ...(spent && { spent }), ...(earlier && { earlier }) };
  return { week, aliases, heading, links, entryHashes, network, account, frozenAt, costUsd, ...past };
}

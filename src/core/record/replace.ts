import type { Batch, BatchRecord, ThreadRecord } from './record.ts';
import { mayBeUp } from './progress.ts';
import type { Post, Thread } from '../thread.ts';

/** The batches of a frozen thread that are up, or may be: their words stay. */
const batchesThatStay = ({ batches }: ThreadRecord): readonly BatchRecord[] =>
  batches.slice(0, batches.findLastIndex(mayBeUp) + 1);

/** How many posts of a frozen thread are up, or may be: their words stay. */
export const postsThatStay = (record: ThreadRecord): number =>
  batchesThatStay(record).flatMap(({ posts }) => posts).length;

/** Why a plan cannot take the place of what is left of a frozen thread: it changes words that are up, leaves them out, or
 *  adds to a request that was sent. Empty where the thread is being taken back: nothing is replaced then. */
export function replaceProblems(record: ThreadRecord, planned: readonly Post[]): readonly string[] {
  if (record.phase.status !== 'publishing') return [];
  const { network } = record;
  const stay = record.posts.slice(0, postsThatStay(record));
  const isWhole = stay.length === record.posts.length && batchesThatStay(record).some(({ posts }) => posts.length > 1);
  if (isWhole && planned.length > stay.length)
    return [
      `${network}: the thread went out in one request, and the plan adds posts to it. Remove all after post ${stay.length}.`,
    ];
  return stay.flatMap((post, index) =>
    planned[index]?.text === post.text
      ? []
      : [
          `${network}, post ${index + 1}: it was sent already, and the plan has other words. Put back: ${JSON.stringify(post.text)}`,
        ],
  );
}

/** A frozen thread with the words of a plan, in which `replaceProblems` finds none, in the posts that were not sent.
 *  `made`: the requests of all planned posts. */
export function replaceUnsent(
  record: ThreadRecord,
  { posts: planned, costUsd }: Pick<Thread, 'posts' | 'costUsd'>,
  made: readonly Batch[],
): ThreadRecord {
  const stay = batchesThatStay(record);
  const count = postsThatStay(record);
  const rest = made.slice(stay.length).map((batch, index): BatchRecord => {
    const { state } = record.batches[stay.length + index] ?? {};
    const isSame = batch.posts.every((at) => planned[at]?.text === record.posts[at]?.text);
    // What a person said of a post holds for its words.
    return { ...batch, state: state?.status === 'unsent' && isSame ? state : { status: 'unsent' } };
  });
  const posts = [...record.posts.slice(0, count), ...planned.slice(count)];
  return { ...record, costUsd, posts, batches: [...stay, ...rest] };
}

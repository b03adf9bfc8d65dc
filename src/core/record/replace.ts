import { allOf, sortBatches, stayingOf } from './thread-batches.ts';
import type { Batch, BatchRecord, ThreadRecord } from './thread-record.ts';
import type { Post, Thread } from '../thread.ts';

/** How many posts of a frozen thread are up, or may be: their words stay. */
export const postsThatStay = ({ batches }: ThreadRecord): number =>
  stayingOf(batches).flatMap(({ posts }) => posts).length;

/** Why a plan cannot take the place of what is left of a frozen thread: it changes words that are up, leaves them out, or
 *  adds to a request that was sent. */
export function replaceProblems(record: ThreadRecord, planned: readonly Post[]): readonly string[] {
  const { network } = record;
  const stay = record.posts.slice(0, postsThatStay(record));
  const isWhole =
    stay.length === record.posts.length && stayingOf(record.batches).some(({ posts }) => posts.length > 1);
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
  const before = allOf(record.batches);
  const stay = stayingOf(record.batches);
  const count = postsThatStay(record);
  const rest = made.slice(stay.length).map((batch, index): BatchRecord => {
    const state = before[stay.length + index]?.state;
    const isSame = batch.posts.every((at) => planned[at]?.text === record.posts[at]?.text);
    // What a person said of a post holds for its words.
    return { ...batch, state: state?.status === 'unsent' && isSame ? state : { status: 'unsent' } };
  });
  const posts = [...record.posts.slice(0, count), ...planned.slice(count)];
  return { ...record, costUsd, posts, batches: sortBatches([...stay, ...rest]) };
}

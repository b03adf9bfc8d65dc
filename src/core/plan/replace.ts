import type { BatchRecord, ThreadRecord } from '../record.ts';
import { mayBeUp } from '../thread-state.ts';
import type { Post } from '../thread.ts';

/** How many posts of a frozen thread are up, or may be: their words stay. */
export const postsThatStay = (record: ThreadRecord): number => {
  const last = record.batches.findLastIndex(mayBeUp);
  return record.batches.slice(0, last + 1).flatMap(({ posts }) => posts).length;
};

/** Why a plan cannot take the place of what is left of a frozen thread: it changes words that are up, or leaves them out. */
export function replaceProblems(record: ThreadRecord, planned: readonly Post[]): readonly string[] {
  const stay = record.posts.slice(0, postsThatStay(record));
  return stay.flatMap((post, index) =>
    planned[index]?.text === post.text
      ? []
      : [
          `${record.network}, post ${index + 1}: it was sent already, and the plan has other words. Put back: ${JSON.stringify(post.text)}`,
        ],
  );
}

/** A frozen thread with the words of a plan in the posts that were not sent. `made`: the requests of all planned posts. */
export function replaceUnsent(
  record: ThreadRecord,
  planned: readonly Post[],
  made: readonly Omit<BatchRecord, 'state'>[],
): ThreadRecord {
  const last = record.batches.findLastIndex(mayBeUp);
  const stay = record.batches.slice(0, last + 1);
  const next = made.slice(stay.length).map((batch) => ({ ...batch, state: { status: 'unsent' } as const }));
  const posts = [...record.posts.slice(0, postsThatStay(record)), ...planned.slice(postsThatStay(record))];
  return { ...record, posts, batches: [...stay, ...next] };
}

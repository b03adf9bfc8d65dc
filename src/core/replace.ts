import type { Batch, BatchRecord, ThreadRecord } from './record.ts';
import type { Post, Thread } from './thread.ts';
import { mayBeUp } from './thread-state.ts';

export type Replacing =
  | { readonly status: 'replaced'; readonly record: ThreadRecord }
  | { readonly status: 'problem'; readonly words: string };

/** The thread with its unsent posts replaced by those of an edited plan. What is up, or may be, must stand in the plan as it
 *  was posted. `made`: the requests' bodies of the plan's posts. */
export function replaceUnsent(
  record: ThreadRecord,
  plan: Pick<Thread, 'posts' | 'costUsd'>,
  made: readonly Batch[],
): Replacing {
  const problem = (words: string): Replacing => ({ status: 'problem', words: `${record.network}: ${words}` });
  if (record.phase.status !== 'publishing') return problem(`${record.week} is being taken back: nothing is replaced.`);
  const up = record.batches.filter(mayBeUp);
  const changed = up.flatMap((batch) => batch.posts).find((index) => !isSame(record.posts[index], plan.posts[index]));
  if (changed !== undefined) {
    const text = record.posts[changed]?.text ?? '';
    return problem(
      `post ${changed + 1} of ${record.week} is up already and stays. Put its text back into the plan: ${text}`,
    );
  }
  if (up.some((batch, index) => batch.refs !== undefined || !isAlike(batch, made[index]))) {
    return problem(`what is up of ${record.week} belongs together with what is not: nothing can be replaced.`);
  }
  const rest = made.slice(up.length).map((batch, index): BatchRecord => {
    const state = record.batches[up.length + index]?.state;
    return { ...batch, state: state?.status === 'unsent' ? state : { status: 'unsent' } };
  });
  const { posts, costUsd } = plan;
  return { status: 'replaced', record: { ...record, posts, costUsd, batches: [...up, ...rest] } };
}

const isSame = (a: Post | undefined, b: Post | undefined): boolean => a !== undefined && a.text === b?.text;

const isAlike = (a: Batch, b: Batch | undefined): boolean => a.posts.join() === b?.posts.join();

import type { Post, Thread } from '../thread.ts';
import type {
  Batch,
  BatchRecord,
  Batches,
  BatchState,
  Posted,
  Refused,
  Sending,
  ThreadRecord,
  Unsent,
} from './thread-record.ts';

/** A batch that is not known to be up. */
export type OpenState = Sending | Refused | Unsent;

/** The batches in order, those that were posted first. */
export const allOf = ({ posted, open, unsent }: Batches): readonly BatchRecord[] => [
  ...posted,
  ...(open ? [open] : []),
  ...unsent,
];

/** The batch to be dealt with next; undefined where all are posted. */
export const nextOf = ({ open, unsent }: Batches): BatchRecord<OpenState> | undefined => open ?? unsent[0];

/** What is not known to be up: `post 3 of 12`; where one request has it all, `the thread`. */
export const nextName = ({ batches, posts: all }: ThreadRecord): string =>
  all.length > 1 && nextOf(batches)?.posts.length === all.length
    ? 'the thread'
    : `post ${batches.posted.flatMap(({ posts }) => posts).length + 1} of ${all.length}`;

/** Sorts a list of batches. What no run would write, such as a batch that was begun before the one above it was posted, is left
 *  out. */
export function sortBatches(list: readonly BatchRecord[]): Batches {
  const end = list.findIndex(({ state }) => state.status !== 'posted');
  const posted = (end < 0 ? list : list.slice(0, end)).filter(isPosted);
  const rest = list.slice(posted.length);
  const [open] = rest.slice(0, 1).filter(isOpen);
  return { posted, ...(open && { open }), unsent: rest.slice(open ? 1 : 0).filter(isUnsent) };
}

const isPosted = (batch: BatchRecord): batch is BatchRecord<Posted> => batch.state.status === 'posted';
const isUnsent = (batch: BatchRecord): batch is BatchRecord<Unsent> => batch.state.status === 'unsent';
const isOpen = (batch: BatchRecord): batch is BatchRecord<Sending | Refused> => !isPosted(batch) && !isUnsent(batch);

/** The batches with the next one in another state. */
export function moveNext(batches: Batches, state: BatchState): Batches {
  const next = nextOf(batches);
  return next === undefined
    ? batches
    : sortBatches(allOf(batches).map((batch) => (batch === next ? { ...batch, state } : batch)));
}

/** Batches as far as they have come, with requests made anew. */
export function withRequests(batches: Batches, made: readonly Batch[]): Batches {
  const before = allOf(batches);
  return sortBatches(made.map((batch, index) => ({ ...batch, state: before[index]?.state ?? { status: 'unsent' } })));
}

/** The batches that are up, or may be: their words, dates and picture must stay. */
export const stayingOf = ({ posted, open }: Batches): readonly BatchRecord[] =>
  open && (open.state.status === 'sending' || open.state.since !== undefined) ? [...posted, open] : posted;

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

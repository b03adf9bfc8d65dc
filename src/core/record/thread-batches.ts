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

/** The number of the first post that is not known to be up, from 1. */
export const nextPost = ({ batches }: ThreadRecord): number => batches.posted.flatMap(({ posts }) => posts).length + 1;

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

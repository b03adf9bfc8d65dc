import * as v from 'valibot';
import {
  type AnyRecord,
  type BatchRecord,
  allOf,
  batchRecord,
  finish,
  finished,
  frozen,
  isFinished,
  left,
  matterText,
  memorySchema,
  oldRecord,
  type SchedulerMemory,
  sortBatches,
  tombstoneOf,
} from '../core/record.ts';
import { hashOfTexts } from '../hash.ts';

/** How a thread that is under way stands in the file. */
const begun = v.strictObject({
  ...frozen.entries,
  /** All in one list, in order: those that are posted, at most one that was tried, those that are not sent. */
  batches: v.array(batchRecord),
  /** Only `publishing` is written now: earlier versions went on with the same form when a thread was taken back. */
  phase: v.variant('status', [
    v.strictObject({ status: v.literal('publishing') }),
    v.strictObject({ status: v.literal('rolling-back'), at: v.string(), left }),
    v.strictObject({ status: v.literal('rolled-back'), at: v.string() }),
  ]),
});
type Begun = v.InferOutput<typeof begun>;

const thread = v.pipe(
  begun,
  v.check(isInOrder, ({ input: { week, network } }) => `the posts of ${week} on ${network} are out of order`),
  v.transform(fromFile),
);

/** Whether every post is in one batch, in order, and no batch was begun before the one above it was posted: going on from
 *  anything else, which somebody must have edited, could post twice. */
function isInOrder({ posts, batches }: Begun): boolean {
  const indexes = batches.flatMap((each) => each.posts);
  const isWhole = indexes.length === posts.length && indexes.every((index, at) => index === at);
  return isWhole && allOf(sortBatches(batches)).length === batches.length;
}

function fromFile({ phase, batches, ...rest }: Begun): AnyRecord {
  const record = { ...rest, batches: sortBatches(batches) };
  if (phase.status === 'publishing') return record;
  const whole = finish(record, hashOfTexts(record.posts.map((each) => each.text)));
  // The price of each post is not kept: those that were up have cost their share.
  const costUsd = (record.costUsd * whole.posts.length) / record.posts.length;
  if (phase.status === 'rolled-back') return tombstoneOf({ ...whole, costUsd });
  return { ...whole, costUsd, status: phase.status, left: phase.left };
}

/** A thread as the file has it. */
export const toFile = (record: AnyRecord): object =>
  isFinished(record)
    ? record
    : { ...record, batches: allOf(record.batches).map(batchToFile), phase: { status: 'publishing' } };

/** Earlier readers of this version want the count of the tries that may be up, and know what it is by `since`. */
function batchToFile(batch: BatchRecord): object {
  const { state } = batch;
  if (state.status === 'unsent' || state.status === 'posted') return batch;
  return { ...batch, state: { ...state, doubts: state.since === undefined ? 0 : 1 } };
}

/** The scheduler's part as the file has it: each matter is a line of text. */
export const memoryToFile = (memory: SchedulerMemory): object => ({
  ...memory,
  told: memory.told.map((one) => ({ ...one, matter: matterText(one.matter) })),
});

const isBegun = (value: unknown): boolean => typeof value === 'object' && value !== null && 'phase' in value;

/** What the state file holds, besides the name of the program. */
export const stateSchema = v.strictObject({
  version: v.literal(2),
  threads: v.array(v.lazy((value): v.GenericSchema<unknown, AnyRecord> => (isBegun(value) ? thread : finished))),
  old: v.array(oldRecord),
  memory: memorySchema,
});

// The first version of the state file packed the posts of a finished thread: { from, url, list }, where `url` has `*` for
// the post's id, and each post of `list` is its id, the milliseconds since `from`, the URL if it does not follow the
// pattern (else null), and the content hash if there is one.
const packedPost = v.union([
  v.strictTuple([v.string(), v.number()]),
  v.strictTuple([v.string(), v.number(), v.nullable(v.string())]),
  v.strictTuple([v.string(), v.number(), v.nullable(v.string()), v.string()]),
]);
const packedPosts = v.strictObject({ from: v.string(), url: v.string(), list: v.array(packedPost) });
const packedThread = v.looseObject({ posts: v.pipe(packedPosts, v.transform(unpack)) });
const firstVersion = v.looseObject({
  version: v.pipe(
    v.literal(1),
    v.transform(() => 2),
  ),
  threads: v.array(v.union([packedThread, v.unknown()])),
});

/** What a file of version 1 holds, as version 2 has it; anything else comes back as it is. The schema checks it afterwards. */
export function upgrade(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const result = v.safeParse(firstVersion, value);
  return result.success ? result.output : value;
}

function unpack({ from, url, list }: v.InferOutput<typeof packedPosts>): object[] {
  return list.map(([id, afterMs, ownUrl, hash]) => ({
    at: new Date(Date.parse(from) + afterMs).toISOString(),
    ref: { id, url: ownUrl ?? url.split('*').join(id), ...(hash !== undefined && { hash }) },
  }));
}

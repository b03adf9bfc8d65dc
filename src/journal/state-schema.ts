import * as v from 'valibot';
import {
  type AccountName,
  type AnyRecord,
  type Batch,
  type BatchRecord,
  type BatchState,
  type FinishedRecord,
  type JournalState,
  type Json,
  type OldRecord,
  type PostRef,
  type PublishedPost,
  type Refusal,
  type Spending,
  type TakenBack,
  type ThreadRecord,
  allOf,
  finish,
  isFinished,
  sortBatches,
  tombstoneOf,
} from '../core/record.ts';
import type { Closer, EntryPost, Hook, Media, Post, PostLink } from '../core/thread.ts';
import { hashOfTexts } from '../hash.ts';
import { memorySchema, moment, network, week } from './memory-schema.ts';

/** Every key of `T`: a field that is added to a type cannot be forgotten here, and so lost at the next write. */
type Fields<T> = { readonly [K in keyof T]-?: v.GenericSchema };
/** The same for each member of a union. */
type Member<T, S extends string> = T extends { readonly status: infer U } ? (S extends U ? T : never) : never;

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const amount = v.pipe(v.number(), v.minValue(0));
/** What JSON.parse gives is JSON. */
const json = v.custom<Json>(() => true);

const ref = v.strictObject({ id: text, url: text, hash: v.exactOptional(text) } satisfies Fields<PostRef>);
const refs = v.array(ref);

const link = v.strictObject({
  label: text,
  url: text,
  start: count,
  end: count,
  auto: v.exactOptional(v.literal(true)),
} satisfies Fields<PostLink>);
const media = v.strictObject({ alt: text } satisfies Fields<Media>);
const postBase = { text, length: count, links: v.array(link), media: v.exactOptional(v.array(media)) };
const post: v.GenericSchema<unknown, Post> = v.variant('kind', [
  v.strictObject({ kind: v.literal('hook'), ...postBase } satisfies Fields<Hook>),
  v.strictObject({
    kind: v.literal('entry'),
    ...postBase,
    rank: count,
    title: text,
    summary: text,
  } satisfies Fields<Omit<EntryPost, 'why'>>),
  v.strictObject({ kind: v.literal('closer'), ...postBase } satisfies Fields<Closer>),
]);

const refusal = v.strictObject({
  words: text,
  advice: v.exactOptional(text),
  retryAfterMs: v.exactOptional(amount),
} satisfies Fields<Refusal>);

const batchState: v.GenericSchema<unknown, BatchState> = v.variant('status', [
  v.strictObject({
    status: v.literal('unsent'),
    cleared: v.exactOptional(v.literal(true)),
  } satisfies Fields<Member<BatchState, 'unsent'>>),
  v.strictObject({
    status: v.literal('sending'),
    at: moment,
    doubts: count,
    since: v.exactOptional(moment),
    seen: v.exactOptional(ref),
    answered: v.exactOptional(refs),
  } satisfies Fields<Member<BatchState, 'sending'>>),
  v.strictObject({
    status: v.literal('refused'),
    at: moment,
    doubts: count,
    since: v.exactOptional(moment),
    refusal,
  } satisfies Fields<Member<BatchState, 'refused'>>),
  v.strictObject({
    status: v.literal('posted'),
    at: moment,
    refs,
    seen: v.exactOptional(v.literal(true)),
    note: v.exactOptional(text),
  } satisfies Fields<Member<BatchState, 'posted'>>),
]);

const batchFields = { posts: v.array(count), body: json, refs: v.exactOptional(refs) } satisfies Fields<Batch>;
const batch = v.strictObject({ ...batchFields, state: batchState } satisfies Fields<BatchRecord>);

const markFields = {
  week,
  aliases: v.array(week),
  heading: text,
  links: v.array(text),
  entryHashes: v.array(text),
};
const account = v.strictObject({ id: text, name: text } satisfies Fields<AccountName>);
const spent = v.array(v.strictObject({ at: moment, costUsd: amount } satisfies Fields<Spending>));
const takenBack = v.strictObject({ at: moment, posts: count, costUsd: amount } satisfies Fields<TakenBack>);
const earlier = v.exactOptional(v.array(takenBack));
const left = v.array(refs);

/** How a thread that is under way stands in the file. */
interface FrozenRecord extends Omit<ThreadRecord, 'batches'> {
  /** All in one list, in order: those that are posted, at most one that was tried, those that are not sent. */
  readonly batches: readonly BatchRecord[];
  /** Only `publishing` is written now: earlier versions went on with the same form when a thread was taken back. */
  readonly phase:
    | { readonly status: 'publishing' }
    | { readonly status: 'rolled-back' }
    | { readonly status: 'rolling-back'; readonly left: readonly (readonly PostRef[])[] };
}

const phase: v.GenericSchema<unknown, FrozenRecord['phase']> = v.variant('status', [
  v.strictObject({ status: v.literal('publishing') }),
  v.strictObject({ status: v.literal('rolling-back'), at: moment, left }),
  v.strictObject({ status: v.literal('rolled-back'), at: moment }),
]);

const frozen: v.GenericSchema<unknown, FrozenRecord> = v.strictObject({
  ...markFields,
  network,
  account,
  frozenAt: moment,
  card: v.exactOptional(text),
  strangers: v.exactOptional(v.array(text)),
  costUsd: amount,
  spent: v.exactOptional(spent),
  earlier,
  posts: v.array(post),
  batches: v.array(batch),
  phase,
} satisfies Fields<FrozenRecord>);

const thread: v.GenericSchema<unknown, AnyRecord> = v.pipe(
  frozen,
  v.check(isInOrder, ({ input: { week, network } }) => `the posts of ${week} on ${network} are out of order`),
  v.transform(fromFile),
);

/** Whether every post is in one batch, in order, and no batch was begun before the one above it was posted: going on from
 *  anything else, which somebody must have edited, could post twice. */
function isInOrder({ posts, batches }: FrozenRecord): boolean {
  const indexes = batches.flatMap((each) => each.posts);
  const isWhole = indexes.length === posts.length && indexes.every((index, at) => index === at);
  return isWhole && allOf(sortBatches(batches)).length === batches.length;
}

function fromFile({ phase: begun, batches, ...rest }: FrozenRecord): AnyRecord {
  const record = { ...rest, batches: sortBatches(batches) };
  if (begun.status === 'publishing') return record;
  const whole = finish(record, hashOfTexts(record.posts.map((each) => each.text)));
  // The price of each post is not kept: those that were up have cost their share.
  const costUsd = (record.costUsd * whole.posts.length) / record.posts.length;
  if (begun.status === 'rolled-back') return tombstoneOf({ ...whole, costUsd });
  return { ...whole, costUsd, status: begun.status, left: begun.left };
}

/** A thread as the file has it. */
export const toFile = (record: AnyRecord): FinishedRecord | FrozenRecord =>
  isFinished(record) ? record : { ...record, batches: allOf(record.batches), phase: { status: 'publishing' } };

const finishedFields = {
  ...markFields,
  network,
  account,
  frozenAt: moment,
  costUsd: amount,
  spent: v.exactOptional(spent),
  earlier,
  textHash: text,
  posts: v.array(v.strictObject({ at: moment, ref } satisfies Fields<PublishedPost>)),
  batches: v.array(count),
  notes: v.exactOptional(v.array(text)),
};
const finished = v.variant('status', [
  v.strictObject({
    ...finishedFields,
    status: v.picklist(['posted', 'rolled-back']),
  } satisfies Fields<Member<FinishedRecord, 'posted'>>),
  v.strictObject({
    ...finishedFields,
    status: v.literal('rolling-back'),
    left,
  } satisfies Fields<Member<FinishedRecord, 'rolling-back'>>),
]);

const old = v.strictObject({
  network,
  week,
  aliases: v.array(week),
  links: v.array(text),
} satisfies Fields<OldRecord>);

const isFrozen = (value: unknown): boolean => typeof value === 'object' && value !== null && 'phase' in value;

/** What the state file holds, besides the name of the program. */
export const stateSchema: v.GenericSchema<unknown, JournalState> = v.strictObject({
  version: v.literal(2),
  threads: v.array(v.lazy((value) => (isFrozen(value) ? thread : finished))),
  old: v.array(old),
  memory: memorySchema,
} satisfies Fields<JournalState>);

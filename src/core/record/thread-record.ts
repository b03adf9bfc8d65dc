// What the state file holds of a thread: as schemas, which read it, and as the types that come of them.
import * as v from 'valibot';
import { withCommands } from '../command.ts';
import type { EditionMark } from '../list.ts';
import type { Closer, EntryPost, Hook, Media, Post, PostLink } from '../thread.ts';
import type { SchedulerMemory } from './memory.ts';
import { amount, listOf, moment, network, object, text, week, wholeNumber } from './field-kinds.ts';

/** Every key of `T`: a field that is added to a type of another room cannot be forgotten here, and so lost at the next write. */
type Fields<T> = { readonly [K in keyof T]-?: v.GenericSchema };

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const ref = object({
  id: text,
  url: text,
  /** A content hash where the network has one (Bluesky's CID). */
  hash: v.exactOptional(text),
});
const refs = listOf(ref);
/** What a network says of a published post. */
export type PostRef = v.InferOutput<typeof ref>;

const link = object({
  label: text,
  url: text,
  start: wholeNumber,
  end: wholeNumber,
  auto: v.exactOptional(v.literal(true)),
} satisfies Fields<PostLink>);
const media = object({ alt: text } satisfies Fields<Media>);
const postBase = { text, length: wholeNumber, links: listOf(link), media: v.exactOptional(listOf(media)) };
const post: v.GenericSchema<unknown, Post> = v.variant('kind', [
  object({ kind: v.literal('hook'), ...postBase } satisfies Fields<Hook>),
  object({
    ...{ kind: v.literal('entry'), ...postBase },
    ...{ rank: wholeNumber, title: text, summary: text },
  } satisfies Fields<Omit<EntryPost, 'why'>>),
  object({ kind: v.literal('closer'), ...postBase } satisfies Fields<Closer>),
]);

const refusal = object({
  /** The network's own words, secrets masked. */
  words: text,
  /** What a person should do, as a sentence. */
  advice: v.exactOptional(text),
  /** When the same request may be tried again; absent: not before something changed. */
  retryAfterMs: v.exactOptional(amount),
});
/** Why a network did not take something: its own words, and what a person or the next run can do. */
export type Refusal = v.InferOutput<typeof refusal>;

/** A network's refusal in sentences: its own words, then what to do. Of a thread, the commands in it are whole: the network does
 *  not know the week that a person must type. */
export function wordsOfRefusal(
  { words, advice }: Refusal,
  thread?: { readonly week: string; readonly network: string },
): string {
  const sentences = [words, advice].flatMap((part) => part?.replace(/[.\s]+$/, '').replace(/([^!?])$/, '$1.') ?? []);
  return thread === undefined ? sentences.join(' ') : withCommands(sentences.join(' '), thread);
}

/** Not sent yet, or a person said that it is not on the network (`cleared`). */
const unsent = object({ status: v.literal('unsent'), cleared: v.exactOptional(v.literal(true)) });
export type Unsent = v.InferOutput<typeof unsent>;

/** When it was tried last; and when the earliest try that may be up was sent, if that was another one: it had no answer and
 *  was looked for in vain. */
const tried = { at: moment, since: v.exactOptional(moment) };

/** Sent, and the answer not recorded. */
const sending = object({
  status: v.literal('sending'),
  ...tried,
  /** A post with these words that was there before our first request: only a person can say whether it is ours. */
  seen: v.exactOptional(ref),
  /** What the network called it in an answer that said "created" and could not be matched: it is never sent again. */
  answered: v.exactOptional(refs),
});
export type Sending = v.InferOutput<typeof sending>;

const refused = object({ status: v.literal('refused'), ...tried, refusal });
export type Refused = v.InferOutput<typeof refused>;

const posted = object({
  status: v.literal('posted'),
  at: moment,
  refs,
  /** It was there before our first request: the posts that follow may be there too. */
  seen: v.exactOptional(v.literal(true)),
  /** What the network did otherwise than it was asked to, and what to do about it. */
  note: v.exactOptional(text),
});
export type Posted = v.InferOutput<typeof posted>;

/** Before `since` was always written with it, `doubts` counted the tries that may be up. */
const batchState = v.pipe(
  v.record(text, v.unknown()),
  v.transform(({ doubts, ...state }) => (Number(doubts) > 0 ? { since: state.at, ...state } : state)),
  v.variant('status', [unsent, sending, refused, posted]),
);
export type BatchState = v.InferOutput<typeof batchState>;

export const batchRecord = object({
  /** Which posts of the thread, from 0. */
  posts: listOf(wholeNumber),
  /** What the network needs to send it; opaque to all but the network. What JSON.parse gives is JSON. */
  body: v.custom<Json>(() => true),
  /** The refs it will have, where they are known beforehand (Bluesky, the site). */
  refs: v.exactOptional(refs),
  state: batchState,
});
/** The posts that one request publishes, all of them or none, with the request's frozen body. */
export type Batch = Omit<v.InferOutput<typeof batchRecord>, 'state'>;
export type BatchRecord<S extends BatchState = BatchState> = Batch & { readonly state: S };

/** The batches of a thread go out one after the other, each once the one above it is posted. */
export interface Batches {
  readonly posted: readonly BatchRecord<Posted>[];
  /** The one that was tried and is not known to be up. */
  readonly open?: BatchRecord<Sending | Refused>;
  readonly unsent: readonly BatchRecord<Unsent>[];
}

const spending = object({ at: moment, costUsd: amount });
/** Money that was spent on a week besides what its thread costs: deletions, and threads that were taken back before it. */
export type Spending = v.InferOutput<typeof spending>;

const earlier = object({ at: moment, posts: wholeNumber, costUsd: amount });
/** A thread of the same week that was taken back before this one: when its first post was up, and what its posts cost. */
export type TakenBack = v.InferOutput<typeof earlier>;

const account = object({
  /** Never changes: a numeric id, a DID, a folder. A thread begun under one account is not continued under another. */
  id: text,
  /** As people write it: `@name`, `name@server`. */
  name: text,
});
export type AccountName = v.InferOutput<typeof account>;

const mark = { week, aliases: listOf(week), links: listOf(text) };

/** What is known of a thread, whatever became of it. */
const base = {
  ...({ ...mark, heading: text, entryHashes: listOf(text) } satisfies Fields<EditionMark>),
  network,
  account,
  /** The moment of freezing: every key that must be the same for every try is made of it. */
  frozenAt: moment,
  /** What its posts cost, in USD; of a thread that is or was taken back, those that were up. */
  costUsd: amount,
  spent: v.exactOptional(listOf(spending)),
  earlier: v.exactOptional(listOf(earlier)),
};

export const frozen = object({
  ...base,
  /** File name of the card beside the state file, if the hook carries one. */
  card: v.exactOptional(text),
  /** Ids of posts with the hook's words of which a person said that they are not of this thread. */
  strangers: v.exactOptional(listOf(text)),
  posts: listOf(post),
});
/** A thread of one week on one network that is being published, frozen: its words never change. */
export type ThreadRecord = v.InferOutput<typeof frozen> & { readonly batches: Batches };

/** A post on the network: when it was posted, and what the network calls it. */
const publishedPost = object({ at: moment, ref });
export type PublishedPost = v.InferOutput<typeof publishedPost>;

/** Refs still to be removed, last batch first. */
export const left = listOf(refs);

const finishedFields = {
  ...base,
  /** SHA-256 of the texts of all posts. */
  textHash: text,
  /** What was posted, in order; a thread that was taken back may have been posted in part. */
  posts: listOf(publishedPost),
  /** How many of `posts` each request published. */
  batches: listOf(wholeNumber),
  /** What the network did otherwise than it was asked to; left out where it did nothing so. */
  notes: v.exactOptional(listOf(text)),
};
export const finished = v.variant('status', [
  object({ ...finishedFields, status: v.picklist(['posted', 'rolled-back']) }),
  object({ ...finishedFields, status: v.literal('rolling-back'), left }),
]);
/** A thread that is posted whole, is being taken back, or is taken back. */
export type FinishedRecord = v.InferOutput<typeof finished>;

/** A thread as the journal holds it. */
export type AnyRecord = ThreadRecord | FinishedRecord;

/** A week that the first look of the scheduler found: never due by itself. */
export const oldRecord = object({ network, ...mark });
export type OldRecord = v.InferOutput<typeof oldRecord>;

/** What the state file holds: everything that a later run must know. */
export interface JournalState {
  readonly version: 2;
  readonly threads: readonly AnyRecord[];
  readonly old: readonly OldRecord[];
  readonly memory: SchedulerMemory;
}

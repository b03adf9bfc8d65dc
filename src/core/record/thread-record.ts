import type { Moment } from '../moment.ts';
import type { EditionMark } from '../list.ts';
import type { SchedulerMemory } from './memory.ts';
import type { NetworkId, Post } from '../thread.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a network says of a published post. `hash` is a content hash where the network has one (Bluesky's CID). */
export interface PostRef {
  readonly id: string;
  readonly url: string;
  readonly hash?: string;
}

/** Why a network did not take something: its own words, and what a person or the next run can do. */
export interface Refusal {
  /** The network's own words, secrets masked. */
  readonly words: string;
  /** What a person should do, as a sentence. */
  readonly advice?: string;
  /** When the same request may be tried again; absent: not before something changed. */
  readonly retryAfterMs?: number;
}

/** A network's refusal as a sentence or two, without the last full stop: its own words, then what to do. */
export const wordsOfRefusal = ({ words, advice }: Refusal): string =>
  [words, advice].flatMap((part) => part?.replace(/[.\s]+$/, '') ?? []).join('. ');

/** Not sent yet, or a person said that it is not on the network (`cleared`). */
export interface Unsent {
  readonly status: 'unsent';
  readonly cleared?: true;
}

/** Sent, and the answer not recorded. `doubts` counts earlier tries that had no answer and were looked for in vain. */
export interface Sending {
  readonly status: 'sending';
  readonly at: Moment;
  readonly doubts: number;
  /** When the earliest try that may be up was sent, if that was not this one. */
  readonly since?: Moment;
  /** A post with these words that was there before our first request: only a person can say whether it is ours. */
  readonly seen?: PostRef;
  /** What the network called it in an answer that said "created" and could not be matched: it is never sent again. */
  readonly answered?: readonly PostRef[];
}

export interface Refused extends Pick<Sending, 'at' | 'doubts'> {
  readonly status: 'refused';
  /** When the earliest try that may be up was sent; there is one where `doubts` is not 0. */
  readonly since?: Moment;
  readonly refusal: Refusal;
}

export interface Posted {
  readonly status: 'posted';
  readonly at: Moment;
  readonly refs: readonly PostRef[];
  /** It was there before our first request: the posts that follow may be there too. */
  readonly seen?: true;
  /** What the network did otherwise than it was asked to, and what to do about it. */
  readonly note?: string;
}

export type BatchState = Unsent | Sending | Refused | Posted;

/** The posts that one request publishes, all of them or none, with the request's frozen body. */
export interface Batch {
  /** Which posts of the thread, from 0. */
  readonly posts: readonly number[];
  /** What the network needs to send it; opaque to all but the network. */
  readonly body: Json;
  /** The refs it will have, where they are known beforehand (Bluesky, the site). */
  readonly refs?: readonly PostRef[];
}

export interface BatchRecord<S extends BatchState = BatchState> extends Batch {
  readonly state: S;
}

/** The batches of a thread go out one after the other, each once the one above it is posted. */
export interface Batches {
  readonly posted: readonly BatchRecord<Posted>[];
  /** The one that was tried and is not known to be up. */
  readonly open?: BatchRecord<Sending | Refused>;
  readonly unsent: readonly BatchRecord<Unsent>[];
}

/** Money that was spent on a week besides what its thread costs: deletions, and threads that were taken back before it. */
export interface Spending {
  readonly at: Moment;
  readonly costUsd: number;
}

/** A thread of the same week that was taken back before this one: when its first post was up, and what its posts cost. */
export interface TakenBack {
  readonly at: Moment;
  readonly posts: number;
  readonly costUsd: number;
}

export interface AccountName {
  /** Never changes: a numeric id, a DID, a folder. A thread begun under one account is not continued under another. */
  readonly id: string;
  /** As people write it: `@name`, `name@server`. */
  readonly name: string;
}

/** What is known of a thread, whatever became of it. */
interface ThreadBase extends EditionMark {
  readonly network: NetworkId;
  readonly account: AccountName;
  /** The moment of freezing: every key that must be the same for every try is made of it. */
  readonly frozenAt: Moment;
  /** What its posts cost, in USD; of a thread that is or was taken back, those that were up. */
  readonly costUsd: number;
  readonly spent?: readonly Spending[];
  readonly earlier?: readonly TakenBack[];
}

/** A thread of one week on one network that is being published, frozen: its words never change. */
export interface ThreadRecord extends ThreadBase {
  /** File name of the card beside the state file, if the hook carries one. */
  readonly card?: string;
  /** Ids of posts with the hook's words of which a person said that they are not of this thread. */
  readonly strangers?: readonly string[];
  readonly posts: readonly Post[];
  readonly batches: Batches;
}

/** A thread that is posted whole, is being taken back, or is taken back. */
export type FinishedRecord = FinishedThread &
  (
    | { readonly status: 'posted' | 'rolled-back' }
    | {
        readonly status: 'rolling-back';
        /** Refs still to be removed, last batch first. */
        readonly left: readonly (readonly PostRef[])[];
      }
  );

interface FinishedThread extends ThreadBase {
  /** SHA-256 of the texts of all posts. */
  readonly textHash: string;
  /** What was posted, in order; a thread that was taken back may have been posted in part. */
  readonly posts: readonly PublishedPost[];
  /** How many of `posts` each request published. */
  readonly batches: readonly number[];
  /** What the network did otherwise than it was asked to; left out where it did nothing so. */
  readonly notes?: readonly string[];
}

/** A post on the network: when it was posted, and what the network calls it. */
export interface PublishedPost {
  readonly at: Moment;
  readonly ref: PostRef;
}

/** A thread as the journal holds it. */
export type AnyRecord = ThreadRecord | FinishedRecord;

/** A week that the first look of the scheduler found: never due by itself. */
export interface OldRecord extends Omit<EditionMark, 'heading' | 'entryHashes'> {
  readonly network: NetworkId;
}

/** What the state file holds: everything that a later run must know. */
export interface JournalState {
  readonly version: 2;
  readonly threads: readonly AnyRecord[];
  readonly old: readonly OldRecord[];
  readonly memory: SchedulerMemory;
}

/** What `status` calls the state of a thread. */
export type ThreadState = 'posted' | 'partial' | 'in-doubt' | 'refused' | 'rolling-back' | 'rolled-back';

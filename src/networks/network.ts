import type { AccountName, Batch, Json, Moment, PostRef, Refusal } from '../core/record.ts';
import type { NetworkId, PostRules } from '../core/rules.ts';
import type { Edition } from '../core/edition.ts';
import type { Post } from '../core/thread.ts';

/** The clock and the waiting, passed in so that tests own the time. */
export interface Clock {
  readonly now: () => Date;
  /** Resolves after `ms`, or at once when `signal` aborts; never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** What a network is given by cli.ts beside its own settings. */
export interface NetworkTools {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** Aborts when a request in flight must be given up (8 s after a stop was asked for). */
  readonly abort: AbortSignal;
  /** A line for the person who runs the bot; never holds a secret. */
  readonly warn: (line: string) => void;
}

/** The picture of the week, drawn. */
export interface Card {
  readonly png: Uint8Array;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

/** How one request ended. *Not sent* (connection refused) is a refusal with `retryAfterMs`. */
export type SendOutcome =
  | { readonly status: 'posted'; readonly refs: readonly PostRef[] }
  | { readonly status: 'refused'; readonly refusal: Refusal }
  | { readonly status: 'unknown'; readonly words: string };

/** What the network shows of a batch whose sending had no answer. `unclear` is never "no". */
export type Finding =
  | { readonly status: 'found'; readonly refs: readonly PostRef[] }
  | { readonly status: 'absent' }
  | {
      readonly status: 'unclear';
      readonly words: string;
      /** When the network lets itself be read again, if it said so. */
      readonly retryAfterMs?: number;
    };

export type RemoveOutcome =
  | { readonly status: 'removed' }
  | { readonly status: 'refused'; readonly refusal: Refusal }
  | { readonly status: 'unknown'; readonly words: string };

export type UploadOutcome =
  { readonly status: 'uploaded'; readonly media: Json } | { readonly status: 'refused'; readonly refusal: Refusal };

export type ConnectOutcome =
  | { readonly status: 'connected'; readonly account: Account }
  | { readonly status: 'refused'; readonly refusal: Refusal };

/** Where a batch belongs, and what is known of earlier tries. */
export interface Place {
  readonly root?: PostRef;
  readonly parent?: PostRef;
  /** The same for every try of this batch, another for every other batch and for every freezing. */
  readonly key: string;
  /** How many earlier tries had no answer and were looked for in vain. */
  readonly doubts: number;
  /** When the earliest try that may be up was sent; absent on a first send. */
  readonly sentAt?: Moment;
  /** It follows a post that a run whose memory is lost had sent: whatever of ours answers its parent may be this batch. */
  readonly afterSeen?: true;
}

/** What the bodies of the requests are made from, beside the posts. */
export interface FreezeContext {
  readonly edition: Pick<Edition, 'week' | 'heading'>;
  /** The moment of freezing, from which keys are made. Never changes for one thread. */
  readonly frozenAt: Moment;
  /** The moment that posts are dated with; renewed while nothing was sent. */
  readonly at: Moment;
  /** What `upload` gave for the card. */
  readonly media?: Json;
}

/** A network once logged in: credentials proven, account named. */
export interface Account extends AccountName {
  /** The requests' bodies to freeze. Pure, given the context. Every post stands in exactly one batch, in order. */
  readonly batches: (posts: readonly Post[], context: FreezeContext) => readonly Batch[];
  /** Whether the account can take so many posts now; a refusal names the moment when it can. `recent`: when the posts that
   *  the journal knows were posted. */
  readonly room: (posts: number, recent?: readonly Moment[]) => Promise<Refusal | undefined>;
  /** Looks through the account's newest posts for this hook's words: a lost state file must not post twice. Found is the
   *  hook, and behind it as many posts of its thread as the network can tell. */
  readonly search: (hook: Post) => Promise<Finding>;
  /** Makes the card known to the network, to be used in `batches`. Absent where there are no pictures. */
  readonly upload?: (card: Card) => Promise<UploadOutcome>;
  readonly send: (batch: Batch, place: Place) => Promise<SendOutcome>;
  readonly find: (batch: Batch, place: Place) => Promise<Finding>;
  /** Removes the posts of one batch. What is gone already counts as removed. */
  readonly remove: (refs: readonly PostRef[]) => Promise<RemoveOutcome>;
  /** The pause between two batches. */
  readonly paceMs: number;
  /** How long after its sending an absent batch may still turn up; 0 where the network is consistent. */
  readonly settleMs: number;
}

export interface Network {
  readonly id: NetworkId;
  /** `ask`: the server may be asked for its limits; otherwise, and where it does not answer, its defaults. */
  readonly rules: (ask: boolean) => Promise<PostRules>;
  readonly connect: () => Promise<ConnectOutcome>;
  /** The address of an account's post by its id, where that can be told without asking; undefined: that is no id. */
  readonly urlOf?: (id: string, account: AccountName) => string | undefined;
  /** The id of the account's post at an address, however people copy it; undefined: it is no address of one. */
  readonly idAt?: (address: string, account: AccountName) => string | undefined;
}

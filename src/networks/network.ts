import type { Agent } from 'node:http';
import type { AccountName, Batch, Json, PostRef, Refusal } from '../core/record.ts';
import type { Clock, Moment } from '../core/moment.ts';
import type { NetworkId, PostRules, Post } from '../core/thread.ts';
import type { Edition } from '../core/list.ts';

/** What a network is given besides its own settings; made once in app.ts. */
export interface NetworkTools {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** An agent for Node's own http client, for an address that is reached through a proxy. */
  readonly agentFor?: (address: string) => Promise<Agent | undefined>;
  /** Aborts when a request in flight must be given up (8 s after a stop was requested). */
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

/** The network said no; or it was never asked, and may be. */
export interface RefusedOutcome {
  readonly status: 'refused';
  readonly refusal: Refusal;
}

/** How one request ended. One that never left (connection refused) is `refused`, with `retryAfterMs`; after `unknown` the
 *  posts may be up or not. */
export type SendOutcome =
  | {
      readonly status: 'posted';
      readonly refs: readonly PostRef[];
      /** What the network did otherwise than it was asked to, and what to do about it. */
      readonly note?: string;
    }
  | RefusedOutcome
  | {
      readonly status: 'unknown';
      readonly words: string;
      /** What the answer calls the posts, where it said "created" and could not be matched: they are never sent again. */
      readonly refs?: readonly PostRef[];
    };

/** A look that settled nothing; never to be taken for `absent`. */
export interface Unclear {
  readonly status: 'unclear';
  readonly words: string;
  /** How long until the network can be asked again, if it said so. */
  readonly retryAfterMs?: number;
}

/** What the network shows of a batch whose request got no answer. */
export type LookUp =
  { readonly status: 'found'; readonly refs: readonly PostRef[] } | { readonly status: 'absent' } | Unclear;

/** What a network shows of a post that a person took for a batch. `other`: it is not that batch, and why. */
export type Sighting = { readonly status: 'same' } | { readonly status: 'other'; readonly words: string } | Unclear;

export type RemoveOutcome =
  { readonly status: 'removed' } | RefusedOutcome | { readonly status: 'unknown'; readonly words: string };

export type UploadOutcome = { readonly status: 'uploaded'; readonly media: Json } | RefusedOutcome;

export type ConnectOutcome = { readonly status: 'connected'; readonly account: Account } | RefusedOutcome;

/** Where in its thread a batch belongs, and what is known of earlier tries to send it. */
export interface Place {
  /** The thread's first post. */
  readonly root?: PostRef;
  /** The post that this batch replies to. */
  readonly parent?: PostRef;
  /** The same for every try of this batch; another for every other batch, and for a thread that is frozen again. */
  readonly key: string;
  /** When the earliest try that may be up was sent: it had no answer. Absent on a first send. */
  readonly sentAt?: Moment;
  /** Its parent was sent by a run whose state file is lost: any reply of ours to that parent may be this batch. */
  readonly afterSeen?: true;
  /** The ids of posts that are known to be others: none of them is this batch. */
  readonly others?: ReadonlySet<string>;
}

/** What the requests' bodies are made from, besides the posts. */
export interface FreezeContext {
  readonly edition: Pick<Edition, 'week' | 'heading'>;
  /** The moment of freezing, from which keys are made. Never changes for one thread. */
  readonly frozenAt: Moment;
  /** The moment that the posts are dated with; renewed as long as nothing was sent. */
  readonly at: Moment;
  /** What `upload` gave for the card. */
  readonly media?: Json;
}

/** Whether an account may post, as far as can be known without posting. */
export type Access =
  | { readonly status: 'may-post' }
  | { readonly status: 'may-not-post'; readonly words: string }
  | { readonly status: 'not-known'; readonly words: string };

/** A network once logged in: credentials proven, account named. */
export interface Account extends AccountName {
  /** Makes the requests to freeze. Pure, given the context; every post is in exactly one batch, in order. */
  readonly batches: (posts: readonly Post[], context: FreezeContext) => readonly Batch[];
  /** Gives a refusal if the account cannot take so many posts now, with the wait until it can. `recent`: when the posts
   *  that the journal knows were posted. */
  readonly capacity: (posts: number, recent?: readonly Moment[]) => Promise<Refusal | undefined>;
  /** Asks whether these credentials may post. Absent where whoever is logged in may. */
  readonly access?: () => Promise<Access>;
  /** Searches the account's newest posts for the hook's words, so that a lost state file does not post twice. `found` holds
   *  the hook, followed by as many posts of its thread as the network shows. */
  readonly search: (hook: Post) => Promise<LookUp>;
  /** Uploads the card; the answer is used in `batches`. Absent where the network takes no pictures. */
  readonly upload?: (card: Card) => Promise<UploadOutcome>;
  readonly send: (batch: Batch, place: Place) => Promise<SendOutcome>;
  /** Looks on the network for a batch whose request got no answer. */
  readonly find: (batch: Batch, place: Place) => Promise<LookUp>;
  /** Looks at the post that a person takes for a batch: its author, its words, its place. Absent where a batch knows its refs
   *  beforehand, so that `find` tells the same. */
  readonly inspect?: (ref: PostRef, batch: Batch, place: Place) => Promise<Sighting>;
  /** Deletes the posts of one batch. What is gone already counts as removed; only what was seen gone, or what the network
   *  says it has deleted, does. */
  readonly remove: (refs: readonly PostRef[]) => Promise<RemoveOutcome>;
  /** The pause between two requests. */
  readonly paceMs: number;
  /** How long after its sending an absent batch may still turn up; 0 where the network is consistent. */
  readonly settleMs: number;
}

/** The port to one network: all that the rest of the program knows of it. */
export interface Network {
  readonly id: NetworkId;
  /** Its rules. `ask`: as its server tells them, within `withinMs` at most; otherwise, or where it does not answer, which
   *  it warns of, its defaults. */
  readonly rules: (ask: boolean, withinMs?: number) => Promise<PostRules>;
  /** Logs in: proves the credentials and names the account. */
  readonly connect: () => Promise<ConnectOutcome>;
  /** The address of the account's post with this id, where it can be told without asking; undefined if it is no such id. */
  readonly urlOf?: (id: string, account: AccountName) => string | undefined;
  /** The id of the account's post at an address, in any form that people copy; undefined if it is no such address. */
  readonly idAt?: (address: string, account: AccountName) => string | undefined;
}

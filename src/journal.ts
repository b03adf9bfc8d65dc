import { EMPTY_MEMORY, type JournalState, type LookMemory, type WAITS } from './core/record.ts';
import type { NetworkId } from './core/thread.ts';
import type { Week } from './core/week.ts';
import { adviceOn, ForeseenError, messageOf } from './errors.ts';

/** The journal, read and checked. One process at a time may save: see journal/lock.ts. */
export interface Journal {
  /** The state as it was read, or last saved. */
  readonly state: () => JournalState;
  /** Changes the state and writes it whole, synced when this resolves; at every moment the old state is kept or the new one.
   *  Calls are queued. Rejects with JournalError where it cannot be written: then nothing may be sent. */
  readonly save: (change: (state: JournalState) => JournalState) => Promise<void>;
  /** Asked before each request that changes something: rejects with JournalError if this run may no longer act. */
  readonly confirm: () => Promise<void>;
  readonly cards: Cards;
}

/** The pictures of threads that are under way: every try sends the same bytes. */
export interface Cards {
  /** Keeps the bytes of a card. Gives the name under which they are kept. */
  readonly keep: (png: Uint8Array, thread: { readonly network: NetworkId; readonly week: Week }) => Promise<string>;
  /** The bytes kept under a name; undefined where they are gone. */
  readonly kept: (name: string) => Promise<Uint8Array | undefined>;
  /** A thread that is posted whole needs its card no more. */
  readonly drop: (name: string) => Promise<void>;
}

/** The state of a bot that has recorded nothing yet. */
export const NEW_STATE: JournalState = { version: 2, threads: [], old: [], memory: EMPTY_MEMORY };

/** Where a bot's journal is kept: a file, or a database. */
export interface Store {
  /** Whether runs of it in several places are as they should be: then it being in use is no news. */
  readonly isShared: boolean;
  /** For messages: the file as the operator wrote it, or the bot and its database without the password. */
  readonly name: string;
  /** The state as it is now, read without a lock; an empty one if there is none yet, and none is made.
   *  Throws JournalError if it cannot be read. */
  readonly read: () => Promise<JournalState>;
  /** Acts on the journal while no other run can. Throws LockError if one does, JournalError if it cannot be read. */
  readonly use: <T>(act: (journal: Journal) => Promise<T>, waiting?: LockWaiting) => Promise<T>;
  /** Who is using it; undefined if nobody does. */
  readonly holder: () => Promise<Holder | undefined>;
  /** Lets another run use it, unless its holder is seen to be running. */
  readonly unlock: (waiting?: LockWaiting) => Promise<Unlocking>;
  /** Throws JournalError, which says what to do, if a save would fail. */
  readonly expectWritable: () => Promise<void>;
}

export type Unlocking =
  | { readonly status: 'free' | 'cleared' }
  /** Its holder is running. */
  | { readonly status: 'refused'; readonly words: string };

/** Who is using a journal, as far as can be seen from here. */
export interface Holder {
  /** Sentences. */
  readonly words: string;
  /** Whether it seems to be running; only for people. */
  readonly isAtWork: boolean;
}

/** How long a lock lasts, in ms; WAITS says why. */
export type LeaseTimes = Readonly<Record<keyof typeof WAITS.lock, number>>;

/** How to wait for a lock that is held: it is watched until it is renewed or runs out. */
export interface LockWaiting {
  /** Hears once who holds it. */
  readonly onWait?: (words: string) => void;
  /** Ends the waiting. */
  readonly stop?: AbortSignal;
  readonly times?: LeaseTimes;
}

/** When bots last looked. */
export interface Looks {
  /** The moment of this reading, by the database's clock. */
  readonly at: string;
  readonly memories: ReadonlyMap<string, LookMemory>;
}

/** The journal of a state that was read. `write` keeps the next state, and says by `isKept` from when on it is there; it is
 *  called for one change after the other. */
export function createJournal(
  read: JournalState,
  write: (next: JournalState, before: JournalState, isKept: () => void) => Promise<void>,
  more: Pick<Journal, 'confirm' | 'cards'>,
): Journal {
  let state = read;
  let queue = Promise.resolve();
  return {
    ...more,
    state: () => state,
    save: (change) => {
      const saved = queue.then(async () => {
        const next = change(state);
        if (next !== state) await write(next, state, () => (state = next));
      });
      queue = saved.catch(() => undefined);
      return saved;
    },
  };
}

/** The state file cannot be read or written, or is not ours. Nothing was posted. */
export class JournalError extends ForeseenError {
  override readonly name = 'JournalError';
}

/** Another run holds the lock of the state file and is at work. */
export class LockError extends ForeseenError {
  override readonly name = 'LockError';
}

export const changedBehindUs = (name: string): JournalError =>
  new JournalError(
    `${name} was changed by another run or program since this one read it. Nothing was written over it. Let only one bot use it, then run this again.`,
  );

/** What failed of a system call on a file or its folder, and what a person can do about it. */
export const journalError = (what: string, cause: unknown, folder: string, more?: string): JournalError =>
  new JournalError(
    [`${what} (${messageOf(cause)}).`, adviceOn(cause, folder, 'STATE_FILE'), ...(more ? [more] : [])].join(' '),
    {
      cause,
    },
  );

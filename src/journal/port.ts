import type { JournalState, LookMemory } from '../core/record.ts';
import type { Journal } from '../journal.ts';
import type { Holder, Waiting } from './lock.ts';

export type Unlocking =
  | { readonly status: 'free' | 'cleared' }
  /** Its holder is running. */
  | { readonly status: 'refused'; readonly words: string };

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
  readonly use: <T>(act: (journal: Journal) => Promise<T>, waiting?: Waiting) => Promise<T>;
  /** Who is using it; undefined if nobody does. */
  readonly holder: () => Promise<Holder | undefined>;
  /** Lets another run use it, unless its holder is seen to be running. */
  readonly unlock: (waiting?: Waiting) => Promise<Unlocking>;
  /** Throws JournalError, which says what to do, if a save would fail. */
  readonly expectWritable: () => Promise<void>;
}

/** When bots last looked. */
export interface Looks {
  /** The moment of this reading, by the database's clock. */
  readonly at: string;
  readonly memories: ReadonlyMap<string, LookMemory>;
}

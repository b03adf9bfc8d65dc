import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Config } from '../config.ts';
import type { JournalState } from '../core/record.ts';
import { messageOf } from '../errors.ts';
import { type Journal, JournalError, openJournal } from '../journal.ts';
import { adviceOn } from './errors.ts';
import { describeLock, type Holder, lockJournal, unlockJournal, type Unlocking } from './lock.ts';

/** Where a bot's journal is kept: a file, or a database. */
export interface Store {
  /** For messages: the file as the operator wrote it, or the bot and its database without the password. */
  readonly name: string;
  /** The state as it is now, read without a lock; an empty one if there is none yet, and none is made.
   *  Throws JournalError if it cannot be read. */
  readonly read: () => Promise<JournalState>;
  /** Acts on the journal while no other run can. Throws LockError if one does, JournalError if it cannot be read. */
  readonly use: <T>(act: (journal: Journal) => Promise<T>) => Promise<T>;
  /** Who is using it; undefined if nobody does. */
  readonly holder: () => Promise<Holder | undefined>;
  /** Lets another run use it, unless its holder is proven to be running. */
  readonly unlock: () => Promise<Unlocking>;
  /** Throws JournalError, which says what to do, if a save would fail. */
  readonly expectWritable: () => Promise<void>;
}

/** The store that the settings name. What a database needs is loaded only when it is used. */
export function createStore(config: Pick<Config, 'stateFile' | 'stateUrl'> & { readonly bot: string }): Store {
  const { stateFile, stateUrl, bot } = config;
  if (stateUrl === undefined) return fileStore(stateFile);
  const loaded = async (): Promise<Store> => (await import('./postgres.ts')).databaseStore(stateUrl, bot);
  return {
    name: databaseName(stateUrl, bot),
    read: async () => await (await loaded()).read(),
    use: async (act) => await (await loaded()).use(act),
    holder: async () => await (await loaded()).holder(),
    unlock: async () => await (await loaded()).unlock(),
    expectWritable: async () => await (await loaded()).expectWritable(),
  };
}

/** The store of a state file. */
const fileStore = (path: string): Store => ({
  name: path,
  read: async () => (await openJournal(path)).state(),
  use: async (act) => {
    const lock = await lockJournal(path);
    try {
      return await act(await openJournal(path));
    } finally {
      await lock.release();
    }
  },
  holder: () => describeLock(path),
  unlock: () => unlockJournal(path),
  expectWritable: async () => {
    const folder = dirname(resolve(path));
    await access(folder, constants.W_OK).catch((cause: unknown) => {
      throw new JournalError(`${path} cannot be written (${messageOf(cause)}). ${adviceOn(cause, folder)}`, { cause });
    });
  },
});

/** Whether a run is at work on it now, as far as can be seen from here. */
export const isInUse = async (store: Store): Promise<boolean> =>
  ((await store.holder().catch(() => undefined))?.life ?? 'dead') !== 'dead';

import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { messageOf } from '../errors.ts';
import { JournalError, openJournal } from '../journal.ts';
import { adviceOn } from './errors.ts';
import { describeLock, lockJournal, unlockJournal } from './lock.ts';
import type { Store } from './store.ts';

/** The store of a state file. */
export const fileStore = (path: string): Store => ({
  isShared: false,
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

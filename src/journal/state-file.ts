import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { openJournal } from '../journal.ts';
import { journalError, LockError } from './journal-errors.ts';
import { realFiles } from './system-calls.ts';
import { describeLock, lockJournal, type Waiting } from './lock.ts';
import type { Store, Unlocking } from './port.ts';

/** The store of a state file. */
export const fileStore = (path: string): Store => ({
  isShared: false,
  name: path,
  read: async () => (await openJournal(path)).state(),
  use: async (act, waiting) => {
    const lock = await lockJournal(path, waiting);
    try {
      return await act(await openJournal(path, realFiles, lock));
    } finally {
      await lock.release();
    }
  },
  holder: () => describeLock(path),
  unlock: (waiting) => unlock(path, waiting),
  expectWritable: async () => {
    const folder = dirname(resolve(path));
    await access(folder, constants.W_OK).catch((cause: unknown) => {
      throw journalError(`${path} cannot be written`, cause, folder);
    });
  },
});

/** Takes the lock like any run, and gives it back. */
async function unlock(path: string, waiting?: Waiting): Promise<Unlocking> {
  if ((await describeLock(path)) === undefined) return { status: 'free' };
  try {
    const lock = await lockJournal(path, waiting);
    await lock.release();
    return { status: 'cleared' };
  } catch (error) {
    if (!(error instanceof LockError)) throw error;
    return { status: 'refused', words: error.message };
  }
}

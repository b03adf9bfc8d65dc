import { openJournal, type Journal } from '../journal.ts';
import { lockJournal } from '../journal/lock.ts';
import type { SetUp } from './set-up.ts';

/** Acts on the state file while no other process can. Throws LockError if one is using it, JournalError if it cannot be read. */
export async function withJournal<T>({ config }: SetUp, act: (journal: Journal) => Promise<T>): Promise<T> {
  const lock = await lockJournal(config.stateFile);
  try {
    return await act(await openJournal(config.stateFile));
  } finally {
    await lock.release();
  }
}

import { openJournal, type Journal } from '../journal.ts';
import { realFiles } from '../journal/files.ts';
import { lockJournal } from '../journal/lock.ts';
import type { SetUp } from './set-up.ts';

/** Acts on the state file while no other run can; waits for one that may have died. Throws LockError if another is at work,
 *  JournalError if the file cannot be read. `onWait` hears who is waited for; if absent, the operator does. */
export async function withJournal<T>(
  { config, tools, stop }: SetUp,
  act: (journal: Journal) => Promise<T>,
  onWait = tools.warn,
): Promise<T> {
  const lock = await lockJournal(config.stateFile, { onWait, stop });
  try {
    return await act(await openJournal(config.stateFile, realFiles, lock));
  } finally {
    await lock.release();
  }
}

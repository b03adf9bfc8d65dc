import type { Journal } from '../journal.ts';
import type { SetUp } from './set-up.ts';

/** Acts on the journal while no other run can; waits for one that may have died. Throws LockError if another is running,
 *  JournalError if it cannot be read. `onWait` hears who is waited for; if absent, the operator does. */
export const withJournal = <T>(
  { store, stop, tools }: SetUp,
  act: (journal: Journal) => Promise<T>,
  onWait = tools.warn,
): Promise<T> => store.use(act, { onWait, stop });

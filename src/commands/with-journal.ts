import type { Journal } from '../journal.ts';
import type { SetUp } from './set-up.ts';

/** Acts on the journal while no other process can. Throws LockError if one is using it, JournalError if it cannot be read. */
export const withJournal = <T>({ store }: SetUp, act: (journal: Journal) => Promise<T>): Promise<T> => store.use(act);

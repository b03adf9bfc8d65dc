import type { Due } from '../due.ts';
import type { JournalState } from '../record.ts';
import { withAlias } from '../records.ts';

/** The journal with what a look found, before anything is published. */
export function recordDue(state: JournalState, due: Due): JournalState {
  const renamed = due.renamed.filter(({ isNew }) => isNew);
  const named = <T extends JournalState['threads'][number] | JournalState['old'][number]>(record: T): T =>
    renamed
      .filter(({ network, of }) => network === record.network && of === record.week)
      .reduce((now, { week }) => withAlias(now, week), record);
  const others = state.memory.sources.filter(({ source }) => source !== due.memory.source);
  return {
    ...state,
    threads: renamed.length === 0 ? state.threads : state.threads.map(named),
    old: renamed.length + due.old.length === 0 ? state.old : [...state.old, ...due.old].map(named),
    memory: { ...state.memory, sources: [...others, due.memory] },
  };
}

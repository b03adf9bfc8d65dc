import type { Due } from '../due.ts';
import type { JournalState } from '../record.ts';
import { withAlias, withoutDates } from '../records.ts';

type Dated = JournalState['threads'][number] | JournalState['old'][number];

/** The journal with what a look found, before anything is published. */
export function recordDue(state: JournalState, due: Due): JournalState {
  const isMoved = due.handedOn.length > 0 || due.renamed.some(({ isNew }) => isNew);
  const dated = <T extends Dated>(record: T): T => redated(record, due);
  const others = state.memory.sources.filter(({ source }) => source !== due.memory.source);
  return {
    ...state,
    threads: isMoved ? state.threads.map(dated) : state.threads,
    old: isMoved || due.old.length > 0 ? [...state.old, ...due.old].map(dated) : state.old,
    memory: { ...state.memory, sources: [...others, due.memory] },
  };
}

/** A record with the dates that the list shows it under now, and without those that it has given to another week. */
export function redated<T extends Dated>(record: T, { renamed, handedOn }: Pick<Due, 'renamed' | 'handedOn'>): T {
  const isOf = ({ network, of }: (typeof renamed | typeof handedOn)[number]): boolean =>
    network === record.network && of === record.week;
  const named = renamed.filter((one) => one.isNew && isOf(one)).reduce((now, { week }) => withAlias(now, week), record);
  return handedOn.filter(isOf).reduce((now, { week, to }) => withoutDates(now, week, to), named);
}

import type { HandedOn, Renamed } from './judge.ts';
import { type JournalState, type OldRecord, type SourceMemory, withAlias, withoutDates } from '../../record.ts';

type Dated = JournalState['threads'][number] | JournalState['old'][number];

/** What a look found of the dates of weeks, and what it remembers of the list. */
interface Dates {
  readonly renamed: readonly Renamed[];
  readonly handedOn: readonly HandedOn[];
}

/** The journal with what a look found, before anything is published. */
export function recordDue(
  state: JournalState,
  due: Dates & { readonly old: readonly OldRecord[]; readonly memory: SourceMemory },
): JournalState {
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
export function redated<T extends Dated>(record: T, { renamed, handedOn }: Dates): T {
  const isOf = ({ network, of }: (typeof renamed | typeof handedOn)[number]): boolean =>
    network === record.network && of === record.week;
  const named = renamed.filter((one) => one.isNew && isOf(one)).reduce((now, { week }) => withAlias(now, week), record);
  return handedOn.filter(isOf).reduce((now, { week, to }) => withoutDates(now, week, to), named);
}

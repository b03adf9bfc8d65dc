import { isSameWeek, type EditionMark } from '../list.ts';
import type { AnyRecord, JournalState } from './thread-record.ts';
import type { NetworkId } from '../thread.ts';
import { stateOf } from './progress.ts';
import type { Week } from '../week.ts';

type Dated = Pick<EditionMark, 'week' | 'aliases' | 'links'>;

/** Finds the record of a week on a network: by its dates, by dates under which the list has shown it since, or by its links. */
export function findThread(state: JournalState, network: NetworkId, mark: Dated): AnyRecord | undefined {
  const records = state.threads.filter((record) => record.network === network);
  return (
    records.find((record) => record.week === mark.week) ??
    records.find((record) => record.aliases.includes(mark.week)) ??
    records.find((record) => isSameWeek(mark, record))
  );
}

/** Whether a week is taken for a posted one by dates alone that the list once showed that one under: none of its links say so. */
export const isKnownByAliasAlone = (record: AnyRecord, mark: Dated): boolean =>
  stateOf(record) === 'posted' &&
  record.week !== mark.week &&
  !isSameWeek(mark, { ...record, aliases: record.aliases.filter((alias) => alias !== mark.week) });

/** The state with `record` in the place of the record of the same week and network, or added. */
export function putThread(state: JournalState, record: AnyRecord): JournalState {
  const isSame = (other: AnyRecord): boolean => other.network === record.network && other.week === record.week;
  const threads = state.threads.some(isSame)
    ? state.threads.map((other) => (isSame(other) ? record : other))
    : [...state.threads, record];
  return { ...state, threads };
}

/** The same record, remembering one more pair of dates under which the list shows its week. */
export const withAlias = <T extends Dated>(record: T, week: Week): T =>
  record.week === week || record.aliases.includes(week) ? record : { ...record, aliases: [...record.aliases, week] };

/** The same record without dates that the list has given to another week; `to`: under which it shows this one since. */
export const withoutWeek = <T extends Dated>(record: T, week: Week, to: Week): T => {
  const own = record.week === week ? to : record.week;
  return { ...record, week: own, aliases: record.aliases.filter((alias) => alias !== week && alias !== own) };
};

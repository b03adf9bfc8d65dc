import { isSameWeek, type EditionMark } from '../list.ts';
import type { JournalState, OldRecord } from './record.ts';
import type { NetworkId } from '../thread.ts';
import { type AnyRecord, stateOf } from './progress.ts';
import type { Week } from '../week.ts';

type Dated = Pick<EditionMark, 'week' | 'aliases' | 'links'>;

/** Finds the record of a week on a network: by its dates, by dates under which the list has shown it since, or by its links. */
export const findThread = (state: JournalState, network: NetworkId, mark: Dated): AnyRecord | undefined =>
  findWeek(ofNetwork(state.threads, network), mark);

/** Whether a week is taken for a posted one by dates alone that the list once showed that one under: none of its links say so. */
export const isKnownByAliasAlone = (record: AnyRecord, mark: Dated): boolean =>
  stateOf(record) === 'posted' &&
  record.week !== mark.week &&
  !isSameWeek(mark, { ...record, aliases: record.aliases.filter((alias) => alias !== mark.week) });

/** Finds a week that the first look of the scheduler recorded: never due by itself. */
export const findOld = (state: JournalState, network: NetworkId, mark: Dated): OldRecord | undefined =>
  findWeek(ofNetwork(state.old, network), mark);

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
export const withoutDates = <T extends Dated>(record: T, week: Week, to: Week): T => {
  const own = record.week === week ? to : record.week;
  return { ...record, week: own, aliases: record.aliases.filter((alias) => alias !== week && alias !== own) };
};

const ofNetwork = <T extends { readonly network: NetworkId }>(
  records: readonly T[],
  network: NetworkId,
): readonly T[] => records.filter((record) => record.network === network);

const findWeek = <T extends Dated>(records: readonly T[], mark: Dated): T | undefined =>
  records.find((record) => record.week === mark.week) ??
  records.find((record) => record.aliases.includes(mark.week)) ??
  records.find((record) => isSameWeek(mark, record));

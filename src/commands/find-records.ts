import type { JournalState, AnyRecord } from '../core/record.ts';
import type { NetworkId } from '../core/thread.ts';
import { findWeek, parseWeekQuery } from '../core/list.ts';
import { compareNewestFirst, type Week } from '../core/week.ts';
import { UsageError } from '../errors.ts';
import { listed } from '../render/words.ts';

/**
 * The threads of one week that the state file holds for these networks. Does not need the list.
 * @throws UsageError if the words name no week, or there is no thread of it
 */
export function findRecords(state: JournalState, typed: string, networks: readonly NetworkId[]): readonly AnyRecord[] {
  const query = parseWeekQuery(typed);
  if (query.kind === 'problem') throw new UsageError(query.words);
  const records = state.threads.filter(({ network }) => networks.includes(network));
  const weeks = [...new Set(records.map(({ week }) => week))].sort(compareNewestFirst);
  const week = findWeek(weeks, query);
  const found = records.filter(
    (record) => record.week === week || (query.kind === 'interval' && record.aliases.includes(query.week)),
  );
  if (found.length > 0) return found;
  throw new UsageError(absence(state, typed, networks, weeks));
}

/** Says that there is no such thread, and which there are: on these networks, or else on others. */
function absence(
  { threads }: JournalState,
  typed: string,
  networks: readonly NetworkId[],
  weeks: readonly Week[],
): string {
  const where = listed(networks, 'or');
  if (weeks.length > 0)
    return `The state file has no thread of ${typed} on ${where}. Its newest there: ${weeks.slice(0, 3).join(', ')}.`;
  const others = [...new Set(threads.map(({ network }) => network))];
  const elsewhere = others.length > 0 ? ` It has threads on ${listed(others)}: choose with --to.` : '';
  return `The state file has no thread on ${where}.${elsewhere}`;
}

import type { EditionMark } from '../core/list.ts';
import {
  type JournalState,
  type ThreadRecord,
  spendings,
  findThread,
  isKnownByAliasAlone,
  putThread,
  takenBack,
  withoutDates,
  withRequests,
} from '../core/record.ts';
import type { NetworkId, Thread, PostRules } from '../core/thread.ts';
import type { Journal } from '../journal.ts';
import type { Account } from '../networks/network.ts';

export interface Freezing {
  readonly journal: Journal;
  readonly network: NetworkId;
  readonly account: Account;
  readonly mark: EditionMark;
  readonly thread: Thread;
  readonly now: Date;
  /** File name of the card beside the state file, if the hook carries one. */
  readonly card?: string;
  /** By which is counted what a thread of the same week that was taken back has cost. */
  readonly rules?: Pick<PostRules, 'price' | 'removalPrice'>;
}

/** Writes a thread's words and requests to the journal, synced, before its first request: they never change after that.
 *  Takes the place of a tombstone of the same week, whose dates become aliases; a posted week gives up dates that it once had. */
export async function freezeThread(freezing: Freezing): Promise<ThreadRecord> {
  const record = frozen(freezing);
  await freezing.journal.save((state) => replaceWeek(state, record, freezing.rules));
  return withAliases(record, freezing.journal.state());
}

function frozen({ network, account, mark, thread, now, card }: Freezing): ThreadRecord {
  const frozenAt = now.toISOString();
  const edition = { week: mark.week, heading: mark.heading };
  const batches = account.batches(thread.posts, { edition, frozenAt, at: frozenAt });
  return {
    ...mark,
    network,
    account: { id: account.id, name: account.name },
    frozenAt,
    ...(card !== undefined && { card }),
    costUsd: thread.costUsd,
    posts: thread.posts,
    batches: withRequests({ posted: [], unsent: [] }, batches),
  };
}

function replaceWeek(state: JournalState, record: ThreadRecord, rules: Freezing['rules']): JournalState {
  const existing = findThread(state, record.network, record);
  if (existing === undefined) return putThread(state, record);
  if (isKnownByAliasAlone(existing, record))
    return putThread(putThread(state, withoutDates(existing, record.week, existing.week)), record);
  const aliases = [...new Set([...existing.aliases, existing.week, ...record.aliases])];
  const spent = rules ? spendings(existing, rules) : [];
  const earlier = takenBack(existing);
  const next = {
    ...record,
    aliases: aliases.filter((week) => week !== record.week),
    ...(spent.length > 0 && { spent }),
    ...(earlier.length > 0 && { earlier }),
  };
  return putThread({ ...state, threads: state.threads.filter((other) => other !== existing) }, next);
}

const withAliases = (record: ThreadRecord, state: JournalState): ThreadRecord => ({
  ...record,
  aliases: findThread(state, record.network, record)?.aliases ?? record.aliases,
});

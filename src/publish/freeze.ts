import type { EditionMark } from '../core/list.ts';
import {
  type AnyRecord,
  type ThreadRecord,
  spendings,
  findThread,
  isKnownByAliasAlone,
  putThread,
  takenBack,
  withoutWeek,
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
  const { journal, network, account, mark, thread, now, card, rules } = freezing;
  const existing = findThread(journal.state(), network, mark);
  const isOther = existing !== undefined && isKnownByAliasAlone(existing, mark);
  const frozenAt = now.toISOString();
  const edition = { week: mark.week, heading: mark.heading };
  const batches = account.batches(thread.posts, { edition, frozenAt, at: frozenAt });
  const record: ThreadRecord = {
    ...mark,
    network,
    account: { id: account.id, name: account.name },
    frozenAt,
    ...(card !== undefined && { card }),
    costUsd: thread.costUsd,
    posts: thread.posts,
    batches: withRequests({ posted: [], unsent: [] }, batches),
    ...(existing && !isOther && inherited(existing, mark, rules)),
  };
  await journal.save((state) => {
    if (isOther) return putThread(putThread(state, withoutWeek(existing, mark.week, existing.week)), record);
    return putThread({ ...state, threads: state.threads.filter((other) => other !== existing) }, record);
  });
  return record;
}

/** What stays of the tombstone of the same week: its dates, what it has cost, and that it was there. */
function inherited(existing: AnyRecord, { week, aliases }: EditionMark, rules: Freezing['rules']) {
  const dates = new Set([...existing.aliases, existing.week, ...aliases]);
  const spent = rules ? spendings(existing, rules) : [];
  const earlier = takenBack(existing);
  return {
    aliases: [...dates].filter((date) => date !== week),
    ...(spent.length > 0 && { spent }),
    ...(earlier.length > 0 && { earlier }),
  };
}

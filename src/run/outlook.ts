import { type Config, missingKeys, networkOf } from '../config.ts';
import {
  postsThatStay,
  type JournalState,
  type ThreadRecord,
  type AnyRecord,
  allOf,
  changedEntries,
  isFinished,
  publishedPosts,
  standingOf,
  stateOf,
} from '../core/record.ts';
import type { Edition } from '../core/list.ts';
import type { Thread } from '../core/thread.ts';
import { planRun, type RunPlan } from './plan-run.ts';
import { receiptPosts } from '../render/receipt.ts';
import type { PostState } from '../render/preview/preview-post.ts';
import { count, dollars, listed } from '../render/words.ts';
import type { Ruled } from './compose-threads.ts';

/** What the next run would do on one network, and with which thread; by the journal, without asking a server. */
export interface Outlook {
  /** The network's, as people write it. */
  readonly name: string;
  /** The frozen words of a thread that was begun, else those composed now. */
  readonly thread: Thread;
  /** How far each post has come, if the thread was begun. */
  readonly states?: readonly PostState[];
  /** What it would do, as the rest of a sentence that begins with the network's name. */
  readonly words: string;
  /** The address of the first post, if it is up. */
  readonly url?: string;
  /** What the run would cost, in USD. */
  readonly costUsd: number;
  readonly record?: AnyRecord;
}

/** Looks ahead for one thread. The file of a plan counts for each network that it has a thread for, and replaces what was not
 *  sent. */
export function lookAhead(
  edition: Edition,
  ruled: Ruled,
  journal: JournalState,
  config: Config,
  file?: string,
): Outlook {
  const { rules, thread } = ruled;
  const job = planRun(edition, ruled, journal, { again: false, ...(file !== undefined && { plan: file }) });
  const { record, mark } = job;
  if (file === undefined && !config.networks.includes(rules.network))
    return { name: rules.name, thread, words: 'is not among NETWORKS: nothing would be sent', costUsd: 0 };
  const missing = missingKeys(config, rules.network);
  const wouldSend = !record || ['partial', 'refused', 'in-doubt'].includes(stateOf(record));
  const words =
    wouldSend && missing.length > 0
      ? `could not post yet: set ${listed(missing)} first`
      : wordsOf(job, { entryHashes: mark.entryHashes, zone: config.timezone });
  const { addressOf } = networkOf(config, rules.network);
  const url = record && receiptPosts(publishedPosts(record), addressOf)[0]?.url;
  const begun = record && !isFinished(record) ? asFrozen(record, job, thread) : { thread };
  return {
    name: rules.name,
    ...begun,
    words,
    costUsd: wouldSend ? job.costUsd : 0,
    ...(url && { url }),
    ...(record && { record }),
  };
}

/** A thread that was begun: its frozen words, with those of a plan for the posts not sent yet. */
function asFrozen(record: ThreadRecord, { thread: planned }: RunPlan, { network, limit }: Thread) {
  const stay = postsThatStay(record);
  const posts = planned ? [...record.posts.slice(0, stay), ...planned.posts.slice(stay)] : record.posts;
  const costUsd = planned?.costUsd ?? record.costUsd;
  return { thread: { network, limit, posts, costUsd }, states: posts.map((_, index) => stateOfPost(record, index)) };
}

function stateOfPost({ batches }: ThreadRecord, index: number): PostState {
  const batch = allOf(batches).find(({ posts }) => posts.includes(index));
  if (!batch) return { state: { status: 'unsent' } };
  const { state, posts } = batch;
  const url = state.status === 'posted' ? state.refs[posts.indexOf(index)]?.url : undefined;
  return { state, ...(url !== undefined && { url }) };
}

function wordsOf(
  plan: RunPlan,
  { entryHashes, zone }: { readonly entryHashes: readonly string[]; readonly zone: string },
): string {
  const price = plan.costUsd > 0 ? `, for ${dollars(plan.costUsd)}` : '';
  if (!plan.record) return `would publish ${count(plan.thread.posts.length, 'post')}${price}`;
  const { run } = standingOf(plan.record, zone);
  return stateOf(plan.record) === 'posted' ? `${run}${changed(plan.record, entryHashes)}` : `${run}${price}`;
}

/** Says which entries the list has changed since: what is up stays as it is. */
const changed = (record: AnyRecord, entryHashes: readonly string[]): string => {
  const ranks = changedEntries(record, entryHashes);
  if (ranks.length === 0) return '';
  return `; the list has changed since, in ${ranks.length === 1 ? 'entry' : 'entries'} ${listed(ranks.map(String))}`;
};

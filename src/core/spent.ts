import { removalCost, threadCost } from './cost.ts';
import type { JournalState, Moment } from './record.ts';
import type { NetworkId, PostRules } from './rules.ts';
import { type AnyRecord, isFinished, publishedPosts } from './thread-state.ts';

export type Prices = Pick<PostRules, 'price' | 'removalPrice'>;

/** What the journal says was spent from a moment on, in USD, posts in doubt and removals included. */
export const spentSince = (
  { threads }: Pick<JournalState, 'threads'>,
  since: Moment,
  pricesOf: (network: NetworkId) => Prices | undefined,
): number =>
  threads.reduce((sum, record) => {
    const prices = pricesOf(record.network);
    return prices ? sum + postsCost(record, since, prices) + removed(record, since, prices) : sum;
  }, 0);

function postsCost(record: AnyRecord, since: Moment, prices: Prices): number {
  if (!isFinished(record)) {
    const sent = record.batches.filter(
      ({ state }) => (state.status === 'posted' || state.status === 'sending') && state.at >= since,
    );
    return threadCost(
      sent.flatMap(({ posts }) => posts.flatMap((index) => record.posts[index] ?? [])),
      prices,
    );
  }
  // Of a finished thread only its whole price is kept.
  const recent = record.posts.filter(({ at }) => at >= since).length;
  return recent === 0 ? 0 : (record.costUsd * recent) / record.posts.length;
}

/** When posts were taken back is not kept: as if it were right after they were posted. */
function removed(record: AnyRecord, since: Moment, prices: Prices): number {
  const isRemoved = isFinished(record) ? record.status === 'rolled-back' : record.phase.status === 'rolled-back';
  return isRemoved ? removalCost(publishedPosts(record).filter(({ at }) => at >= since).length, prices) : 0;
}

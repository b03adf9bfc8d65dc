import { removalCost, threadCost, type NetworkId, type PostRules } from '../thread.ts';
import { DAY_MS, type Moment, monthOf } from '../moment.ts';
import type { AnyRecord, FinishedRecord, JournalState, Spending, ThreadRecord } from './thread-record.ts';
import { allOf } from './thread-batches.ts';
import { isFinished, postsOf } from './progress.ts';

type Prices = Pick<PostRules, 'price' | 'removalPrice'>;

/** All that was spent on a week on its network, and when: its posts, deletions, and threads that were taken back before. */
export function spendings(record: AnyRecord, prices: Prices): readonly Spending[] {
  const posts = isFinished(record)
    ? [...shares(record), ...deletions(record, prices)]
    : costsOf(record, prices, 'posted');
  return [...(record.spent ?? []), ...posts].filter(({ costUsd }) => costUsd > 0);
}

/** What was spent from a moment on, in USD, by the journal; what is in doubt may have cost its price and counts. */
export function spentSince(
  { threads }: Pick<JournalState, 'threads'>,
  since: Moment,
  pricesOf: (network: NetworkId) => Prices | undefined,
): number {
  const spent = threads.flatMap((record) => {
    const prices = pricesOf(record.network);
    if (!prices) return [];
    return [...spendings(record, prices), ...(isFinished(record) ? [] : costsOf(record, prices, 'sending'))];
  });
  return spent.filter(({ at }) => at >= since).reduce((sum, { costUsd }) => sum + costUsd, 0);
}

/** Of a finished thread only its whole price is kept. */
const shares = ({ posts, costUsd }: FinishedRecord): readonly Spending[] =>
  posts.map(({ at }) => ({ at, costUsd: costUsd / posts.length }));

const costsOf = (record: ThreadRecord, prices: Prices, status: 'posted' | 'sending'): readonly Spending[] =>
  allOf(record.batches).flatMap((batch) =>
    batch.state.status === status
      ? [{ at: batch.state.at, costUsd: threadCost(postsOf(record, [batch]), prices) }]
      : [],
  );

/** What a roll-back that is not at its end yet has deleted so far, as if at the moment of the last post. */
function deletions(record: FinishedRecord, prices: Prices): readonly Spending[] {
  if (record.status !== 'rolling-back') return [];
  const at = record.posts.at(-1)?.at ?? record.frozenAt;
  return [{ at, costUsd: removalCost(record.posts.length - record.left.flat().length, prices) }];
}

/** What was spent in the month of `now` by the calendar of a time zone, and in the 30 days before `now`, in USD. */
export function spentLately(
  spent: readonly Spending[],
  now: Date,
  zone: string,
): { readonly month: number; readonly days30: number } {
  const sum = (isMeant: (at: Moment) => boolean): number =>
    Math.round(1000 * spent.filter(({ at }) => isMeant(at)).reduce((total, { costUsd }) => total + costUsd, 0)) / 1000;
  const from = now.getTime() - 30 * DAY_MS;
  return {
    month: sum((at) => monthOf(at, zone) === monthOf(now, zone)),
    days30: sum((at) => Date.parse(at) >= from),
  };
}

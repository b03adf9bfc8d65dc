import type { NetworkId } from '../../src/core/network-id.ts';
import type { Edition } from '../../src/core/list/edition.ts';
import { markEdition } from '../../src/core/list/fingerprint.ts';
import { sortBatches } from '../../src/core/record/thread-batches.ts';
import type { BatchState, FinishedRecord, ThreadRecord } from '../../src/core/record/thread-record.ts';

const account = { id: '1', name: '@weekly' };

const common = (edition: Edition, network: NetworkId, now: Date) => ({
  ...markEdition(edition, (text) => text),
  aliases: [],
  network,
  account,
  frozenAt: now.toISOString(),
  costUsd: 0,
});

/** The record of a week that was posted. */
export function postedOf(edition: Edition, network: NetworkId, now: Date): FinishedRecord {
  const at = now.toISOString();
  return {
    ...common(edition, network, now),
    textHash: edition.week,
    status: 'posted',
    posts: [{ at, ref: { id: edition.week, url: `https://example.org/${network}/${edition.week}` } }],
    batches: [1],
  };
}

/** The record of a week that was begun, its batches in these states. */
export function begunOf(edition: Edition, network: NetworkId, now: Date, states: readonly BatchState[]): ThreadRecord {
  const posts = states.map((_, index) => ({
    kind: 'entry' as const,
    rank: index + 1,
    title: 'Paper',
    summary: '',
    text: `Paper ${String(index + 1)}`,
    length: 7,
    links: [],
  }));
  const batches = states.map((state, index) => ({ posts: [index], body: { week: edition.week }, state }));
  return { ...common(edition, network, now), posts, batches: sortBatches(batches) };
}

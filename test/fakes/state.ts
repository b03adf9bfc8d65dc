import type { NetworkId } from '../../src/core/network-id.ts';
import { sortBatches } from '../../src/core/record/thread-batches.ts';
import type { FinishedRecord, JournalState, ThreadRecord } from '../../src/core/record/thread-record.ts';
import { EMPTY_MEMORY } from '../../src/core/record/memory.ts';
import type { Week } from '../../src/core/week.ts';
import type { LeaseTimes } from '../../src/journal.ts';

/** Week number `index` of a long life, seven days each. */
export function weekNumber(index: number): Week {
  const day = (at: number): string => new Date(Date.UTC(2020, 0, 5 + 7 * at)).toISOString().slice(0, 10);
  return `${day(index)}/${day(index + 1)}`;
}

/** A thread of twelve posts as it is kept once it is posted, about as long as real ones. */
export function finishedThread(index: number, network: NetworkId = 'x'): FinishedRecord {
  const ids = Array.from({ length: 12 }, (_, post) => String(1_930_000_000_000_000_000n + BigInt(index * 100 + post)));
  return {
    week: weekNumber(index),
    aliases: [],
    heading: 'Top AI Papers of the Week (June 14 - June 21) - 2026',
    links: Array.from({ length: 10 }, (_, entry) => `arxiv.org/abs/26${index % 100}.${10_000 + entry}`),
    entryHashes: Array.from({ length: 10 }, (_, entry) => (entry * 7919 + index).toString(16).padStart(16, '0')),
    network,
    account: { id: '1234567890', name: '@papers' },
    frozenAt: '2026-06-22T15:00:00.000Z',
    costUsd: 2.035,
    textHash: 'a'.repeat(64),
    status: 'posted',
    posts: ids.map((id) => ({ at: '2026-06-22T15:01:00.000Z', ref: { id, url: `https://x.com/i/status/${id}` } })),
    batches: ids.map(() => 1),
  };
}

/** A frozen thread with a batch in each state, and every field that there is. */
export const FROZEN: ThreadRecord = {
  week: '2026-06-14/2026-06-21',
  aliases: ['2026-06-15/2026-06-21'],
  heading: 'A heading',
  links: ['arxiv.org/abs/1'],
  entryHashes: ['a'],
  network: 'x',
  account: { id: '1', name: '@papers' },
  frozenAt: '2026-06-22T15:00:00.000Z',
  card: 'card.png',
  strangers: ['10'],
  costUsd: 0.5,
  posts: [
    { kind: 'hook', text: 'Hook', length: 4, links: [], media: [{ alt: 'A card' }] },
    {
      kind: 'entry',
      text: '1/1 T AGENTS.md',
      length: 15,
      links: [{ label: 'AGENTS.md', url: 'AGENTS.md', start: 6, end: 15, auto: true }],
      rank: 1,
      title: 'T',
      summary: 'S',
    },
    { kind: 'closer', text: 'A', length: 1, links: [] },
    { kind: 'closer', text: 'B', length: 1, links: [] },
  ],
  batches: sortBatches([
    {
      posts: [0],
      body: { text: 'Hook', deep: [1, null, { yes: true }] },
      refs: [{ id: '11', url: 'https://x.example/11', hash: 'bafy' }],
      state: {
        status: 'posted',
        at: '2026-06-22T15:00:01.000Z',
        refs: [{ id: '11', url: 'https://x.example/11' }],
        seen: true,
      },
    },
    {
      posts: [1],
      body: 'A',
      state: {
        status: 'sending',
        at: '2026-06-22T15:00:03.000Z',
        since: '2026-06-22T15:00:02.000Z',
        seen: { id: '12', url: 'https://x.example/12' },
      },
    },
    { posts: [2, 3], body: null, state: { status: 'unsent', cleared: true } },
  ]),
};

/** A frozen thread of which one batch was refused. */
const REFUSED: ThreadRecord = {
  ...FROZEN,
  week: '2026-06-21/2026-06-28',
  aliases: [],
  batches: sortBatches([
    {
      posts: [0, 1, 2, 3],
      body: { text: 'Hook' },
      state: {
        status: 'refused',
        at: '2026-06-22T15:00:02.000Z',
        since: '2026-06-22T15:00:01.000Z',
        refusal: { words: 'No', advice: 'Pay', retryAfterMs: 5 },
      },
    },
  ]),
};

export const FULL_STATE: JournalState = {
  version: 2,
  threads: [
    FROZEN,
    REFUSED,
    finishedThread(1),
    { ...finishedThread(2), status: 'rolling-back', left: [[{ id: '1', url: 'https://x.example/1' }]] },
    { ...finishedThread(3), status: 'rolled-back' },
  ],
  old: [{ network: 'x', week: weekNumber(0), aliases: [], links: ['arxiv.org/abs/0'] }],
  memory: { ...EMPTY_MEMORY, lastLook: '2026-06-22T15:00:00.000Z' },
};

/** A lease that runs out sooner. */
export const quickTimes: LeaseTimes = { renewMs: 100, leaseMs: 2_000, takeOverMs: 3_000, pollMs: 20 };

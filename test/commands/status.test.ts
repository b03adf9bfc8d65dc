import path from 'node:path';
import { expect, test } from 'vitest';
import { sortBatches } from '../../src/core/record/thread-batches.ts';
import type { BatchState, Refusal, ThreadRecord } from '../../src/core/record/thread-record.ts';
import { openJournal } from '../../src/journal/state-file.ts';
import { deskWith, ten, week, type Desk } from './world.ts';

const posted: BatchState = {
  status: 'posted',
  at: '2026-06-22T15:01:00.000Z',
  refs: [{ id: '11', url: 'https://x.com/papers/status/11' }],
};
const text = (name: string) => ({ kind: 'closer', text: name, length: name.length, links: [] }) as const;

/** A state file that holds a thread of three posts on X, of which the second was refused. */
const refusedBy = (refusal: Refusal): Promise<Desk> =>
  openAt({ status: 'refused', at: '2026-06-22T15:02:00.000Z', refusal });

/** The same, with any state of the second post. */
async function openAt(second: BatchState): Promise<Desk> {
  const desk = await deskWith(week('June 15 - June 21, 2026', ...ten('Paper')), { NETWORKS: 'x' });
  const states: readonly BatchState[] = [posted, second, { status: 'unsent' }];
  const record: ThreadRecord = {
    ...{ week: '2026-06-08/2026-06-14', aliases: [], heading: 'Top Papers of the Week', links: [], entryHashes: [] },
    ...{ network: 'x', account: { id: '1', name: '@papers' }, frozenAt: '2026-06-22T15:00:00.000Z', costUsd: 0.83 },
    posts: states.map((_, at) => text(`Post ${at}`)),
    batches: sortBatches(states.map((state, at) => ({ posts: [at], body: {}, state }))),
  };
  const journal = await openJournal(path.join(desk.folder, 'state.json'));
  await journal.save((state) => ({ ...state, threads: [record] }));
  return desk;
}

test('status says why a post was refused, what to do, and how far the thread has come', async () => {
  const desk = await refusedBy({ words: '402: No credits.', advice: 'Add credits in the developer console.' });
  const { out } = await desk.says('status', 0, 'status shows the words');
  expect(out).toContain(
    'x         refused, begun 2026-06-22 15:01 UTC (1 of 3 posts)  https://x.com/papers/status/11\n' +
      '            post 2: 402: No credits. Add credits in the developer console.\n',
  );
  expect(await desk.json('status')).toMatchObject({
    threads: [
      { state: 'refused', costUsd: 0.015, words: 'post 2: 402: No credits. Add credits in the developer console.' },
    ],
  });
});

test('status says when a refusal passes', async () => {
  const desk = await refusedBy({ words: '429: Too Many Requests', retryAfterMs: 3_600_000 });
  const words =
    'post 2: 429: Too Many Requests. It can be tried again at 2026-06-22 16:02 UTC; weekthread post 2026-06-08/2026-06-14 --to x goes on from post 2.\n';
  await desk.says('status', 0, words);
});

test('status names the whole command where the network could only name the verb', async () => {
  const desk = await refusedBy({ words: '403: duplicate', advice: 'Settle it with `weekthread resolve`.' });
  await desk.says('status', 0, 'with `weekthread resolve 2026-06-08/2026-06-14 --to x`.');
});

const at = '2026-06-22T15:02:00.000Z';
const seen = { id: '12', url: 'https://x.com/papers/status/12' };
test.each<[string, BatchState, string]>([
  ['is not sent yet', { status: 'unsent' }, 'weekthread post 2026-06-08/2026-06-14 --to x goes on from post 2.'],
  [
    'had no answer',
    { status: 'sending', at },
    'post 2 was sent and had no answer. weekthread post 2026-06-08/2026-06-14 --to x looks for it and goes on.',
  ],
  [
    'was there before',
    { status: 'sending', at, seen },
    '  if it is there:  weekthread resolve 2026-06-08/2026-06-14 --to x --posted 12\n',
  ],
])('status says what goes on with a thread of which a post %s', async (_, state, words) => {
  await (await openAt(state)).says('status', 0, words);
});

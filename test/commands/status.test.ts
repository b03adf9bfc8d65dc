import path from 'node:path';
import { expect, test } from 'vitest';
import { sortBatches } from '../../src/core/record/thread-batches.ts';
import type { BatchState, ThreadRecord } from '../../src/core/record/thread-record.ts';
import { openJournal } from '../../src/journal/state-file.ts';
import { deskWith, ten, week, type Desk } from './world.ts';

const posted: BatchState = {
  status: 'posted',
  at: '2026-06-22T15:01:00.000Z',
  refs: [{ id: '11', url: 'https://x.com/papers/status/11' }],
};
const text = (name: string) => ({ kind: 'closer', text: name, length: name.length, links: [] }) as const;

/** A state file that holds a thread of three posts on X, the second of them in this state. */
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

test('status says how far a thread has come, why it is not whole and what to do, once', async () => {
  const refusal = { words: '402: No credits.', advice: 'Settle it with `weekthread resolve`.' };
  const desk = await openAt({ status: 'refused', at: '2026-06-22T15:02:00.000Z', refusal });
  const named = 'weekthread resolve 2026-06-08/2026-06-14 --to x --posted <id or url>';
  const words = `Post 2 of 3 was not posted: 402: No credits. Settle it with \`${named}\`. weekthread post `;
  const { out } = await desk.says('status', 0, 'x: refused, as said above');
  expect(out).toContain(
    `x         refused, begun 2026-06-22 15:01 UTC (1 of 3 posts)  https://x.com/papers/status/11\n            ${words}`,
  );
  const thread = { state: 'refused', costUsd: 0.015, words: expect.stringContaining(words) as string };
  expect(await desk.json('status')).toMatchObject({ threads: [thread] });
});

test('status shows each choice that a person has in a line of its own', async () => {
  const seen = { id: '12', url: 'https://x.com/papers/status/12' };
  const desk = await openAt({ status: 'sending', at: '2026-06-22T15:02:00.000Z', seen });
  const line = '\n              if it is there:  weekthread resolve 2026-06-08/2026-06-14 --to x --posted 12\n';
  await desk.says('status', 0, line);
});

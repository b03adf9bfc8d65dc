import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sortBatches } from '../../src/core/record/thread-batches.ts';
import type { BatchState } from '../../src/core/record/thread-record.ts';
import { openJournal } from '../../src/journal.ts';
import { FROZEN } from '../fakes/state.ts';
import { deskWith, type Desk } from './world.ts';

const id = '1936000000000000001';
const url = `https://x.com/papers/status/${id}`;
const sending: BatchState = { status: 'sending', at: '2026-06-22T15:00:03.000Z' };

/** A desk whose state file has a hook in doubt on X. */
async function inDoubt(): Promise<Desk> {
  const desk = await deskWith('');
  const journal = await openJournal(path.join(desk.folder, 'state.json'));
  const batches = FROZEN.posts.map((post, index) => ({
    posts: [index],
    body: { text: post.text },
    state: index === 0 ? sending : ({ status: 'unsent' } as const),
  }));
  const thread = { ...FROZEN, batches: sortBatches(batches) };
  await journal.save((state) => ({ ...state, threads: [thread] }));
  return desk;
}

describe('resolve', () => {
  test.each([
    id,
    url,
    `${url}?s=20`,
    `https://twitter.com/papers/status/${id}`,
    `https://mobile.twitter.com/Papers/status/${id}?s=46&t=x`,
    `https://x.com/i/web/status/${id}`,
    `x.com/papers/status/${id}/photo/1`,
  ])('takes a hook on X by %s', async (typed) => {
    const desk = await inDoubt();
    const { code, out } = await desk.run(`resolve 2026-06-14 --to x --posted ${typed} --trust`);
    expect([code, out]).toEqual([0, expect.stringContaining('weekthread post 2026-06-14/2026-06-21 --to x')]);
    const status = JSON.parse((await desk.run('status --json')).out) as { threads: { posts: unknown[] }[] };
    expect(status.threads[0]?.posts).toEqual([expect.objectContaining({ id, url })]);
  });

  test.each([
    'nonsense',
    '12x',
    `${id}12345`,
    'https://x.com/papers',
    `https://x.com/somebody/status/${id}`,
    `https://example.org/papers/status/${id}`,
    '',
  ])('refuses %j, says what to do, and writes nothing', async (typed) => {
    const desk = await inDoubt();
    const file = path.join(desk.folder, 'state.json');
    const before = await readFile(file, 'utf8');
    const { code, err } = await desk.run(`resolve 2026-06-14 --to x --posted=${typed}`);
    expect([code, err]).toEqual([2, expect.stringContaining('copy its address')]);
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  test('takes nothing on trust without being told to: without keys, or where the network cannot be asked', async () => {
    const desk = await inDoubt();
    const typed = `resolve 2026-06-14 --to x --posted ${id}`;
    const keyless = await desk.run(typed);
    expect([keyless.code, keyless.err]).toEqual([2, expect.stringMatching(/x needs X_APP_KEY.* add --trust/)]);
    const keys = ['X_APP_KEY', 'X_APP_SECRET', 'X_ACCESS_TOKEN', 'X_ACCESS_SECRET'].map((name) => [
      name,
      'k'.repeat(30),
    ]);
    const down = { ...(Object.fromEntries(keys) as Record<string, string>), X_API_URL: 'http://127.0.0.1:1' };
    const state = { STATE_FILE: path.join(desk.folder, 'state.json') };
    const deaf = await (await deskWith('', { ...down, ...state })).run(typed);
    expect([deaf.code, deaf.err]).toEqual([1, expect.stringMatching(/could not be looked up: .* add --trust/)]);
  });

  test('takes what is not there, once', async () => {
    const desk = await inDoubt();
    expect(await desk.run('resolve 2026-06-14 --to x --not-posted')).toMatchObject({ code: 0 });
    const again = await desk.run('resolve 2026-06-14 --to x --not-posted');
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('there is nothing to resolve')]);
  });
});

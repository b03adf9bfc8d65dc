import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sortBatches } from '../../src/core/record/thread-batches.ts';
import type { BatchState } from '../../src/core/record/thread-record.ts';
import { openJournal } from '../../src/journal/state-file.ts';
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
  test.each([id, `${url}?s=20`])('takes a hook on X by %s', async (typed) => {
    const desk = await inDoubt();
    const next = 'weekthread post 2026-06-14/2026-06-21 --to x';
    await desk.says(`resolve 2026-06-14 --to x --posted ${typed} --trust`, 0, next);
    expect(await desk.json('status')).toMatchObject({ threads: [{ posts: [{ id, url }] }] });
  });

  test.each(['nonsense', `https://x.com/somebody/status/${id}`, ''])(
    'refuses %j, says what to do, and writes nothing',
    async (typed) => {
      const desk = await inDoubt();
      const file = path.join(desk.folder, 'state.json');
      const before = await readFile(file, 'utf8');
      await desk.says(`resolve 2026-06-14 --to x --posted=${typed}`, 2, 'copy its address');
      expect(await readFile(file, 'utf8')).toBe(before);
    },
  );

  test('takes nothing on trust without being told to: without keys, or where the network cannot be asked', async () => {
    const desk = await inDoubt();
    const typed = `resolve 2026-06-14 --to x --posted ${id}`;
    await desk.says(typed, 2, /x needs X_APP_KEY.* add --trust/);
    const key = 'k'.repeat(30);
    const keys = { X_APP_KEY: key, X_APP_SECRET: key, X_ACCESS_TOKEN: key, X_ACCESS_SECRET: key };
    const state = { STATE_FILE: path.join(desk.folder, 'state.json') };
    const deaf = await deskWith('', { ...keys, ...state, X_API_URL: 'http://127.0.0.1:1' });
    await deaf.says(typed, 1, /could not be looked up: .* add --trust/);
  });

  test('takes what is not there, once', async () => {
    const desk = await inDoubt();
    await desk.says('resolve 2026-06-14 --to x --not-posted', 0, 'is settled');
    await desk.says('resolve 2026-06-14 --to x --not-posted', 2, 'there is nothing to resolve');
  });
});

import path from 'node:path';
import { expect } from 'vitest';
import { publishedPosts, stateOf } from '../../src/core/record/progress.ts';
import { openJournal } from '../../src/journal/state-file.ts';
import type { XServer } from '../peers/x-server.ts';
import type { Bot } from './bot.ts';
import { week } from './list.ts';

/** The texts of the thread as the dry run shows it, in order. */
export async function textsOf(bot: Bot): Promise<readonly string[]> {
  const { code, out, err } = await bot.run(['post', week, '--dry-run', '--json', '--to', 'x']);
  if (code !== 0) throw new Error(err);
  const plan = JSON.parse(out) as {
    readonly threads: readonly { readonly posts: readonly { readonly text: string }[] }[];
  };
  return plan.threads[0]!.posts.map(({ text }) => text);
}

/** The timeline holds the thread once, in order, each post under the one before; and all requests were in order. */
export function expectThread(server: XServer, texts: readonly string[]): void {
  const posts = server.posts();
  expect(posts.map(({ words }) => words)).toEqual(texts);
  expect(posts.map(({ parent }) => parent)).toEqual([undefined, ...posts.slice(0, -1).map(({ id }) => id)]);
  expect(server.complaints).toEqual([]);
}

/** The state file knows the posts that the timeline holds. */
export async function expectRemembered(bot: Bot, server: XServer): Promise<void> {
  const { threads } = (await openJournal(path.join(bot.folder, 'state.json'))).state();
  expect(threads.map(stateOf)).toEqual(['posted']);
  expect(threads.flatMap(publishedPosts).map(({ ref }) => ref.id)).toEqual(server.posts().map(({ id }) => id));
}

/** Another run says that it is posted, and asks X for nothing. */
export async function expectSettled(bot: Bot, server: XServer): Promise<void> {
  await expectRemembered(bot, server);
  const before = server.requests.length;
  expect((await bot.run(['post', week, '--to', 'x', '--yes'])).code).toBe(0);
  expect(server.requests).toHaveLength(before);
}

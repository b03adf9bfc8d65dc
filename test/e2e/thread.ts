import { expect } from 'vitest';
import type { XServer } from '../peers/x-server.ts';
import type { Bot } from './bot.ts';

/** The texts of the thread as the dry run shows it, in order. */
export async function textsOf(bot: Bot): Promise<readonly string[]> {
  const { code, out, err } = await bot.run(['post', '--dry-run', '--json', '--to', 'x']);
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

interface Status {
  readonly threads: readonly { readonly state: string; readonly posts: readonly { readonly id: string }[] }[];
}

/** The state file knows the posts that the timeline holds, and another run posts nothing. */
export async function expectRemembered(bot: Bot, server: XServer): Promise<void> {
  const status = await bot.run(['status', '--json']);
  const { threads } = JSON.parse(status.out) as Status;
  expect(threads.map(({ state }) => state)).toEqual(['posted']);
  expect(threads[0]!.posts.map(({ id }) => id)).toEqual(server.posts().map(({ id }) => id));
  const before = server.requests.filter(({ route }) => route === 'create').length;
  expect((await bot.run(['post', '--to', 'x', '--yes'])).code).toBe(0);
  expect(server.requests.filter(({ route }) => route === 'create')).toHaveLength(before);
}

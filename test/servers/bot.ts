import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Login } from './pds.ts';
import { killed } from './processes.ts';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const list = fileURLToPath(new URL('../../content', import.meta.url));

export interface Ended {
  /** Null where it was killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export const onBluesky = (service: string, { handle, appPassword }: Pick<Login, 'handle' | 'appPassword'>) => ({
  NETWORKS: 'bluesky',
  BLUESKY_SERVICE: service,
  BLUESKY_HANDLE: handle,
  BLUESKY_APP_PASSWORD: appPassword,
});

export const onMastodon = (url: string, token: string) => ({
  NETWORKS: 'mastodon',
  MASTODON_URL: url,
  MASTODON_ACCESS_TOKEN: token,
});

/** The bot itself, in processes of its own, with a state file that outlives them. */
export async function makeBot(network: Readonly<Record<string, string>>) {
  const home = await mkdtemp(join(tmpdir(), 'bot-'));
  const env = {
    PATH: process.env.PATH,
    LIST_SOURCE: list,
    LIST_URL: 'https://example.org/list',
    STATE_FILE: join(home, 'state.json'),
    ...network,
  };
  const start = (...args: readonly string[]) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const heard = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (heard.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (heard.err += chunk.toString()));
    const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, ...heard })));
    return { ended, kill: () => killed(child) };
  };
  return {
    start,
    run: (...args: readonly string[]): Promise<Ended> => start(...args).ended,
    /** Runs it again until it has nothing to do, as a timer would. */
    untilDone: async (...args: readonly string[]): Promise<void> => {
      const ends: Ended[] = [];
      while (ends.at(-1)?.code !== 0 && ends.length < 4) ends.push(await start(...args).ended);
      if (ends.at(-1)?.code !== 0) throw new Error(JSON.stringify(ends, null, 2));
    },
    /** As if the state file had been lost. */
    forget: () => rm(join(home, 'state.json')),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

/** Twelve posts, each an answer to the one before it: the thread, once and whole. */
export function expectOnceWhole(
  posts: readonly { id: string; parent: string | null | undefined; text: string }[],
): void {
  expect(posts).toHaveLength(12);
  expect(posts.map(({ parent }) => parent ?? null)).toEqual([null, ...posts.slice(0, -1).map(({ id }) => id)]);
  const ranks = posts.slice(1, -1).map(({ text }) => /^(\d+)\/10\b/.exec(text)?.[1]);
  expect(ranks).toEqual(Array.from({ length: 10 }, (_, index) => String(index + 1)));
}

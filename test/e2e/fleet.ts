import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { addDays } from '../../src/core/week.ts';
import { startXServer, type XServer, type XServerOptions } from '../peers/x-server.ts';
import { document, weekFrom } from '../simulation/list.ts';
import { type Env, type Running, settingsForX, startCli } from './process.ts';

/** A week that ended not long ago. */
export const newest = weekFrom(addDays(new Date().toISOString().slice(0, 10), -8));

/** A folder of bots, each with an account of its own on a server like X. */
export interface House {
  readonly folder: string;
  readonly add: (name: string, env?: Env, x?: XServerOptions) => Promise<XServer>;
  /** Starts the command in the folder above the bots. */
  readonly begin: (args: readonly string[], env?: Env) => Running;
  readonly close: () => Promise<void>;
}

export async function makeHouse(): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'weekthread-house-'));
  const list = join(folder, 'list.md');
  await writeFile(list, document([{ week: newest }]).text);
  const servers: XServer[] = [];
  const runs: Running[] = [];
  return {
    folder,
    add: async (name, env = {}, x = {}) => {
      const server = await startXServer(x);
      servers.push(server);
      await mkdir(join(folder, 'bots', name), { recursive: true });
      const own = { LIST_SOURCE: list, X_POST_PAUSE_MS: '20', X_TIMEOUT_MS: '4000' };
      const all = { ...settingsForX(server.url), ...own, ...env };
      const lines = Object.entries(all).map(([key, value]) => `${key}="${value}"`);
      await writeFile(join(folder, 'bots', name, '.env'), `${lines.join('\n')}\n`);
      return server;
    },
    begin: (args, env = {}) => {
      const run = startCli(args, folder, env);
      runs.push(run);
      return run;
    },
    close: async () => {
      for (const run of runs) run.child.kill('SIGKILL');
      await Promise.all(runs.map(({ ended }) => ended));
      await Promise.all(servers.map((server) => server.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The ranks of the entries that an account shows, in order. */
const ranksOf = (server: XServer): readonly string[] =>
  server.posts().flatMap(({ words }) => /(\d+)\/10/.exec(words)?.[1] ?? []);

const whole = Array.from({ length: 10 }, (_, index) => String(index + 1));
/** Whether a hook, ten entries and a closer are up. */
export const isWhole = (server: XServer): boolean => server.posts().length >= whole.length + 2;

/** The thread stands there once, whole, in order, each post under the one before. */
export function expectOnce(server: XServer): void {
  const posts = server.posts();
  expect(ranksOf(server)).toEqual(whole);
  expect(posts).toHaveLength(whole.length + 2);
  expect(new Set(posts.map(({ words }) => words)).size).toBe(posts.length);
  expect(posts.map(({ parent }) => parent)).toEqual([undefined, ...posts.slice(0, -1).map(({ id }) => id)]);
}

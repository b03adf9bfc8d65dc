import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { addDays } from '../../src/core/week.ts';
import { startXServer, xKeys, type XServer, type XServerOptions } from '../peers/x-server.ts';
import { document, weekFrom } from '../simulation/list.ts';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
/** A week that ended not long ago. */
export const newest = weekFrom(addDays(new Date().toISOString().slice(0, 10), -8));

/** The real command as a process, somewhere. */
export interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<number | string>;
}

/** A folder of bots, each with an account of its own on a server like X. */
export interface House {
  readonly folder: string;
  readonly add: (name: string, env?: Readonly<Record<string, string>>, x?: XServerOptions) => Promise<XServer>;
  /** Starts the command in the folder above the bots. */
  readonly begin: (args: readonly string[], env?: Readonly<Record<string, string>>) => Run;
  readonly close: () => Promise<void>;
}

export async function makeHouse(): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'weekthread-house-'));
  const list = join(folder, 'list.md');
  await writeFile(list, document([{ week: newest }]).text);
  const servers: XServer[] = [];
  const runs: Run[] = [];
  return {
    folder,
    add: async (name, env = {}, x = {}) => {
      const server = await startXServer(x);
      servers.push(server);
      await mkdir(join(folder, 'bots', name), { recursive: true });
      const all = { ...settingsFor(server, list), ...env };
      const lines = Object.entries(all).map(([key, value]) => `${key}="${value}"`);
      await writeFile(join(folder, 'bots', name, '.env'), `${lines.join('\n')}\n`);
      return server;
    },
    begin: (args, env = {}) => {
      const run = begin(args, folder, env);
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

const settingsFor = (server: XServer, list: string): Readonly<Record<string, string>> => ({
  LIST_SOURCE: list,
  NETWORKS: 'x',
  CARD: 'off',
  X_APP_KEY: xKeys.appKey,
  X_APP_SECRET: xKeys.appSecret,
  X_ACCESS_TOKEN: xKeys.accessToken,
  X_ACCESS_SECRET: xKeys.accessSecret,
  X_API_URL: server.url,
  X_POST_PAUSE_MS: '20',
  X_TIMEOUT_MS: '4000',
  RECONCILE_WAIT_SECONDS: '1',
});

function begin(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Run {
  const base = { PATH: process.env.PATH ?? '', HOME: cwd };
  const child = spawn(process.execPath, [cli, ...args], { cwd, env: { ...base, ...env }, stdio: 'pipe' });
  const text = { out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => (text.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (text.err += part.toString()));
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? '')),
  );
  return { child, out: () => text.out, err: () => text.err, ended };
}

/** Waits until something holds; else throws, with what the processes said last. */
export async function until(what: string, holds: () => boolean, said: () => string, ms = 60_000): Promise<void> {
  const end = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`It did not come to this: ${what}.\n${said().slice(-3000)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
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

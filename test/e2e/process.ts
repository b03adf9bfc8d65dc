import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { xKeys } from '../peers/x-server.ts';

/** The built program; another build can be named for comparison. */
const cli = process.env.WEEKTHREAD_CLI ?? fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
export const isBuilt = existsSync(cli);

export type Env = Readonly<Record<string, string>>;

export interface Run {
  /** Null where the process was killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** What it has said so far: on stdout, on stderr, on both. */
  readonly out: () => string;
  readonly err: () => string;
  readonly said: () => string;
  readonly ended: Promise<Run>;
}

/** Starts the real command in a folder, with no settings but these; `wrapper`: the words of a command that starts it in its turn. */
export function startCli(
  args: readonly string[],
  cwd: string,
  env: Env = {},
  wrapper: readonly string[] = [],
): Running {
  const [file = '', ...words] = [...wrapper, process.execPath, cli, ...args];
  const child = spawn(file, words, {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 240_000,
    killSignal: 'SIGKILL',
  });
  const text = { out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => (text.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (text.err += part.toString()));
  const ended = new Promise<Run>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, ...text }));
  });
  return { child, out: () => text.out, err: () => text.err, said: () => text.out + text.err, ended };
}

/** What a bot needs to post to a server like X, without its picture. */
export const settingsForX = (url: string): Env => ({
  ...{ NETWORKS: 'x', CARD: 'off', X_API_URL: url, RECONCILE_WAIT_SECONDS: '1' },
  ...{ X_APP_KEY: xKeys.appKey, X_APP_SECRET: xKeys.appSecret },
  ...{ X_ACCESS_TOKEN: xKeys.accessToken, X_ACCESS_SECRET: xKeys.accessSecret },
});

/** Waits until something holds; else throws, with what the processes said last. */
export async function until(what: string, holds: () => boolean, said = () => '', ms = 120_000): Promise<void> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`It did not come to this: ${what}.\n${said().slice(-3000)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

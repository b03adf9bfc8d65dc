import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { killed } from '../fakes/children.ts';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const list = fileURLToPath(new URL('../../content', import.meta.url));

export interface Ended {
  /** Null where it was killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The bot itself, on one network, in processes of its own, with a state file that outlives them. */
export async function makeBot(network: string, settings: Readonly<Record<string, string>>) {
  const home = await mkdtemp(join(tmpdir(), 'bot-'));
  const env = {
    PATH: process.env.PATH,
    LIST_SOURCE: list,
    LIST_URL: 'https://example.org/list',
    STATE_FILE: join(home, 'state.json'),
    NETWORKS: network,
    ...settings,
  };
  /** Starts a command on the newest week; nobody is asked. */
  const start = (command: 'post' | 'rollback' | 'resolve', ...more: readonly string[]) => {
    const options = command === 'resolve' ? more : ['--yes'];
    const args = [cli, command, 'latest', '--to', network, ...options];
    const child = spawn(process.execPath, args, { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const heard = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (heard.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (heard.err += chunk.toString()));
    const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, ...heard })));
    return { ended, kill: () => killed(child) };
  };
  return {
    start,
    /** Posts until there is nothing to do, as a timer would. */
    untilDone: async (): Promise<void> => {
      const ends: Ended[] = [];
      while (ends.at(-1)?.code !== 0 && ends.length < 4) ends.push(await start('post').ended);
      if (ends.at(-1)?.code !== 0) throw new Error(JSON.stringify(ends, null, 2));
    },
    /** As if the state file had been lost. */
    forget: () => rm(join(home, 'state.json')),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

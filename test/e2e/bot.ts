import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Env, type Run, type Running, settingsForX, startCli } from './process.ts';

export { isBuilt, type Run, type Running } from './process.ts';

/** One operator's machine: a folder with a list and a state file, and the real command as a process. */
export interface Bot {
  readonly folder: string;
  readonly run: (args: readonly string[], more?: Env) => Promise<Run>;
  /** Starts the command; `wrapper`: the words of a command that starts it in its turn. */
  readonly start: (args: readonly string[], more?: Env, wrapper?: readonly string[]) => Running;
  /** Runs the command again until it has nothing left to do, three hours after each run that failed; every run, in order. */
  readonly runUntilDone: (args: readonly string[], more?: Env) => Promise<readonly Run[]>;
  /** Ends all its processes as a power cut would. */
  readonly kill: () => void;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly state: () => Promise<string>;
  /** What stands in all of its files. */
  readonly files: () => Promise<readonly string[]>;
  /** Three hours pass, for what X refused. */
  readonly letTimePass: () => Promise<void>;
  readonly writeList: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Three hours, for what X refused: whoever was told to wait so long does not do so in a test. */
async function letTimePass(stateFile: string): Promise<void> {
  const state = await readFile(stateFile, 'utf8').catch(() => '');
  const refusedAt = /("status":"refused","at":")([^"]+)/g;
  const earlier = (at: string): string => new Date(Date.parse(at) - 3 * 3_600_000).toISOString();
  const later = state.replace(refusedAt, (_, start: string, at: string) => start + earlier(at));
  if (later !== state) await writeFile(stateFile, later);
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  return await Promise.all(files.map(({ parentPath, name }) => readFile(path.join(parentPath, name), 'latin1')));
}

export async function createBot(apiUrl: string, list: string): Promise<Bot> {
  const folder = await mkdtemp(path.join(tmpdir(), 'weekthread-'));
  const file = path.join(folder, 'list.md');
  await writeFile(file, list);
  const running = new Set<ChildProcess>();
  const base = {
    ...{ LIST_SOURCE: file, STATE_FILE: path.join(folder, 'state.json'), SITE_FOLDER: path.join(folder, 'public') },
    ...{ ...settingsForX(apiUrl), X_POST_PAUSE_MS: '0', X_TIMEOUT_MS: '1500' },
  };

  const start: Bot['start'] = (args, more, wrapper) => {
    const command = startCli(args, folder, { ...base, ...more }, wrapper);
    running.add(command.child);
    void command.ended.finally(() => running.delete(command.child)).catch(() => undefined);
    return command;
  };
  const run: Bot['run'] = (args, more) => start(args, more).ended;

  const runUntilDone: Bot['runUntilDone'] = async (args, more) => {
    const runs: Run[] = [];
    for (let round = 0; round < 40; round += 1) {
      const one = await run(args, more);
      runs.push(one);
      if (one.code === 0) return runs;
      if (one.code === 2 || one.code === 3) break;
      if (one.code === 1) await letTimePass(base.STATE_FILE);
    }
    throw new Error(`not done:\n${runs.map(({ code, out, err }) => `[${code}] ${out}${err}`).join('\n')}`);
  };

  const signal = (name: NodeJS.Signals): void => running.forEach((child) => void child.kill(name));
  return {
    folder,
    run,
    start,
    runUntilDone,
    signal,
    kill: () => signal('SIGKILL'),
    state: () => readFile(base.STATE_FILE, 'utf8'),
    files: () => filesIn(folder),
    letTimePass: () => letTimePass(base.STATE_FILE),
    writeList: (text) => writeFile(file, text),
    close: async () => {
      signal('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

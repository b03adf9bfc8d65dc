import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { ten, week } from '../commands/world.ts';
import { type Env, type Run, startCli } from './process.ts';

/** An operator's folder, with a list in the file `content`, and the built command run in it as a process. */
export interface Folder {
  readonly path: string;
  readonly run: (args: string, env?: Env) => Promise<Run>;
  /** Runs it, and expects this exit code and these words on stdout or stderr. */
  readonly says: (args: string, code: number, words: string | RegExp, env?: Env) => Promise<Run>;
}

/** Makes the folder with these files, for one test. The list has one week of ten entries. */
export async function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<Folder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'weekthread-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const all = { content: week('June 14 - June 21, 2026', ...ten('Lantern')), ...files };
  for (const [name, content] of Object.entries(all)) await writeFile(path.join(folder, name), content);
  const run: Folder['run'] = (args, env) => startCli(args.split(' '), folder, env).ended;
  const says: Folder['says'] = async (args, code, words, env) => {
    const said = await run(args, env);
    const expected: unknown = typeof words === 'string' ? expect.stringContaining(words) : expect.stringMatching(words);
    expect([said.code, said.out + said.err], args).toEqual([code, expected]);
    return said;
  };
  return { path: folder, run, says };
}

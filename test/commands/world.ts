import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { main } from '../../src/main.ts';
import type { World } from '../../src/world.ts';

/** A folder of its own with a list, a state file and a site; and the program run in it as a person would. */
export interface Desk {
  readonly folder: string;
  readonly list: string;
  readonly run: (args: string, more?: Partial<World>) => Promise<Said>;
  /** Runs it, and expects this exit code and these words on stdout or stderr. */
  readonly says: (args: string, code: number, words: string | RegExp, more?: Partial<World>) => Promise<Said>;
  /** Runs it, and gives what its answer is in JSON. */
  readonly json: <Answer>(args: string, more?: Partial<World>) => Promise<Answer>;
}

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** One week of two entries, in the layout of the lists. */
export const week = (dates: string, ...titles: readonly string[]): string =>
  [
    `## Top Papers of the Week (${dates})`,
    '| **Paper** | **Links** |',
    '| --- | --- |',
    ...titles.map((title, index) => row(index + 1, title)),
    '',
  ].join('\n');

const row = (rank: number, title: string): string =>
  `| ${rank}) **${title}** - ${title} is measured on three tasks and holds on all of them. | [Paper](https://example.org/${encodeURIComponent(title)}) |`;

export const ten = (topic: string): readonly string[] =>
  Array.from({ length: 10 }, (_, index) => `${topic} ${'abcdefghij'.charAt(index)}`);

export async function deskWith(list: string, env: Readonly<Record<string, string>> = {}): Promise<Desk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'weekthread-'));
  const file = path.join(folder, 'list.md');
  await writeFile(file, list);
  const own = {
    LIST_SOURCE: file,
    STATE_FILE: path.join(folder, 'state.json'),
    SITE_FOLDER: path.join(folder, 'site'),
    ...env,
  };
  const run: Desk['run'] = (args, more) => say(args, own, more);
  const says: Desk['says'] = async (args, code, words, more) => {
    const said = await run(args, more);
    const expected: unknown = typeof words === 'string' ? expect.stringContaining(words) : expect.stringMatching(words);
    expect([said.code, said.out + said.err], args).toEqual([code, expected]);
    return said;
  };
  const json = async <Answer>(args: string, more?: Partial<World>): Promise<Answer> =>
    JSON.parse((await run(`${args} --json`, more)).out) as Answer;
  return { folder, list: file, run, says, json };
}

/** A world at another moment, in UTC; nothing is waited for. */
export const at = (moment: string): Pick<World, 'clock'> => ({
  clock: { now: () => new Date(`${moment}Z`), sleep: () => Promise.resolve() },
});

async function say(args: string, env: World['env'], more: Partial<World> = {}): Promise<Said> {
  const said = { out: '', err: '' };
  const world: World = {
    env,
    folder: '',
    enter: (to) => process.chdir(to),
    ...at('2026-06-22T17:00:00'),
    fetch,
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    terminal: { isInteractive: false, columns: 80, colours: false },
    confirm: undefined,
    stop: new AbortController().signal,
    abort: new AbortController().signal,
    ...more,
  };
  const code = await main(args.split(' ').filter(Boolean), world);
  return { code, ...said };
}

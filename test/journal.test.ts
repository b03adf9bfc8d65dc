import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JournalState } from '../src/core/record/thread-record.ts';
import { openJournal } from '../src/journal/state-file.ts';
import { realFiles, type Files } from '../src/files.ts';
import { memoryToFile, toFile } from '../src/journal/state-text.ts';
import { bundleChild, startChild, temporaryFolder } from './fakes/children.ts';
import { refused } from './fakes/refused.ts';
import { finishedThread, FULL_STATE } from './fakes/state.ts';
import { tell } from './fakes/tally.ts';

const HOOK = { id: '11', url: 'https://x.example/11' };
const stateFile = async (): Promise<string> => join(await temporaryFolder(), 'state.json');
const withThread =
  (index: number) =>
  (state: JournalState): JournalState => ({ ...state, threads: [...state.threads, finishedThread(index)] });

describe('a state file', () => {
  it('that is not there is not made by reading', async () => {
    const path = await stateFile();
    await openJournal(path);
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  it('is read with a byte order mark, and written again without it', async () => {
    const path = await stateFile();
    await writeFile(path, `\uFEFF${await textOf(FULL_STATE)}`);
    const journal = await openJournal(path);
    expect(journal.state()).toEqual(FULL_STATE);
    await journal.save(withThread(9));
    expect((await readFile(path, 'utf8')).startsWith('{"program"')).toBe(true);
    expect((await openJournal(path)).state().threads).toHaveLength(FULL_STATE.threads.length + 1);
  });

  it('is plain JSON, for its owner alone, and keeps each thread in one line', async () => {
    const path = await stateFile();
    await (await openJournal(path)).save(() => FULL_STATE);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const text = await readFile(path, 'utf8');
    expect(text.split('\n').filter((line) => line.includes('"frozenAt"'))).toHaveLength(FULL_STATE.threads.length);
    const threads = FULL_STATE.threads.map(toFile);
    expect(JSON.parse(text)).toEqual({ program: 'weekthread', ...FULL_STATE, threads });
  });

  it('tells by a moment that there was an earlier try, though an earlier version only counted it', async () => {
    const path = await stateFile();
    const text = await textOf(FULL_STATE);
    expect(text.match(/"doubts":1/g)).toHaveLength(2);
    await writeFile(path, text.replaceAll(/"since":"[^"]*",?/g, ''));
    const open = (await openJournal(path)).state().threads.map((thread) => 'card' in thread && thread.batches.open);
    expect(open[0] && open[0].state).toMatchObject({
      at: '2026-06-22T15:00:03.000Z',
      since: '2026-06-22T15:00:03.000Z',
    });
  });

  it('of the first version is read, every state of it, and written as the second', async () => {
    const path = await stateFile();
    const text = await readFile(new URL('journal/version-1.json', import.meta.url), 'utf8');
    await writeFile(path, text);
    const journal = await openJournal(path);
    const { threads, old, memory } = journal.state();
    const recorded = JSON.parse(text) as { threads: object[]; old: unknown; memory: unknown };
    expect([old, memoryToFile(memory)]).toEqual([recorded.old, recorded.memory]);
    const [leaving, refused, , , , , gone] = threads;
    const up = { posts: [{ at: '2026-06-22T15:00:01.000Z', ref: HOOK }], batches: [1], costUsd: 0.125 };
    expect(leaving).toMatchObject({ ...up, status: 'rolling-back', left: [[HOOK]], heading: 'A heading' });
    expect(gone).toMatchObject({ ...up, status: 'rolled-back' });
    expect(refused).toEqual(FULL_STATE.threads[1]);
    expect(threads.slice(2, 5)).toEqual(FULL_STATE.threads.slice(2));
    expect(threads[5]?.posts[3]).toEqual({
      at: '2026-06-22T15:01:03.000Z',
      ref: { id: '1930000000000000403', url: 'https://elsewhere.example/3', hash: 'bafy3' },
    });
    await journal.save(withThread(9));
    const written = JSON.parse(await readFile(path, 'utf8')) as { version: number; threads: object[] };
    expect([written.version, written.threads[1]]).toEqual([2, recorded.threads[1]]);
    expect((await openJournal(path)).state()).toEqual(journal.state());
  });

  it.each(['is replaced', 'is made'])('%s where a symbolic link leads to, and the link stays', async (what) => {
    const folder = await temporaryFolder();
    const [path, real] = [join(folder, 'state.json'), join(folder, 'volume', 'state.json')];
    await mkdir(join(folder, 'volume'));
    const before = what === 'is made' ? [] : FULL_STATE.threads;
    if (what === 'is replaced') await writeFile(real, await textOf(FULL_STATE));
    await symlink(join('volume', 'state.json'), path);
    await (await openJournal(path)).save(withThread(9));
    expect((await openJournal(real)).state().threads).toHaveLength(before.length + 1);
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
    expect(await readdir(folder)).toEqual(['state.json', 'volume']);
  });

  it.each([
    ['is empty', ''],
    ['is torn', '{"program":"weekthread","version":2,"thre'],
    ['was written by a newer Weekthread', '{"program":"weekthread","version":3,"threads":{}}'],
    ['has no version', '{"program":"weekthread"}'],
    ['is not a state file of Weekthread', '{"name":"something","version":1}'],
    ['is not a state file of Weekthread', '[1,2]'],
    ['is not a state file of Weekthread', 'null'],
    [
      'threads.0',
      '{"program":"weekthread","version":2,"memory":{"sources":[],"told":[],"outbox":[]},"old":[],"threads":[{}]}',
    ],
  ])('that %s is refused and left as it is: %s', async (words, text) => {
    const path = await stateFile();
    await writeFile(path, text);
    const message = await refused(() => openJournal(path));
    expect(message).toContain(path);
    expect(message).toContain(words);
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it.each([
    ['a status that there is not', (text: string) => text.replace('"status":"refused"', '"status":"maybe"')],
    ['a field of a later version', (text: string) => text.replace('"heading":', '"later":1,"heading":')],
    ['a moment that is none', (text: string) => text.replace('"at":"2026-06-22T15:00:03.000Z"', '"at":"yesterday"')],
    ['a week that is none', (text: string) => text.replace('"week":"2026-06-14/2026-06-21"', '"week":"2026-W25"')],
    [
      'a thread twice',
      (text: string) => text.replace('"threads":[\n', (start) => `${start}${JSON.stringify(FULL_STATE.threads[0])},\n`),
    ],
    [
      'a post before the one that it follows',
      (text: string) =>
        text.replace('"status":"unsent","cleared":true', '"status":"posted","at":"2026-06-22T15:00:03.000Z","refs":[]'),
    ],
  ])('that holds %s is refused and left as it is', async (_, spoil) => {
    const path = await stateFile();
    const text = spoil(await textOf(FULL_STATE));
    expect(text).not.toBe(await textOf(FULL_STATE));
    await writeFile(path, text);
    expect(await refused(() => openJournal(path))).toContain('Restore it from a copy');
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('in a folder that is missing, or that is none, is a wrong setting', async () => {
    const folder = await temporaryFolder();
    expect(await refused(() => openJournal(join(folder, 'missing', 'state.json')))).toContain('does not exist');
    await writeFile(join(folder, 'file'), '');
    expect(await refused(() => openJournal(join(folder, 'file', 'state.json')))).toContain(
      'stands in the way of the folder',
    );
    expect(await refused(() => openJournal(folder))).toContain('It is a folder');
  });

  it.skipIf(process.getuid?.() === 0)('that may not be read or written says so', async () => {
    const path = await stateFile();
    await writeFile(path, await textOf(FULL_STATE));
    await chmod(join(path, '..'), 0o500);
    const journal = await openJournal(path);
    expect(await refused(() => journal.save(withThread(9)))).toContain('may not');
    await chmod(join(path, '..'), 0o700);
    await chmod(path, 0o000);
    expect(await refused(() => openJournal(path))).toContain('may not');
  });

  it('that another program changed meanwhile is not written over', async () => {
    const path = await stateFile();
    const journal = await openJournal(path);
    await (await openJournal(path)).save(() => FULL_STATE);
    expect(await refused(() => journal.save(withThread(9)))).toContain('changed by another run');
    expect((await openJournal(path)).state()).toEqual(FULL_STATE);
  });
});

describe('a write that fails', () => {
  const failing = (call: keyof Files, code: string): Files => {
    const fail = (): Promise<never> => Promise.reject(Object.assign(new Error(`${code}: ${call}`), { code }));
    return { ...realFiles, [call]: fail };
  };
  /** A disk on which a new file can be made, but holds only half of what is written. */
  const full: Files = {
    ...realFiles,
    create: async (...args) => {
      const file = await realFiles.create(...args);
      return {
        ...file,
        write: async (data) => {
          await file.write(data.subarray(0, 40));
          throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
        },
      };
    },
  };

  it.each([
    ['The disk is full', full],
    ['The disk is full', failing('create', 'ENOSPC')],
    ['read-only', failing('create', 'EROFS')],
    ['may not', failing('create', 'EACCES')],
    ['mount its folder', failing('rename', 'EBUSY')],
    ['the next run goes on', failing('rename', 'EIO')],
  ])('says what to do (%s) and leaves file, state and folder as they were', async (words, files) => {
    const path = await stateFile();
    const before = await textOf(FULL_STATE);
    await writeFile(path, before);
    const journal = await openJournal(path, files);
    expect(await refused(() => journal.save(withThread(9)))).toContain(words);
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(journal.state()).toEqual(FULL_STATE);
    expect(await readdir(join(path, '..'))).toEqual(['state.json']);
    const again = await openJournal(path);
    await again.save(withThread(9));
    expect((await openJournal(path)).state()).toEqual(again.state());
  });

  it('after the rename, when the folder cannot be synced, is told, and the next one goes on from it', async () => {
    const path = await stateFile();
    const journal = await openJournal(path, failing('syncFolder', 'EIO'));
    expect(await refused(() => journal.save(withThread(1)))).toContain('could not be written');
    expect((await openJournal(path)).state()).toEqual(journal.state());
  });

  it('is no failure where the file system cannot sync folders', async () => {
    const path = await stateFile();
    await (await openJournal(path, failing('syncFolder', 'EINVAL'))).save(withThread(1));
    expect((await openJournal(path)).state().threads).toHaveLength(1);
  });
});

describe('a write that is killed', () => {
  it('by SIGKILL before any system call of a write to a real disk leaves the old state or the new one', async () => {
    const before = await textOf(FULL_STATE);
    let kills = 0;
    for (let killAt = 1; ; killAt += 1) {
      const path = await stateFile();
      await writeFile(path, before);
      const child = startChild(dying, path, String(killAt));
      await child.ended;
      const after = await openJournal(path);
      if (child.lines().includes('saved')) {
        expect(after.state().threads).toHaveLength(FULL_STATE.threads.length + 1);
        break;
      }
      expect(child.process.signalCode, child.stderr()).toBe('SIGKILL');
      kills += 1;
      if ((await readFile(path, 'utf8')) === before) expect(after.state()).toEqual(FULL_STATE);
      else expect(after.state().threads).toEqual([...FULL_STATE.threads, finishedThread(7)]);
      await after.save(withThread(8));
      expect(await readdir(join(path, '..'))).toEqual(['state.json']);
    }
    tell('kills between two system calls of a write to a real disk', { tried: kills, survived: kills });
    expect(kills).toBeGreaterThan(9);
  });

  let dying = '';
  beforeAll(async () => {
    dying = await bundleChild(new URL('journal/children/die.ts', import.meta.url));
  });
});

async function textOf(state: JournalState): Promise<string> {
  const path = await stateFile();
  await (await openJournal(path)).save(() => state);
  return await readFile(path, 'utf8');
}

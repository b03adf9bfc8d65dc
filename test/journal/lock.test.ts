import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { JournalError } from '../../src/journal.ts';
import { openJournal } from '../../src/journal/state-file.ts';
import { realFiles, type Files } from '../../src/files.ts';
import { WAITS } from '../../src/core/record/waits.ts';
import { describeLock, lockJournal } from '../../src/journal/lock.ts';
import { bundleChild, startChild, temporaryFolder, type Child } from '../fakes/children.ts';
import { refused } from '../fakes/refused.ts';
import { quickTimes as times } from '../fakes/state.ts';

let bundle = '';
beforeAll(async () => {
  bundle = await bundleChild(new URL('children/lock.ts', import.meta.url));
});

const stateFile = async (): Promise<string> => join(await temporaryFolder(), 'state.json');

async function holderOf(path: string): Promise<Child> {
  const holder = startChild(bundle, 'hold', path);
  await holder.says('held');
  return holder;
}

/** A lock as another owner would have left it. */
async function lockOf(path: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const lock = await lockJournal(path);
  const owner: unknown = JSON.parse(await readFile(`${path}.lock`, 'utf8'));
  await lock.release();
  await writeFile(`${path}.lock`, JSON.stringify({ ...(owner as object), ...changes }));
}

/** Takes the lock, and gives for how long it was waited for. */
async function takenAfter(path: string): Promise<number> {
  const start = performance.now();
  const lock = await lockJournal(path, { times });
  const ms = performance.now() - start;
  await lock.release();
  return ms;
}

const aDeadOne = { pid: 999_999_999 };
const elsewhere = { table: 'another kernel pid:[1]', host: 'elsewhere' };

describe.concurrent('the lock', () => {
  it('is refused while a run holds it that renews it, with its process and host', async () => {
    const path = await stateFile();
    const holder = await holderOf(path);
    const waits: string[] = [];
    const taking = lockJournal(path, { times, onWait: (words) => waits.push(words) });
    await expect(taking).rejects.toThrow(`(process ${holder.process.pid} on `);
    expect(waits).toEqual([expect.stringContaining('Waiting to see whether it is still running')]);
    expect(await describeLock(path)).toMatchObject({ isAtWork: true });
    holder.process.stdin.end();
    await holder.ended;
    for (let round = 0; round < 3; round += 1) await (await lockJournal(path)).release();
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  it('is one and the same through a symbolic link', async () => {
    const path = await stateFile();
    const other = join(path, '..', 'other.json');
    await writeFile(path, '');
    await symlink(join('..', path.split('/').at(-2) ?? '', 'state.json'), other);
    const lock = await lockJournal(path, { times });
    expect(await refused(() => lockJournal(other, { times }))).toContain('in use by another run');
    await lock.release();
  });

  it.each([
    ['is frozen', (holder: Child) => holder.process.kill('SIGSTOP'), (holder: Child) => holder.process.kill('SIGCONT')],
    ['hangs', (holder: Child) => holder.process.stdin.write(`${times.takeOverMs + 2000}\n`), () => true],
  ])('is taken over from a holder that %s, and it finds it lost when it goes on', async (_, stop, goOn) => {
    const path = await stateFile();
    const holder = await holderOf(path);
    stop(holder);
    const lock = await lockJournal(path, { times });
    goOn(holder);
    holder.process.stdin.write('0\n');
    expect(await holder.says('lost')).toContain(`another run has taken over (process ${process.pid} on `);
    holder.process.stdin.end();
    await holder.ended;
    await lock.confirm();
    await lock.release();
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  it('is lost by a holder that stood still for so long, though nobody has taken it', async () => {
    const path = await stateFile();
    const holder = await holderOf(path);
    holder.process.stdin.write(`${times.leaseMs + 100}\n`);
    expect(await holder.says('lost')).toContain('stood still for too long. It has');
    holder.process.stdin.end();
    await holder.ended;
    expect(await takenAfter(path)).toBeLessThan(times.takeOverMs);
  });

  it('is taken over at once from a holder that was killed, and when its number belongs to another process now', async () => {
    const path = await stateFile();
    const holder = await holderOf(path);
    holder.process.kill('SIGKILL');
    await holder.ended;
    expect(await describeLock(path)).toMatchObject({ isAtWork: false });
    expect(await takenAfter(path)).toBeLessThan(times.takeOverMs);
    expect(await readdir(join(path, '..'))).toEqual([]);
    await lockOf(path, { started: '1' });
    expect(await takenAfter(path)).toBeLessThan(times.takeOverMs);
  });

  it.each([
    ['an owner in another container or on another machine', { ...elsewhere, ...aDeadOne }],
    ['an owner there with the number of a process here', elsewhere],
    ['an owner of which nothing is known but its name', { ...aDeadOne, table: undefined, started: undefined }],
    ['whoever left it empty', ''],
    ['whoever left it torn', '{"program":'],
  ])('is taken over from %s when it has run out, and not before', async (_, left) => {
    const path = await stateFile();
    await (typeof left === 'string' ? writeFile(`${path}.lock`, left) : lockOf(path, left));
    expect(await takenAfter(path)).toBeGreaterThanOrEqual(times.takeOverMs);
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  it('is taken over when those that were at it died in the middle', async () => {
    const path = await stateFile();
    await lockOf(path, aDeadOne);
    const dead = await readFile(`${path}.lock`, 'utf8');
    // The second lock of the one that was taking over, and the file of a third.
    const { ino } = await stat(`${path}.lock`);
    const key = createHash('sha256').update(`${ino} ${dead}`).digest('hex').slice(0, 12);
    await writeFile(`${path}.lock.${key}`, dead);
    await writeFile(`${path}.lock.abcdefabcdef`, dead);
    await writeFile(`${path}.lock.mine`, 'a file of somebody else');
    await takenAfter(path);
    expect(await readdir(join(path, '..'))).toEqual(['state.json.lock.mine']);
  });

  it('is never taken where a folder has its name, and says which', async () => {
    const path = await stateFile();
    await mkdir(`${path}.lock`);
    const words = `${path}.lock is a folder, where the lock would be a file. Move it away.`;
    expect(await refused(() => lockJournal(path, { times }))).toBe(words);
    await expect(describeLock(path)).rejects.toThrow(new JournalError(words));
    expect(await readdir(join(path, '..'))).toEqual(['state.json.lock']);
  });

  it('is lost, and not removed, when another has its place', async () => {
    const path = await stateFile();
    const loser = await lockJournal(path);
    await lockOf(`${path}.other`, elsewhere);
    await rm(`${path}.lock`);
    await writeFile(`${path}.lock`, await readFile(`${path}.other.lock`, 'utf8'));
    await expect(loser.confirm()).rejects.toThrow('on elsewhere');
    await loser.release();
    expect((await describeLock(path))?.words).toContain('on elsewhere');
  });

  it('seems to be at work while it is renewed, whichever way the clock of its machine is off', async () => {
    const path = await stateFile();
    await lockOf(path, elsewhere);
    const seems = async (seconds: number): Promise<boolean | undefined> => {
      await utimes(`${path}.lock`, Date.now() / 1000 + seconds, Date.now() / 1000 + seconds);
      return (await describeLock(path))?.isAtWork;
    };
    for (const seconds of [-30, 30]) expect(await seems(seconds)).toBe(true);
    for (const seconds of [-3600, 3600]) expect(await seems(seconds)).toBe(false);
  });

  it('says what is wrong with the folder', async () => {
    const path = join(await temporaryFolder(), 'missing', 'state.json');
    expect(await refused(() => lockJournal(path))).toContain('does not exist');
  });

  it('is waited for no longer than the bot may run', async () => {
    const path = await stateFile();
    await lockOf(path, elsewhere);
    const stop = new AbortController();
    const taking = lockJournal(path, { times, stop: stop.signal, onWait: () => stop.abort() });
    await expect(taking).rejects.toThrow('nothing was done');
  });

  it('is taken over within two minutes of a death, even by a bot that tries once a minute', () => {
    const { renewMs, leaseMs, takeOverMs, pollMs } = WAITS.lock;
    expect(60_000 + renewMs + takeOverMs + 2 * pollMs).toBeLessThan(120_000);
    expect(leaseMs).toBeLessThan(0.7 * takeOverMs);
    expect(renewMs).toBeLessThan(leaseMs / 4);
  });

  it('is never held by two of eight that ask at once and die with it now and then', async () => {
    const path = await stateFile();
    await lockOf(path, aDeadOne);
    const start = String(Date.now() + 600);
    const children = Array.from({ length: 8 }, () => startChild(bundle, 'contend', path, '40', start));
    await Promise.all(children.map((child) => child.ended));
    const lines = children.flatMap((child) => child.lines());
    expect(children.map((child) => child.stderr()).join('')).toBe('');
    expect(lines.filter((line) => line === 'entered').length).toBeGreaterThanOrEqual(8);
    expect(lines).not.toContain('double');
    await (await lockJournal(path)).release();
  });
});

describe('a state file whose lock was lost', () => {
  it.each([
    ['before it writes anything', 'create'],
    ['when the new file stands, before it looks at its lock', 'read'],
    ['between its last look and the rename', 'rename'],
  ] as const)('is not written over by a holder that froze %s', async (_, frozenAt) => {
    const path = await stateFile();
    const first = await lockJournal(path, { times });
    await (await openJournal(path, realFiles, first)).save((state) => ({ ...state, memory: { ...state.memory } }));
    const thaw = (): Promise<void> => Promise.resolve();
    let freeze = thaw;
    const reach = (call: string): Promise<void> => (call === frozenAt ? freeze() : thaw());
    const files: Files = {
      ...realFiles,
      create: (...args) => reach('create').then(() => realFiles.create(...args)),
      read: (from) => reach('read').then(() => realFiles.read(from)),
      rename: (from, to) => reach('rename').then(() => realFiles.rename(from, to)),
    };
    const journal = await openJournal(path, files, first);
    // Meanwhile another run takes over, as if the lock had run out.
    freeze = async () => {
      freeze = thaw;
      await rm(`${path}.lock`);
      const second = await lockJournal(path, { times });
      const theirs = await openJournal(path, realFiles, second);
      await theirs.save((state) => ({ ...state, memory: { ...state.memory, lastLook: '2026-01-02T00:00:00.000Z' } }));
    };
    const late = journal.save((state) => ({
      ...state,
      memory: { ...state.memory, lastLook: '2026-01-01T00:00:00.000Z' },
    }));
    await expect(late).rejects.toThrow('has lost its lock');
    expect((await openJournal(path)).state().memory.lastLook).toBe('2026-01-02T00:00:00.000Z');
    await first.release();
  });
});

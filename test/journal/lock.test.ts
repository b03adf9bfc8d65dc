import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeLock, lockJournal, LockError, unlockJournal } from '../../src/journal/lock.ts';
import { thisProcess } from '../../src/journal/owner.ts';
import { bundleChild, startChild, temporaryFolder } from '../fakes/children.ts';

let bundle = '';
beforeAll(async () => {
  bundle = await bundleChild(new URL('children/lock.ts', import.meta.url));
});

const stateFile = async (): Promise<string> => join(await temporaryFolder(), 'state.json');

/** A lock as another owner would have made it. */
async function lockOf(path: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const lock = await lockJournal(path);
  const owner: unknown = JSON.parse(await readFile(`${path}.lock`, 'utf8'));
  await lock.release();
  await writeFile(`${path}.lock`, JSON.stringify({ ...(owner as object), ...changes }));
}

async function refusal(path: string): Promise<string> {
  try {
    await lockJournal(path);
  } catch (error) {
    if (error instanceof LockError) return error.message;
    throw error;
  }
  throw new Error('The lock was given.');
}

describe('the lock', () => {
  it('is free again after its release, and leaves nothing behind', async () => {
    const path = await stateFile();
    for (let round = 0; round < 3; round += 1) await (await lockJournal(path)).release();
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  it('is refused while a run holds it, with its process and host', async () => {
    const path = await stateFile();
    const holder = startChild(bundle, 'hold', path);
    await holder.says('held');
    expect(await refusal(path)).toContain(`held by process ${holder.process.pid} on `);
    holder.process.stdin.end();
    await holder.ended;
    await (await lockJournal(path)).release();
  });

  it('is one and the same through a symbolic link', async () => {
    const path = await stateFile();
    const other = join(path, '..', 'other.json');
    await writeFile(path, '');
    await symlink(path, other);
    const lock = await lockJournal(path);
    expect(await refusal(other)).toContain('in use by another run');
    await lock.release();
  });

  it('stays with a holder that is frozen', async () => {
    const path = await stateFile();
    const holder = startChild(bundle, 'hold', path);
    await holder.says('held');
    holder.process.kill('SIGSTOP');
    expect(await refusal(path)).toContain('Wait until it ends, or stop it.');
    expect(await unlockJournal(path)).toMatchObject({ status: 'refused' });
    holder.process.kill('SIGCONT');
    holder.process.stdin.end();
    expect(await holder.says('released')).toBe('released');
  });

  it('is taken over from a holder that was killed', async () => {
    const path = await stateFile();
    const holder = startChild(bundle, 'hold', path);
    await holder.says('held');
    holder.process.kill('SIGKILL');
    await holder.ended;
    expect(await describeLock(path)).toMatchObject({ life: 'dead' });
    const lock = await lockJournal(path);
    expect(await describeLock(path)).toMatchObject({ life: 'running', owner: { pid: process.pid } });
    await lock.release();
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  it.each([
    ['the number of its process belongs to another one now', { started: '1' }],
    ['its machine was started anew', { bootId: '00000000-0000-0000-0000-000000000000', pid: process.pid }],
  ])('is taken over when %s', async (_, changes) => {
    const path = await stateFile();
    await lockOf(path, changes);
    await (await lockJournal(path)).release();
  });

  it.each([
    ['on another host', { host: 'elsewhere', pid: 999_999_999 }],
    ['on another host that was started at another time', { host: 'elsewhere', bootId: 'other', started: '1' }],
    ['on another machine of the same name', { machineId: 'other', bootId: 'other' }],
    ['in another container', { pidNamespace: 'pid:[1]', pid: 999_999_999, started: '1' }],
  ])('is never taken over from an owner %s; unlock clears it', async (_, changes) => {
    const path = await stateFile();
    await lockOf(path, changes);
    expect(await refusal(path)).toContain('weekthread unlock');
    expect(await unlockJournal(path)).toMatchObject({ status: 'cleared' });
    await (await lockJournal(path)).release();
    expect(await unlockJournal(path)).toEqual({ status: 'free' });
  });

  it('is never taken over when its file cannot be read as one; unlock clears it', async () => {
    const path = await stateFile();
    await writeFile(`${path}.lock`, '{"program":');
    expect(await refusal(path)).toContain('weekthread unlock');
    expect(await unlockJournal(path)).toMatchObject({ status: 'cleared' });
  });

  it('is not taken where a folder has its name, and says which', async () => {
    const path = await stateFile();
    await mkdir(`${path}.lock`);
    const words = `${path}.lock is a folder, where the lock would be a file. Move it away.`;
    expect(await refusal(path)).toBe(words);
    await expect(describeLock(path)).rejects.toThrow(new LockError(words));
    await expect(unlockJournal(path)).rejects.toThrow(new LockError(words));
    expect(await readdir(join(path, '..'))).toEqual(['state.json.lock']);
  });

  it('is not removed by a holder that lost it', async () => {
    const path = await stateFile();
    const lost = await lockJournal(path);
    await lockOf(`${path}.other`, { host: 'elsewhere' });
    await writeFile(`${path}.lock`, await readFile(`${path}.other.lock`, 'utf8'));
    await lost.release();
    expect(await describeLock(path)).toMatchObject({ owner: { host: 'elsewhere' } });
  });

  it('goes by the process table where there is no /proc to look at', async () => {
    const path = await stateFile();
    await lockOf(path, { pid: 999_999_999, started: undefined });
    const everythingRuns = { ...thisProcess, isRunning: () => true };
    expect(await describeLock(path, everythingRuns)).toMatchObject({ life: 'running' });
    expect(await describeLock(path)).toMatchObject({ life: 'dead' });
  });

  it('is not taken over twice: who finds its owner dead and falls asleep finds another holder when it wakes', async () => {
    const path = await stateFile();
    await lockOf(path, { pid: 999_999_999, started: undefined });
    const log = `${path}.log`;
    let isAsleep = false;
    const sleepy = {
      ...thisProcess,
      isRunning: (): boolean => {
        if (isAsleep) return false;
        isAsleep = true;
        const holder = `(sleep 2 | "${process.execPath}" "${bundle}" hold "${path}" > "${log}") &`;
        execFileSync('sh', ['-c', `${holder} until grep -q held "${log}" 2> /dev/null; do sleep 0.02; done`], {
          stdio: 'ignore',
        });
        return false;
      },
    };
    await expect(lockJournal(path, sleepy)).rejects.toThrow('in use by another run');
    expect(isAsleep).toBe(true);
    await expect.poll(() => readFile(log, 'utf8'), { timeout: 10_000 }).toContain('released');
  });

  it('says what is wrong with the folder', async () => {
    expect(await refusal(join(await temporaryFolder(), 'missing', 'state.json'))).toContain('does not exist');
  });

  it('is never held by two of eight that ask at once and die with it now and then', async () => {
    const path = await stateFile();
    await lockOf(path, { pid: 999_999_999 });
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

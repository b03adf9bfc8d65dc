// Run as a process of its own: `hold` or `contend` for a state file's lock, and say what happens on stdout.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { LockError } from '../../../src/journal.ts';
import { lockJournal } from '../../../src/journal/lock.ts';
import { quickTimes } from '../../fakes/state.ts';

const [what = '', path = '', rounds = '0', start = '0'] = process.argv.slice(2);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const onWait = (): void => void say('waiting');

/** Holds the lock until stdin ends; each line asks whether it is still held, or blocks the event loop for so many ms. */
async function hold(): Promise<void> {
  try {
    const lock = await lockJournal(path, { onWait, times: quickTimes });
    say('held');
    for await (const line of createInterface(process.stdin)) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(line));
      await lock.confirm().then(
        () => say('kept'),
        (error: unknown) => say(`lost: ${String(error)}`),
      );
    }
    await lock.release();
    say('released');
  } catch (error) {
    if (!(error instanceof LockError)) throw error;
    say(`refused: ${error.message}`);
  }
}

/** Takes the lock again and again, and dies with it now and then. Says `double` when another living process has it too. */
async function contend(): Promise<void> {
  const inside = `${path}.inside`;
  await sleep(Math.max(0, Number(start) - Date.now()));
  for (let round = 0; round < Number(rounds); round += 1) {
    const lock = await lockJournal(path, { times: { ...quickTimes, pollMs: 1 } }).catch((error: unknown) => {
      if (error instanceof LockError) return undefined;
      throw error;
    });
    if (lock === undefined) {
      await sleep(1);
      continue;
    }
    if (existsSync(inside) && isAlive(Number(readFileSync(inside, 'utf8')))) say('double');
    writeFileSync(inside, String(process.pid));
    await sleep(2);
    if (readFileSync(inside, 'utf8') !== String(process.pid)) say('double');
    say('entered');
    if (round === 2) process.kill(process.pid, 'SIGKILL');
    rmSync(inside);
    await lock.release();
  }
}

/** A process that was killed stays in the table, as Z, until its parent has asked for its end. */
function isAlive(pid: number): boolean {
  try {
    return pid !== process.pid && !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

await (what === 'hold' ? hold() : contend());

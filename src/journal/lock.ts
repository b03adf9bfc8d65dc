import { command } from '../core/command.ts';
import { randomBytes } from 'node:crypto';
import { unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WAITS } from '../core/record.ts';
import { startStopwatch } from '../http/within-time.ts';
import { followLinks } from '../files.ts';
import { type Holder, JournalError, journalError, type LeaseTimes, LockError, type LockWaiting } from '../journal.ts';
import { see, sweep, take, writeLock, type IsOver, type SeenLock } from './lock-file.ts';
import { describeSelf, isDead, type LockOwner } from './owner.ts';

/** The lock of a state file: a lease, which lets one run at a time publish, and runs out by itself if its owner does not
 *  renew it. */
export interface Lock {
  /** Rejects with JournalError if this run has lost the lock, because it stood still for too long: then it may write and send
   *  nothing any more. Asked before each. */
  readonly confirm: () => Promise<void>;
  /** Gives the lock back, if it is still this run's own. */
  readonly release: () => Promise<void>;
}

/** Takes the lock of a state file. One whose owner is dead is taken over: at once where that can be proven, otherwise when it
 *  has run out. Throws LockError if it is renewed, which says who holds it; JournalError if it can never be taken. */
export async function lockJournal(path: string, waiting: LockWaiting = {}): Promise<Lock> {
  const lockPath = await lockPathOf(path);
  try {
    return await waitFor(lockPath, path, waiting);
  } catch (error) {
    if (error instanceof LockError || error instanceof JournalError) throw error;
    throw journalError(`${path}: the lock could not be taken`, error, dirname(lockPath));
  }
}

async function waitFor(lockPath: string, path: string, waiting: LockWaiting): Promise<Lock> {
  const { onWait, stop, times = WAITS.lock } = waiting;
  const me = await describeSelf(randomBytes(6).toString('hex'), new Date());
  const isOver = watch(times.takeOverMs);
  for (let first: SeenLock | undefined; ;) {
    const sinceRenewed = startStopwatch();
    const taken = await take(lockPath, me, isOver);
    if (taken === undefined) continue;
    if (!('key' in taken)) return await swept(lockPath, hold({ path, lockPath, me, times }, taken, sinceRenewed));
    if (first === undefined) onWait?.(waitWords(taken, path, times));
    else if (first.key !== taken.key) throw heldBy(taken, path);
    first = taken;
    if (stop?.aborted) throw new LockError(`${path} is in use by another run${whoHas(taken)}, and nothing was done.`);
    await sleep(times.pollMs, undefined, stop && { signal: stop }).catch(() => undefined);
  }
}

async function swept(lockPath: string, lock: Lock): Promise<Lock> {
  try {
    await sweep(lockPath);
    await lock.confirm();
    return lock;
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Remembers since when each lock has stood unchanged before our eyes. */
function watch(takeOverMs: number): IsOver {
  const since = new Map<string, number>();
  return ({ key }, lockPath) => {
    const start = since.get(`${lockPath} ${key}`) ?? performance.now();
    since.set(`${lockPath} ${key}`, start);
    return performance.now() - start >= takeOverMs;
  };
}

/** Keeps a lock. `file` stays the file of this very lock, whatever bears its name later. */
function hold(
  { path, lockPath, me, times }: { path: string; lockPath: string; me: LockOwner; times: LeaseTimes },
  file: FileHandle,
  sinceTaken: () => number,
): Lock {
  let sinceRenewed = sinceTaken;
  let isLost = false;
  let beat = 0;
  let renewal = Promise.resolve();

  const isOver = (): boolean => (isLost ||= sinceRenewed() >= times.leaseMs);
  const renew = async (): Promise<void> => {
    if (isOver()) return;
    const sinceNow = startStopwatch();
    beat += 1;
    await writeLock(file, me, beat);
    if (!isOver()) sinceRenewed = sinceNow;
  };
  const timer = setInterval(() => {
    renewal = renewal.then(renew).catch(() => undefined); // Without a renewal it runs out.
  }, times.renewMs).unref();
  const confirm = async (): Promise<void> => {
    const now = await see(lockPath).catch(() => undefined);
    isLost ||= now?.owner?.token !== me.token;
    if (isOver()) throw lost(path, now?.owner?.token === me.token ? undefined : now);
  };
  const release = async (): Promise<void> => {
    clearInterval(timer);
    await renewal;
    // In the place of a lock that was lost another run's may stand: then only our own file is marked as free. (A run that
    // freezes for the whole lease between its last look and `unlink` removes the next run's lock; that one finds it lost.)
    const isOurs = await confirm().then(
      () => true,
      () => false,
    );
    await (isOurs ? unlink(lockPath) : writeLock(file, me, 'released')).catch(() => undefined); // Then it runs out.
    await file.close();
  };
  return { confirm, release };
}

/** Who holds the lock of a state file; undefined if nobody does. Throws JournalError if it can never be taken. */
export async function describeLock(path: string): Promise<Holder | undefined> {
  const seen = await see(await lockPathOf(path));
  if (seen === undefined || seen.isReleased) return undefined;
  const isDeadOne = seen.owner !== undefined && (await isDead(seen.owner));
  const isFresh = Math.abs(Date.now() - seen.writtenMs) < 2 * WAITS.lock.takeOverMs;
  const isAtWork = isFresh && !isDeadOne;
  const next = isAtWork ? '' : ' It seems to have ended; the next run takes over.';
  return { words: `It is in use by another run${whoHas(seen)}.${next}`, isAtWork };
}

/** The lock is beside the file itself, whichever link leads to it: one file, one lock. */
async function lockPathOf(path: string): Promise<string> {
  const file = await followLinks(path).catch(() => path);
  return `${file}.lock`;
}

const whoHas = ({ owner }: SeenLock): string =>
  owner === undefined ? '' : ` (process ${owner.pid} on ${owner.host}, since ${owner.since})`;

const waitWords = (seen: SeenLock, path: string, { takeOverMs }: LeaseTimes): string =>
  `${path} is in use by another run${whoHas(seen)}. Waiting to see whether it is still running; if not, this run takes over within ${takeOverMs / 1000} s.`;

const heldBy = (seen: SeenLock, path: string): LockError =>
  new LockError(
    `${path} is in use by another run${whoHas(seen)}, which is still running, and nothing was done. Wait until it ends, or stop it.`,
  );

const lost = (path: string, by: SeenLock | undefined): JournalError =>
  new JournalError(
    `${path}: this run has lost its lock, because it stood still for too long${by === undefined ? '' : `; another run has taken over${whoHas(by)}`}. It has written and sent nothing since, and stops. ${command('status')} says how things stand.`,
  );

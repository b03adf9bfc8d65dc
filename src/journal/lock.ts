import { randomBytes } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../errors.ts';
import { adviceOn, LockError } from './errors.ts';
import { followLinks } from './files.ts';
import { acquire, guarded, ignoreMissing, look, removeOwn, sweep, type Holder } from './lock-file.ts';
import { describeSelf, thisProcess, type Self } from './owner.ts';

export { LockError } from './errors.ts';
export type { Holder } from './lock-file.ts';
export type { Self } from './owner.ts';

/** The lock of a state file, which lets one run at a time publish. */
export interface Lock {
  /** Removes the lock if it is still this run's own. */
  readonly release: () => Promise<void>;
}

/** Takes the lock of a state file. If another run holds it, throws LockError, which says who and what to do; but a lock whose
 *  owner is proven dead is taken over. Safe against frozen holders, `kill -9` and several runs that ask at once. */
export async function lockJournal(path: string, self: Self = thisProcess): Promise<Lock> {
  const lockPath = await lockPathOf(path);
  const me = await describeSelf(self, randomBytes(6).toString('hex'), new Date());
  try {
    const holder = await acquire(lockPath, me, self);
    if (holder !== undefined) throw heldBy(holder, path);
    await sweep(lockPath, me, self);
  } catch (error) {
    if (error instanceof LockError) throw error;
    const advice = adviceOn(error, dirname(lockPath));
    throw new LockError(`${path}: the lock could not be taken (${messageOf(error)}). ${advice}`, { cause: error });
  }
  return { release: () => removeOwn(lockPath, me) };
}

/** Who holds the lock of a state file; undefined if nobody does. */
export async function describeLock(path: string, self: Self = thisProcess): Promise<Holder | undefined> {
  const lockPath = await lockPathOf(path);
  return await look(lockPath, await describeSelf(self, '0', new Date()), self);
}

export type Unlocking =
  | { readonly status: 'free' }
  | { readonly status: 'cleared'; readonly words: string }
  | { readonly status: 'refused'; readonly words: string };

/** Clears a lock whose owner is dead or cannot be seen from here; refuses if the owner is proven to be running. */
export async function unlockJournal(path: string, self: Self = thisProcess): Promise<Unlocking> {
  const lockPath = await lockPathOf(path);
  const me = await describeSelf(self, randomBytes(6).toString('hex'), new Date());
  const holder = await look(lockPath, me, self);
  if (holder === undefined) return { status: 'free' };
  const { owner, words } = holder;
  if (owner && holder.life === 'running') {
    return { status: 'refused', words: `${words} It is running. Wait until it ends, or stop it: kill ${owner.pid}` };
  }
  const remove = (): Promise<void> => unlink(lockPath).catch(ignoreMissing);
  if (owner === undefined) await remove();
  else await guarded(lockPath, owner, me, self, remove);
  return { status: 'cleared', words };
}

/** The lock is beside the file itself, whichever link leads to it: one file, one lock. */
async function lockPathOf(path: string): Promise<string> {
  const file = await followLinks(path).catch(() => path);
  return `${file}.lock`;
}

function heldBy({ words, life }: Holder, path: string): LockError {
  const advice =
    life === 'unknown'
      ? 'From here it cannot be seen whether it still runs. If it does not, run: weekthread unlock'
      : 'Wait until it ends, or stop it.';
  return new LockError(`${path} is in use by another run, and nothing was done. ${words} ${advice}`);
}

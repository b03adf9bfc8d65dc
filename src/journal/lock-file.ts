import { createHash } from 'node:crypto';
import { open, readdir, rename, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { JournalError } from '../journal.ts';
import { codeOf, orIf } from '../errors.ts';
import { isDead, parseOwner, type LockOwner } from './owner.ts';

/** What one look at a lock file saw. */
export interface SeenLock {
  /** Tells this very content of this very file from any other: a renewal changes it. */
  readonly key: string;
  /** Absent while the file is being made, and if its maker died at that. */
  readonly owner?: LockOwner;
  readonly isReleased: boolean;
  /** When it was written last, by the clock of its file system. */
  readonly writtenMs: number;
}

/** Looks at a lock; undefined if there is none. */
export async function see(lockPath: string): Promise<SeenLock | undefined> {
  const file = await openToRead(lockPath);
  if (file === undefined) return undefined;
  try {
    const { ino, mtimeMs } = await file.stat();
    const text = await file.readFile('utf8');
    const owner = parseOwner(text);
    const key = createHash('sha256').update(`${ino} ${text}`).digest('hex').slice(0, 12);
    return { key, isReleased: text.includes(beatOf('released')), writtenMs: mtimeMs, ...(owner && { owner }) };
  } finally {
    await file.close();
  }
}

async function openToRead(lockPath: string): Promise<FileHandle | undefined> {
  const file = await orIf(['ENOENT'], open(lockPath, 'r'), undefined);
  if (file === undefined || (await file.stat()).isFile()) return file;
  await file.close();
  throw new JournalError(`${lockPath} is a folder, where the lock would be a file. Move it away.`);
}

/** Writes a lock through the handle that made it: of a file that another run has replaced since, this changes nothing. The text
 *  has the same length each time, so that it is never torn. */
export async function writeLock(file: FileHandle, owner: LockOwner, beat: number | 'released'): Promise<void> {
  await file.write(`${JSON.stringify(owner).slice(0, -1)},${beatOf(beat)}}\n`, 0);
  await file.sync(); // Until then another machine may not see it.
}

const beatOf = (beat: number | 'released'): string => `"beat":"${String(beat).padStart(10)}"`;

/** Whether the time has run out of a lock that nobody released. */
export type IsOver = (seen: SeenLock, lockPath: string) => boolean;

/** Tries once to take a lock, and gives the handle of its file, or what is in the way; undefined if it was released meanwhile.
 *  Of all runs that try, one gets it. Only `open` with O_EXCL and `rename` are needed, which every file system has: hard links
 *  are refused by some, with half a dozen different errors. */
export async function take(
  lockPath: string,
  me: LockOwner,
  isOver: IsOver,
): Promise<FileHandle | SeenLock | undefined> {
  const made = await create(lockPath, me);
  if (made !== undefined) return made;
  const seen = await see(lockPath);
  if (seen === undefined) return undefined;
  const isFree = seen.isReleased || (seen.owner !== undefined && (await isDead(seen.owner))) || isOver(seen, lockPath);
  return isFree ? await replace(lockPath, seen, me, isOver) : seen;
}

/** Replaces this very lock and no later one. Of several runs that found it over, only the one that takes a second lock, named
 *  after what they saw, may do so; a second lock whose maker died is taken over like the first. */
async function replace(
  lockPath: string,
  seen: SeenLock,
  me: LockOwner,
  isOver: IsOver,
): Promise<FileHandle | SeenLock | undefined> {
  const guardPath = `${lockPath}.${seen.key}`;
  const guard = await take(guardPath, me, isOver);
  if (guard === undefined || 'key' in guard) return seen;
  try {
    return await replaceGuarded(lockPath, seen, me);
  } finally {
    await guard.close();
    await removeIfThere(guardPath);
  }
}

/** The new file is there before the old one is looked at again. So a run that freezes in here does no harm when it wakes up:
 *  whoever took the lock meanwhile has swept that file away, and it cannot be renamed. */
async function replaceGuarded(
  lockPath: string,
  seen: SeenLock,
  me: LockOwner,
): Promise<FileHandle | SeenLock | undefined> {
  const ownPath = `${lockPath}.${me.token}`;
  const own = await create(ownPath, me);
  if (own === undefined) return undefined;
  try {
    const now = await see(lockPath);
    if (now?.key === seen.key) {
      await rename(ownPath, lockPath);
      return own;
    }
    await giveUp(ownPath, own);
    return now;
  } catch (error) {
    await giveUp(ownPath, own);
    if (codeOf(error) !== 'ENOENT') throw error;
    return undefined;
  }
}

async function giveUp(path: string, file: FileHandle): Promise<void> {
  await file.close();
  await removeIfThere(path);
}

async function create(path: string, me: LockOwner): Promise<FileHandle | undefined> {
  const file = await orIf(['EEXIST'], open(path, 'wx', 0o644), undefined);
  try {
    if (file !== undefined) await writeLock(file, me, 0);
    return file;
  } catch (error) {
    if (file !== undefined) await giveUp(path, file);
    throw error;
  }
}

/** Removes what other runs left beside the lock in their tries to take it. Only its holder may call this: whoever is still at
 *  one of these tries has lost. */
export async function sweep(lockPath: string): Promise<void> {
  const start = `${basename(lockPath)}.`;
  const names = await readdir(dirname(lockPath));
  for (const name of names.filter((other) => other.startsWith(start) && isHex(other.slice(start.length))))
    await removeIfThere(join(dirname(lockPath), name));
}

const isHex = (end: string): boolean => /^[0-9a-f]{12}(?:\.[0-9a-f]{12})*$/.test(end);

const removeIfThere = (path: string): Promise<void> => orIf(['ENOENT'], unlink(path), undefined);

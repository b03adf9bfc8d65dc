import { link, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf, LockError } from './errors.ts';
import { lifeOf, parseOwner, type Life, type Owner, type Self } from './owner.ts';

/** Who holds a lock; `words` says it as a sentence. `owner` is absent if the lock file cannot be read. */
export interface Holder {
  readonly words: string;
  readonly life: Life;
  readonly owner?: Owner;
}

/** Takes the lock and gives undefined, or gives who holds it. */
export async function acquire(lockPath: string, me: Owner, self: Self): Promise<Holder | undefined> {
  const own = `${lockPath}.${me.token}`;
  await writeSynced(own, me);
  try {
    for (let tries = 0; tries < 20; tries += 1) {
      if (await claim(own, lockPath, me)) return undefined;
      const holder = await look(lockPath, me, self);
      if (holder === undefined) continue; // Released since.
      if (holder.life !== 'dead' || holder.owner === undefined) return holder;
      const inTheWay = await guarded(lockPath, holder.owner, me, self, () => rename(own, lockPath));
      if (inTheWay) return inTheWay;
    }
    return await look(lockPath, me, self);
  } finally {
    await unlink(own).catch(ignoreMissing);
  }
}

/** link() creates a lock file that is whole from the start, and fails if there is one already. */
async function claim(own: string, lockPath: string, me: Owner): Promise<boolean> {
  try {
    await link(own, lockPath);
    return true;
  } catch (error) {
    // Taken over by rename(): the lock is ours, and `own` with it.
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EEXIST') return await isOwn(lockPath, me);
    if (!WITHOUT_LINKS.includes(codeOf(error))) throw error;
    return await claimWithoutLinks(lockPath, me);
  }
}

/** File systems without hard links (FAT, some shared folders of virtual machines). */
const WITHOUT_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

async function claimWithoutLinks(lockPath: string, me: Owner): Promise<boolean> {
  try {
    await writeSynced(lockPath, me);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Does `act` to the lock of this owner and to no later one. Of several processes that found the owner dead, only the one that
 *  takes a second lock, named after the first, may act. Gives who holds that one, if it is another. */
export async function guarded(
  lockPath: string,
  owner: Owner,
  me: Owner,
  self: Self,
  act: () => Promise<void>,
): Promise<Holder | undefined> {
  const guardPath = `${lockPath}.${owner.token}.over`;
  const holder = await acquire(guardPath, me, self);
  if (holder !== undefined) return holder;
  try {
    const now = await readOwner(lockPath);
    if (now !== undefined && now !== 'unreadable' && now.token === owner.token) await act();
  } finally {
    await removeOwn(guardPath, me);
  }
  return undefined;
}

export async function look(lockPath: string, me: Owner, self: Self): Promise<Holder | undefined> {
  const owner = await readOwner(lockPath);
  if (owner === undefined) return undefined;
  if (owner === 'unreadable') return { words: `${lockPath} is there, but does not say who made it.`, life: 'unknown' };
  const words = `The lock is held by process ${owner.pid} on ${owner.host}, since ${owner.since}.`;
  return { words, life: await lifeOf(owner, me, self), owner };
}

async function readOwner(lockPath: string): Promise<Owner | 'unreadable' | undefined> {
  try {
    return parseOwner(await readFile(lockPath, 'utf8')) ?? 'unreadable';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (codeOf(error) !== 'EISDIR') throw error;
    throw new LockError(`${lockPath} is a folder, where the lock would be a file. Move it away.`, { cause: error });
  }
}

const isOwn = async (lockPath: string, me: Owner): Promise<boolean> => {
  const owner = await readOwner(lockPath);
  return owner !== undefined && owner !== 'unreadable' && owner.token === me.token;
};

/** Removes the lock if it is still ours. Should it stay behind, the next run proves its owner dead. */
export async function removeOwn(lockPath: string, me: Owner): Promise<void> {
  try {
    if (await isOwn(lockPath, me)) await unlink(lockPath);
  } catch {
    // Gone already, or the folder is: the process ends, and with it the lock.
  }
}

const DAY_MS = 86_400_000;

/** Removes what killed runs left behind. Only the holder of the lock may call it: guards of older locks mean nothing then. */
export async function sweep(lockPath: string, me: Owner, self: Self): Promise<void> {
  const start = `${basename(lockPath)}.`;
  const names = await readdir(dirname(lockPath));
  for (const name of names.filter(
    (other) => other.startsWith(start) && /^[0-9a-f]{12}/.test(other.slice(start.length)),
  )) {
    const path = join(dirname(lockPath), name);
    const owner = await readOwner(path);
    const isDead =
      owner === 'unreadable'
        ? Date.now() - (await stat(path)).mtimeMs > DAY_MS
        : owner !== undefined && (await lifeOf(owner, me, self)) === 'dead';
    if (isDead) await unlink(path).catch(ignoreMissing);
  }
}

async function writeSynced(path: string, owner: Owner): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(`${JSON.stringify(owner)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

export function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}

import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file whole or not at all: under a name beside it that nobody can foresee, created new so that no link is followed,
 * synced, and renamed, which replaces a link instead of writing through it. `mode`: who may read it; all, if not given.
 */
export async function writeWhole(file: string, content: string | Uint8Array, mode = 0o666): Promise<void> {
  await removeDrafts(file);
  const draft = `${file}.${randomBytes(8).toString('hex')}.tmp`;
  const handle = await open(draft, 'wx', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
    await handle.close();
    await rename(draft, file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

/** Removes what a write that was killed left beside a file. */
export async function removeDrafts(file: string): Promise<void> {
  const folder = dirname(file);
  const start = `${basename(file)}.`;
  const names = await readdir(folder).catch(() => []);
  const drafts = names.filter((name) => name.startsWith(start) && /^[0-9a-f]{16}\.tmp$/.test(name.slice(start.length)));
  for (const name of drafts) await rm(join(folder, name), { force: true });
}

/** Makes a folder and those above it, where they are not there. Not with `recursive`: of a file system that says ENOENT below
 *  a folder that is there, as /proc does, Node.js would ask for ever. */
export async function makeFolder(folder: string): Promise<void> {
  const error = await tryToMake(folder);
  if (error === undefined) return;
  if (error.code !== 'ENOENT' || dirname(folder) === folder) throw error;
  await makeFolder(dirname(folder));
  const again = await tryToMake(folder);
  if (again) throw again;
}

/** Why it could not be made; a folder that is there already is as good. */
async function tryToMake(folder: string): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await mkdir(folder);
    return undefined;
  } catch (error) {
    const isThere = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (isThere) return undefined;
    if (error instanceof Error) return error;
    throw error;
  }
}

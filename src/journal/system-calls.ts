import { open, readdir, readFile, readlink, realpath, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** Follows symbolic links, even to a file that does not exist yet: it is created there, and does not replace the link. */
export const followLinks = (path: string): Promise<string> => follow(path, MOST_LINKS);

/** A longer chain of links is taken for a loop. */
const MOST_LINKS = 40;

async function follow(path: string, links: number): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const target = links > 0 ? await readlink(path).catch(() => undefined) : undefined;
    if (target !== undefined) return await follow(resolve(dirname(path), target), links - 1);
    const folder = await realpath(dirname(path)).catch(() => undefined);
    if (folder === undefined) throw error;
    return join(folder, basename(path));
  }
}

/** The system calls that the journal makes, one each, so that tests can kill the program between any two. */
export type Files = Readonly<typeof realFiles>;

export const realFiles = {
  read: (path: string): Promise<Buffer> => readFile(path),
  /** The file itself must be replaced, not a link to it. */
  resolve: followLinks,
  list: (folder: string): Promise<readonly string[]> => readdir(folder),
  /** Creates a file that only its owner can read (0600); fails if it exists. */
  create: async (path: string) => {
    const handle = await open(path, 'wx', 0o600);
    return {
      write: (data: Uint8Array): Promise<void> => handle.writeFile(data),
      sync: (): Promise<void> => handle.sync(),
      close: (): Promise<void> => handle.close(),
    };
  },
  rename: (from: string, to: string): Promise<void> => rename(from, to),
  remove: (path: string): Promise<void> => unlink(path),
  /** Makes renames and removals in a folder survive a power cut. */
  syncFolder: async (folder: string): Promise<void> => {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

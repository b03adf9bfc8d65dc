import { open, readdir, readFile, readlink, realpath, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** The system calls that the journal makes, one each, so that tests can kill the program between any two. */
export interface Files {
  readonly read: (path: string) => Promise<Buffer>;
  /** Follows symbolic links: the file itself must be replaced, not the link. */
  readonly resolve: (path: string) => Promise<string>;
  readonly list: (folder: string) => Promise<readonly string[]>;
  /** Creates a file that only its owner can read (0600); fails if it exists. */
  readonly create: (path: string) => Promise<NewFile>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** Makes renames and removals in a folder survive a power cut. */
  readonly syncFolder: (folder: string) => Promise<void>;
}

export interface NewFile {
  readonly write: (data: Uint8Array) => Promise<void>;
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

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

export const realFiles: Files = {
  read: (path) => readFile(path),
  resolve: followLinks,
  list: (folder) => readdir(folder),
  create: async (path) => {
    const handle = await open(path, 'wx', 0o600);
    return {
      write: (data) => handle.writeFile(data),
      sync: () => handle.sync(),
      close: () => handle.close(),
    };
  },
  rename: (from, to) => rename(from, to),
  remove: (path) => unlink(path),
  syncFolder: async (folder) => {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

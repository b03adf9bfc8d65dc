import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, readlink, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { orIf } from './errors.ts';

/** The system calls of a write, one each, so that tests can kill the program between any two. */
export type Files = Readonly<typeof realFiles>;

export const realFiles = {
  read: (path: string): Promise<Buffer> => readFile(path),
  /** Whoever writes must replace the file itself, not a link to it. */
  resolve: (path: string): Promise<string> => followLinks(path),
  list: (folder: string): Promise<readonly string[]> => readdir(folder),
  /** Creates a file that those of `mode` may read; fails if it exists, and follows no link. */
  create: async (path: string, mode: number) => {
    const handle = await open(path, 'wx', mode);
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

interface Writing {
  /** Who may read the file; all, if not given. */
  readonly mode?: number;
  readonly files?: Files;
  /** Comes last before the rename, and while the new file stands beside the old one. */
  readonly beforeRename?: () => Promise<void>;
}

/**
 * Writes a file whole or not at all: under a name beside it that nobody can foresee, synced, and renamed, which replaces a link
 * instead of writing through it. What a killed write left behind is removed by the next one.
 */
export async function writeWhole(
  file: string,
  content: string | Uint8Array,
  { mode = 0o666, files = realFiles, beforeRename }: Writing = {},
): Promise<void> {
  await removeDrafts(file, files).catch(() => undefined);
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const written = await files.create(draft, mode);
    try {
      await written.write(Buffer.from(content));
      await written.sync();
    } finally {
      await written.close();
    }
    await beforeRename?.();
    await files.rename(draft, file);
  } catch (error) {
    await files.remove(draft).catch(() => undefined);
    throw error;
  }
}

// Earlier versions gave some of them another name.
const DRAFT_END = /^\.(?:[0-9a-f]{12}|[0-9a-f]{16})\.tmp$/;

/** Removes what a write that was killed left beside a file. */
export async function removeDrafts(file: string, files: Files = realFiles): Promise<void> {
  const starts = [`.${basename(file)}`, basename(file)];
  const isDraft = (name: string): boolean =>
    starts.some((start) => name.startsWith(start) && DRAFT_END.test(name.slice(start.length)));
  for (const name of (await files.list(dirname(file))).filter(isDraft))
    await orIf(['ENOENT'], files.remove(join(dirname(file), name)), undefined);
}

/** A longer chain of links is taken for a loop. */
const MOST_LINKS = 40;

/** Follows symbolic links, even to a file that does not exist yet: it is created there, and does not replace the link. */
export async function followLinks(path: string, links = MOST_LINKS): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const target = links > 0 ? await readlink(path).catch(() => undefined) : undefined;
    if (target !== undefined) return await followLinks(resolve(dirname(path), target), links - 1);
    const folder = await realpath(dirname(path)).catch(() => undefined);
    if (folder === undefined) throw error;
    return join(folder, basename(path));
  }
}

/** Makes a folder and those above it, where they are not there. Not with `recursive`: of a file system that says ENOENT below
 *  a folder that is there, as /proc does, Node.js would ask for ever. */
export async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = [];
  for (let at = resolve(folder); at !== dirname(at) && !(await isFolder(at)); at = dirname(at)) missing.unshift(at);
  for (const each of missing)
    await mkdir(each).catch(async (error: unknown) => {
      if (!(await isFolder(each))) throw error;
    });
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

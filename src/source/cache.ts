import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { makeFolder } from '../files.ts';

const stored = v.object({
  etag: v.optional(v.string()),
  lastModified: v.optional(v.string()),
  text: v.pipe(v.string(), v.minLength(1)),
});

/** What a server sent last, and how to ask whether it has changed since. */
export interface Copy extends v.InferOutput<typeof stored> {
  /** When the server last sent or confirmed this text. */
  readonly confirmedAt: Date;
}

/** The copies kept in one folder. A file is named by a hash of its address, which holds no credentials. */
export interface Cache {
  /** The copy of an address; undefined where there is none or it cannot be read. */
  readonly read: (url: URL) => Promise<Copy | undefined>;
  /** Keeps a copy, whole or not at all. @throws what the file system says */
  readonly write: (url: URL, copy: Copy) => Promise<void>;
  /** Notes that the server has confirmed the copy. */
  readonly confirm: (url: URL, at: Date) => Promise<void>;
}

export function createCache(folder: string): Cache {
  const fileOf = (url: URL) => path.join(folder, `${createHash('sha256').update(url.href).digest('hex')}.json`);
  return {
    read: (url) => readCopy(fileOf(url)),
    write: async (url, copy) => {
      await makeFolder(folder);
      await writeCopy(fileOf(url), copy);
    },
    confirm: (url, at) => utimes(fileOf(url), at, at),
  };
}

/** A damaged copy counts as none: the list is fetched anew. */
async function readCopy(file: string): Promise<Copy | undefined> {
  try {
    const copy = v.parse(stored, JSON.parse(await readFile(file, 'utf8')));
    return { ...copy, confirmedAt: (await stat(file)).mtime };
  } catch {
    return undefined;
  }
}

/** Writes beside it and renames, so that nobody reads half a copy. Only its owner can read it: the list may be private. */
async function writeCopy(file: string, { confirmedAt, ...copy }: Copy): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, JSON.stringify(copy), { mode: 0o600, flag: 'wx' });
    await utimes(draft, confirmedAt, confirmedAt);
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}

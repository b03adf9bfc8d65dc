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

/** The copy of an address in a folder, in a file that is named by a hash of the address, which holds no credentials. */
export function copyIn(folder: string, url: URL) {
  const file = path.join(folder, `${createHash('sha256').update(url.href).digest('hex')}.json`);
  return {
    /** A damaged copy counts as none: the list is fetched anew. */
    read: async (): Promise<Copy | undefined> => {
      try {
        const copy = v.parse(stored, JSON.parse(await readFile(file, 'utf8')));
        return { ...copy, confirmedAt: (await stat(file)).mtime };
      } catch {
        return undefined;
      }
    },
    /** Writes beside it and renames, so that nobody reads half a copy. Only its owner can read it: the list may be private. */
    write: async ({ confirmedAt, ...copy }: Copy): Promise<void> => {
      await makeFolder(folder);
      const draft = `${file}.${randomUUID()}.tmp`;
      try {
        await writeFile(draft, JSON.stringify(copy), { mode: 0o600, flag: 'wx' });
        await utimes(draft, confirmedAt, confirmedAt);
        await rename(draft, file);
      } catch (cause) {
        await rm(draft, { force: true });
        throw cause;
      }
    },
    /** Notes that the server has confirmed the copy. */
    confirm: (at: Date): Promise<void> => utimes(file, at, at),
  };
}

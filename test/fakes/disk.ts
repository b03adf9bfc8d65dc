import type { Files } from '../../src/files.ts';
import { around } from './time.ts';

/** A disk in memory that keeps what was written when the process that wrote it is killed. */
export interface FakeDisk {
  readonly files: Map<string, string>;
  /** Its system calls; `instant` comes before and after each. */
  readonly calls: (instant: () => Promise<void>) => Files;
}

function failed(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}

export function fakeDisk(): FakeDisk {
  const files = new Map<string, string>();
  const read = (path: string): string => {
    const text = files.get(path);
    if (text === undefined) throw failed('ENOENT', path);
    return text;
  };
  const calls = (instant: () => Promise<void>): Files => {
    const step = <T>(act: () => T): Promise<T> => around(instant, act);
    return {
      read: (path) => step(() => Buffer.from(read(path))),
      resolve: (path) => Promise.resolve(path),
      list: () => step(() => [...files.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1))),
      create: (path) =>
        step(() => {
          if (files.has(path)) throw failed('EEXIST', path);
          files.set(path, '');
          return {
            // Killed in the middle, half of the text is there.
            write: async (data) => {
              const text = Buffer.from(data).toString();
              files.set(path, text.slice(0, text.length / 2));
              await step(() => files.set(path, text));
            },
            sync: () => step(() => undefined),
            close: () => Promise.resolve(),
          };
        }),
      rename: (from, to) =>
        step(() => {
          files.set(to, read(from));
          files.delete(from);
        }),
      remove: (path) =>
        step(() => {
          if (!files.delete(path)) throw failed('ENOENT', path);
        }),
      syncFolder: () => step(() => undefined),
    };
  };
  return { files, calls };
}

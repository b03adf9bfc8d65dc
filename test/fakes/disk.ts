import type { Files } from '../../src/files.ts';

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
    const around = async <T>(act: () => T): Promise<T> => {
      await instant();
      const result = act();
      await instant();
      return result;
    };
    return {
      read: (path) => around(() => Buffer.from(read(path))),
      resolve: (path) => Promise.resolve(path),
      list: () => around(() => [...files.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1))),
      create: (path) =>
        around(() => {
          if (files.has(path)) throw failed('EEXIST', path);
          files.set(path, '');
          return {
            // Killed in the middle, half of the text is there.
            write: async (data) => {
              const text = Buffer.from(data).toString();
              files.set(path, text.slice(0, text.length / 2));
              await around(() => files.set(path, text));
            },
            sync: () => around(() => undefined),
            close: () => Promise.resolve(),
          };
        }),
      rename: (from, to) =>
        around(() => {
          files.set(to, read(from));
          files.delete(from);
        }),
      remove: (path) =>
        around(() => {
          if (!files.delete(path)) throw failed('ENOENT', path);
        }),
      syncFolder: () => around(() => undefined),
    };
  };
  return { files, calls };
}

import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A disk that holds very little. */
export interface SmallDisk {
  readonly fill: () => Promise<void>;
  readonly clear: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Mounts one at a folder; undefined where this user may not. */
export async function smallDisk(folder: string): Promise<SmallDisk | undefined> {
  await mkdir(folder);
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]);
  } catch {
    return undefined;
  }
  const filler = path.join(folder, 'filler');
  return {
    fill: () => writeFile(filler, Buffer.alloc(1_000_000)).catch(() => undefined),
    clear: () => rm(filler),
    remove: async () => {
      await run('umount', ['-l', folder]);
    },
  };
}

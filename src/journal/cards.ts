import { readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { NetworkId } from '../core/thread.ts';
import type { Week } from '../core/week.ts';
import { writeWhole } from '../files.ts';

/** The pictures of threads that are under way: every try sends the same bytes. */
export interface Cards {
  /** Keeps the bytes of a card. Gives the name under which they are kept. */
  readonly keep: (png: Uint8Array, thread: { readonly network: NetworkId; readonly week: Week }) => Promise<string>;
  /** The bytes kept under a name; undefined where they are gone. */
  readonly kept: (name: string) => Promise<Uint8Array | undefined>;
  /** A thread that is posted whole needs its card no more. */
  readonly drop: (name: string) => Promise<void>;
}

/** Keeps cards beside the state file: `state.json.x.2026-06-14_2026-06-21.png`. */
export function fileCards(stateFile: string): Cards {
  const beside = (name: string): string => join(dirname(stateFile), basename(name));
  return {
    keep: async (png, { network, week }) => {
      const name = `${basename(stateFile)}.${network}.${week.replace('/', '_')}.png`;
      await writeWhole(beside(name), png, 0o600);
      return name;
    },
    kept: (name) => readFile(beside(name)).catch(() => undefined),
    drop: (name) => rm(beside(name), { force: true }),
  };
}

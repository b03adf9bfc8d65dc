import type { Config } from '../config.ts';
import type { LookMemory } from '../core/memory.ts';
import type { JournalState } from '../core/record.ts';
import type { Journal } from '../journal.ts';
import type { Holder, Waiting } from './lock.ts';

export type Unlocking =
  | { readonly status: 'free' | 'cleared' }
  /** Its holder is running. */
  | { readonly status: 'refused'; readonly words: string };

/** Where a bot's journal is kept: a file, or a database. */
export interface Store {
  /** Whether runs of it in several places are as they should be: then it being in use is no news. */
  readonly isShared: boolean;
  /** For messages: the file as the operator wrote it, or the bot and its database without the password. */
  readonly name: string;
  /** The state as it is now, read without a lock; an empty one if there is none yet, and none is made.
   *  Throws JournalError if it cannot be read. */
  readonly read: () => Promise<JournalState>;
  /** Acts on the journal while no other run can. Throws LockError if one does, JournalError if it cannot be read. */
  readonly use: <T>(act: (journal: Journal) => Promise<T>, waiting?: Waiting) => Promise<T>;
  /** Who is using it; undefined if nobody does. */
  readonly holder: () => Promise<Holder | undefined>;
  /** Lets another run use it, unless its holder is seen to be running. */
  readonly unlock: (waiting?: Waiting) => Promise<Unlocking>;
  /** Throws JournalError, which says what to do, if a save would fail. */
  readonly expectWritable: () => Promise<void>;
}

/** The store that the settings name; what it needs is loaded when it is used. `bot`: its name in a database. */
export function createStore({ stateFile, stateUrl, bot }: Pick<Config, 'stateFile' | 'stateUrl' | 'bot'>): Store {
  const name = stateUrl === undefined ? stateFile : databaseName(stateUrl, bot);
  const load = async (): Promise<Store> =>
    stateUrl === undefined
      ? (await import('./state-file.ts')).fileStore(stateFile)
      : (await import('./postgres.ts')).databaseStore(stateUrl, bot, name);
  return {
    isShared: stateUrl !== undefined,
    name,
    read: async () => await (await load()).read(),
    use: async (act, waiting) => await (await load()).use(act, waiting),
    holder: async () => await (await load()).holder(),
    unlock: async (waiting) => await (await load()).unlock(waiting),
    expectWritable: async () => await (await load()).expectWritable(),
  };
}

/** `papers in postgresql://db.example.org/weekthread` */
function databaseName(url: string, bot: string): string {
  const { host, pathname } = new URL(url);
  return `${bot} in postgresql://${host}${pathname}`;
}

/** Reads when these bots last looked, where that may have changed since `since` (what the last call gave): what other
 *  processes did. They share a database. Throws JournalError if it cannot be read. */
export async function readLooks(
  { stateUrl = '' }: Pick<Config, 'stateUrl'>,
  bots: readonly string[],
  since?: string,
): Promise<Looks> {
  const { looksIn } = await import('./postgres/looks.ts');
  return await looksIn(stateUrl, databaseName(stateUrl, 'bots'), bots, since);
}

/** When bots last looked. */
export interface Looks {
  /** The moment of this reading, by the database's clock. */
  readonly at: string;
  readonly memories: ReadonlyMap<string, LookMemory>;
}

/** Whether a run is at work on it now, as far as can be seen from here. */
export const isInUse = async (store: Store): Promise<boolean> =>
  (await store.holder().catch(() => undefined))?.isAtWork ?? false;

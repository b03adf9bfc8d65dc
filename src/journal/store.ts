import type { Config } from '../config.ts';
import type { Looks, Store } from './port.ts';

/** The store that the settings name; what it needs is loaded when it is used. `bot`: its name in a database. */
export function createStore({
  stateFile,
  stateUrl,
  bot,
}: Pick<Config, 'stateFile' | 'bot'> & Partial<Pick<Config, 'stateUrl'>>): Store {
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
  const { looksIn } = await import('./postgres.ts');
  return await looksIn(stateUrl, databaseName(stateUrl, 'bots'), bots, since);
}

/** Whether a run is at work on it now, as far as can be seen from here. */
export const isInUse = async (store: Store): Promise<boolean> =>
  (await store.holder().catch(() => undefined))?.isAtWork ?? false;

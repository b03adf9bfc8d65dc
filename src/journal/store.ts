import type { Config } from '../config.ts';
import { type AnyRecord, type JournalState, isFinished, moveNext } from '../core/record.ts';
import type { NetworkId } from '../core/thread.ts';
import { type Journal, JournalError, type Looks, type Store } from '../journal.ts';
import type { Mask } from '../mask.ts';

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

/** A store that keeps no secret, since words of networks, of errors and of notices are masked before they are saved; and that
 *  has threads of `known` networks alone: where one is not, reading it ends with a JournalError. */
export function guardedStore(store: Store, mask: Mask, known: readonly NetworkId[]): Store {
  const expectKnown = (state: JournalState): JournalState => {
    const stranger = state.threads.find(({ network }) => !known.includes(network));
    if (stranger === undefined) return state;
    throw new JournalError(
      `${store.name} holds a thread of ${stranger.week} on ${stranger.network}, and this Weekthread has no such network; there are ${known.join(', ')}. It is left as it is. Use a Weekthread that has it, or take the lines of its threads out of the state.`,
    );
  };
  return {
    ...store,
    read: async () => expectKnown(await store.read()),
    use: (act, waiting) =>
      store.use(async (journal) => {
        expectKnown(journal.state());
        const save: Journal['save'] = (change) => journal.save((state) => withMasked(change(state), state, mask));
        return await act({ ...journal, save });
      }, waiting),
  };
}

function withMasked(state: JournalState, before: JournalState, mask: Mask): JournalState {
  if (state === before) return state;
  const { retry, lastResult, told, outbox } = state.memory;
  return {
    ...state,
    threads: state.threads.map((record) => maskedThread(record, mask)),
    memory: {
      ...state.memory,
      ...(retry && { retry: { ...retry, words: mask(retry.words) } }),
      ...(lastResult !== undefined && { lastResult: mask(lastResult) }),
      told: told.map((one) => (one.text === undefined ? one : { ...one, text: mask(one.text) })),
      outbox: outbox.map((notice) => ({ ...notice, text: mask(notice.text) })),
    },
  };
}

function maskedThread(record: AnyRecord, mask: Mask): AnyRecord {
  if (isFinished(record) || record.batches.open?.state.status !== 'refused') return record;
  const { state } = record.batches.open;
  const { words, advice } = state.refusal;
  const refusal = { ...state.refusal, words: mask(words), ...(advice !== undefined && { advice: mask(advice) }) };
  return { ...record, batches: moveNext(record.batches, { ...state, refusal }) };
}

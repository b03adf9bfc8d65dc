import { type AnyRecord, type JournalState, isFinished, moveNext } from '../core/record.ts';
import type { NetworkId } from '../core/thread.ts';
import type { Mask } from '../mask.ts';
import type { Journal } from '../journal.ts';
import { JournalError } from './journal-errors.ts';
import type { Store } from './port.ts';

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

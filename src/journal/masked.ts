import { type AnyRecord, type JournalState, isFinished, moveNext } from '../core/record.ts';
import type { Mask } from '../mask.ts';
import type { Journal } from '../journal.ts';
import type { Store } from './port.ts';

/** A store that keeps no secret: words of networks, of errors and of notices are masked before they are saved. */
export const maskedStore = (store: Store, mask: Mask): Store => ({
  ...store,
  use: (act, waiting) => store.use((journal) => act(maskedJournal(journal, mask)), waiting),
});

const maskedJournal = (journal: Journal, mask: Mask): Journal => ({
  ...journal,
  save: (change) => journal.save((state) => withMasked(change(state), state, mask)),
});

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

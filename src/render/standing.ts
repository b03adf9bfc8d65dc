import { momentWords } from '../core/moment.ts';
import type { BatchRecord, ThreadRecord } from '../core/record.ts';
import { type AnyRecord, isFinished } from '../core/thread-state.ts';
import { refusalWords } from './receipt.ts';

/** Why a thread that was begun is not whole, and what goes on with it; undefined where it is, or is being taken back. */
export function standingWords(record: AnyRecord, zone: string): string | undefined {
  if (isFinished(record) || record.phase.status !== 'publishing') return undefined;
  const open = record.batches.find(({ state }) => state.status !== 'posted');
  return open && wordsOf(open, record, zone);
}

function wordsOf({ posts, state }: BatchRecord, { week, network }: ThreadRecord, zone: string): string | undefined {
  const name = `post ${(posts[0] ?? 0) + 1}`;
  const goOn = `weekthread post ${week} --to ${network}`;
  switch (state.status) {
    case 'posted':
      return undefined;
    case 'unsent':
      return `${goOn} goes on from ${name}.`;
    case 'sending': {
      if (!state.seen) return `${name} was sent and had no answer. ${goOn} looks for it and goes on.`;
      const resolve = `weekthread resolve ${week} --to ${network}`;
      return `${name}: its words were there before: ${state.seen.url} If that is this thread: ${resolve} --posted ${state.seen.id} Otherwise: ${resolve} --not-posted`;
    }
    case 'refused': {
      const { refusal, at } = state;
      const passes = refusal.retryAfterMs && new Date(Date.parse(at) + refusal.retryAfterMs).toISOString();
      return `${name}: ${refusalWords(refusal)}${passes ? ` It can be tried again at ${momentWords(passes, zone)}.` : ''}`;
    }
  }
}

import { command, resolveCommands } from '../core/command.ts';
import { momentWords } from '../core/moment.ts';
import {
  type AnyRecord,
  type OpenState,
  type Sending,
  type ThreadRecord,
  isFinished,
  nextOf,
  nextPost,
  notesOf,
} from '../core/record.ts';
import { doubtWords, refusalSentences } from './receipt.ts';

/** Why a thread that was begun is not whole, and what goes on with it, and what the network did otherwise than asked; undefined
 *  where there is nothing to say. */
export function standingWords(record: AnyRecord, zone: string): string | undefined {
  const words = [openWords(record, zone), ...notesOf(record)].filter((part) => part !== undefined);
  return words.length > 0 ? words.join(' ') : undefined;
}

function openWords(record: AnyRecord, zone: string): string | undefined {
  const state = isFinished(record) ? undefined : nextOf(record.batches)?.state;
  return isFinished(record) || state === undefined ? undefined : wordsOf(state, record, zone);
}

function inDoubt(name: string, { answered }: Sending): string {
  const [first] = answered ?? [];
  return first === undefined
    ? `${name} was sent and had no answer.`
    : `${name} was sent; the network answered that it is ${first.url}, which does not look like it.`;
}

function wordsOf(state: OpenState, record: ThreadRecord, zone: string): string {
  const name = `post ${nextPost(record)}`;
  const goOn = command('post', record);
  switch (state.status) {
    case 'unsent':
      return `${goOn} goes on from ${name}.`;
    case 'sending': {
      const [first] = state.answered ?? [];
      const trust = first && !state.seen ? (['--trust'] as const) : [];
      const commands = resolveCommands(record, state.seen?.id ?? first?.id, ...trust);
      const words = state.seen
        ? `${name}: its words were there before: ${state.seen.url} Look whether that is this thread.`
        : `${inDoubt(name, state)} ${goOn} looks for it and goes on. If it stays in doubt, look at the account.`;
      return doubtWords({ words, commands });
    }
    case 'refused': {
      const { refusal, at } = state;
      const passes = refusal.retryAfterMs && new Date(Date.parse(at) + refusal.retryAfterMs).toISOString();
      const next = passes
        ? ` It can be tried again at ${momentWords(passes, zone)}; ${goOn} goes on from ${name}.`
        : '';
      return `${name}: ${refusalSentences(refusal, record)}${next}`;
    }
  }
}

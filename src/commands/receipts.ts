import { publishedPosts } from '../core/thread-state.ts';
import type { JobOutcome } from '../job.ts';
import type { Ended } from '../pipeline.ts';
import { listPosts, type Receipt, refusalWords } from '../render/receipt.ts';

/** What a person is told of how a job ended. */
export function receiptOf({ job, outcome }: Ended, week: string): Receipt {
  const { network } = job;
  const none = { network, costUsd: 0, posts: [] };
  switch (outcome.status) {
    case 'posted':
    case 'already-posted': {
      const { record } = outcome;
      return { network, status: outcome.status, costUsd: record.costUsd, posts: listPosts(publishedPosts(record)) };
    }
    case 'rolled-back':
      return {
        ...none,
        status: 'rolled-back',
        words: `This week was taken back. To post it once more: weekthread post ${week} --to ${network} --again`,
      };
    case 'rolling-back':
      return {
        ...none,
        status: 'rolling-back',
        words: `This week is being taken back. To go on: weekthread rollback ${week} --to ${network}`,
      };
    case 'in-doubt': {
      const { posted, notPosted } = outcome.commands;
      return {
        ...none,
        status: 'in-doubt',
        words: `${outcome.words}\n  if it is there:  ${posted}\n  if it is not:    ${notPosted}`,
      };
    }
    case 'stopped':
    case 'wrong-account':
      return { ...none, status: 'stopped', words: outcome.words };
    case 'not-connected':
      return { ...none, status: 'stopped', words: refusalWords(outcome.refusal) };
    case 'interrupted':
      return { ...none, status: 'interrupted', words: 'Nothing is lost: the next run goes on from here.' };
    case 'failed':
      return {
        ...none,
        status: 'failed',
        words: outcome.error instanceof Error ? outcome.error.message : String(outcome.error),
      };
  }
}

/** The exit code of several networks: the gravest of theirs, 3 before 1 before 2 before 0. */
export function exitCodeOf(ended: readonly Ended[]): number {
  const codes = ended.map(({ outcome }) => codeOf(outcome));
  return [3, 1, 2].find((code) => codes.includes(code)) ?? 0;
}

function codeOf({ status }: JobOutcome): number {
  switch (status) {
    case 'posted':
    case 'already-posted':
      return 0;
    case 'rolled-back':
      return 2;
    case 'in-doubt':
      return 3;
    case 'stopped':
    case 'wrong-account':
    case 'not-connected':
    case 'rolling-back':
    case 'interrupted':
    case 'failed':
      return 1;
  }
}

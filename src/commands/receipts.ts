import { momentWords } from '../core/moment.ts';
import { type Refusal, type AnyRecord, costSoFar, publishedPosts, stateOf } from '../core/record.ts';
import { messageOf } from '../errors.ts';
import type { Ended, JobOutcome } from '../job.ts';
import { doubtWords, listPosts, type Receipt, refusalWords } from '../render/receipt.ts';

/** The receipt for a job, however it ended. `plan`: the file that the words came from, to be named again. */
export function receiptOf(
  { job, outcome, record }: Ended,
  week: string,
  { zone, plan }: { readonly zone: string; readonly plan?: string | undefined },
): Receipt {
  const { network, rules } = job;
  const up = record && stateOf(record) !== 'rolled-back' ? record : undefined;
  const told = (status: Receipt['status'], words: string): Receipt => ({
    network,
    status,
    costUsd: up ? costSoFar(up, rules) : 0,
    posts: up ? listPosts(publishedPosts(up)) : [],
    words,
  });
  switch (outcome.status) {
    case 'posted':
      return postedReceipt(network, outcome);
    case 'already-posted':
      return { ...postedReceipt(network, outcome), ...whenPosted(outcome.record, zone) };
    case 'rolled-back':
      return told(
        outcome.status,
        `This week was taken back. To post it once more: ${plan === undefined ? command('post', week, network) : `weekthread post --plan ${plan} --to ${network}`} --again`,
      );
    case 'rolling-back':
      return told(outcome.status, `This week is being taken back. To go on: ${command('rollback', week, network)}`);
    case 'in-doubt':
      return told(outcome.status, doubtWords(outcome));
    case 'stopped':
      return told(outcome.status, `${outcome.words}${againAt(outcome.retryAt, zone)}`);
    case 'wrong-account':
      return told('stopped', outcome.words);
    case 'not-connected':
      return told('stopped', `${refusalWords(outcome.refusal)} Nothing was sent.${againIn(outcome.refusal)}`);
    case 'interrupted':
      return told(outcome.status, 'Nothing is lost: the next run goes on from here.');
    case 'failed':
      return told(outcome.status, messageOf(outcome.error));
  }
}

const postedReceipt = (
  network: string,
  outcome: { readonly status: Receipt['status']; readonly record: AnyRecord },
): Receipt => ({
  network,
  status: outcome.status,
  costUsd: outcome.record.costUsd,
  posts: listPosts(publishedPosts(outcome.record)),
});

function whenPosted(record: AnyRecord, zone: string): Pick<Receipt, 'words'> {
  const [first] = publishedPosts(record);
  return first ? { words: momentWords(first.at, zone) } : {};
}

/** When what was refused can be tried again, as a sentence that follows another; empty if nobody knows. */
export const againAt = (retryAt: string | undefined, zone: string): string =>
  retryAt === undefined ? '' : ` It can be tried again at ${momentWords(retryAt, zone)}.`;

const againIn = ({ retryAfterMs }: Refusal): string =>
  retryAfterMs === undefined ? '' : ` It can be tried again in ${Math.ceil(retryAfterMs / 60_000)} min.`;

const command = (name: string, week: string, network: string): string => `weekthread ${name} ${week} --to ${network}`;

/** The exit code of several jobs: the gravest of theirs, 3 before 1 before 2 before 0. */
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

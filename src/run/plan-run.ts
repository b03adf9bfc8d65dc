import { type Edition, type EditionMark, markEdition } from '../core/list.ts';
import {
  type AnyRecord,
  costLeft,
  decidePost,
  findThread,
  isFinished,
  isKnownByAliasAlone,
  type JournalState,
  postsThatStay,
  replaceProblems,
} from '../core/record.ts';
import { type PostRules, threadCost } from '../core/thread.ts';
import { UsageError } from '../errors.ts';
import { shortHash } from '../hash.ts';
import type { Ask, RunPlan } from '../run-plan.ts';
import type { Ruled } from './compose-threads.ts';

/** What the journal keeps of an edition that is posted now. */
export const markOf = (edition: Edition): EditionMark => ({ ...markEdition(edition, shortHash), aliases: [] });

/** Decides what to do from what the journal holds of the week, before anyone logs in. */
export function planRun(
  edition: Edition,
  { rules, thread }: Ruled,
  state: JournalState,
  { again, plan }: Pick<Ask, 'again' | 'plan'>,
): RunPlan {
  const mark = markOf(edition);
  const found = findThread(state, rules.network, mark);
  const record = again && found && isKnownByAliasAlone(found, mark) ? undefined : found;
  const decision = decidePost(record, { again, replaces: rules.replaces });
  const all = { network: rules.network, rules, mark, edition };
  if (decision === 'fresh' || !record) return { ...all, decision: 'fresh', thread, costUsd: thread.costUsd };
  if (plan === undefined || isFinished(record)) return { ...all, decision, record, costUsd: costLeft(record, rules) };
  const costUsd = threadCost(thread.posts.slice(postsThatStay(record)), rules);
  return { ...all, decision, record, thread, costUsd };
}

/** Plans to go on with a thread as it is frozen. */
export const planToGoOn = (record: AnyRecord, rules: PostRules): RunPlan => ({
  network: record.network,
  rules,
  mark: record,
  decision: 'resume',
  record,
  costUsd: costLeft(record, rules),
});

/** @throws UsageError if a plan changes words that were sent already */
export function expectReplaceable(plans: readonly Pick<RunPlan, 'thread' | 'record'>[]): void {
  const problems = plans.flatMap(({ thread, record }) =>
    thread && record && !isFinished(record) ? replaceProblems(record, thread.posts) : [],
  );
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
}

import type { App } from '../app.ts';
import { type Edition, type EditionMark, markEdition } from '../core/list.ts';
import {
  type AnyRecord,
  costLeft,
  findThread,
  isFinished,
  isKnownByAliasAlone,
  isPostedAnew,
  type JournalState,
  postsThatStay,
  replaceProblems,
} from '../core/record.ts';
import { type NetworkId, type PostRules, type Thread, threadCost } from '../core/thread.ts';
import { UsageError } from '../errors.ts';
import { shortHash } from '../hash.ts';
import type { Journal } from '../journal.ts';
import type { Ruled } from './compose-threads.ts';

/** A run at work: its journal is locked, and what was spent since it began counts. */
export interface Run {
  readonly app: App;
  readonly journal: Journal;
  readonly began: Date;
}

/** How a thread is asked for. */
export interface Ask {
  /** `--again`: also post a week that was rolled back, or whose dates a posted week once had. */
  readonly again: boolean;
  /** `--yes`: do not ask before posting. */
  readonly yes: boolean;
  /** A person named the week, by itself or with a plan. */
  readonly isWeekNamed: boolean;
  /** The file that the words come from, with `--plan`: they also replace the unsent posts of a thread already begun. */
  readonly plan?: string | undefined;
}

/** What a run will do for one week on one network. */
export type RunPlan = {
  readonly network: NetworkId;
  readonly rules: PostRules;
  readonly mark: EditionMark;
  /** Absent where a thread goes on as it is frozen. */
  readonly edition?: Edition;
  /** What the posts still to be sent will cost, in USD. */
  readonly costUsd: number;
} & (
  | { readonly thread: Thread; readonly record?: undefined }
  | {
      /** What the journal holds of this week on this network: it goes on with that, if there is anything to go on with. */
      readonly record: AnyRecord;
      /** The thread whose posts replace those not sent yet. */
      readonly thread?: Thread;
    }
);

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
  const isAnew = again && found && (isKnownByAliasAlone(found, mark) || isPostedAnew(found, rules.replaces));
  const record = isAnew ? undefined : found;
  const all = { network: rules.network, rules, mark, edition };
  if (!record) return { ...all, thread, costUsd: thread.costUsd };
  if (plan === undefined || isFinished(record)) return { ...all, record, costUsd: costLeft(record, rules) };
  return { ...all, record, thread, costUsd: threadCost(thread.posts.slice(postsThatStay(record)), rules) };
}

/** Plans to go on with a thread as it is frozen. */
export const planToGoOn = (record: AnyRecord, rules: PostRules): RunPlan => ({
  network: record.network,
  rules,
  mark: record,
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

import type { Edition } from '../../core/edition.ts';
import { ownName } from '../../config/schema.ts';
import { replaceProblems } from '../../core/plan/replace.ts';
import type { PostRules } from '../../core/rules.ts';
import { isFinished } from '../../core/thread-state.ts';
import type { Thread } from '../../core/thread.ts';
import { FailedError, stackOf, UsageError } from '../../errors.ts';
import { type Asked, type Ended, type Job, markOf, planJob } from '../../job.ts';
import type { Journal } from '../../journal.ts';
import { priceWithLinksLast, publish } from '../../pipeline.ts';
import { dollars, listed } from '../../render/words.ts';
import { logProgress } from '../progress.ts';
import type { SetUp } from '../set-up.ts';

/** A thread for one network, and that network's rules. */
export interface Ruled {
  readonly rules: PostRules;
  readonly thread: Thread;
}

/** How a person asked for threads to be posted. */
export interface Asking extends Asked {
  /** `--yes`: do not ask before posting. */
  readonly yes: boolean;
}

/**
 * Publishes what is missing of an edition's threads, if it is within the budget and the person agrees.
 * @throws FailedError if the run would cost too much or the person declines: then nothing was sent
 */
export async function postThreads(
  edition: Edition,
  threads: readonly Ruled[],
  journal: Journal,
  asking: Asking,
  ready: SetUp,
): Promise<readonly Ended[]> {
  const mark = markOf(edition);
  const jobs = threads.map(({ rules, thread }) => planJob({ mark, rules, thread }, journal, asking));
  expectReplaceable(jobs);
  expectAffordable(jobs, edition, ready);
  await expectConsent(jobs, edition, asking, ready);
  const ended = await publish(jobs, { journal, mark, edition, report: logProgress(ready) }, ready);
  for (const { outcome } of ended) if (outcome.status === 'failed') ready.log.debug(stackOf(outcome.error));
  return ended;
}

/** @throws UsageError if a plan changes words that were sent already */
function expectReplaceable(jobs: readonly Job[]): void {
  const problems = jobs.flatMap(({ thread, record }) =>
    thread && record && !isFinished(record) ? replaceProblems(record, thread.posts) : [],
  );
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
}

const costOf = (jobs: readonly Pick<Job, 'costUsd'>[]): number => jobs.reduce((sum, { costUsd }) => sum + costUsd, 0);

/** @throws FailedError if the run would cost more than MAX_COST_USD */
export function expectAffordable(
  jobs: readonly Job[],
  edition: Edition | undefined,
  ready: Pick<SetUp, 'config'>,
): void {
  const words = overBudget(jobs, edition, ready);
  if (words !== undefined) throw new FailedError(words);
}

/** Why a run is too dear and what to do; undefined if it is not. */
export function overBudget(
  jobs: readonly Job[],
  edition: Edition | undefined,
  { config }: Pick<SetUp, 'config'>,
): string | undefined {
  const cost = costOf(jobs);
  if (cost <= config.maxCostUsd) return undefined;
  const savings = jobs.flatMap(({ network, rules, thread, costUsd }) => {
    const saved = edition && thread ? costUsd - priceWithLinksLast(edition, rules, config) : 0;
    return saved > 0 ? [{ setting: `${ownName(network, 'LINKS')}=last`, saved }] : [];
  });
  const last = savings.reduce((sum, { saved }) => sum - saved, cost);
  const settings = listed(savings.map(({ setting }) => setting));
  const hint = savings.length > 0 ? ` With ${settings} it would cost ${dollars(last)}.` : '';
  return `This run would cost ${dollars(cost)}, more than MAX_COST_USD=${config.maxCostUsd}. Nothing was posted.${hint} Or set MAX_COST_USD=${Math.ceil(cost)}.`;
}

/** Asks for consent, if a person sits at a terminal and a network other than the site is meant. */
async function expectConsent(
  jobs: readonly Job[],
  { week }: Edition,
  { yes }: Asking,
  { world }: SetUp,
): Promise<void> {
  const meant = jobs.filter(({ network, decision }) => network !== 'site' && ['fresh', 'resume'].includes(decision));
  if (yes || meant.length === 0 || !world.confirm) return;
  const price = costOf(meant) > 0 ? ` for ${dollars(costOf(meant))}` : '';
  const networks = listed(meant.map(({ rules }) => rules.name));
  if (await world.confirm(`Post ${week} to ${networks}${price}?`)) return;
  throw new FailedError('Nothing was posted.');
}

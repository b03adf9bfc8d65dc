import type { Edition } from '../../core/list.ts';
import { networkOf } from '../../config.ts';
import { ownName } from '../../config/schema.ts';
import { replaceProblems, type JournalState, spentSince, isFinished } from '../../core/record.ts';
import type { PostRules, Thread } from '../../core/thread.ts';
import { FailedError, stackOf, UsageError } from '../../errors.ts';
import { type Asked, type Ended, type Job, markOf, planJob } from '../../job.ts';
import type { Journal } from '../../journal.ts';
import { priceWithLinksLast, publish } from '../../pipeline.ts';
import { dollars, listed } from '../../render/words.ts';
import { logProgress } from '../progress.ts';
import type { App } from '../../app.ts';

/** A thread for one network, and that network's rules. */
export interface Ruled {
  readonly rules: PostRules;
  readonly thread: Thread;
}

/** How a person asked for threads to be posted. */
export interface Asking extends Asked {
  /** `--yes`: do not ask before posting. */
  readonly yes: boolean;
  /** A person named the week, by itself or with a plan. */
  readonly isWeekNamed: boolean;
  /** When the run began. */
  readonly began: Date;
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
  app: App,
): Promise<readonly Ended[]> {
  const mark = markOf(edition);
  const jobs = threads.map(({ rules, thread }) => planJob({ mark, rules, thread }, journal.state(), asking));
  expectReplaceable(jobs);
  expectFew(jobs, edition, asking, app);
  expectAffordable(jobs, edition, app, { journal, began: asking.began });
  await expectConsent(jobs, edition, asking, app);
  const ended = await publish(jobs, { journal, mark, edition, report: logProgress(app) }, app);
  for (const { outcome } of ended) if (outcome.status === 'failed') app.log.debug(stackOf(outcome.error));
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

/** @throws FailedError if the run would cost more than MAX_COST_USD, or 30 days more than MAX_COST_USD_30_DAYS */
export function expectAffordable(
  jobs: readonly Job[],
  edition: Edition | undefined,
  app: App,
  { journal, began }: Run,
): void {
  const words = overBudget(jobs, edition, app, journal.state(), began);
  if (words !== undefined) throw new FailedError(words);
}

/** A run that posts: what it remembers, and when it began. What it has spent since counts. */
export interface Run {
  readonly journal: Journal;
  readonly began: Date;
}

const MONTH_MS = 30 * 24 * 3_600_000;

/** Why a run is too dear and what to do; undefined if it is not. */
export function overBudget(
  jobs: readonly Job[],
  edition: Edition | undefined,
  { config, world }: App,
  state: Pick<JournalState, 'threads'>,
  began = world.clock.now(),
): string | undefined {
  const cost = costOf(jobs);
  if (cost === 0) return undefined;
  const { maxCostUsd, maxCostUsd30Days = Infinity } = config;
  const since = (moment: Date): number =>
    spentSince(state, moment.toISOString(), (id) => jobs.find(({ network }) => network === id)?.rules);
  const [run, month] = [since(began), since(new Date(world.clock.now().getTime() - MONTH_MS))];
  const spent = (usd: number): string => (usd > 0 ? `, and ${dollars(usd)} were spent already` : '');
  if (run + cost > maxCostUsd) {
    const raised = `set MAX_COST_USD=${Math.ceil(run + cost)}`;
    return `This run would cost ${dollars(cost)}${spent(run)}, more than MAX_COST_USD=${maxCostUsd}. Nothing was posted.${cheaper(jobs, edition, config)} Or ${raised}.`;
  }
  if (month + cost <= maxCostUsd30Days) return undefined;
  return `This run would cost ${dollars(cost)}${spent(month)} in the last 30 days, more than MAX_COST_USD_30_DAYS=${maxCostUsd30Days}. Nothing was posted.${cheaper(jobs, edition, config)} Or raise it.`;
}

function cheaper(jobs: readonly Job[], edition: Edition | undefined, config: App['config']): string {
  const savings = jobs.flatMap(({ network, rules, thread, costUsd }) => {
    const saved = edition && thread ? costUsd - priceWithLinksLast(edition, rules, config) : 0;
    return saved > 0 ? [{ setting: `${ownName(network, 'LINKS')}=last`, saved }] : [];
  });
  if (savings.length === 0) return '';
  const cost = savings.reduce((sum, { saved }) => sum - saved, costOf(jobs));
  return ` With ${listed(savings.map(({ setting }) => setting))} it would cost ${dollars(cost)}.`;
}

/** @throws FailedError if nobody named the week and a thread would have more posts than MAX_POSTS */
function expectFew(jobs: readonly Job[], { week }: Edition, { isWeekNamed }: Asking, { config }: App): void {
  const { maxPosts } = config;
  const long = jobs.find(({ decision, thread }) => decision === 'fresh' && (thread?.posts.length ?? 0) > maxPosts);
  if (isWeekNamed || !long) return;
  throw new FailedError(
    `${week} makes ${long.thread?.posts.length ?? 0} posts on ${long.rules.name}, more than MAX_POSTS=${maxPosts}. Nothing was posted. To post it all the same, name it: weekthread post ${week}`,
  );
}

/** Asks for consent, if a person sits at a terminal and a network is meant that reaches others. */
async function expectConsent(
  jobs: readonly Job[],
  { week }: Edition,
  { yes }: Asking,
  { config, world }: App,
): Promise<void> {
  const meant = jobs.filter(
    ({ network, decision }) =>
      networkOf(config, network).room.isLocal !== true && ['fresh', 'resume'].includes(decision),
  );
  if (yes || meant.length === 0 || !world.confirm) return;
  const price = costOf(meant) > 0 ? ` for ${dollars(costOf(meant))}` : '';
  const networks = listed(meant.map(({ rules }) => rules.name));
  if (await world.confirm(`Post ${week} to ${networks}${price}?`)) return;
  throw new FailedError('Nothing was posted.');
}

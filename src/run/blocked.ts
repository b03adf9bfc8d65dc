import type { App } from '../app.ts';
import { missingKeys } from '../config.ts';
import { momentWords } from '../core/moment.ts';
import { aboutThread, begunThreads, isSameMatter, type JournalState, wordsOfBegun } from '../core/record.ts';
import { type Due, type NetworkWeek, wordsOfBlocked } from '../core/schedule.ts';
import type { PostRules } from '../core/thread.ts';
import { listed } from '../render/words.ts';
import { overBudget } from './ask-first.ts';
import { compose, rulesOf } from './compose-threads.ts';
import { planRun, planToGoOn, type RunPlan } from './plan-run.ts';

/** A week that a look would post to a network, or go on with as it is frozen, and how that is planned. */
interface Wanted extends NetworkWeek {
  readonly plan: (rules: PostRules) => RunPlan;
}

/** Why a week is not on a network yet, and what to do. */
export interface Blocked extends NetworkWeek {
  readonly reason: string;
  /** Nothing changes before a person does something. */
  readonly needsPerson: boolean;
}

/** What keeps weeks from being posted: those that are due, those that were begun, those that the list has not finished. */
export async function findBlocked(
  due: Pick<Due, 'weeks' | 'waiting' | 'blocked'>,
  journal: JournalState,
  app: App,
): Promise<readonly Blocked[]> {
  const { config, world } = app;
  const begun = begunThreads(journal, world.clock.now(), config.maxAgeDays).filter(({ record }) =>
    config.networks.includes(record.network),
  );
  const left = begun
    .filter(({ next }) => next !== 'resume')
    .map((one) => blocked(one.record, wordsOfBegun(one, config.timezone)));
  const resumed = begun
    .filter(({ next }) => next === 'resume')
    .map(({ record }): Wanted => ({ ...record, plan: (rules) => planToGoOn(record, rules) }));
  const fresh = due.weeks.flatMap(({ edition, networks }) => {
    const plan = (rules: PostRules): RunPlan =>
      planRun(edition, { rules, thread: compose(edition, rules, config) }, journal, { again: false });
    return networks.map((network): Wanted => ({ week: edition.week, network, plan }));
  });
  const judged = await Promise.all([...resumed, ...fresh].map((one) => judge(one, journal, app)));
  const heldBack = due.blocked.map((one) => blocked(one, wordsOfBlocked(one)));
  const unfinished = due.waiting.flatMap(({ week, words, networks }) =>
    networks.map((network) => blocked({ week, network }, `It ${words}.`, false)),
  );
  return [...left, ...judged.flat(), ...heldBack, ...unfinished];
}

const blocked = ({ week, network }: NetworkWeek, reason: string, needsPerson = true): Blocked => ({
  ...{ week, network, reason, needsPerson },
});

/** What is in the way of what a look would post; empty if nothing is known to be. */
async function judge(wanted: Wanted, journal: JournalState, app: App): Promise<readonly Blocked[]> {
  const { week, network } = wanted;
  const missing = missingKeys(app.config, network);
  if (missing.length > 0) return [blocked(wanted, `Set ${listed(missing)} in .env.`)];
  // Priced without asking its server.
  const dear = overBudget([wanted.plan(await rulesOf(network, app, 'no'))], app, journal);
  if (dear !== undefined) return [blocked(wanted, dear)];
  const { told, retry } = journal.memory;
  const { timezone } = app.config;
  const alarm = told.find(
    ({ matter }) =>
      isSameMatter(matter, { kind: 'keys', network }) || isSameMatter(matter, { kind: 'refused', network, week }),
  );
  // The reason stands beside the week and the network.
  const bare = (words: string): string => words.replace(aboutThread(wanted, ''), '');
  if (alarm?.text !== undefined) return [blocked(wanted, `At ${momentWords(alarm.at, timezone)}: ${bare(alarm.text)}`)];
  if (!retry || (retry.networks.length > 0 && !retry.networks.includes(network))) return [];
  return [blocked(wanted, `${bare(retry.words)} It is tried again at ${momentWords(retry.at, timezone)}.`, false)];
}

import { command } from '../core/command.ts';
import { missingKeys } from '../config.ts';
import { begunAlarm, begunThreads, type Due } from '../core/schedule.ts';
import type { Edition } from '../core/list.ts';
import { momentWords } from '../core/moment.ts';
import { type JournalState, isFinished, isSameMatter } from '../core/record.ts';
import type { NetworkId } from '../core/thread.ts';
import type { Week } from '../core/week.ts';
import { overBudget } from '../run/ask-first.ts';
import { compose, rulesOf } from '../run/compose-threads.ts';
import type { RunPlan } from '../run-plan.ts';
import { planRun, planToGoOn } from '../run/plan-run.ts';
import { listed } from '../render/words.ts';
import type { App } from '../app.ts';

/** Why a week is not on a network yet, and what to do. */
export interface Blocked {
  readonly week: Week;
  readonly network: NetworkId;
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
  const begun = begunThreads(journal, config.networks, world.clock.now(), config.maxAgeDays);
  const resumed = begun.filter(({ next }) => next === 'resume');
  const left = begun.flatMap((thread) =>
    begunAlarm(thread).map(({ text }) => ({ ...thread, reason: text, needsPerson: true })),
  );
  const heldBack = due.blocked.map(({ week, network, reason }) => ({
    week,
    network,
    reason: `The week ${reason}. ${command('post', { week, network })} posts it.`,
    needsPerson: true,
  }));
  const unfinished = due.waiting.flatMap(({ week, words, networks }) =>
    networks.map((network) => ({ week, network, reason: `The week ${words}.`, needsPerson: false })),
  );
  const goingOn = await Promise.all(resumed.map(({ week, network }) => judge(week, network, undefined, journal, app)));
  const fresh = due.weeks.flatMap(({ edition, networks }) => networks.map((network) => ({ edition, network })));
  const isBegun = (week: Week, network: NetworkId): boolean =>
    begun.some((one) => one.week === week && one.network === network);
  const judged = await Promise.all(
    fresh
      .filter(({ edition, network }) => !isBegun(edition.week, network))
      .map(({ edition, network }) => judge(edition.week, network, edition, journal, app)),
  );
  return [...left, ...goingOn.flat(), ...judged.flat(), ...heldBack, ...unfinished].map(
    ({ week, network, reason, needsPerson }) => ({
      ...{ week, network, reason, needsPerson },
    }),
  );
}

/** What is in the way of a week that a look would post, or go on with; empty if nothing is known to be. */
async function judge(
  week: Week,
  network: NetworkId,
  edition: Edition | undefined,
  journal: JournalState,
  app: App,
): Promise<readonly Blocked[]> {
  const forPerson = (reason: string): readonly Blocked[] => [{ week, network, reason, needsPerson: true }];
  const missing = missingKeys(app.config, network);
  if (missing.length > 0) return forPerson(`Set ${listed(missing)} in .env.`);
  const dear = overBudget(await plansOf(week, network, edition, journal, app), app, journal);
  if (dear !== undefined) return forPerson(dear);
  const { told, retry } = journal.memory;
  const { timezone } = app.config;
  const alarm = told.find(
    ({ matter }) =>
      isSameMatter(matter, { kind: 'keys', network }) || isSameMatter(matter, { kind: 'refused', network, week }),
  );
  if (alarm?.text !== undefined) return forPerson(`At ${momentWords(alarm.at, timezone)}: ${alarm.text}`);
  if (!retry || (retry.networks.length > 0 && !retry.networks.includes(network))) return [];
  const reason = `${retry.words} It is tried again at ${momentWords(retry.at, timezone)}.`;
  return [{ week, network, reason, needsPerson: false }];
}

/** What a look would do for one week on one network, priced without asking its server. */
async function plansOf(
  week: Week,
  network: NetworkId,
  edition: Edition | undefined,
  journal: JournalState,
  app: App,
): Promise<readonly RunPlan[]> {
  const rules = await rulesOf(network, app, 'no');
  if (edition)
    return [planRun(edition, { rules, thread: compose(edition, rules, app.config) }, journal, { again: false })];
  const record = journal.threads.find((one) => one.week === week && one.network === network);
  return !record || isFinished(record) ? [] : [planToGoOn(record, rules)];
}

import type { App } from '../app.ts';
import { missingKeys } from '../config.ts';
import type { Edition } from '../core/list.ts';
import { momentWords } from '../core/moment.ts';
import { begunThreads, isFinished, isSameMatter, type JournalState, wordsOfBegun } from '../core/record.ts';
import { type Due, wordsOfBlocked } from '../core/schedule.ts';
import type { NetworkId } from '../core/thread.ts';
import type { Week } from '../core/week.ts';
import { listed } from '../render/words.ts';
import { overBudget } from './ask-first.ts';
import { compose, rulesOf } from './compose-threads.ts';
import { planRun, planToGoOn, type RunPlan } from './plan-run.ts';

/** A week that a look would post to a network, or go on with as it is frozen. */
interface Wanted {
  readonly week: Week;
  readonly network: NetworkId;
  readonly edition?: Edition;
}

/** Why a week is not on a network yet, and what to do. */
export interface Blocked extends Omit<Wanted, 'edition'> {
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
  const resumed = begun.flatMap(({ next, record }): readonly Wanted[] => (next === 'resume' ? [record] : []));
  const fresh = due.weeks.flatMap(({ edition, networks }) =>
    networks
      .filter((network) => !begun.some(({ record }) => record.week === edition.week && record.network === network))
      .map((network): Wanted => ({ week: edition.week, network, edition })),
  );
  const wanted = [...resumed, ...fresh];
  const judged = await Promise.all(wanted.map((one) => judge(one, journal, app)));
  const heldBack = due.blocked.map((one) => blocked(one, wordsOfBlocked(one)));
  const unfinished = due.waiting.flatMap(({ week, words, networks }) =>
    networks.map((network) => blocked({ week, network }, `It ${words}.`, false)),
  );
  return [...left, ...judged.flat(), ...heldBack, ...unfinished];
}

const blocked = ({ week, network }: Wanted, reason: string, needsPerson = true): Blocked => ({
  ...{ week, network, reason, needsPerson },
});

/** What is in the way of what a look would post; empty if nothing is known to be. */
async function judge(wanted: Wanted, journal: JournalState, app: App): Promise<readonly Blocked[]> {
  const { week, network } = wanted;
  const missing = missingKeys(app.config, network);
  if (missing.length > 0) return [blocked(wanted, `Set ${listed(missing)} in .env.`)];
  const dear = overBudget(await plansOf(wanted, journal, app), app, journal);
  if (dear !== undefined) return [blocked(wanted, dear)];
  const { told, retry } = journal.memory;
  const { timezone } = app.config;
  const alarm = told.find(
    ({ matter }) =>
      isSameMatter(matter, { kind: 'keys', network }) || isSameMatter(matter, { kind: 'refused', network, week }),
  );
  if (alarm?.text !== undefined) return [blocked(wanted, `At ${momentWords(alarm.at, timezone)}: ${alarm.text}`)];
  if (!retry || (retry.networks.length > 0 && !retry.networks.includes(network))) return [];
  return [blocked(wanted, `${retry.words} It is tried again at ${momentWords(retry.at, timezone)}.`, false)];
}

/** What a look would do for one week on one network, priced without asking its server. */
async function plansOf(
  { week, network, edition }: Wanted,
  journal: JournalState,
  app: App,
): Promise<readonly RunPlan[]> {
  const rules = await rulesOf(network, app, 'no');
  if (edition)
    return [planRun(edition, { rules, thread: compose(edition, rules, app.config) }, journal, { again: false })];
  const record = journal.threads.find((one) => one.week === week && one.network === network);
  return !record || isFinished(record) ? [] : [planToGoOn(record, rules)];
}

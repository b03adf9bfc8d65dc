import type { App } from './app.ts';
import { aboutThread, isFinished, isSameMatter, type Matter } from './core/record.ts';
import {
  afterLook,
  type Alarm,
  alarmsOf,
  announce,
  type Due,
  type LookEnd,
  type LookReason,
  needsFreshList,
  type NetworkWeek,
  recordDue,
} from './core/schedule.ts';
import type { NetworkId } from './core/thread.ts';
import { alarmsOfEnding, type Ending, exitCodeOf, postedText } from './ending.ts';
import { messageOf } from './errors.ts';
import { type Journal, JournalError } from './journal.ts';
import { type DueReading, lookWords, readDue } from './look/find-due.ts';
import { deliver } from './notify.ts';
import { runPlans, runThreads } from './run.ts';
import { composeThreads, rulesOf } from './run/compose-threads.ts';
import { planToGoOn, type Run } from './run/plan-run.ts';

/** How one look ended. */
export interface LookOutcome {
  readonly tried: readonly Ending[];
  /** What a person must know, including what was told before. */
  readonly alarms: readonly Alarm[];
  /** What is due; absent where there was no list to decide on. */
  readonly due?: Due;
  /** What came of it, in a line; where nothing was posted, why. */
  readonly words: string;
  /** The program was asked to stop: the next start makes the look again. */
  readonly isInterrupted: boolean;
  /** 0 all well; 1 something failed; 3 in doubt: a person must look. */
  readonly exitCode: number;
}

/**
 * One look: reads the list, decides what is due, runs it, remembers, tells. `start` and `post --due` share it. The journal is
 * locked for it; `log` hears what is wrong.
 * @throws JournalError where the state cannot be written: then nothing more is sent
 */
export async function look(
  app: App,
  journal: Journal,
  reason: LookReason,
  log: (line: string) => void = app.log.warn,
): Promise<LookOutcome> {
  const run = { app, journal, began: app.world.clock.now() };
  const retried = reason === 'retry' ? (journal.state().memory.retry?.networks ?? []) : [];
  const reading = await readDue(run, reason, log);
  const { due } = reading;
  if (due) await journal.save((state) => recordDue(state, due));
  const isWanted = (network: NetworkId): boolean => retried.length === 0 || retried.includes(network);
  const tried = due ? await postDue(due, isWanted, run) : [];
  const seen = { tried, ...(due && { due }), isInterrupted: app.world.stop.aborted };
  const outcome = {
    ...seen,
    alarms: distinct([
      ...tried.flatMap(alarmsOfEnding),
      ...reading.alarms,
      ...(due ? alarmsOf(due, run.began, app.config.timezone) : []),
    ]),
    words: lookWords(seen, journal.state(), reading.trouble),
    exitCode: exitCode(reading, tried),
  };
  await remember(run, reason, failureOf(reading, tried), outcome, log);
  await deliver(journal, app);
  return outcome;
}

/**
 * Goes on with threads that were begun, then posts the oldest week that is due to all its networks. If a week cannot be
 * posted, the next one is tried; a network that cannot be reached is left for the next look.
 */
async function postDue(due: Due, isWanted: (network: NetworkId) => boolean, run: Run): Promise<readonly Ending[]> {
  const { stop } = run.app.world;
  const tried: Ending[] = [];
  const isFree = (network: NetworkId): boolean =>
    isWanted(network) && !stop.aborted && !tried.some((one) => one.network === network && isServed(one));
  for (const { record, next } of due.begun)
    if (next === 'resume' && isFree(record.network))
      tried.push(...(await attempt(record, run, () => goOn(record, run))));
  for (const { edition, networks } of due.weeks) {
    const before = tried.length;
    for (const network of networks.filter(isFree))
      tried.push(
        ...(await attempt({ week: edition.week, network }, run, async () =>
          runThreads(edition, await composeThreads(edition, [network], run.app), NOBODY_ASKED, run),
        )),
      );
    if (tried.slice(before).some(({ status }) => status === 'posted')) break;
  }
  return tried;
}

const NOBODY_ASKED = { again: false, yes: true, isWeekNamed: false };

async function goOn({ week, network }: NetworkWeek, run: Run): Promise<readonly Ending[]> {
  const record = run.journal.state().threads.find((one) => one.week === week && one.network === network);
  if (!record || isFinished(record)) return [];
  return await runPlans([planToGoOn(record, await rulesOf(network, run.app, 'no'))], NOBODY_ASKED, run);
}

/** Each network by itself: whatever goes wrong on one is its ending and stops no other; but nothing goes on without the
 *  journal. What the journal had already is no try, and a failure after a stop was requested proves nothing. */
async function attempt(
  { week, network }: NetworkWeek,
  { app }: Run,
  act: () => Promise<readonly Ending[]>,
): Promise<readonly Ending[]> {
  const endings = await act().catch((error: unknown): readonly Ending[] => {
    if (error instanceof JournalError) throw error;
    const told = { status: 'failed', happened: messageOf(error), again: 'later' } as const;
    return [{ week, network, ...told, costUsd: 0, posts: [], notes: [], ms: 0 }];
  });
  return endings
    .filter(({ status }) => !['already-posted', 'rolled-back', 'rolling-back'].includes(status))
    .map((ending) =>
      ending.again === 'later' && app.world.stop.aborted ? { ...ending, status: 'interrupted' } : ending,
    );
}

/** Whether a network has got its thread in this look, or can get none now. */
const isServed = ({ status, again, keys }: Ending): boolean =>
  status === 'posted' || status === 'interrupted' || again === 'later' || keys === 'others';

/** One alarm for each matter: the first, which says most. */
const distinct = (alarms: readonly Alarm[]): readonly Alarm[] =>
  alarms.filter(({ matter }, index) => alarms.findIndex((other) => isSameMatter(other.matter, matter)) === index);

/** What must be tried again soon. */
function failureOf({ trouble }: DueReading, tried: readonly Ending[]): LookEnd['failed'] {
  if (trouble !== undefined) return { networks: [], words: trouble };
  const again = tried.filter(
    (one) => one.status === 'in-doubt' || (one.again === 'later' && one.status !== 'interrupted'),
  );
  if (again.length === 0) return undefined;
  const words = again.map((one) => aboutThread(one, one.happened ?? '')).join(' ');
  return { networks: [...new Set(again.map(({ network }) => network))], words };
}

function exitCode({ due, trouble }: DueReading, tried: readonly Ending[]): number {
  if (due?.begun.some(({ next }) => next === 'in-doubt')) return 3;
  return exitCodeOf(tried) || (trouble !== undefined && !due ? 1 : 0);
}

async function remember(
  { app, journal, began }: Run,
  reason: LookReason,
  failed: LookEnd['failed'],
  outcome: LookOutcome,
  log: (line: string) => void,
): Promise<void> {
  const ended = app.world.clock.now();
  await journal.save((state) => {
    const { retry, ...memory } = state.memory;
    const looked = outcome.isInterrupted
      ? retry && { retry }
      : { ...afterLook(state.memory, { reason, began, ended, ...(failed && { failed }) }), lastResult: outcome.words };
    const posted = outcome.tried.filter(({ status }) => status === 'posted').map(postedText);
    const news = announce(state.memory, outcome.alarms, posted, ended, (matter) => mayHold(matter, outcome));
    // What is wrong with the list was logged where it was read.
    for (const { text } of news.outbox.slice(memory.outbox.length)) if (text !== failed?.words) log(text);
    const kept = app.config.notifyUrl === undefined ? { ...news, outbox: [] } : news;
    return { ...state, memory: { ...memory, ...kept, ...looked } };
  });
}

/** Whether a matter that this look did not meet may still hold: it had no list, or did not get to that network. */
function mayHold(matter: Matter, { due, tried, isInterrupted }: LookOutcome): boolean {
  if (!due) return isInterrupted || matter.kind !== 'list';
  if (due.isStale && needsFreshList(matter)) return true;
  if (!('network' in matter)) return false;
  const { network } = matter;
  const hasWork =
    due.begun.some(({ record }) => record.network === network) ||
    due.weeks.some((week) => week.networks.some((id) => id === network));
  return hasWork && !tried.some((one) => one.network === network && one.status !== 'interrupted');
}

import { answer, type App, openApp, type Options } from '../app.ts';
import { openBots, readConcurrency } from '../bots.ts';
import { networkOf } from '../config.ts';
import { type EditionMark, markEdition } from '../core/list.ts';
import {
  type AnyRecord,
  aboutThread,
  changedEntries,
  costSoFar,
  inWords,
  type JournalState,
  notesOf,
  publishedPosts,
  spendings,
  spentLately,
  standingOf,
  stateOf,
} from '../core/record.ts';
import {
  alarmsOfList,
  checkSchedule,
  type Due,
  hasRun,
  health,
  dueLook,
  nextLook,
  nextSlot,
} from '../core/schedule.ts';
import { compareNewestFirst, type Week } from '../core/week.ts';
import { messageOf } from '../errors.ts';
import { shortHash } from '../hash.ts';
import { emptyWords, findDue } from '../look/find-due.ts';
import { makePaper } from '../render/paper.ts';
import { receiptPosts } from '../render/receipt.ts';
import { type BotStatus, drawFleet, drawStatus, type Status, type ThreadStatus } from '../render/status-table.ts';
import { findBlocked } from '../run/blocked.ts';
import { rulesOf } from '../run/compose-threads.ts';
import { readEditions, readList } from '../run/read-list.ts';
import { scheduleOf } from '../tick.ts';
import { createGate } from '../tick/fleet.ts';
import type { World } from '../world.ts';

/** `status`: shows what was posted, what is stuck and what comes next. Only reads. Exit code 1 if `--check` finds a problem. */
export async function run(folders: readonly string[], options: Options, given: World): Promise<number> {
  const now = given.clock.now();
  const isRun = options.check === true;
  if (folders.length > 0) return await showFleet(folders, options, given, (app) => readStatus(app, isRun, now));
  const app = openApp(options, given, { checkSchedule });
  const status = await readStatus(app, isRun, now);
  const frame = { now, zone: app.config.timezone, paper: app.paper };
  answer(app, options, status, drawStatus(status, frame));
  return isRun && status.problems.length > 0 ? 1 : 0;
}

/** Several bots, in one table. One that cannot be read is shown with its reason, and is in the way of no other; a folder that
 *  holds none was named by mistake: exit code 2. */
async function showFleet(
  folders: readonly string[],
  options: Options,
  world: World,
  read: (app: App) => Promise<Status>,
): Promise<number> {
  const gate = createGate(readConcurrency(world));
  const opened = openBots(folders, options, world);
  const bots = await Promise.all(
    opened.map(async ({ name, folder, ...bot }): Promise<BotStatus> => {
      const unread = (problem: string): Status => ({ ...NO_STATUS, problems: [problem] });
      const status =
        'problem' in bot
          ? unread(bot.problem)
          : await gate.run(() => read(bot.app).catch((error: unknown) => unread(messageOf(error))));
      return { bot: name, folder, ...status };
    }),
  );
  answer({ world }, options, bots, drawFleet(bots, world.clock.now(), makePaper(world.terminal)));
  if (opened.some((bot) => 'problem' in bot && bot.isNone)) return 2;
  return options.check && bots.some(({ problems }) => problems.length > 0) ? 1 : 0;
}

const NO_STATUS: Status = {
  ...{ threads: [], due: [], waiting: [], blocked: [], problems: [], spentUsd: { month: 0, days30: 0 } },
  ...{ lastLook: null, lastResult: null, nextLook: null, hasLooked: false, isRetry: false, looksAtStart: false },
};

/** `isRun`: the bot is meant to look by itself, so that it is a problem if it never has. */
async function readStatus(app: App, isRun: boolean, now: Date): Promise<Status> {
  const { config, store } = app;
  const schedule = scheduleOf(config);
  // Before the state is read: what a run that ended since had in doubt is settled in it. A lock that no run can ever take is a
  // problem; every other one is given back, or runs out.
  const lock = await store.holder().catch((error: unknown) => messageOf(error));
  const isBusy = typeof lock === 'object' && lock.isAtWork;
  const journal = await store.read();
  const { lastLook = null, lastResult = null } = journal.memory;
  const hasLooked = hasRun(journal.memory);
  const next = hasLooked ? nextLook(schedule, journal.memory, now) : nextSlot(schedule, now);
  const list = await lookAtList(app, journal);
  const blocked = await findBlocked(list.due, journal, app);
  const { networks, maxAgeDays } = config;
  const threads = await Promise.all(journal.threads.map((record) => threadStatus(record, list, app)));
  const spent = await Promise.all(
    journal.threads.map(async (record) => spendings(record, await rulesOf(record.network, app, 'no'))),
  );
  const sick = health({ journal, schedule, networks, now, maxAgeDays, isRun, isBusy });
  const stuck = blocked.filter(({ needsPerson }) => needsPerson).map((one) => aboutThread(one, one.reason));
  return {
    threads: threads.sort(newestFirst),
    due: list.due.weeks.flatMap(({ edition: { week }, networks }) => networks.map((network) => ({ week, network }))),
    blocked: blocked.map(({ week, network, reason }) => ({ week, network, reason })),
    waiting: list.due.waiting.map(({ week, words }) => ({ week, words })),
    spentUsd: spentLately(spent.flat(), now, config.timezone),
    ...{ lastLook, lastResult, nextLook: next?.toISOString() ?? null, hasLooked },
    isRetry: next?.toISOString() === journal.memory.retry?.at,
    looksAtStart: dueLook(schedule, journal.memory, now, true) !== undefined,
    problems: [...(typeof lock === 'string' ? [lock] : []), ...new Set([...sick, ...list.problems, ...stuck])],
  };
}

interface ListState {
  readonly due: Pick<Due, 'weeks' | 'waiting' | 'redated' | 'blocked'>;
  readonly marks: ReadonlyMap<string, Pick<EditionMark, 'entryHashes'>>;
  readonly problems: readonly string[];
}

/** A list that cannot be read is reported as a problem; the rest is shown all the same. */
async function lookAtList(app: App, journal: JournalState): Promise<ListState> {
  try {
    const { sections, warnings, ...list } = await readList(app);
    warnings.forEach(app.log.warn);
    const due = await findDue({ sections, ...list }, journal, app);
    const recent = journal.threads
      .toSorted(newestFirst)
      .slice(0, RECENT_THREADS)
      .flatMap((record) => datesOf(record, due.redated));
    const shown = sections.filter(({ week }) => recent.includes(week));
    const marks = readEditions(shown, app.config).map(
      (edition) => [edition.week, markEdition(edition, shortHash)] as const,
    );
    return { due, marks: new Map(marks), problems: problemsOf(sections.length, due, journal, app) };
  } catch (error) {
    const due = { weeks: [], waiting: [], redated: [], blocked: [] };
    return { due, marks: new Map(), problems: [messageOf(error)] };
  }
}

/** Before its first look nobody knows how a list should move. */
function problemsOf(sections: number, due: Due, journal: JournalState, { config, world }: App): readonly string[] {
  if (sections === 0) return [emptyWords(journal, config.listName)];
  const isKnown = journal.memory.sources.some(({ source }) => source === config.listName);
  return isKnown ? alarmsOfList(due, world.clock.now()).map(({ text }) => text) : [];
}

/** How many threads, newest first, are compared with the list as it is now. */
const RECENT_THREADS = 40;

const newestFirst = (a: Pick<AnyRecord, 'week'>, b: Pick<AnyRecord, 'week'>): number =>
  compareNewestFirst(a.week, b.week);

/** The dates under which the list may show a week now; what it was found under just now comes first. */
const datesOf = ({ week, network, aliases }: AnyRecord, redated: Due['redated']): readonly Week[] => [
  ...redated.filter((one) => one.network === network && one.of === week).map((one) => one.to ?? one.week),
  week,
  ...aliases,
];

async function threadStatus(
  record: AnyRecord,
  { marks, due }: Pick<ListState, 'marks' | 'due'>,
  app: App,
): Promise<ThreadStatus> {
  const { week, network } = record;
  const state = stateOf(record);
  const isDone = state === 'posted' || state === 'rolled-back';
  const words = [...(isDone ? [] : [inWords(standingOf(record, app.config.timezone))]), ...notesOf(record)].join('\n');
  const [listed] = datesOf(record, due.redated).flatMap((date) => marks.get(date) ?? []);
  return {
    ...{ week, network, state },
    costUsd: costSoFar(record, await rulesOf(network, app, 'no')),
    posts: receiptPosts(publishedPosts(record), networkOf(app.config, network).addressOf),
    of: record.posts.length,
    earlier: record.earlier ?? [],
    ...(words !== '' && { words }),
    changed: listed ? changedEntries(record, listed.entryHashes) : [],
  };
}

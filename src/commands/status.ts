import { type Config, networkOf } from '../config.ts';
import {
  alarmsOfList,
  checkSchedule,
  type Due,
  health,
  nextSlot,
  hasRun,
  lookReason,
  nextLook,
} from '../core/schedule.ts';
import { markEdition, type EditionMark } from '../core/list.ts';
import {
  type JournalState,
  type AnyRecord,
  changedEntries,
  costSoFar,
  publishedPosts,
  stateOf,
  spendings,
  spentLately,
} from '../core/record.ts';
import { compareNewestFirst, type Week } from '../core/week.ts';
import { messageOf } from '../errors.ts';
import { hashText } from '../hash.ts';
import type { Store } from '../journal/port.ts';
import { emptyWords, findDue } from '../look/find-due.ts';
import { scheduleOf } from '../tick.ts';
import { readEditions, readList } from '../run/read-list.ts';
import { listPosts } from '../render/receipt.ts';
import { standingWords } from '../render/standing.ts';
import { drawStatus, type Status, type ThreadStatus } from '../render/status-table.ts';
import type { World } from '../world.ts';
import { type Options, type App, openApp } from '../app.ts';
import { findBlocked } from './blocked.ts';

/** `status`: shows what was posted, what is stuck and what comes next. Only reads. Exit code 1 if `--check` finds a problem. */
export async function run(folders: readonly string[], options: Options, given: World): Promise<number> {
  if (folders.length > 0) {
    const { showFleet } = await import('./status-of-bots.ts');
    return await showFleet(folders, options, given, (each) =>
      readStatus(each, options.check === true, given.clock.now()),
    );
  }
  const app = openApp(options, given, { checkSchedule });
  const { world, paper, config } = app;
  const now = world.clock.now();
  const status = await readStatus(app, options.check === true, now);
  world.out(
    options.json
      ? `${JSON.stringify(status, null, 2)}\n`
      : `${drawStatus(status, { now, zone: config.timezone, paper })}\n`,
  );
  return options.check && status.problems.length > 0 ? 1 : 0;
}

/** `isRun`: the bot is meant to look by itself, so that it is a problem if it never has. */
async function readStatus(app: App, isRun: boolean, now: Date): Promise<Status> {
  const { config, store } = app;
  const schedule = scheduleOf(config);
  // Before the state is read: what a run that ended since had in doubt is settled in it.
  const lock = await lookAtLock(store);
  const journal = await store.read();
  const hasLooked = hasRun(journal.memory);
  const next = hasLooked ? nextLook(schedule, journal.memory, now) : nextSlot(schedule, now);
  const list = await lookAtList(app, journal);
  const blocked = await findBlocked(list.due, journal, app);
  const { networks, maxAgeDays } = config;
  const threads = await Promise.all(journal.threads.map((record) => threadStatus(record, list, config)));
  const sick = health({ journal, schedule, networks, now, maxAgeDays, isRun, isBusy: lock.isBusy });
  return {
    threads: threads.sort(newestFirst),
    due: list.due.weeks.flatMap(({ edition, networks }) =>
      networks.map((network) => ({ week: edition.week, network })),
    ),
    blocked: blocked.map(({ week, network, reason }) => ({ week, network, reason })),
    waiting: list.due.waiting.map(({ week, words }) => ({ week, words })),
    spentUsd: await spentBy(journal, now, config),
    lastLook: journal.memory.lastLook ?? null,
    lastResult: journal.memory.lastResult ?? null,
    nextLook: next?.toISOString() ?? null,
    hasLooked,
    isRetry: next?.toISOString() === journal.memory.retry?.at,
    looksAtStart: lookReason(schedule, journal.memory, now, true) !== undefined,
    problems: [
      ...lock.problems,
      ...sick,
      ...list.problems,
      ...blocked.flatMap(({ week, network, reason, needsPerson }) =>
        needsPerson && !sick.includes(reason) ? [`${week} on ${network}: ${reason}`] : [],
      ),
    ],
  };
}

/** A lock that no run can ever take is a problem; every other one is given back, or runs out. */
async function lookAtLock(store: Store): Promise<{ isBusy: boolean; problems: readonly string[] }> {
  try {
    return { isBusy: (await store.holder())?.isAtWork ?? false, problems: [] };
  } catch (error) {
    return { isBusy: false, problems: [messageOf(error)] };
  }
}

/** What was spent in this month and in the last 30 days. */
async function spentBy(journal: JournalState, now: Date, config: Config): Promise<Status['spentUsd']> {
  const all = await Promise.all(
    journal.threads.map(async (record) => spendings(record, await networkOf(config, record.network).room.rules())),
  );
  return spentLately(all.flat(), now, config.timezone);
}

interface ListState {
  readonly due: Pick<Due, 'weeks' | 'waiting' | 'renamed' | 'blocked'>;
  readonly marks: ReadonlyMap<string, Pick<EditionMark, 'entryHashes'>>;
  readonly problems: readonly string[];
}

/** A list that cannot be read is reported as a problem; the rest is shown all the same. */
async function lookAtList(app: App, journal: JournalState): Promise<ListState> {
  try {
    const list = await readList(app);
    list.warnings.forEach(app.log.warn);
    const due = await findDue(list, journal, app);
    const recent = journal.threads
      .toSorted(newestFirst)
      .slice(0, RECENT_THREADS)
      .flatMap((record) => datesOf(record, due.renamed));
    const editions = readEditions(
      list.sections.filter(({ week }) => recent.includes(week)),
      app.config,
    );
    return {
      due,
      marks: new Map(editions.map((edition) => [edition.week, markEdition(edition, hashText)])),
      problems: problemsOf(list.sections.length, due, journal, app),
    };
  } catch (error) {
    return {
      due: { weeks: [], waiting: [], renamed: [], blocked: [] },
      marks: new Map(),
      problems: [messageOf(error)],
    };
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

/** The dates under which the list may show a week now; what it was renamed to since comes first. */
const datesOf = ({ week, network, aliases }: AnyRecord, renamed: Due['renamed']): readonly Week[] => [
  ...renamed.filter((one) => one.network === network && one.of === week).map((one) => one.week),
  week,
  ...aliases,
];

async function threadStatus(
  record: AnyRecord,
  { marks, due }: Pick<ListState, 'marks' | 'due'>,
  config: Config,
): Promise<ThreadStatus> {
  const network = networkOf(config, record.network);
  const words = standingWords(record, config.timezone);
  const listed = datesOf(record, due.renamed)
    .map((week) => marks.get(week))
    .find((mark) => mark !== undefined);
  return {
    week: record.week,
    network: record.network,
    state: stateOf(record),
    costUsd: costSoFar(record, await network.room.rules()),
    posts: listPosts(publishedPosts(record), network.addressOf),
    of: record.posts.length,
    earlier: record.earlier ?? [],
    ...(words !== undefined && { words }),
    changed: listed ? changedEntries(record, listed.entryHashes) : [],
  };
}

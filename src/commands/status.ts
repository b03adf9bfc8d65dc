import type { Due } from '../core/due.ts';
import { health } from '../core/health.ts';
import { markEdition } from '../core/mark.ts';
import type { EditionMark, JournalState } from '../core/record.ts';
import { nextSlot } from '../core/schedule.ts';
import { hasRun, lookReason, nextLook } from '../core/schedule/look.ts';
import { type AnyRecord, changedEntries, publishedPosts, stateOf } from '../core/thread-state.ts';
import { compareNewestFirst, type Week } from '../core/week.ts';
import { messageOf } from '../errors.ts';
import { hashText } from '../hash.ts';
import { openJournal } from '../journal.ts';
import { describeLock } from '../journal/lock.ts';
import { readEditions, readList } from '../pipeline.ts';
import { standingWords } from '../render/standing.ts';
import { drawStatus, type Status, type ThreadStatus } from '../render/status.ts';
import type { World } from '../world.ts';
import { findDue } from './find-due.ts';
import { type ScheduledSetUp, setUpSchedule } from './schedule.ts';
import type { Options, SetUp } from './set-up.ts';

/** `status`: shows what was posted, what is stuck and what comes next. Only reads. Exit code 1 if `--check` finds a problem. */
export async function run(_values: readonly string[], options: Options, given: World): Promise<number> {
  const ready = setUpSchedule(options, given);
  const { world, paper } = ready;
  const now = world.clock.now();
  const status = await readStatus(ready, options.check === true, now);
  world.out(options.json ? `${JSON.stringify(status, null, 2)}\n` : `${drawStatus(status, now, paper)}\n`);
  return options.check && status.problems.length > 0 ? 1 : 0;
}

/** `isRun`: the bot is meant to look by itself, so that it is a problem if it never has. */
async function readStatus(ready: ScheduledSetUp, isRun: boolean, now: Date): Promise<Status> {
  const { config, schedule } = ready;
  // Before the file is read: what a run that ended since had in doubt is settled in it.
  const lock = await lookAtLock(config.stateFile);
  const journal = (await openJournal(config.stateFile)).state();
  const hasLooked = hasRun(journal.memory);
  const next = hasLooked ? nextLook(schedule, journal.memory, now) : nextSlot(schedule, now);
  const list = await lookAtList(ready, journal);
  const { networks, maxAgeDays } = config;
  return {
    threads: journal.threads.map((record) => threadStatus(record, list)).sort(newestFirst),
    due: list.due.weeks.flatMap(({ edition, networks }) =>
      networks.map((network) => ({ week: edition.week, network })),
    ),
    waiting: list.due.waiting.map(({ week, words }) => ({ week, words })),
    nextLook: next?.toISOString() ?? null,
    hasLooked,
    looksAtStart: lookReason(schedule, journal.memory, now, true) !== undefined,
    problems: [
      ...lock.problems,
      ...health({ journal, schedule, networks, now, maxAgeDays, isRun, isBusy: lock.isBusy }),
      ...list.problems,
    ],
  };
}

/** A lock that no run can ever take is a problem; every other one is given back, or runs out. */
async function lookAtLock(stateFile: string): Promise<{ isBusy: boolean; problems: readonly string[] }> {
  try {
    return { isBusy: (await describeLock(stateFile))?.isAtWork ?? false, problems: [] };
  } catch (error) {
    return { isBusy: false, problems: [messageOf(error)] };
  }
}

interface ListState {
  readonly due: Pick<Due, 'weeks' | 'waiting' | 'renamed'>;
  readonly marks: ReadonlyMap<string, Pick<EditionMark, 'entryHashes'>>;
  readonly problems: readonly string[];
}

/** A list that cannot be read is reported as a problem; the rest is shown all the same. */
async function lookAtList(ready: SetUp, journal: JournalState): Promise<ListState> {
  try {
    const list = await readList(ready);
    list.warnings.forEach(ready.tools.warn);
    const due = await findDue(list, journal, ready);
    const recent = journal.threads
      .toSorted(newestFirst)
      .slice(0, RECENT_THREADS)
      .flatMap((record) => datesOf(record, due.renamed));
    const editions = await readEditions(list.sections.filter(({ week }) => recent.includes(week)));
    return {
      due,
      marks: new Map(editions.map((edition) => [edition.week, markEdition(edition, hashText)])),
      problems: [],
    };
  } catch (error) {
    return {
      due: { weeks: [], waiting: [], renamed: [] },
      marks: new Map(),
      problems: [messageOf(error)],
    };
  }
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

function threadStatus(record: AnyRecord, { marks, due }: Pick<ListState, 'marks' | 'due'>): ThreadStatus {
  const words = standingWords(record);
  const listed = datesOf(record, due.renamed)
    .map((week) => marks.get(week))
    .find((mark) => mark !== undefined);
  return {
    week: record.week,
    network: record.network,
    state: stateOf(record),
    costUsd: record.costUsd,
    posts: publishedPosts(record).map(({ at, ref }) => ({ id: ref.id, url: ref.url, at })),
    of: record.posts.length,
    ...(words !== undefined && { words }),
    changed: listed ? changedEntries(record, listed.entryHashes) : [],
  };
}

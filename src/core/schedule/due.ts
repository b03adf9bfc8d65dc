import { holdBack, type BlockedWeek } from './due/held-back.ts';
import { judgeWeek, redate, type DueWeek, type JudgeInput, type Judged, type Redating } from './due/judge.ts';
import { firstLook, knownWeeks } from './due/known.ts';
import { isAhead, viewList, type ListTools, type ListView } from './due/view.ts';
import type { Section } from '../list.ts';
import { type Begun, begunThreads, type JournalState, type OldRecord, type SourceMemory, WAITS } from '../record.ts';
import type { NetworkId } from '../thread.ts';
import { addDays, ageDays, compareNewestFirst, weekEnd, type Week } from '../week.ts';
import { DAY_MS } from '../moment.ts';

export interface DueInput extends ListTools {
  /** What the list shows, in any order. */
  readonly sections: readonly Section[];
  readonly journal: JournalState;
  /** The list's name, under which the journal remembers it: `LIST_SOURCE` without credentials. */
  readonly source: string;
  readonly networks: readonly NetworkId[];
  readonly now: Date;
  readonly maxAgeDays: number;
  readonly maxPosts: number;
  /** Part of the list is an earlier copy: what it lacks, or its not having changed, proves nothing. */
  readonly isStale?: boolean;
}

/** What one look finds to do. None of it is done yet. */
export interface Due extends Omit<Judged, 'ready'> {
  /** Threads that were begun and are not whole, oldest first. */
  readonly begun: readonly Begun[];
  /** Weeks to be posted, oldest first; each look posts one. */
  readonly weeks: readonly DueWeek[];
  /** Weeks that wait until a person names them. */
  readonly blocked: readonly BlockedWeek[];
  /** The weeks that a first look takes for old, to be recorded before anything is posted. */
  readonly old: readonly OldRecord[];
  /** What to remember of the list. */
  readonly memory: SourceMemory;
  /** The newest week that is listed now, if a newer one was listed before. */
  readonly shrunkTo?: Week;
  readonly isStale: boolean;
}

/** Decides what is due, from nothing but the list, the journal and the time. */
export function decideDue(input: DueInput): Due {
  const { journal, source, now, maxAgeDays, isStale = false } = input;
  const view = viewList(input.sections, input);
  const before = journal.memory.sources.find((known) => known.source === source) ?? neverSeen(source);
  const hasLooked = (network: NetworkId): boolean => before.networks.includes(network);
  const unseen = input.networks.filter((network) => !hasLooked(network));
  const first = isStale && unseen.length > 0 ? undefined : firstLook(view, journal, unseen);
  const old = first ?? [];
  const networks = first ? input.networks : input.networks.filter(hasLooked);
  const known = new Map(networks.map((network) => [network, knownWeeks(journal, old, network)]));
  const { ready, ...judged } = judgeWeeks({ view, waiting: before.waiting, known, now, maxAgeDays, isStale });
  const { newest, shrunkTo } = newestOf(view, before, judged.redated, now);
  const threads = journal.threads.map((record) => redate(record, judged.redated));
  return {
    ...judged,
    isStale,
    ...(shrunkTo !== undefined && !isStale && { shrunkTo }),
    begun: begunThreads(journal, now, maxAgeDays).filter(({ record }) => input.networks.includes(record.network)),
    ...holdBack(ready, { threads }, input),
    old,
    memory: {
      source,
      networks: [...new Set([...before.networks, ...networks])],
      ...(newest && { newest }),
      waiting: judged.waiting.map(({ week, hash, since }) => ({ week, hash, since })),
    },
  };
}

/** Judges the weeks oldest first: how many entries a week should have is not measured by one that still waits. */
function judgeWeeks(input: Omit<JudgeInput, 'unfinished'>): Judged {
  const { view, now, maxAgeDays } = input;
  const unfinished = new Set<Week>();
  const told = view.weeks.filter((week) => ageDays(week, now) <= maxAgeDays + WAITS.missedWeek / DAY_MS);
  const all = told.toReversed().map((week) => {
    const judged = judgeWeek(week, { ...input, unfinished });
    if (judged.waiting.length > 0) unfinished.add(week);
    return judged;
  });
  return {
    ready: all.flatMap(({ ready }) => ready),
    waiting: all.flatMap(({ waiting }) => waiting),
    missed: all.flatMap(({ missed }) => missed),
    redated: all.flatMap(({ redated }) => redated),
    altered: all.flatMap(({ altered }) => altered),
  };
}

const neverSeen = (source: string): SourceMemory => ({ source, networks: [], waiting: [] });

interface Newest extends Pick<SourceMemory, 'newest'> {
  /** What is the newest now, where a newer one was listed before. */
  readonly shrunkTo?: Week;
}

/** The newest week that was ever listed, and since when. One that is gone from the list stays the newest. */
function newestOf(view: ListView, before: SourceMemory, redated: readonly Redating[], now: Date): Newest {
  const week = view.weeks.find((listed) => !isAhead(listed, now));
  const last = before.newest;
  if (week === undefined) return last ? { newest: last } : {};
  if (!last) return { newest: { week, since: firstSeen(week, now) } };
  const order = compareNewestFirst(week, last.week);
  if (order < 0) return { newest: { week, since: now.toISOString() } };
  if (order === 0) return { newest: last };
  const isCorrected = redated.some((one) => one.week === week && one.of === last.week && one.to === undefined);
  return isCorrected ? { newest: { week, since: last.since } } : { newest: last, shrunkTo: week };
}

/** Of a list that is seen for the first time, the newest week came on the day after its end. */
function firstSeen(week: Week, now: Date): string {
  const ended = `${addDays(weekEnd(week), 1)}T00:00:00.000Z`;
  return ended > now.toISOString() ? now.toISOString() : ended;
}

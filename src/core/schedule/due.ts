import { begunThreads, type Begun } from './due/begun.ts';
import { firstLook } from './due/first.ts';
import { holdBack, type BlockedWeek } from './due/held-back.ts';
import {
  judgeWeek,
  type DueWeek,
  type HandedOn,
  type JudgeInput,
  type Judgement,
  type NetworkWeek,
  type Renamed,
  type WaitingWeek,
} from './due/judge.ts';
import { newestOf } from './due/newest.ts';
import { redated } from './due/redate.ts';
import { knownWeeks } from './due/known.ts';
import { ageDays, viewList, type ListTools } from './due/view.ts';
import type { Section } from '../list.ts';
import { type JournalState, type OldRecord, type SourceMemory, WAITS } from '../record.ts';
import type { NetworkId } from '../thread.ts';
import type { Week } from '../week.ts';

export type { Begun, BlockedWeek, DueWeek, ListTools, NetworkWeek, Renamed, WaitingWeek };

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
export interface Due {
  /** Threads that were begun and are not whole, oldest first. */
  readonly begun: readonly Begun[];
  /** Weeks to be posted, oldest first; each look posts one. */
  readonly weeks: readonly DueWeek[];
  /** Weeks that wait until a person names them. */
  readonly blocked: readonly BlockedWeek[];
  /** Weeks that are not posted yet, and why. */
  readonly waiting: readonly WaitingWeek[];
  /** Weeks that came too late to be posted by themselves, for as long as a person should hear of them. */
  readonly missed: readonly NetworkWeek[];
  readonly renamed: readonly Renamed[];
  readonly handedOn: readonly HandedOn[];
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
  const judgements = judgeWeeks({ view, waiting: before.waiting, known, now, maxAgeDays, isStale });
  const waiting = judgements.flatMap((judgement) => judgement.waiting ?? []);
  const renamed = judgements.flatMap((judgement) => judgement.renamed);
  const { newest, shrunkTo } = newestOf(view, before, renamed, now);
  const handedOn = judgements.flatMap((judgement) => judgement.handedOn);
  const threads = journal.threads.map((record) => redated(record, { renamed, handedOn }));
  const found = judgements.flatMap(({ due }) => due ?? []);
  return {
    isStale,
    ...(shrunkTo !== undefined && !isStale && { shrunkTo }),
    begun: begunThreads(journal, input.networks, now, maxAgeDays),
    ...holdBack(found, { threads }, input),
    waiting,
    missed: judgements.flatMap(({ missed }) => missed),
    renamed,
    handedOn,
    old,
    memory: {
      source,
      networks: [...new Set([...before.networks, ...networks])],
      ...(newest && { newest }),
      waiting: waiting.map(({ week, hash, since }) => ({ week, hash, since })),
    },
  };
}

const DAY_MS = 24 * 3_600_000;

/** Judges the weeks oldest first: how many entries a week should have is not measured by one that still waits. */
function judgeWeeks(input: Omit<JudgeInput, 'unfinished'>): readonly Judgement[] {
  const { view, now, maxAgeDays } = input;
  const unfinished = new Set<Week>();
  const told = view.weeks.filter((week) => ageDays(week, now) <= maxAgeDays + WAITS.missedWeek / DAY_MS);
  return told.toReversed().map((week) => {
    const judgement = judgeWeek(week, { ...input, unfinished });
    if (judgement.waiting) unfinished.add(week);
    return judgement;
  });
}

const neverSeen = (source: string): SourceMemory => ({ source, networks: [], waiting: [] });

import { begunThreads, type Begun } from './due/begun.ts';
import { firstLook } from './due/first.ts';
import { judgeWeek, type DueWeek, type NetworkWeek, type Renamed, type WaitingWeek } from './due/judge.ts';
import { knownWeeks } from './due/known.ts';
import { ageDays, isAhead, viewList, type ListTools, type ListView } from './due/list.ts';
import type { Section } from './edition.ts';
import type { SourceMemory } from './memory.ts';
import type { JournalState, OldRecord } from './record.ts';
import type { NetworkId } from './rules.ts';
import { addDays, weekEnd } from './week.ts';

export type { Begun, DueWeek, ListTools, NetworkWeek, Renamed, WaitingWeek };

export interface DueInput extends ListTools {
  /** What the list shows, in any order. */
  readonly sections: readonly Section[];
  readonly journal: JournalState;
  /** `LIST_SOURCE`, as the key of what the journal remembers of the list. */
  readonly source: string;
  readonly networks: readonly NetworkId[];
  readonly now: Date;
  readonly maxAgeDays: number;
}

/** What one look finds. Nothing of it is done yet. */
export interface Due {
  /** Threads that were begun and are not whole, oldest first. */
  readonly begun: readonly Begun[];
  /** Weeks to be posted, oldest first; one a look. */
  readonly weeks: readonly DueWeek[];
  /** Weeks that are not posted yet, and why. */
  readonly waiting: readonly WaitingWeek[];
  /** Weeks that came too late to be posted by themselves, for as long as a person should hear of it. */
  readonly missed: readonly NetworkWeek[];
  readonly renamed: readonly Renamed[];
  /** The weeks of a first look, to be recorded before anything is posted. */
  readonly old: readonly OldRecord[];
  /** What to remember of the list. */
  readonly memory: SourceMemory;
}

/** So long a week that was missed is told of. */
const MISSED_DAYS = 14;

/** Says what is due, from the list, the journal and the moment alone. */
export function decideDue(input: DueInput): Due {
  const { journal, source, now, maxAgeDays } = input;
  const view = viewList(input.sections, input);
  const before = journal.memory.sources.find((known) => known.source === source) ?? neverSeen(source);
  const hasLooked = (network: NetworkId): boolean => before.networks.includes(network);
  const first = firstLook(
    view,
    journal,
    input.networks.filter((network) => !hasLooked(network)),
  );
  const old = first ?? [];
  const networks = first ? input.networks : input.networks.filter(hasLooked);
  const known = new Map(networks.map((network) => [network, knownWeeks(journal, old, network)]));
  const judgements = view.weeks
    .filter((week) => ageDays(week, now) <= maxAgeDays + MISSED_DAYS)
    .reverse()
    .map((week) => judgeWeek(week, { view, waiting: before.waiting, known, now, maxAgeDays }));
  const waiting = judgements.flatMap((judgement) => judgement.waiting ?? []);
  return {
    begun: begunThreads(journal, input.networks, now, maxAgeDays),
    weeks: judgements.flatMap(({ due }) => due ?? []),
    waiting,
    missed: judgements.flatMap(({ missed }) => missed),
    renamed: judgements.flatMap(({ renamed }) => renamed),
    old,
    memory: {
      source,
      networks: [...new Set([...before.networks, ...networks])],
      ...newestOf(view, before, now),
      waiting: waiting.map(({ week, hash, since }) => ({ week, hash, since })),
    },
  };
}

const neverSeen = (source: string): SourceMemory => ({ source, networks: [], waiting: [] });

/** The newest week and since when: of a list that is seen for the first time, since the day after the week's end. */
function newestOf(view: ListView, before: SourceMemory, now: Date): Pick<SourceMemory, 'newest'> {
  const week = view.weeks.find((listed) => !isAhead(listed, now));
  if (week === undefined || week === before.newest?.week) return before.newest ? { newest: before.newest } : {};
  const moment = now.toISOString();
  const ended = `${addDays(weekEnd(week), 1)}T00:00:00.000Z`;
  return { newest: { week, since: before.newest || ended > moment ? moment : ended } };
}

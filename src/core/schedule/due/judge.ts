import { recognise, sharesLinks, type Acquaintance, type Known } from './known.ts';
import { ageDays } from './view.ts';
import { readiness, type Readiness, type ReadyInput } from './ready.ts';
import type { Edition } from '../../list.ts';
import {
  type JournalState,
  type OldRecord,
  type SourceMemory,
  type Waiting,
  withAlias,
  withoutDates,
} from '../../record.ts';
import type { NetworkId } from '../../thread.ts';
import { compareNewestFirst, type Week } from '../../week.ts';

export interface NetworkWeek {
  readonly week: Week;
  readonly network: NetworkId;
}

export interface DueWeek {
  readonly edition: Edition;
  readonly networks: readonly NetworkId[];
}

export interface WaitingWeek extends Waiting {
  /** Why, to stand behind the week: `has 9 of 10 entries`. */
  readonly words: string;
  /** The networks that it is kept from. */
  readonly networks: readonly NetworkId[];
}

/** The list shows a recorded week under other dates. */
export interface Renamed extends NetworkWeek {
  /** The dates that the journal has. */
  readonly of: Week;
  /** Whether these dates are to be recorded; else they were, and the links have changed since. */
  readonly isNew: boolean;
}

/** The list has given dates that the journal has for one week, `of`, to another; the first is listed as `to` since. */
export interface HandedOn extends NetworkWeek {
  readonly of: Week;
  readonly to: Week;
}

/** What becomes of a listed week: empty for one that every network knows, or that is old. */
export interface Judgement {
  readonly due?: DueWeek;
  readonly waiting?: WaitingWeek;
  /** The networks for which it came too late to be posted by itself. */
  readonly missed: readonly NetworkWeek[];
  readonly renamed: readonly Renamed[];
  readonly handedOn: readonly HandedOn[];
}

export interface JudgeInput extends ReadyInput {
  readonly known: ReadonlyMap<NetworkId, readonly Known[]>;
  readonly maxAgeDays: number;
}

export function judgeWeek(week: Week, input: JudgeInput): Judgement {
  const seen = [...input.known].map(([network, known]) => ({ network, ...recognise(week, known, input.view) }));
  const changes = {
    renamed: seen.flatMap((one) => (one.status === 'renamed' ? [renaming(week, one)] : [])),
    handedOn: seen.flatMap((one) =>
      one.status === 'new' ? (one.from ?? []).map((from) => ({ week, network: one.network, ...from })) : [],
    ),
  };
  const networks = seen.flatMap(({ status, network }) => (status === 'new' ? [network] : []));
  const copies = seen.flatMap((one) => (one.status === 'copy' ? [one] : []));
  const copy = copies[0]?.of;
  if (networks.length === 0 && copy === undefined) return { missed: [], ...changes };
  if (ageDays(week, input.now) > input.maxAgeDays)
    return { missed: networks.map((network) => ({ week, network })), ...changes };
  const of = copy ?? copiedFrom(week, input);
  const ready = of === undefined ? readiness(week, input) : waitingAsCopy(of);
  if (ready.status === 'ready') return { due: { edition: ready.edition, networks }, missed: [], ...changes };
  const { hash, words } = ready;
  const kept = networks.length > 0 ? networks : copies.map(({ network }) => network);
  return { waiting: { week, hash, words, since: since(week, hash, input), networks: kept }, missed: [], ...changes };
}

const waitingAsCopy = (of: Week): Readiness => ({
  status: 'waiting',
  hash: `copy of ${of}`,
  words: `shows the papers of ${of}, which is listed beside it`,
});

/** The earlier week of the list, not recorded, whose links a week shows: who begins a week copies one that is there. */
const copiedFrom = (week: Week, { view, known }: JudgeInput): Week | undefined => {
  const records = [...known.values()].flat();
  const isRecorded = (dates: Week): boolean =>
    records.some((record) => record.week === dates || record.aliases.includes(dates));
  return view.weeks.find(
    (other) =>
      compareNewestFirst(week, other) < 0 &&
      !isRecorded(other) &&
      sharesLinks(week, { week: other, aliases: [], links: view.marks(other).flatMap(({ links }) => links) }, view),
  );
};

const renaming = (
  week: Week,
  { network, of, isNew }: Extract<Acquaintance, { status: 'renamed' }> & { network: NetworkId },
): Renamed => ({ week, network, of, isNew });

/** Since when a week has waited like this; a clock that was set back begins anew. */
function since(week: Week, hash: string, { waiting, now }: JudgeInput): string {
  const moment = now.toISOString();
  const same = waiting.find((other) => other.week === week && other.hash === hash);
  return same && same.since <= moment ? same.since : moment;
}

type Dated = JournalState['threads'][number] | JournalState['old'][number];

/** What a look found of the dates of weeks, and what it remembers of the list. */
interface Dates {
  readonly renamed: readonly Renamed[];
  readonly handedOn: readonly HandedOn[];
}

/** The journal with what a look found, before anything is published. */
export function recordDue(
  state: JournalState,
  due: Dates & { readonly old: readonly OldRecord[]; readonly memory: SourceMemory },
): JournalState {
  const isMoved = due.handedOn.length > 0 || due.renamed.some(({ isNew }) => isNew);
  const dated = <T extends Dated>(record: T): T => redated(record, due);
  const others = state.memory.sources.filter(({ source }) => source !== due.memory.source);
  return {
    ...state,
    threads: isMoved ? state.threads.map(dated) : state.threads,
    old: isMoved || due.old.length > 0 ? [...state.old, ...due.old].map(dated) : state.old,
    memory: { ...state.memory, sources: [...others, due.memory] },
  };
}

/** A record with the dates that the list shows it under now, and without those that it has given to another week. */
export function redated<T extends Dated>(record: T, { renamed, handedOn }: Dates): T {
  const isOf = ({ network, of }: (typeof renamed | typeof handedOn)[number]): boolean =>
    network === record.network && of === record.week;
  const named = renamed.filter((one) => one.isNew && isOf(one)).reduce((now, { week }) => withAlias(now, week), record);
  return handedOn.filter(isOf).reduce((now, { week, to }) => withoutDates(now, week, to), named);
}

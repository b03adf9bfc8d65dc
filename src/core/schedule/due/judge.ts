import { recognise, sharesLinks, type Known } from './known.ts';
import { readiness, type Readiness, type ReadyInput } from './ready.ts';
import type { Edition } from '../../list.ts';
import {
  type JournalState,
  type OldRecord,
  type SourceMemory,
  type Waiting,
  withAlias,
  withoutWeek,
} from '../../record.ts';
import type { NetworkId } from '../../thread.ts';
import { ageDays, compareNewestFirst, type Week } from '../../week.ts';

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

/** Dates of a listed week that the journal has for the week `of`. */
export interface OtherDates extends NetworkWeek {
  readonly of: Week;
}

/** Other dates of a recorded week, `of`. With `to`, under which the list shows that one now, they are another week's since. */
export interface Redating extends OtherDates {
  readonly to?: Week;
}

/** What becomes of listed weeks: nothing of those that every network knows, or that are old. */
export interface Judged {
  /** Weeks that can be posted, oldest first. */
  readonly ready: readonly DueWeek[];
  /** Weeks that are not posted yet, and why. */
  readonly waiting: readonly WaitingWeek[];
  /** Weeks that came too late to be posted by themselves, for as long as a person should hear of them. */
  readonly missed: readonly NetworkWeek[];
  /** What the list says of the dates of recorded weeks, to be recorded. */
  readonly redated: readonly Redating[];
  /** Weeks that are taken for a recorded one by their dates, though none of their links says so. */
  readonly altered: readonly OtherDates[];
}

export interface JudgeInput extends ReadyInput {
  readonly known: ReadonlyMap<NetworkId, readonly Known[]>;
  readonly maxAgeDays: number;
}

export function judgeWeek(week: Week, input: JudgeInput): Judged {
  const seen = [...input.known].map(([network, known]) => ({ network, ...recognise(week, known, input.view) }));
  const found: Judged = {
    ready: [],
    waiting: [],
    missed: [],
    redated: seen.flatMap(({ network, ...one }) => {
      if (one.status === 'renamed') return [{ week, network, of: one.of }];
      return one.status === 'new' ? one.from.map((from) => ({ week, network, ...from })) : [];
    }),
    altered: seen.flatMap((one) => (one.status === 'altered' ? [{ week, network: one.network, of: one.of }] : [])),
  };
  const networks = seen.flatMap(({ status, network }) => (status === 'new' ? [network] : []));
  const copies = seen.flatMap((one) => (one.status === 'copy' ? [one] : []));
  const copy = copies[0]?.of;
  if (networks.length === 0 && copy === undefined) return found;
  if (ageDays(week, input.now) > input.maxAgeDays)
    return { ...found, missed: networks.map((network) => ({ week, network })) };
  const of = copy ?? copiedFrom(week, input);
  const ready = of === undefined ? readiness(week, input) : waitingAsCopy(of);
  if (ready.status === 'ready') return { ...found, ready: [{ edition: ready.edition, networks }] };
  const { hash, words } = ready;
  const kept = networks.length > 0 ? networks : copies.map(({ network }) => network);
  return { ...found, waiting: [{ week, hash, words, since: since(week, hash, input), networks: kept }] };
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

/** Since when a week has waited like this; a clock that was set back begins anew. */
function since(week: Week, hash: string, { waiting, now }: JudgeInput): string {
  const moment = now.toISOString();
  const same = waiting.find((other) => other.week === week && other.hash === hash);
  return same && same.since <= moment ? same.since : moment;
}

type Dated = JournalState['threads'][number] | JournalState['old'][number];

/** The journal with what a look found, before anything is published. */
export function recordDue(
  state: JournalState,
  due: Pick<Judged, 'redated'> & { readonly old: readonly OldRecord[]; readonly memory: SourceMemory },
): JournalState {
  const isMoved = due.redated.length > 0;
  const dated = <T extends Dated>(record: T): T => redate(record, due.redated);
  const others = state.memory.sources.filter(({ source }) => source !== due.memory.source);
  return {
    ...state,
    threads: isMoved ? state.threads.map(dated) : state.threads,
    old: isMoved || due.old.length > 0 ? [...state.old, ...due.old].map(dated) : state.old,
    memory: { ...state.memory, sources: [...others, due.memory] },
  };
}

/** A record with the dates that the list shows it under now, and without those that it has given to another week. */
export const redate = <T extends Dated>(record: T, redated: readonly Redating[]): T =>
  redated
    .filter(({ network, of }) => network === record.network && of === record.week)
    .reduce((now, { week, to }) => (to === undefined ? withAlias(now, week) : withoutWeek(now, week, to)), record);

import { command } from '../command.ts';
import { type Alarm, begunAlarm } from './alarms.ts';
import { momentWords } from '../moment.ts';
import { begunThreads } from './due/begun.ts';
import { type JournalState, isSameMatter, stateOf, TRIES, WAITS } from '../record.ts';
import type { NetworkId } from '../thread.ts';
import { firstSlot, type Schedule } from './slots.ts';
import { hasRun, lastLook } from './next-look.ts';

export interface HealthInput {
  readonly journal: JournalState;
  readonly schedule: Schedule;
  readonly networks: readonly NetworkId[];
  readonly now: Date;
  readonly maxAgeDays: number;
  /** Whether the scheduler is known to run somewhere: then it is a problem if it has never looked. */
  readonly isRun: boolean;
  /** Whether a run is at work now: what it has sent waits for its answer and is in no doubt yet. */
  readonly isBusy: boolean;
}

/** Why a person is needed, in sentences; none where all is well. */
export function health(input: HealthInput): readonly string[] {
  const { journal, networks, now, maxAgeDays } = input;
  const begun = begunThreads(journal, networks, now, maxAgeDays).flatMap(begunAlarm);
  return [
    ...overdue(input),
    ...failing(input),
    ...refusedKeys(input),
    ...begun.map(({ text }) => text),
    ...doubts(input, begun),
  ];
}

/** Posts in doubt that no look has left to a person yet. */
function doubts({ journal, isBusy }: HealthInput, told: readonly Alarm[]): readonly string[] {
  if (isBusy) return [];
  return journal.threads
    .filter((record) => stateOf(record) === 'in-doubt')
    .filter(
      ({ network, week }) => !told.some(({ matter }) => isSameMatter(matter, { kind: 'in-doubt', network, week })),
    )
    .map(
      ({ network, week }) =>
        `A post of ${week} on ${network} was sent and had no answer. ${command('post', { week, network })} looks for it and goes on.`,
    );
}

/** No look is overdue before the first one was due: that is, not before anything was posted with this state file. */
function overdue({ journal, schedule, now, isRun, isBusy }: HealthInput): readonly string[] {
  const isNew = !hasRun(journal.memory);
  if (isNew && (!isRun || isBusy)) return [];
  const last = lastLook(journal.memory, now);
  const since = last ?? (isNew ? beginning(journal) : new Date(0));
  if (!since) return [];
  const furthest = new Date(now.getTime() - WAITS.missedSlot);
  const from = since > furthest ? since : furthest;
  const missed = firstSlot(schedule, from, new Date(now.getTime() - WAITS.overdue));
  if (!missed) return [];
  return [
    `A look was due at ${momentWords(missed, schedule.timezone)} and was not made; ${sinceWhen(journal, last, schedule)}. Is ${command('start')} running, or a timer that runs ${command('post', {}, '--due')}?`,
  ];
}

/** When the state file began: with its first thread. */
function beginning({ threads }: JournalState): Date | undefined {
  const [first] = threads.map(({ frozenAt }) => frozenAt).sort();
  return first === undefined ? undefined : new Date(first);
}

function sinceWhen(
  { memory: { lastLook: written } }: JournalState,
  last: Date | undefined,
  { timezone }: Schedule,
): string {
  if (last) return `the last one was at ${momentWords(last, timezone)}`;
  if (written === undefined) return 'there was none yet';
  return `the last one is said to be at ${momentWords(written, timezone)}, which is in the future (was the clock wrong then, or is it now?)`;
}

function failing({ journal, schedule }: HealthInput): readonly string[] {
  const { retry } = journal.memory;
  if (!retry || retry.failures < TRIES.failedLooks) return [];
  return [
    `${retry.failures} looks in a row have failed: ${retry.words} The next try is at ${momentWords(retry.at, schedule.timezone)}.`,
  ];
}

const refusedKeys = ({ journal, schedule }: HealthInput): readonly string[] =>
  journal.memory.told.flatMap(({ matter, at }) =>
    matter.kind === 'keys'
      ? [
          `Since ${momentWords(at, schedule.timezone)}, ${matter.network} refuses its keys. ${command('doctor', matter)} says more.`,
        ]
      : [],
  );

import { command } from '../command.ts';
import { momentWords } from '../moment.ts';
import {
  aboutThread,
  type Begun,
  begunThreads,
  type JournalState,
  stateOf,
  TRIES,
  WAITS,
  wordsOfBegun,
} from '../record.ts';
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
  return [...overdue(input), ...failing(input), ...refusedKeys(input), ...stuck(input)];
}

/** Threads that only a person can go on with; and posts in doubt, though a look would look for them, unless it is at work. */
function stuck({ journal, schedule, networks, now, maxAgeDays, isBusy }: HealthInput): readonly string[] {
  const isDoubt = ({ record }: Begun): boolean => !isBusy && stateOf(record) === 'in-doubt';
  return begunThreads(journal, now, maxAgeDays)
    .filter((one) => isDoubt(one) || (one.next !== 'resume' && networks.includes(one.record.network)))
    .map((one) => aboutThread(one.record, wordsOfBegun(one, schedule.timezone)));
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

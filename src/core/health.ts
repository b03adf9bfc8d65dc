import { type Alarm, begunAlarm } from './alarms.ts';
import { begunThreads, doubtMatter } from './due/begun.ts';
import type { JournalState } from './record.ts';
import type { NetworkId } from './rules.ts';
import { firstSlot, type Schedule } from './schedule.ts';
import { hasRun, lastLook } from './schedule/look.ts';
import { stateOf } from './thread-state.ts';

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

const HOUR_MS = 3_600_000;
/** A look may take so long: a thread's pauses, and two waits for a rate limit. */
const OVERDUE_MS = HOUR_MS;
const FURTHEST_BACK_MS = 8 * 24 * HOUR_MS;
/** From this failure in a row on, more than an hour has passed. */
const MANY_FAILURES = 4;

/** Why a person is needed, in sentences; none where all is well. */
export function health(input: HealthInput): readonly string[] {
  const { journal, networks, now, maxAgeDays } = input;
  const begun = begunThreads(journal, networks, now, maxAgeDays).flatMap(begunAlarm);
  return [
    ...overdue(input),
    ...failing(journal),
    ...refusedKeys(journal),
    ...begun.map(({ text }) => text),
    ...doubts(input, begun),
  ];
}

/** Posts in doubt that no look has left to a person yet. */
function doubts({ journal, isBusy }: HealthInput, told: readonly Alarm[]): readonly string[] {
  if (isBusy) return [];
  return journal.threads
    .filter((record) => stateOf(record) === 'in-doubt')
    .filter(({ network, week }) => !told.some(({ matter }) => matter === doubtMatter(network, week)))
    .map(
      ({ network, week }) =>
        `A post of ${week} on ${network} was sent and had no answer. weekthread post ${week} --to ${network} looks for it and goes on.`,
    );
}

function overdue({ journal, schedule, now, isRun }: HealthInput): readonly string[] {
  if (!isRun && !hasRun(journal.memory)) return [];
  const last = lastLook(journal.memory, now);
  const furthest = new Date(now.getTime() - FURTHEST_BACK_MS);
  const from = last && last > furthest ? last : furthest;
  const missed = firstSlot(schedule, from, new Date(now.getTime() - OVERDUE_MS));
  if (!missed) return [];
  return [
    `A look was due at ${missed.toISOString()} and was not made; ${sinceWhen(journal, last)}. Is weekthread start running?`,
  ];
}

function sinceWhen({ memory: { lastLook: written } }: JournalState, last: Date | undefined): string {
  if (last) return `the last one was at ${last.toISOString()}`;
  if (written === undefined) return 'there was none yet';
  return `the last one is said to be at ${written}, which is in the future (was the clock wrong then, or is it now?)`;
}

function failing({ memory: { retry } }: JournalState): readonly string[] {
  if (!retry || retry.failures < MANY_FAILURES) return [];
  return [`${retry.failures} looks in a row have failed: ${retry.words} The next try is at ${retry.at}.`];
}

const refusedKeys = ({ memory: { told } }: JournalState): readonly string[] =>
  told
    .filter(({ matter }) => matter.startsWith('keys '))
    .map(
      ({ matter, at }) => `Since ${at}, ${matter.slice('keys '.length)} refuses its keys. weekthread doctor says more.`,
    );

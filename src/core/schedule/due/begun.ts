import { ageDays } from './view.ts';
import {
  type JournalState,
  type SchedulerMemory,
  type ThreadRecord,
  isFinished,
  isSameMatter,
  stateOf,
  TRIES,
} from '../../record.ts';
import type { NetworkId } from '../../thread.ts';
import { compareNewestFirst, type Week } from '../../week.ts';

/** A thread that was begun and is not whole. */
export interface Begun {
  readonly week: Week;
  readonly network: NetworkId;
  readonly next: BegunNext;
}

/** `resume`: the next look goes on with it. All others are left to a person and block nothing. */
export type BegunNext = 'resume' | 'in-doubt' | 'refused' | 'too-old' | 'rolling-back';

/** The threads that were begun on some networks and are not whole, oldest first. */
export function begunThreads(
  journal: JournalState,
  networks: readonly NetworkId[],
  now: Date,
  maxAgeDays: number,
): readonly Begun[] {
  return journal.threads
    .filter(({ network }) => networks.includes(network))
    .flatMap((record) => {
      const { week, network } = record;
      if (isFinished(record)) return record.status === 'rolling-back' ? [{ week, network, next: record.status }] : [];
      const next = nextOf(record, journal.memory, now, maxAgeDays);
      return next === undefined ? [] : [{ week, network, next }];
    })
    .sort((a, b) => compareNewestFirst(b.week, a.week));
}

function nextOf(record: ThreadRecord, memory: SchedulerMemory, now: Date, maxAgeDays: number): BegunNext | undefined {
  const state = stateOf(record);
  if (state === 'posted' || state === 'rolled-back') return undefined;
  if (state === 'rolling-back') return state;
  if (isRefusedForGood(record)) return 'refused';
  if (state === 'in-doubt' && isLeftInDoubt(record, memory)) return state;
  return ageDays(record.week, now) > maxAgeDays ? 'too-old' : 'resume';
}

const isRefusedForGood = ({ batches: { open } }: ThreadRecord): boolean =>
  open?.state.status === 'refused' && open.state.refusal.retryAfterMs === undefined;

/** A request that a kill cut off looks like a doubt: the next look finds out which. Only then it is left to a person. */
function isLeftInDoubt({ batches: { open }, network, week }: ThreadRecord, { told, retry }: SchedulerMemory): boolean {
  if (open?.state.status === 'sending' && open.state.seen !== undefined) return true;
  if (!told.some(({ matter }) => isSameMatter(matter, { kind: 'in-doubt', network, week }))) return false;
  const isRetried = retry?.networks.includes(network) === true && retry.failures <= TRIES.doubt;
  return !isRetried;
}

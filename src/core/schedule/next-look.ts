import { type LookMemory, type SchedulerMemory, WAITS } from '../record.ts';
import type { NetworkId } from '../thread.ts';
import { firstSlot, nextSlot, type Schedule } from './slots.ts';
import { MINUTE_MS } from '../moment.ts';

/** Why a look is made: a slot has passed, an earlier look failed, something is due at the start, or a person or a timer asks. */
export type LookReason = 'slot' | 'retry' | 'start' | 'asked';

const LONGEST_RETRY_MS = WAITS.looks[3];

/** Whether to look now, and since when that is due. `isStart`: the process has just begun, which may be what mended an
 *  earlier failure. */
export function dueLook(
  schedule: Schedule,
  memory: LookMemory,
  now: Date,
  isStart: boolean,
): { readonly reason: 'slot' | 'retry'; readonly since: Date } | undefined {
  const furthest = new Date(now.getTime() - WAITS.missedSlot);
  const last = lastLook(memory, now) ?? furthest;
  const slot = firstSlot(schedule, last > furthest ? last : furthest, now);
  if (slot) return { reason: 'slot', since: slot };
  const { retry } = memory;
  if (!retry) return undefined;
  const waitMs = Date.parse(retry.at) - now.getTime();
  if (!isStart && waitMs > 0 && waitMs <= LONGEST_RETRY_MS) return undefined;
  return { reason: 'retry', since: new Date(Math.min(Date.parse(retry.at), now.getTime())) };
}

/** The last look; one that lies in the future, because the clock was set back, counts as none. */
export function lastLook(memory: LookMemory, now: Date): Date | undefined {
  const last = memory.lastLook === undefined ? undefined : new Date(memory.lastLook);
  return last && last <= now ? last : undefined;
}

/** Whether the scheduler has ever looked with this state file; a person who posts by hand may never let it. */
export const hasRun = ({ lastLook, sources }: SchedulerMemory): boolean => lastLook !== undefined || sources.length > 0;

/** When the next look will be; `now` where one is due. Undefined for a schedule without slots. */
export function nextLook(schedule: Schedule, memory: SchedulerMemory, now: Date): Date | undefined {
  if (dueLook(schedule, memory, now, false)) return now;
  const slot = nextSlot(schedule, now);
  const retry = memory.retry ? new Date(memory.retry.at) : undefined;
  return slot && retry ? (retry < slot ? retry : slot) : (slot ?? retry);
}

/** How a look went, for the memory. */
export interface LookEnd {
  readonly reason: LookReason;
  readonly began: Date;
  readonly ended: Date;
  /** What may work soon: on which networks (none named: the whole look), and what was wrong. */
  readonly failed?: { readonly networks: readonly NetworkId[]; readonly words: string };
}

/** What to remember of a look: when it was, and when it is tried again. */
export function afterLook(memory: SchedulerMemory, end: LookEnd): Pick<SchedulerMemory, 'lastLook' | 'retry'> {
  const lookMoment = end.began.toISOString();
  if (!end.failed) return { lastLook: lookMoment };
  const failures = (end.reason === 'retry' ? (memory.retry?.failures ?? 0) : 0) + 1;
  const pauseMs = WAITS.looks[failures - 1] ?? LONGEST_RETRY_MS;
  // On the full minute: the ticks of a minute come some milliseconds late, never early.
  const minute = Math.floor(end.ended.getTime() / MINUTE_MS) * MINUTE_MS;
  return { lastLook: lookMoment, retry: { failures, at: new Date(minute + pauseMs).toISOString(), ...end.failed } };
}

import type { SchedulerMemory } from '../core/memory.ts';
import type { Schedule } from '../core/schedule.ts';
import { lookReason, type LookReason } from '../core/schedule/look.ts';
import { messageOf } from '../errors.ts';
import type { Journal } from '../journal.ts';
import { LockError } from '../journal/errors.ts';
import type { Clock } from '../networks/network.ts';

export interface TickPorts {
  readonly schedule: Schedule;
  readonly clock: Pick<Clock, 'now'>;
  /** Reads the scheduler's memory, without a lock. */
  readonly readMemory: () => Promise<SchedulerMemory>;
  /** Acts on the state file while no other process can. Throws LockError if one is using it. */
  readonly withJournal: <T>(act: (journal: Journal) => Promise<T>) => Promise<T>;
  readonly look: (journal: Journal, reason: LookReason) => Promise<unknown>;
  /** Whether a look would find something to post: at the start it is not left to the next slot. */
  readonly isDue?: () => Promise<boolean>;
  readonly log: (line: string) => void;
  /** Tells the operator where they look, since no look can; gives whether that worked. Absent without `NOTIFY_URL`. */
  readonly tell?: (words: string) => Promise<boolean>;
}

/** How long the next try waits after an unexpected error. */
const PAUSE_MS = 5 * 60_000;
/** What keeps the bot from looking for so long does not pass by itself: a person must know. */
const PATIENCE_MS = 60 * 60_000;

/**
 * Makes the function that `start` calls every minute: it looks if a slot has passed or a retry is due. Between looks it holds
 * no lock, so that a person can post meanwhile. It never rejects; a call during another does nothing.
 */
export function createTick(ports: TickPorts): () => Promise<void> {
  let memory: SchedulerMemory | undefined;
  let isStart = true;
  let isBusy = false;
  let quietUntil = -Infinity;
  let trouble: Trouble | undefined;

  /** Checks again under the lock: another process may have looked meanwhile. */
  async function lookIfDue(): Promise<void> {
    const now = ports.clock.now();
    memory ??= await ports.readMemory();
    const isAsked = isStart && !lookReason(ports.schedule, memory, now, true) && (await ports.isDue?.()) === true;
    if (!isAsked && !lookReason(ports.schedule, memory, now, isStart)) return;
    await ports.withJournal(async (journal) => {
      const reason =
        lookReason(ports.schedule, journal.state().memory, now, isStart) ?? (isAsked ? 'start' : undefined);
      if (reason) await ports.look(journal, reason);
      memory = journal.state().memory;
    });
  }

  return async () => {
    const now = ports.clock.now().getTime();
    if (isBusy || (now < quietUntil && quietUntil - now <= PAUSE_MS)) return;
    isBusy = true;
    try {
      await lookIfDue();
      isStart = false;
      trouble = undefined;
    } catch (error) {
      memory = undefined;
      trouble = await report(error, trouble, ports);
      if (!(error instanceof LockError)) quietUntil = now + PAUSE_MS;
    } finally {
      isBusy = false;
    }
  };
}

/** What has kept the bot from looking since a moment, in words. */
interface Trouble {
  readonly words: string;
  readonly since: number;
  readonly isTold: boolean;
}

/** Logs what is new, and tells what has lasted for long, each once. */
async function report(error: unknown, before: Trouble | undefined, ports: TickPorts): Promise<Trouble> {
  const words = wordsOf(error);
  if (words !== before?.words) ports.log(words);
  const now = ports.clock.now().getTime();
  const { since, isTold } = before ?? { since: now, isTold: false };
  const isTime = !isTold && now - since >= PATIENCE_MS;
  return { words, since, isTold: isTold || (isTime && ((await ports.tell?.(words)) ?? true)) };
}

function wordsOf(error: unknown): string {
  const words = messageOf(error);
  return error instanceof LockError ? `${words} It is tried again every minute.` : words;
}

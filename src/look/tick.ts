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
}

/** How long the next try waits after an unexpected error. */
const PAUSE_MS = 5 * 60_000;

/**
 * Makes the function that `start` calls every minute: it looks if a slot has passed or a retry is due. Between looks it holds
 * no lock, so that a person can post meanwhile. It never rejects; a call during another does nothing.
 */
export function createTick(ports: TickPorts): () => Promise<void> {
  let memory: SchedulerMemory | undefined;
  let isStart = true;
  let isBusy = false;
  let quietUntil = -Infinity;
  let lastWords = '';

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
      lastWords = '';
    } catch (error) {
      memory = undefined;
      const words = wordsOf(error);
      if (words !== lastWords) ports.log(words);
      lastWords = words;
      if (!(error instanceof LockError)) quietUntil = now + PAUSE_MS;
    } finally {
      isBusy = false;
    }
  };
}

function wordsOf(error: unknown): string {
  const words = messageOf(error);
  return error instanceof LockError ? `${words} It is tried again every minute.` : words;
}

import { type LookMemory, WAITS } from '../core/record.ts';
import { type Schedule, dueLook, lookReason, type LookReason, readSchedule } from '../core/schedule.ts';
import type { Config } from '../config.ts';
import { messageOf, UsageError } from '../errors.ts';
import type { Journal } from '../journal.ts';
import { LockError } from '../journal/errors.ts';
import type { Clock } from '../networks/network.ts';

/** When to look, by the settings.
 *  @throws UsageError if they name no such times */
export function scheduleOf({ schedule, timezone }: Pick<Config, 'schedule' | 'timezone'>): Schedule {
  const read = readSchedule(schedule, timezone);
  if (typeof read === 'string') throw new UsageError(`SCHEDULE cannot be used: expected ${read}.`);
  return read;
}

export interface TickPorts {
  readonly schedule: Schedule;
  readonly clock: Pick<Clock, 'now'>;
  /** Reads the scheduler's memory, without a lock. */
  readonly readMemory: () => Promise<LookMemory>;
  /** Acts on the journal while no other process can. Throws LockError if one is using it. */
  readonly withJournal: <T>(act: (journal: Journal) => Promise<T>) => Promise<T>;
  readonly look: (journal: Journal, reason: LookReason) => Promise<unknown>;
  /** Whether a look would find something to post: at the start it is not left to the next slot. */
  readonly isDue?: () => Promise<boolean>;
  /** Whether other processes are expected to look after it too: then it being in use is no news. */
  readonly isShared?: boolean;
  readonly log: (line: string) => void;
  /** Tells the operator where they look, since no look can; gives whether that worked. Absent without `NOTIFY_URL`. */
  readonly tell?: (words: string) => Promise<boolean>;
}

/** What `start` does about one bot every minute. */
export interface Tick {
  /** Looks if a slot has passed or a retry is due. Never rejects; a call during another does nothing. */
  readonly act: () => Promise<void>;
  /** Since when there is something to do, in milliseconds; undefined if there is nothing. */
  readonly dueSince: () => number | undefined;
  /** Takes over what another process remembers. */
  readonly learn: (memory: LookMemory) => void;
}

/** What a tick remembers from one minute to the next. */
interface State {
  memory: LookMemory | undefined;
  isStart: boolean;
  isBusy: boolean;
  quietUntil: number;
  trouble: Trouble | undefined;
}

/** Between looks it holds no lock, so that a person can post meanwhile. */
export function createTick(ports: TickPorts): Tick {
  const state: State = { memory: undefined, isStart: true, isBusy: false, quietUntil: -Infinity, trouble: undefined };
  return {
    act: async () => {
      const now = ports.clock.now();
      if (isResting(state, now)) return;
      state.isBusy = true;
      try {
        await lookIfDue(ports, state, now);
        state.isStart = false;
        state.trouble = undefined;
      } catch (error) {
        state.memory = undefined;
        if (!(error instanceof LockError)) state.quietUntil = now.getTime() + WAITS.tickAgain;
        state.trouble = await report(error, state.trouble, ports);
      } finally {
        state.isBusy = false;
      }
    },
    dueSince: () => {
      const now = ports.clock.now();
      const { memory, isStart } = state;
      if (isResting(state, now)) return undefined;
      const due = memory && dueLook(ports.schedule, memory, now, isStart);
      return due ? due.since.getTime() : isStart || !memory ? now.getTime() : undefined;
    },
    learn: (memory) => {
      if (!state.isBusy) state.memory = memory;
    },
  };
}

const isResting = ({ isBusy, quietUntil }: State, now: Date): boolean =>
  isBusy || (now.getTime() < quietUntil && quietUntil - now.getTime() <= WAITS.tickAgain);

/** Checks again under the lock: another process may have looked meanwhile. */
async function lookIfDue(ports: TickPorts, state: State, now: Date): Promise<void> {
  const { isStart } = state;
  const memory = (state.memory ??= await ports.readMemory());
  const isAsked = isStart && !lookReason(ports.schedule, memory, now, true) && (await ports.isDue?.()) === true;
  if (!isAsked && !lookReason(ports.schedule, memory, now, isStart)) return;
  await ports.withJournal(async (journal) => {
    const reason = lookReason(ports.schedule, journal.state().memory, now, isStart) ?? (isAsked ? 'start' : undefined);
    if (reason) await ports.look(journal, reason);
    state.memory = journal.state().memory;
  });
}

/** What has kept the bot from looking since a moment, in words. */
interface Trouble {
  readonly words: string;
  readonly since: number;
  readonly isTold: boolean;
}

/** Logs what is new, and tells what has lasted for long, each once. */
async function report(error: unknown, before: Trouble | undefined, ports: TickPorts): Promise<Trouble | undefined> {
  if (ports.isShared === true && error instanceof LockError) return undefined;
  const words = wordsOf(error);
  if (words !== before?.words) ports.log(words);
  const now = ports.clock.now().getTime();
  const { since, isTold } = before ?? { since: now, isTold: false };
  const isTime = !isTold && now - since >= WAITS.tickTold;
  return { words, since, isTold: isTold || (isTime && ((await ports.tell?.(words)) ?? true)) };
}

function wordsOf(error: unknown): string {
  const words = messageOf(error);
  return error instanceof LockError ? `${words} It is tried again every minute.` : words;
}

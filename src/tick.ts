import type { App } from './app.ts';
import { type LookMemory, WAITS } from './core/record.ts';
import { momentWords } from './core/moment.ts';
import { dueLook, type LookReason, nextLook, readSchedule, type Schedule } from './core/schedule.ts';
import { messageOf, UsageError } from './errors.ts';
import { type Journal, LockError } from './journal.ts';
import { look } from './look.ts';
import { findDue } from './look/find-due.ts';
import { notifierOf } from './notify.ts';
import { readList } from './run/read-list.ts';

/** When to look, by the settings.
 *  @throws UsageError if they name no such times */
export function scheduleOf({ schedule, timezone }: App['config']): Schedule {
  const read = readSchedule(schedule, timezone);
  if (typeof read === 'string') throw new UsageError(`SCHEDULE cannot be used: expected ${read}.`);
  return read;
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
  readonly schedule: Schedule;
  memory: LookMemory | undefined;
  isStart: boolean;
  isBusy: boolean;
  quietUntil: number;
  trouble: Trouble | undefined;
  lastWait: string;
}

/** Between looks it holds no lock, so that a person can post meanwhile. `tidy` is called after each look. */
export function createTick(app: App, tidy: () => void = () => undefined): Tick {
  const { clock } = app.world;
  const state: State = {
    ...{ schedule: scheduleOf(app.config), memory: undefined, isStart: true, isBusy: false },
    ...{ quietUntil: -Infinity, trouble: undefined, lastWait: '' },
  };
  return {
    act: async () => {
      const now = clock.now();
      if (isResting(state, now)) return;
      state.isBusy = true;
      try {
        await lookIfDue(app, state, now, tidy);
        state.isStart = false;
        state.trouble = undefined;
      } catch (error) {
        state.memory = undefined;
        if (!(error instanceof LockError)) state.quietUntil = now.getTime() + WAITS.tickAgain;
        state.trouble = await report(error, state.trouble, app);
      } finally {
        state.isBusy = false;
      }
    },
    dueSince: () => {
      const now = clock.now();
      const { schedule, memory, isStart } = state;
      if (isResting(state, now)) return undefined;
      const due = memory && dueLook(schedule, memory, now, isStart);
      return due ? due.since.getTime() : isStart || !memory ? now.getTime() : undefined;
    },
    learn: (memory) => {
      if (!state.isBusy) state.memory = memory;
    },
  };
}

const isResting = ({ isBusy, quietUntil }: State, now: Date): boolean =>
  isBusy || (now.getTime() < quietUntil && quietUntil - now.getTime() <= WAITS.tickAgain);

/** Checks again under the lock: another process may have looked meanwhile. At the start, what is due is not left to the next
 *  slot. */
async function lookIfDue(app: App, state: State, now: Date, tidy: () => void): Promise<void> {
  const { isStart, schedule } = state;
  const memory = (state.memory ??= (await app.store.read()).memory);
  const isAsked = isStart && !dueLook(schedule, memory, now, true) && (await isAnythingDue(app));
  if (!isAsked && !dueLook(schedule, memory, now, isStart)) return;
  const logOnce = (line: string): void => {
    if (line !== state.lastWait) app.log.warn(line);
    state.lastWait = line;
  };
  await app.useJournal(async (journal) => {
    const reason = dueLook(schedule, journal.state().memory, now, isStart)?.reason ?? (isAsked ? 'start' : undefined);
    if (reason) await lookAndLog(app, journal, reason, schedule);
    if (reason) tidy();
    state.memory = journal.state().memory;
  }, logOnce);
}

/** Whether a look would post something or go on with a thread; a list that cannot be read is left to the next look. */
async function isAnythingDue(app: App): Promise<boolean> {
  try {
    const journal = await app.store.read();
    const { weeks, begun } = await findDue(await readList(app), journal, app);
    return weeks.length > 0 || begun.some(({ next }) => next === 'resume');
  } catch {
    return false;
  }
}

const GREETINGS: Readonly<Record<LookReason, string>> = {
  slot: 'Looking.',
  asked: 'Looking.',
  retry: 'Trying again.',
  start: 'Something is due: looking at once.',
};

async function lookAndLog(app: App, journal: Journal, reason: LookReason, schedule: Schedule): Promise<void> {
  const { config, log, world } = app;
  log.info(GREETINGS[reason]);
  const { words, due, tried } = await look(app, journal, reason);
  if (world.stop.aborted) return;
  // What was posted, and what is wrong with the list, has its own line.
  if (due && !tried.some(({ status }) => status === 'posted')) log.info(words);
  const next = nextLook(schedule, journal.state().memory, world.clock.now());
  log.info(`The next look is at ${next ? momentWords(next, config.timezone) : 'no time at all'}.`);
}

/** What has kept the bot from looking since a moment, in words. */
interface Trouble {
  readonly words: string;
  readonly since: number;
  readonly isTold: boolean;
}

/** Logs what is new, and tells what has lasted for long, each once, since no look can. Where other processes look after the bot
 *  too, it being in use is no news. */
async function report(error: unknown, before: Trouble | undefined, app: App): Promise<Trouble | undefined> {
  if (app.store.isShared && error instanceof LockError) return undefined;
  const words = error instanceof LockError ? `${error.message} It is tried again every minute.` : messageOf(error);
  if (words !== before?.words) app.log.warn(words);
  const now = app.world.clock.now();
  const { since, isTold } = before ?? { since: now.getTime(), isTold: false };
  const isTime = !isTold && now.getTime() - since >= WAITS.tickTold;
  const notify = isTime ? notifierOf(app) : undefined;
  const isHeard = isTime && ((await notify?.({ kind: 'alarm', at: now.toISOString(), text: words })) ?? true);
  return { words, since, isTold: isTold || isHeard };
}

import { schedule as scheduleTask } from 'node-cron';
import { momentWords } from '../core/moment.ts';
import { longGap, nextSlot } from '../core/schedule.ts';
import { type LookReason, nextLook } from '../core/schedule/look.ts';
import { look } from '../look.ts';
import { keepHeapSmall } from '../look/heap.ts';
import { createTick } from '../look/tick.ts';
import { createNotifier } from '../notify.ts';
import { readList } from '../pipeline.ts';
import type { World } from '../world.ts';
import { findDue } from './find-due.ts';
import { lookPorts } from './look-ports.ts';
import { type ScheduledSetUp, setUpSchedule } from './schedule.ts';
import { type Options, requireKeys } from './set-up.ts';
import { withJournal } from './with-journal.ts';

/** `start`: looks when `SCHEDULE` says, until it is stopped. Exit code 0. */
export async function run(_values: readonly string[], options: Options, given: World): Promise<number> {
  const ready = setUpSchedule(options, given);
  requireKeys(ready, ready.config.networks);
  await keepLooking(ready);
  return 0;
}

async function keepLooking(ready: ScheduledSetUp): Promise<void> {
  const { config, tools, stop, schedule } = ready;
  const told = (at: Date): string => momentWords(at, config.timezone);
  const stamped = (line: string): string => `${told(tools.clock.now())}  ${line}`;
  const log = (line: string): void => ready.log.info(stamped(line));
  const warn = (line: string): void => tools.warn(stamped(line));
  log(greeting(ready));
  gapWarnings(ready).forEach(warn);
  const tidy = keepHeapSmall();
  const notify = config.notifyUrl === undefined ? undefined : createNotifier(config.notifyUrl, tools);
  let lastLine = '';
  const logOnce = (line: string): void => {
    if (line !== lastLine) warn(line);
    lastLine = line;
  };
  const tick = createTick({
    schedule,
    clock: tools.clock,
    readMemory: async () => (await ready.store.read()).memory,
    withJournal: (act) => withJournal(ready, act, logOnce),
    look: async (journal, reason) => {
      log(GREETINGS[reason]);
      const { words, due, tried } = await look(lookPorts(journal, ready, warn), reason);
      // What was posted, and what is wrong with the list, has its own line.
      if (!stop.aborted && due && !tried.some(({ fate }) => fate === 'posted')) log(words);
      const next = nextLook(schedule, journal.state().memory, tools.clock.now());
      if (!stop.aborted) log(`The next look is at ${next ? told(next) : 'no time at all'}.`);
      tidy();
    },
    isDue: () => isAnythingDue(ready),
    log: warn,
    ...(notify && { tell: (text) => notify({ kind: 'alarm', at: tools.clock.now().toISOString(), text }) }),
  });
  let running = tick();
  // The tick decides what a minute that comes late means, not node-cron.
  const task = scheduleTask('* * * * *', () => (running = tick()), { noOverlap: true, logger: quiet });
  await stopped(stop);
  await task.destroy();
  await running;
  log('Stopped.');
}

const GREETINGS: Readonly<Record<LookReason, string>> = {
  slot: 'Looking.',
  asked: 'Looking.',
  retry: 'Trying again.',
  start: 'Something is due: looking at once.',
};

/** Whether a look would post something or go on with a thread; a list that cannot be read is left to the next look. */
async function isAnythingDue(ready: ScheduledSetUp): Promise<boolean> {
  try {
    const journal = await ready.store.read();
    const { weeks, begun } = await findDue(await readList(ready), journal, ready);
    return weeks.length > 0 || begun.some(({ next }) => next === 'resume');
  } catch {
    return false;
  }
}

const quiet = { info: drop, warn: drop, error: drop, debug: drop };

function drop(): void {
  // node-cron would write to the console.
}

function greeting({ config, tools, schedule }: ScheduledSetUp): string {
  const slot = nextSlot(schedule, tools.clock.now());
  return `Watching ${config.listName} for ${config.networks.join(', ')}. The next slot is ${slot ? momentWords(slot, config.timezone) : ''} (SCHEDULE="${config.schedule}", ${config.timezone}).`;
}

function gapWarnings({ config, tools, schedule }: ScheduledSetUp): readonly string[] {
  const gap = longGap(schedule, tools.clock.now());
  if (!gap) return [];
  const [from, to] = gap.map((moment) => momentWords(moment, config.timezone));
  return [
    `Between ${from ?? ''} and ${to ?? ''} SCHEDULE has no look for more than a week: a week may be posted late.`,
  ];
}

const stopped = (stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });

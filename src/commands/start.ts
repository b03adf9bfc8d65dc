import { schedule as scheduleTask } from 'node-cron';
import { longGap, nextSlot } from '../core/schedule.ts';
import { nextLook } from '../core/schedule/look.ts';
import { openJournal } from '../journal.ts';
import { look } from '../look.ts';
import { keepHeapSmall } from '../look/heap.ts';
import { createTick } from '../look/tick.ts';
import type { World } from '../world.ts';
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
  const stamped = (line: string): string => `${tools.clock.now().toISOString()} ${line}`;
  const log = (line: string): void => ready.log.info(stamped(line));
  const warn = (line: string): void => tools.warn(stamped(line));
  log(greeting(ready));
  gapWarnings(ready).forEach(warn);
  const tidy = keepHeapSmall();
  const tick = createTick({
    schedule,
    clock: tools.clock,
    readMemory: async () => (await openJournal(config.stateFile)).state().memory,
    withJournal: (act) => withJournal(ready, act),
    look: async (journal, reason) => {
      log(reason === 'retry' ? 'Trying again.' : 'Looking.');
      await look(lookPorts(journal, ready, warn), reason);
      const next = nextLook(schedule, journal.state().memory, tools.clock.now());
      if (!stop.aborted) log(`The next look is at ${next?.toISOString() ?? 'no time at all'}.`);
      tidy();
    },
    log: warn,
  });
  let running = tick();
  // The tick decides what a minute that comes late means, not node-cron.
  const task = scheduleTask('* * * * *', () => (running = tick()), { noOverlap: true, logger: quiet });
  await stopped(stop);
  await task.destroy();
  await running;
  log('Stopped.');
}

const quiet = { info: drop, warn: drop, error: drop, debug: drop };

function drop(): void {
  // node-cron would write to the console.
}

function greeting({ config, tools, schedule }: ScheduledSetUp): string {
  const slot = nextSlot(schedule, tools.clock.now())?.toISOString() ?? '';
  return `Watching ${config.listName} for ${config.networks.join(', ')}. The next slot is ${slot} (SCHEDULE="${config.schedule}", ${config.timezone}).`;
}

function gapWarnings({ tools, schedule }: ScheduledSetUp): readonly string[] {
  const gap = longGap(schedule, tools.clock.now());
  if (!gap) return [];
  const [from, to] = gap.map((moment) => moment.toISOString());
  return [
    `Between ${from ?? ''} and ${to ?? ''} SCHEDULE has no look for more than a week: a week may be posted late.`,
  ];
}

const stopped = (stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });

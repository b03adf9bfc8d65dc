import { schedule as scheduleTask } from 'node-cron';
import { longGap, nextSlot } from '../core/schedule.ts';
import { nextLook } from '../core/schedule/look.ts';
import { openJournal } from '../journal.ts';
import { look } from '../look.ts';
import { keepHeapSmall } from '../look/heap.ts';
import { createTick } from '../look/tick.ts';
import { createNotifier } from '../notify.ts';
import type { World } from '../world.ts';
import { lookPorts } from './look-ports.ts';
import { type ScheduledSetUp, setUpSchedule } from './schedule.ts';
import { type Options, requireKeys } from './set-up.ts';
import { withJournal } from './with-journal.ts';

/** `start`: looks when `SCHEDULE` says, until it is stopped. Exit code 0. */
export async function run(_values: readonly string[], options: Options, given: World): Promise<number> {
  const ready = setUpSchedule(options, given);
  requireKeys(ready.config, ready.config.networks);
  await keepLooking(ready);
  return 0;
}

async function keepLooking(ready: ScheduledSetUp): Promise<void> {
  const { config, tools, stop, schedule } = ready;
  const log = (line: string): void => tools.warn(`${tools.clock.now().toISOString()} ${line}`);
  for (const line of greeting(ready)) log(line);
  const tidy = keepHeapSmall();
  const notify = config.notifyUrl === undefined ? undefined : createNotifier(config.notifyUrl, tools);
  let lastLine = '';
  const logOnce = (line: string): void => {
    if (line !== lastLine) log(line);
    lastLine = line;
  };
  const tick = createTick({
    schedule,
    clock: tools.clock,
    readMemory: async () => (await openJournal(config.stateFile)).state().memory,
    withJournal: (act) => withJournal(ready, act, logOnce),
    look: async (journal, reason) => {
      log(reason === 'retry' ? 'Trying again.' : 'Looking.');
      await look(lookPorts(journal, ready, log), reason);
      const next = nextLook(schedule, journal.state().memory, tools.clock.now());
      if (!stop.aborted) log(`The next look is at ${next?.toISOString() ?? 'no time at all'}.`);
      tidy();
    },
    log,
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

const quiet = { info: drop, warn: drop, error: drop, debug: drop };

function drop(): void {
  // node-cron would write to the console.
}

function greeting({ config, tools, schedule }: ScheduledSetUp): readonly string[] {
  const now = tools.clock.now();
  const slot = nextSlot(schedule, now)?.toISOString() ?? '';
  const gap = longGap(schedule, now);
  const warning = `Between ${gap?.[0].toISOString() ?? ''} and ${gap?.[1].toISOString() ?? ''} SCHEDULE has no look for more than a week: a week may be posted late.`;
  return [
    `Watching ${config.listName} for ${config.networks.join(', ')}. The next slot is ${slot} (SCHEDULE="${config.schedule}", ${config.timezone}).`,
    ...(gap ? [warning] : []),
  ];
}

const stopped = (stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });

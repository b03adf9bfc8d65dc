import { schedule as scheduleTask } from 'node-cron';
import { type App, openApp, type Options, requireKeys } from '../app.ts';
import { momentWords } from '../core/moment.ts';
import { checkSchedule, longGap, nextSlot } from '../core/schedule.ts';
import { UsageError } from '../errors.ts';
import { createFleet } from '../look/fleet.ts';
import { createGate, type Gate } from '../look/gate.ts';
import { keepHeapSmall } from '../look/heap.ts';
import { createTick, scheduleOf, type Tick } from '../tick.ts';
import type { World } from '../world.ts';
import { type Bot, openBots, readConcurrency } from './bots.ts';
import { createRefresh } from './start/refresh.ts';

/** `start`: looks when `SCHEDULE` says, until it is stopped; with folders, for each of these bots. Exit code 0. */
export async function run(folders: readonly string[], options: Options, given: World): Promise<number> {
  const expectKeys = (app: App): void => requireKeys(app, app.config.networks);
  if (folders.length > 0) {
    const gate = createGate(readConcurrency(given));
    await keepLooking(
      usable(openBots(folders, options, given, { check: expectKeys, gate, hasTimes: true }), given),
      gate,
      given,
    );
    return 0;
  }
  const app = openApp(options, given, { checkSchedule, hasTimes: true });
  expectKeys(app);
  await keepLooking([app], createGate(1), given);
  return 0;
}

/** Tells what is wrong with the others.
 *  @throws UsageError if none can be used */
function usable(bots: readonly Bot[], { err }: World): readonly App[] {
  const problems = bots.flatMap((bot) => ('problem' in bot ? [`${bot.name}: ${bot.problem}`] : []));
  const app = bots.flatMap((bot) => ('app' in bot ? [bot.app] : []));
  if (app.length === 0) throw new UsageError(problems.join('\n'));
  if (problems.length > 0) err(`${problems.join('\n')}\nGoing on without ${problems.length} of ${bots.length} bots.\n`);
  return app;
}

async function keepLooking(bots: readonly App[], gate: Gate, { stop, clock, err }: World): Promise<void> {
  const tidy = keepHeapSmall();
  const members = bots.map((app) => ({ app, tick: watch(app, tidy) }));
  const warn = bots.length === 1 ? bots[0]?.log.warn : undefined;
  const refresh = createRefresh(members, clock, warn ?? ((line) => err(`${line}\n`)));
  const serve = createFleet({ ticks: members.map(({ tick }) => tick), gate, stop, refresh });
  const running = new Set<Promise<void>>();
  const begin = (): void => {
    const round = serve().finally(() => running.delete(round));
    running.add(round);
  };
  begin();
  // The ticks decide what a minute that comes late means, not node-cron.
  const task = scheduleTask('* * * * *', begin, { logger: quiet });
  await stopped(stop);
  await task.destroy();
  await Promise.all(running);
  for (const { log } of bots) log.info('Stopped.');
}

const quiet = { info: drop, warn: drop, error: drop, debug: drop };

function drop(): void {
  // node-cron would write to the console.
}

function watch(app: App, tidy: () => void): Tick {
  app.log.info(greeting(app));
  gapWarnings(app).forEach(app.log.warn);
  return createTick(app, tidy);
}

function greeting({ config, world }: App): string {
  const schedule = scheduleOf(config);
  const slot = nextSlot(schedule, world.clock.now());
  return `Watching ${config.listName} for ${config.networks.join(', ')}. The next slot is ${slot ? momentWords(slot, config.timezone) : ''} (SCHEDULE="${config.schedule}", ${config.timezone}).`;
}

function gapWarnings({ config, world }: App): readonly string[] {
  const schedule = scheduleOf(config);
  const gap = longGap(schedule, world.clock.now());
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

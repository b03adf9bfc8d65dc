import { schedule as scheduleTask } from 'node-cron';
import { type App, openApp, type Options, requireKeys } from '../app.ts';
import { momentWords } from '../core/moment.ts';
import { checkSchedule, longGap, nextSlot } from '../core/schedule.ts';
import { UsageError } from '../errors.ts';
import { createFleet } from '../tick/take-turns.ts';
import { createGate, type Gate } from '../tick/turnstile.ts';
import { keepHeapSmall } from '../tick/heap.ts';
import { createTick, scheduleOf, type Tick } from '../tick.ts';
import type { World } from '../world.ts';
import { type Bot, openBots, readConcurrency } from '../tick/bots.ts';
import { createRefresh } from '../tick/refresh.ts';

/** `start`: looks when `SCHEDULE` says, until it is stopped; with folders, for each of these bots. Exit code 0. */
export async function run(folders: readonly string[], options: Options, given: World): Promise<number> {
  const check = (app: App): void => requireKeys(app, app.config.networks);
  const gate = createGate(folders.length > 0 ? readConcurrency(given) : 1);
  if (folders.length > 0)
    await keepLooking(usable(openBots(folders, options, given, { check, gate, hasTimes: true }), given), gate, given);
  else {
    const app = openApp(options, given, { checkSchedule, hasTimes: true });
    check(app);
    await keepLooking([app], gate, given);
  }
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

const drop = (): void => undefined;
/** node-cron would write to the console. */
const quiet = { info: drop, warn: drop, error: drop, debug: drop };

function watch(app: App, tidy: () => void): Tick {
  const { config, world, log } = app;
  const schedule = scheduleOf(config);
  const now = world.clock.now();
  const at = (moment: Date): string => momentWords(moment, config.timezone);
  const slot = nextSlot(schedule, now);
  log.info(
    `Watching ${config.listName} for ${config.networks.join(', ')}. The next slot is ${slot ? at(slot) : ''} (SCHEDULE="${config.schedule}", ${config.timezone}).`,
  );
  const gap = longGap(schedule, now);
  if (gap)
    log.warn(
      `Between ${at(gap[0])} and ${at(gap[1])} SCHEDULE has no look for more than a week: a week may be posted late.`,
    );
  return createTick(app, tidy);
}

const stopped = (stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });

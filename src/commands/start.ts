import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { schedule as scheduleTask } from 'node-cron';
import { type App, openApp, type Options, requireKeys } from '../app.ts';
import { type Bot, openBots, readConcurrency } from '../bots.ts';
import { momentWords } from '../core/moment.ts';
import { checkSchedule, longGap, nextSlot } from '../core/schedule.ts';
import { UsageError } from '../errors.ts';
import { createGate, type Gate, takeTurns } from '../tick/fleet.ts';
import { createTick, scheduleOf, type Tick } from '../tick.ts';
import type { World } from '../world.ts';

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
  const ownLog = bots.length === 1 ? bots[0]?.log.warn : undefined;
  const serve = takeTurns({ members, gate, clock, stop, warn: ownLog ?? ((line) => err(`${line}\n`)) });
  const running = new Set<Promise<void>>();
  const begin = (): void => {
    const round = serve().finally(() => running.delete(round));
    running.add(round);
  };
  begin();
  // The ticks decide what a minute that comes late means, not node-cron.
  const task = scheduleTask('* * * * *', begin, { logger: quiet });
  if (!stop.aborted) await once(stop, 'abort');
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

/**
 * Keeps the memory of a process small that works for a second and then waits for days. V8 would hold on to what a first look
 * at years of lists took (measured: 145 MB; this way 80 MB). Gives a function to call after each piece of work.
 */
function keepHeapSmall(): () => void {
  setFlagsFromString('--optimize-for-size');
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  return () => {
    if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
  };
}

import { schedule as scheduleTask } from 'node-cron';
import { momentWords } from '../core/moment.ts';
import { checkSchedule, longGap, nextSlot, type LookReason, nextLook } from '../core/schedule.ts';
import { UsageError } from '../errors.ts';
import { look } from '../look.ts';
import { createFleet } from '../look/fleet.ts';
import { createGate, type Gate } from '../look/gate.ts';
import { keepHeapSmall } from '../look/heap.ts';
import { createTick, scheduleOf, type Tick } from '../look/tick.ts';
import { createNotifier } from '../notify.ts';
import { readList } from '../pipeline.ts';
import type { World } from '../world.ts';
import { type Bot, openBots, readConcurrency } from './bots.ts';
import { findDue } from './find-due.ts';
import { lookPorts } from './look-ports.ts';
import { type App, openApp, type Options, requireKeys } from '../app.ts';
import { createRefresh } from './start/refresh.ts';

/** `start`: looks when `SCHEDULE` says, until it is stopped; with folders, for each of these bots. Exit code 0. */
export async function run(folders: readonly string[], options: Options, given: World): Promise<number> {
  const expectKeys = (app: App): void => requireKeys(app, app.config.networks);
  if (folders.length > 0) {
    const gate = createGate(readConcurrency(given));
    await keepLooking(usable(openBots(folders, options, given, { check: expectKeys, gate }), given), gate, given);
    return 0;
  }
  const app = openApp(options, given, checkSchedule);
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
  const members = bots.map((app) => ({ app, tick: tickOf(app, tidy) }));
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
  for (const app of bots) logOf(app).log('Stopped.');
}

/** Writers of lines that begin with the moment, in the bot's own zone. */
function logOf({ config, world, log }: App) {
  const told = (at: Date): string => momentWords(at, config.timezone);
  const stamped = (line: string): string => `${told(world.clock.now())}  ${line}`;
  return { told, log: (line: string) => log.info(stamped(line)), warn: (line: string) => log.warn(stamped(line)) };
}

function tickOf(app: App, tidy: () => void): Tick {
  const { config, world, store } = app;
  const schedule = scheduleOf(config);
  const { told, log, warn } = logOf(app);
  log(greeting(app));
  gapWarnings(app).forEach(warn);
  const notify =
    config.notifyUrl === undefined ? undefined : createNotifier(config.notifyUrl, { ...world, warn: app.log.warn });
  let lastLine = '';
  const logOnce = (line: string): void => {
    if (line !== lastLine) warn(line);
    lastLine = line;
  };
  return createTick({
    schedule,
    clock: world.clock,
    readMemory: async () => (await store.read()).memory,
    withJournal: (act) => app.useJournal(act, logOnce),
    look: async (journal, reason) => {
      log(GREETINGS[reason]);
      const { words, due, tried } = await look(lookPorts(journal, app, warn), reason);
      // What was posted, and what is wrong with the list, has its own line.
      if (!world.stop.aborted && due && !tried.some(({ fate }) => fate === 'posted')) log(words);
      const next = nextLook(schedule, journal.state().memory, world.clock.now());
      if (!world.stop.aborted) log(`The next look is at ${next ? told(next) : 'no time at all'}.`);
      tidy();
    },
    isDue: () => isAnythingDue(app),
    isShared: store.isShared,
    log: warn,
    ...(notify && { tell: (text) => notify({ kind: 'alarm', at: world.clock.now().toISOString(), text }) }),
  });
}

const GREETINGS: Readonly<Record<LookReason, string>> = {
  slot: 'Looking.',
  asked: 'Looking.',
  retry: 'Trying again.',
  start: 'Something is due: looking at once.',
};

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

const quiet = { info: drop, warn: drop, error: drop, debug: drop };

function drop(): void {
  // node-cron would write to the console.
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

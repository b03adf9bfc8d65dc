import { command } from './core/command.ts';
import { realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readConfig } from './config.ts';
import { groupBy } from './core/list.ts';
import { WAITS } from './core/record.ts';
import { checkSchedule } from './core/schedule.ts';
import { readGiven } from './config/env-file.ts';
import { namesOf } from './config/variables.ts';
import { UsageError } from './errors.ts';
import type { Gate } from './tick/fleet.ts';
import type { World } from './world.ts';
import { type App, openApp, type Options } from './app.ts';

/** One of several bots: a folder, and what it is set up with, or why it cannot be used. */
export type Bot = { readonly name: string; readonly folder: string } & (
  | { readonly app: App }
  | { readonly problem: string; /** Its folder holds no bot: it was named by mistake. */ readonly isNone: boolean }
);

/** Opens the bots of some folders; one that is misconfigured is in the way of no other. Each line that one of them logs names
 *  it. `check` throws UsageError where a bot lacks what the command needs. */
export function openBots(
  folders: readonly string[],
  options: Options,
  world: World,
  more: { readonly check?: (app: App) => void; readonly gate?: Gate; readonly hasTimes?: boolean } = {},
): readonly Bot[] {
  if (options.source !== undefined)
    throw new UsageError('--source names one list, and each bot has its own: leave it out, or name no folders.');
  const nameOf = (folder: string): string => basename(resolve(folder));
  const named = groupBy(folders, nameOf);
  const places = new Map<string, string>();
  return folders.map((folder) => {
    const name = named.get(nameOf(folder))?.length === 1 ? nameOf(folder) : folder.replace(/\/$/, '');
    const none = whyNone(folder);
    if (none !== undefined) return { name, folder, problem: none, isNone: true };
    try {
      const own = worldOf(name, folder, world, more.gate);
      const app = openApp(options, own, { checkSchedule, hasTimes: more.hasTimes ?? false });
      more.check?.(app);
      expectOwnState(name, app, places);
      return { name, folder, app };
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return { name, folder, problem: error.message, isNone: false };
    }
  });
}

/** How many bots are looked after at once: `CONCURRENCY` of the environment, or of the folder that the program is in.
 *  @throws UsageError if it is no such number */
export function readConcurrency(world: World): number {
  const { CONCURRENCY } = readGiven(world, namesOf()).values;
  const reading = readConfig({ CONCURRENCY });
  if ('problems' in reading) throw new UsageError(reading.problems.join('\n'));
  return reading.config.concurrency;
}

/** Why there is no bot in a folder; undefined if there is one. */
function whyNone(folder: string): string | undefined {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return `${folder} is not a folder.`;
  return statSync(join(folder, '.env'), { throwIfNoEntry: false }) === undefined
    ? `${folder} has no .env: a bot is a folder with its settings. ${command('init', {}, folder)} makes one.`
    : undefined;
}

/** Two bots that share a state would each take the other's threads for its own. */
function expectOwnState(name: string, { config, store }: App, places: Map<string, string>): void {
  const place = config.stateUrl === undefined ? realPath(config.stateFile) : `${config.stateUrl} ${config.bot}`;
  const other = places.get(place);
  if (other !== undefined)
    throw new UsageError(
      `Its state is that of ${other} (${store.name}). Give each bot its own ${config.stateUrl === undefined ? 'STATE_FILE' : 'BOT'}, in its .env.`,
    );
  places.set(place, name);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function worldOf(name: string, folder: string, world: World, gate: Gate | undefined): World {
  const { clock } = world;
  return {
    ...world,
    folder,
    err: (text) => world.err(text.replace(/^(?=.)/gm, `${name}: `)),
    clock: gate ? { ...clock, sleep: (ms, signal) => sleep(clock, gate, ms, signal) } : clock,
  };
}

const sleep = (clock: World['clock'], gate: Gate, ms: number, signal?: AbortSignal): Promise<void> =>
  ms < WAITS.turn ? clock.sleep(ms, signal) : gate.pause(() => clock.sleep(ms, signal));

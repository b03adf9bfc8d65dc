import { messageOf } from '../errors.ts';
import { createGate } from '../tick/turnstile.ts';
import { type BotStatus, drawFleet } from '../render/fleet-table.ts';
import { makePaper } from '../render/paper.ts';
import type { Status } from '../render/status-table.ts';
import type { World } from '../world.ts';
import { type Bot, openBots, readConcurrency } from './bots.ts';
import type { App, Options } from '../app.ts';

/** `status` of several bots, in one table. One that cannot be read is shown with its reason, and is in the way of no other; a
 *  folder that holds none was named by mistake: exit code 2. */
export async function showFleet(
  folders: readonly string[],
  options: Options,
  world: World,
  readStatus: (app: App) => Promise<Status>,
): Promise<number> {
  const gate = createGate(readConcurrency(world));
  const read = (bot: Bot): Promise<Status> => gate.run(() => statusOf(bot, readStatus));
  const opened = openBots(folders, options, world);
  const bots = await Promise.all(
    opened.map(async (bot): Promise<BotStatus> => ({
      bot: bot.name,
      folder: bot.folder,
      ...(await read(bot)),
    })),
  );
  const paper = makePaper(world.terminal);
  world.out(options.json ? `${JSON.stringify(bots, null, 2)}\n` : `${drawFleet(bots, world.clock.now(), paper)}\n`);
  if (opened.some((bot) => 'problem' in bot && bot.isNone)) return 2;
  return options.check && bots.some(({ problems }) => problems.length > 0) ? 1 : 0;
}

async function statusOf(bot: Bot, readStatus: (app: App) => Promise<Status>): Promise<Status> {
  if ('problem' in bot) return unread(bot.problem);
  try {
    return await readStatus(bot.app);
  } catch (error) {
    return unread(messageOf(error));
  }
}

const unread = (problem: string): Status => ({
  threads: [],
  due: [],
  waiting: [],
  blocked: [],
  spentUsd: { month: 0, days30: 0 },
  lastLook: null,
  lastResult: null,
  nextLook: null,
  hasLooked: false,
  isRetry: false,
  looksAtStart: false,
  problems: [problem],
});

import { expect } from 'vitest';
import { startXServer, type XServer } from '../peers/x-server.ts';
import { createBot, type Bot } from './bot.ts';
import { list } from './list.ts';

/** How long a post is missing from the timeline: less than RECONCILE_WAIT_SECONDS. */
export const lagMs = 300;

/** An X and an operator's machine for one case; a `kill` fault ends the bot. Several at a time: they mostly wait. */
export const withBot = (work: (server: XServer, bot: Bot) => Promise<void>, text = list): Promise<void> =>
  inSlot(async () => {
    let kill = (): void => undefined;
    const server = await startXServer({ lagMs, kill: () => kill() });
    const bot = await createBot(server.url, text);
    kill = bot.kill;
    try {
      await work(server, bot);
      expect(server.complaints).toEqual([]);
    } finally {
      await bot.close();
      await server.close();
    }
  });

const inSlot = createSlots(8);

function createSlots(count: number): <Value>(work: () => Promise<Value>) => Promise<Value> {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((next) => waiting.push(next));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

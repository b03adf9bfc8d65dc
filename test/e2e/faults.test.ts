import { afterAll, describe, expect, it } from 'vitest';
import { xKeys } from '../peers/x-server.ts';
import { withBot } from './bench.ts';
import { isBuilt } from './bot.ts';
import { faultKinds, type Kind } from './fault-table.ts';
import { expectRemembered, expectThread, textsOf } from './thread.ts';

const post = ['post', '--to', 'x', '--yes'];
const tally = { tried: 0, survived: 0 };
/** The same list in every case: asked for once. */
let texts: Promise<readonly string[]> | undefined;

/** The thread is posted with these faults, each at its post, and started again until it is done. */
async function survive(make: () => Kind, posts: readonly number[]): Promise<void> {
  tally.tried += posts.length;
  await withBot(async (server, bot) => {
    texts ??= textsOf(bot);
    expect(await texts).toHaveLength(12);
    server.fail(...posts.map((number) => ({ on: 'create', whileShown: number - 1, ...make() }) as const));
    const runs = await bot.runUntilDone(post);
    expectThread(server, await texts);
    const said = JSON.stringify([runs, await bot.state()]);
    for (const secret of Object.values(xKeys)) expect(said).not.toContain(secret);
    if (posts.length > 1) await expectRemembered(bot, server);
  });
  tally.survived += posts.length;
}

afterAll(() => {
  console.info(`faults tried ${tally.tried}, survived ${tally.survived}`);
});

describe.runIf(isBuilt)(
  'the thread is on X once and in order, whatever fails',
  { concurrent: true, timeout: 300_000 },
  () => {
    for (const [name, make] of faultKinds) {
      it(`${name}, at the first, the second, a middle and the last post, one at a time`, async () => {
        await Promise.all([1, 2, 7, 12].map((number) => survive(make, [number])));
      });
      it(`${name}, at every post of one thread`, async () => {
        const every = Array.from({ length: 12 }, (_, index) => index + 1);
        await survive(make, every);
      });
    }
  },
);

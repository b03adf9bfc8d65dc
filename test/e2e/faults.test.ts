import { afterAll, describe, expect, it } from 'vitest';
import { xKeys, type Fault } from '../peers/x-server.ts';
import { tell } from '../fakes/tally.ts';
import { withBot } from './bench.ts';
import { isBuilt } from './bot.ts';
import { faultKinds, type Kind } from './fault-table.ts';
import { listOf, week } from './list.ts';
import { expectRemembered, expectThread, textsOf } from './thread.ts';

const post = ['post', week, '--to', 'x', '--yes'];
const isWhole = process.env.WHOLE !== undefined;
const tally = { tried: 0, survived: 0 };
/** The same lists in every case: asked for once. */
const texts = new Map<number, Promise<readonly string[]>>();

/** A thread of so many posts is posted with these faults, each at its post, and started again until it is done. */
async function survive(make: () => readonly Kind[], posts: readonly number[], length: number): Promise<void> {
  const faults = (number: number): readonly Fault[] =>
    make().map(({ later, ...kind }) => ({ on: 'create', whileShown: later ? number : number - 1, ...kind }));
  tally.tried += posts.length;
  await withBot(
    async (server, bot) => {
      const wanted = texts.get(length) ?? textsOf(bot);
      texts.set(length, wanted);
      expect(await wanted).toHaveLength(length);
      server.fail(...posts.flatMap(faults));
      const runs = await bot.runUntilDone(post, { X_TIMEOUT_MS: '700' });
      expect(server.faultsLeft()).toEqual([]);
      expectThread(server, await wanted);
      await expectRemembered(bot, server);
      const said = JSON.stringify([runs, await bot.state()]);
      for (const secret of Object.values(xKeys)) expect(said).not.toContain(secret);
    },
    listOf(length - 2),
  );
  tally.survived += posts.length;
}

const from1To = (length: number): readonly number[] => Array.from({ length }, (_, index) => index + 1);

afterAll(() => tell('faults at a post of a thread on X, the command started again until it is done', tally));

describe.runIf(isBuilt)(
  'the thread is on X once and in order, whatever fails',
  { concurrent: true, timeout: 600_000 },
  () => {
    for (const [name, make] of faultKinds) {
      it(`${name}, at every post of a short thread`, () => survive(make, from1To(5), 5));
      it(`${name}, at the first, the second, a middle and the last post of a long one`, () =>
        survive(make, [1, 2, 7, 12], 12));
      it.runIf(isWhole)(`${name}, at every post of a long one, one at a time`, async () => {
        await Promise.all(from1To(12).map((number) => survive(make, [number], 12)));
      });
    }
  },
);

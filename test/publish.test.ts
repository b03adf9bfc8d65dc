import { describe, expect, it } from 'vitest';
import { createWorld, MANNERS, readState, run, THREAD, type MannersName, type World } from './fakes/world.ts';

const names = Object.keys(MANNERS) as MannersName[];
const texts = THREAD.posts.map((post) => post.text);
const textsOf = (world: World): readonly string[] => world.server.kept.map((post) => post.text);

function expectOnceInOrder(world: World): void {
  expect(textsOf(world)).toEqual(texts);
  const [, ...replies] = world.server.kept;
  expect(replies.map((post) => post.parent)).toEqual(world.server.kept.slice(0, -1).map((post) => post.id));
}

describe.each(names)('publishing on a network of the kind "%s"', (name) => {
  it('posts every post once, in order, each in reply to the one before', async () => {
    const world = createWorld(MANNERS[name]);
    expect(await run(world)).toMatchObject({ status: 'posted' });
    expectOnceInOrder(world);
    const { threads } = await readState(world);
    expect(threads).toMatchObject([{ status: 'posted', network: 'fake' }]);
  });

  it('posts every post once when killed at any instant', async () => {
    const whole = createWorld(MANNERS[name]);
    await run(whole);
    for (let killAt = 1; killAt <= whole.instants; killAt += 1) {
      const world = createWorld(MANNERS[name]);
      expect(await run(world, { killAt })).toEqual({ status: 'killed' });
      expect(await run(world)).toMatchObject({ status: 'posted' });
      expectOnceInOrder(world);
    }
  });
});

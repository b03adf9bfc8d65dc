import { describe, expect, it } from 'vitest';
import type { Fault } from './fakes/server.ts';
import {
  createWorld,
  live,
  MANNERS,
  MARK,
  readState,
  run,
  THREAD,
  WEEK,
  type MannersName,
  type RunPlan,
  type World,
} from './fakes/world.ts';
import { findThread, putThread } from '../src/core/record/find-thread.ts';
import { resolve } from '../src/core/record/resolve-doubt.ts';
import { decidePost, isFinished, stateOf } from '../src/core/record/progress.ts';
import { rollbackThread } from '../src/publish/take-back.ts';

// A network that shows a post later than it is waited for cannot be known to hold one: nothing can take that back.
const names = (Object.keys(MANNERS) as MannersName[]).filter((name) => MANNERS[name].lagMs <= MANNERS[name].settleMs);

const rollback = (world: World, plan: RunPlan = {}) =>
  live(world, plan, (life) =>
    rollbackThread({
      ...life,
      network: 'fake',
      week: WEEK,
      rules: { price: () => 0.015, removalPrice: 0.01 },
      report: plan.report ?? (() => undefined),
    }),
  );

const recordOf = async (world: World) => findThread(await readState(world), 'fake', MARK);

/** Killed in the middle: some posts are up, one perhaps in doubt. */
async function halfPosted(name: MannersName, killAt = 70): Promise<World> {
  const world = createWorld(MANNERS[name]);
  await run(world, { killAt });
  return world;
}

describe.each(names)('taking a thread back from a network of the kind "%s"', (name) => {
  it('removes every post, last first, and leaves a tombstone', async () => {
    const world = createWorld(MANNERS[name]);
    await run(world);
    const ids = world.server.kept.map((post) => post.id);
    expect(await rollback(world)).toMatchObject({ status: 'rolled-back' });
    expect(world.server.kept).toEqual([]);
    const isWhole = MANNERS[name].kind === 'atomic';
    expect(world.server.removed).toEqual(isWhole ? ids : [...ids].reverse());
    const record = await recordOf(world);
    expect(record && decidePost(record, { again: false })).toBe('rolled-back');
    expect(record && decidePost(record, { again: true })).toBe('fresh');
  });

  it('killed at any instant is gone on with by itself, and by nothing else', async () => {
    const whole = createWorld(MANNERS[name]);
    await run(whole);
    await rollback(whole);
    for (let killAt = 1; killAt <= whole.instants; killAt += 1) {
      const world = createWorld(MANNERS[name]);
      await run(world);
      await rollback(world, { killAt });
      const record = await recordOf(world);
      const untouched = world.server.removed.length === 0;
      if (!untouched) expect(record && decidePost(record, { again: true })).not.toBe('resume');
      if (record && stateOf(record) === 'rolling-back') {
        await run(world);
        expect(world.server.kept.length).toBeLessThanOrEqual(THREAD.posts.length);
      }
      expect(await rollback(world)).toMatchObject({ status: 'rolled-back' });
      expect(world.server.kept).toEqual([]);
    }
  });

  it('looks for what is in doubt first, and leaves nothing of a half-posted thread', async () => {
    for (let killAt = 20; killAt < 160; killAt += 3) {
      const world = await halfPosted(name, killAt);
      if ((await recordOf(world)) === undefined) continue;
      expect(await rollback(world)).toMatchObject({ status: 'rolled-back' });
      expect(world.server.kept).toEqual([]);
    }
  });

  it('goes on through lost answers and short refusals', async () => {
    const world = createWorld(MANNERS[name]);
    await run(world);
    const faults: Fault[] = ['lost after', 'busy', 'lost before', 'none', 'window'];
    expect(await rollback(world, { next: () => faults.shift() ?? 'none' })).toMatchObject({ status: 'rolled-back' });
    expect(world.server.kept).toEqual([]);
  });

  it('stops at a refusal that lasts, says how to go on, and goes on there', async () => {
    const world = createWorld(MANNERS[name]);
    await run(world);
    const end = await rollback(world, { next: () => 'day' });
    expect(end).toMatchObject({ status: 'stopped', retryAt: expect.any(String) as string });
    expect(end).toMatchObject({ words: expect.stringContaining(`weekthread rollback ${WEEK} --to fake`) as string });
    const record = await recordOf(world);
    expect(record && decidePost(record, { again: true })).toBe('rolling-back');
    expect(await rollback(world)).toMatchObject({ status: 'rolled-back' });
  });

  it('is posted once more with new keys after it was taken back', async () => {
    const world = createWorld(MANNERS[name]);
    await run(world);
    await rollback(world);
    await world.clock.sleep(1000);
    await live(world, {}, async ({ journal }) => {
      await journal.save((state) => ({ ...state, threads: state.threads.filter((record) => !isFinished(record)) }));
    });
    expect(await run(world)).toMatchObject({ status: 'posted' });
    expect(world.server.kept.map((post) => post.text)).toEqual(THREAD.posts.map((post) => post.text));
  });
});

describe('taking a thread back', () => {
  it('is refused under another account', async () => {
    const world = createWorld(MANNERS.careful);
    await run(world);
    expect(await rollback(world, { accountId: 'other' })).toMatchObject({ status: 'wrong-account' });
    expect(world.server.kept).toHaveLength(THREAD.posts.length);
  });

  it('stays in doubt where the network does not say; a person settles it', async () => {
    const world = createWorld(MANNERS.careful);
    await run(world, { next: () => 'lost after', readable: () => false });
    const end = await rollback(world, { readable: () => false });
    expect(end).toMatchObject({ status: 'in-doubt' });
    expect(world.server.removed).toEqual([]);
    await live(world, {}, async ({ journal }) => {
      const record = findThread(journal.state(), 'fake', MARK);
      if (record === undefined || isFinished(record)) throw new Error('Nothing is in doubt.');
      const id = world.server.kept[0]?.id ?? '';
      const resolution = resolve(
        record,
        { posted: `https://fake.example/posts/${id}` },
        world.clock.now().toISOString(),
      );
      if (resolution.status !== 'resolved') throw new Error(resolution.words);
      await journal.save((state) => putThread(state, resolution.record));
    });
    expect(await rollback(world)).toMatchObject({ status: 'rolled-back', removed: 1 });
    expect(world.server.kept).toEqual([]);
  });

  it('of a thread of which nothing was sent needs no request', async () => {
    const world = createWorld(MANNERS.careful);
    await run(world, { next: () => 'broke' });
    expect(await rollback(world)).toMatchObject({ status: 'rolled-back', removed: 0 });
    const record = await recordOf(world);
    expect(record && stateOf(record)).toBe('rolled-back');
  });

  it('ends at once when a stop is asked for, and begins no new request', async () => {
    const world = createWorld(MANNERS.careful);
    await run(world);
    const end = await rollback(world, { stopAt: 40 });
    expect(end).toEqual({ status: 'interrupted' });
    expect(await rollback(world)).toMatchObject({ status: 'rolled-back' });
    expect(new Set(world.server.removed).size).toBe(world.server.removed.length);
  });
});

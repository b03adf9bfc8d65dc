import { describe, expect, it } from 'vitest';
import { findThread, putThread } from '../src/core/record/find-thread.ts';
import { resolve } from '../src/core/record/resolve-doubt.ts';
import { isFinished, stateOf } from '../src/core/record/progress.ts';
import { rollbackThread } from '../src/publish/take-back.ts';
import type { Fault } from './fakes/server.ts';
import { createWorld, live, MANNERS, MARK, readState, run, THREAD, WEEK } from './fakes/world.ts';
import type { MannersName, RunPlan, World } from './fakes/world.ts';

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

const state = async (world: World) => {
  const record = await recordOf(world);
  return record && stateOf(record);
};

/** A world after a run. */
async function after(plan: RunPlan, name: MannersName = 'careful'): Promise<World> {
  const world = createWorld(MANNERS[name]);
  await run(world, plan);
  return world;
}

/** Takes back, and leaves nothing on the network. */
async function expectGone(world: World, plan: RunPlan = {}): Promise<void> {
  expect(await rollback(world, plan)).toMatchObject({ status: 'rolled-back' });
  expect(world.server.kept).toEqual([]);
}

describe.each(names)('taking a thread back from a network of the kind "%s"', (name) => {
  it('removes every post, last first, and leaves a tombstone', async () => {
    const world = await after({}, name);
    const ids = world.server.kept.map((post) => post.id);
    await expectGone(world);
    expect(world.server.removed).toEqual(MANNERS[name].kind === 'atomic' ? ids : [...ids].reverse());
    expect(await state(world)).toBe('rolled-back');
  });

  it('killed at any instant is gone on with by itself, and by nothing else', async () => {
    const whole = await after({}, name);
    await rollback(whole);
    for (let killAt = 1; killAt <= whole.instants; killAt += 1) {
      const world = await after({}, name);
      await rollback(world, { killAt });
      const record = await recordOf(world);
      if (world.server.removed.length > 0) expect(['rolling-back', 'rolled-back']).toContain(await state(world));
      if (record && stateOf(record) === 'rolling-back') {
        await run(world);
        expect(world.server.kept.length).toBeLessThanOrEqual(THREAD.posts.length);
      }
      await expectGone(world);
    }
  });

  it('looks for what is in doubt first, and leaves nothing of a half-posted thread', async () => {
    for (let killAt = 20; killAt < 160; killAt += 3) {
      const world = await after({ killAt }, name);
      if ((await recordOf(world)) !== undefined) await expectGone(world);
    }
  });

  it('goes on through lost answers and short refusals', async () => {
    const faults: Fault[] = ['lost after', 'busy', 'lost before', 'none', 'window'];
    await expectGone(await after({}, name), { next: () => faults.shift() ?? 'none' });
  });

  it('stops at a refusal that lasts, and goes on there', async () => {
    const world = await after({}, name);
    const end = await rollback(world, { next: () => 'day' });
    expect(end).toMatchObject({ status: 'stopped', retryAt: expect.any(String) as string });
    expect(await state(world)).toBe('rolling-back');
    await expectGone(world);
  });

  it('is posted once more with new keys after it was taken back', async () => {
    const world = await after({}, name);
    await rollback(world);
    await world.clock.sleep(1000);
    await live(world, {}, ({ journal }) =>
      journal.save((state) => ({ ...state, threads: state.threads.filter((record) => !isFinished(record)) })),
    );
    expect(await run(world)).toMatchObject({ status: 'posted' });
    expect(world.server.kept.map((post) => post.text)).toEqual(THREAD.posts.map((post) => post.text));
  });
});

describe('taking a thread back', () => {
  it('is refused under another account', async () => {
    const world = await after({});
    expect(await rollback(world, { accountId: 'other' })).toMatchObject({ status: 'wrong-account' });
    expect(world.server.kept).toHaveLength(THREAD.posts.length);
  });

  it('stays in doubt where the network does not say; a person settles it', async () => {
    const world = await after({ next: () => 'lost after', readable: () => false });
    expect(await rollback(world, { readable: () => false })).toMatchObject({ status: 'in-doubt' });
    expect(world.server.removed).toEqual([]);
    const record = await recordOf(world);
    if (record === undefined || isFinished(record)) throw new Error('Nothing is in doubt.');
    const posted = `https://fake.example/posts/${world.server.kept[0]?.id ?? ''}`;
    const resolution = resolve(record, { posted }, world.clock.now().toISOString());
    if (resolution.status !== 'resolved') throw new Error(resolution.words);
    await live(world, {}, ({ journal }) => journal.save((state) => putThread(state, resolution.record)));
    expect(await rollback(world)).toMatchObject({ status: 'rolled-back' });
    expect(world.server.kept).toEqual([]);
  });

  it('of a thread of which nothing was sent needs no request', async () => {
    const world = await after({ next: () => 'broke' });
    expect(await rollback(world)).toMatchObject({ status: 'rolled-back' });
    expect(await state(world)).toBe('rolled-back');
  });

  it('ends at once when a stop is asked for, and begins no new request', async () => {
    const world = await after({});
    expect(await rollback(world, { stopAt: 40 })).toEqual({ status: 'interrupted' });
    await expectGone(world);
    expect(new Set(world.server.removed).size).toBe(world.server.removed.length);
  });
});

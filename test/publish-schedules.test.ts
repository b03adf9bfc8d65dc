import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fault, Manners } from './fakes/server.ts';
import { tell } from './fakes/tally.ts';
import { createWorld, MANNERS, run, THREAD, type MannersName, type RunEnd, type World } from './fakes/world.ts';

/** Every first instant with every 61st second one, another each time. ALL_PAIRS=1 takes them all, and minutes. */
const SPREAD = process.env.ALL_PAIRS === undefined ? 61 : 1;
const RUNS = Number(process.env.FC_RUNS ?? 400);
/** The same each time; FC_SEED=… tries other schedules. */
const SEED = Number(process.env.FC_SEED ?? 20260614);

const names = Object.keys(MANNERS) as MannersName[];
const texts = THREAD.posts.map((post) => post.text);

/** What must hold at every instant: the thread's posts, each once, in order, each in reply to the one before. */
function expectNeverTwice(world: World): void {
  const kept = world.server.kept;
  expect(kept.map((post) => post.text)).toEqual(texts.slice(0, kept.length));
  kept.forEach((post, index) => {
    expect(post.parent).toBe(kept[index - 1]?.id);
  });
}

const expectWhole = (world: World): void => {
  expectNeverTwice(world);
  expect(world.server.kept).toHaveLength(texts.length);
};

describe.each(names)('on a network of the kind "%s"', (name) => {
  const manners: Manners = MANNERS[name];

  it('a thread is posted once after any two kills', { timeout: 600_000 }, async () => {
    const whole = createWorld(manners);
    await run(whole);
    let pairs = 0;
    for (let first = 1; first <= whole.instants; first += 1) {
      for (let second = 1 + (first % SPREAD); second <= whole.instants; second += SPREAD) {
        const world = createWorld(manners);
        await run(world, { killAt: first });
        await run(world, { killAt: second });
        expectNeverTwice(world);
        expect(await run(world)).toMatchObject({ status: 'posted' });
        expectWhole(world);
        pairs += 1;
      }
    }
    tell('pairs of kills between any two instants of a run, in process', { tried: pairs, survived: pairs });
  });

  const faults: readonly Fault[] = ['lost before', 'lost after', 'late', 'busy', 'window', 'day', 'broke'];
  it.each(faults)(
    'a thread is posted once when any request ends as "%s", and when the run is killed then, too',
    async (fault) => {
      const requests = createWorld(manners);
      await run(requests);
      for (let at = 1; at <= requests.server.sends(); at += 1) {
        for (const killAt of [undefined, 40, 60, 80, 100, 120]) {
          const world = createWorld(manners);
          let count = 0;
          const next = (): Fault => ((count += 1) === at ? fault : 'none');
          await run(world, { next, ...(killAt !== undefined && { killAt }) });
          expectNeverTwice(world);
          await runUntilDone(world, next);
          expectWhole(world);
        }
      }
    },
  );

  it('a thread is posted once under any schedule of faults, kills, stops and pauses', { timeout: 60_000 }, async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(schedule, { minLength: 1, maxLength: 5 }), async (schedules) => {
        const world = createWorld(manners);
        for (const plan of schedules) {
          const faultsLeft = [...plan.faults];
          const unreadable = [...plan.unreadable];
          const end = await run(world, {
            next: () => faultsLeft.shift() ?? 'none',
            readable: () => unreadable.shift() !== true,
            ...(plan.killAt !== undefined && { killAt: plan.killAt }),
            ...(plan.stopAt !== undefined && { stopAt: plan.stopAt }),
          });
          runs += 1;
          expectNeverTwice(world);
          expectHonest(end, plan.unreadable.includes(true));
          await world.clock.sleep(plan.pauseMs);
          world.clock.move(plan.setBackMs);
        }
        await runUntilDone(world);
        expectWhole(world);
      }),
      { numRuns: RUNS, seed: SEED + names.indexOf(name) },
    );
    tell(`random schedules of faults, kills and stops, in process`, { schedules: RUNS, runs });
    console.info(`${name}: FC_SEED=${SEED}`);
  });
});

const schedule = fc.record({
  faults: fc.array(
    fc.constantFrom<Fault>('none', 'none', 'lost before', 'lost after', 'late', 'busy', 'window', 'day', 'broke'),
    {
      maxLength: 12,
    },
  ),
  unreadable: fc.array(fc.boolean(), { maxLength: 14 }),
  killAt: fc.option(fc.integer({ min: 1, max: 220 }), { nil: undefined }),
  stopAt: fc.option(fc.integer({ min: 1, max: 220 }), { nil: undefined, freq: 4 }),
  /** The clock of the machine, not the time as it passes. */
  setBackMs: fc.constantFrom(0, 0, 0, -3_600_000, -90_000_000),
  pauseMs: fc.constantFrom(0, 1000, 61_000, 400_000, 90_000_000),
});

/** In doubt only if the network could not be read: a doubt that it can clear is no doubt. */
function expectHonest(end: RunEnd, wasUnreadable: boolean): void {
  if (end.status === 'in-doubt') expect(wasUnreadable).toBe(true);
}

async function runUntilDone(world: World, next: () => Fault = () => 'none'): Promise<void> {
  for (let again = 0; again < 4; again += 1) {
    const end = await run(world, { next });
    if (end.status === 'posted') return;
    await world.clock.sleep(86_400_000);
  }
  throw new Error('The thread was not posted in four days without a fault.');
}

import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, hasPostgres, startCluster } from '../fakes/postgres.ts';
import { random } from '../simulation/random.ts';
import { expectOnce, type House, isWhole, makeHouse, newest } from './fleet.ts';
import { type Running, until } from './process.ts';

let house: House;
afterEach(() => house.close());

interface Shown {
  readonly bot: string;
  readonly threads: readonly { readonly state: string }[];
  readonly problems: readonly string[];
}

async function statusOf(house: House, bots: readonly string[], env = {}): Promise<readonly Shown[]> {
  const run = house.begin(['status', ...bots, '--json'], env);
  await run.ended;
  return JSON.parse(run.out()) as readonly Shown[];
}

describe('several bots in one process', () => {
  it('post although others are slow, broken or misconfigured; logs and status name each', async () => {
    house = await makeHouse();
    const [red, blue] = [await house.add('red'), await house.add('blue')];
    await house.add(
      'slow',
      { X_TIMEOUT_MS: '600000' },
      { faults: [{ on: 'me', applied: false, how: { kind: 'silence' } }] },
    );
    await house.add('torn');
    await writeFile(join(house.folder, 'bots', 'torn', 'state.json'), '{"program":"weekthread","ver');
    await house.add('wrong', { NETWORKS: 'nowhere' });
    await house.add('twin', { STATE_FILE: '../red/state.json' });
    await mkdir(join(house.folder, 'bots', 'empty'));
    const bots = ['slow', 'torn', 'red', 'wrong', 'empty', 'blue', 'twin'].map((name) => `bots/${name}`);
    const run = house.begin(['start', ...bots], { CONCURRENCY: '2' });
    await until('two threads', () => [red, blue].every(isWhole) && /blue: .*The next look/.test(run.err()), run.err);
    [red, blue].forEach(expectOnce);
    await until('the words of the others', () => /^torn: .*is torn/m.test(run.err()), run.err);
    expect(run.err()).toMatch(/^wrong: NETWORKS is "nowhere"/m);
    expect(run.err()).toMatch(/^empty: .*has no \.env/m);
    expect(run.err()).toMatch(/^twin: Its state is that of red/m);
    expect(run.err()).toMatch(new RegExp(`^red: .*Posted ${newest} to x`, 'm'));
    run.child.kill('SIGTERM');
    expect((await run.ended).code).toBe(0);
    const shown = await statusOf(house, bots);
    expect(shown.map(({ bot }) => bot)).toEqual(['slow', 'torn', 'red', 'wrong', 'empty', 'blue', 'twin']);
    const states = Object.fromEntries(shown.map(({ bot, threads }) => [bot, threads.map(({ state }) => state)]));
    expect(states).toMatchObject({ red: ['posted'], blue: ['posted'], torn: [], wrong: [] });
    const check = house.begin(['status', '--check', 'bots/red', 'bots/wrong']);
    expect((await check.ended).code).toBe(1);
    expect(check.out()).toMatch(new RegExp(`^red +${newest} `, 'm'));
    expect(check.out()).toMatch(/^wrong: a person is needed: NETWORKS/m);
    expect((await house.begin(['status', '--check', 'bots/red', 'bots/blue']).ended).code).toBe(0);
  });

  it('are none if no folder holds one: wrong usage', async () => {
    house = await makeHouse();
    const run = house.begin(['start', 'bots/none']);
    expect((await run.ended).code).toBe(2);
    expect(run.err()).toContain('bots/none is not a folder');
    await house.add('red');
    const status = house.begin(['status', 'bots/red', 'bots/none']);
    expect((await status.ended).code).toBe(2);
    expect(status.out()).toContain('none: a person is needed: bots/none is not a folder.');
  });
});

describe.skipIf(!hasPostgres)('bots in a database', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  }, 60_000);
  afterAll(() => cluster.close());

  it('are moved there and back half way through a thread, and leave nothing on the disk', async () => {
    house = await makeHouse();
    const x = await house.add('red', {}, { faults: [{ on: 'create', at: 5, applied: false, how: { kind: 'kill' } }] });
    const env = { STATE_URL: await cluster.database(), BOT: 'papers' };
    const run = (args: string, more = {}): Running => house.begin(['-C', 'bots/red', ...args.split(' ')], more);
    const half = run('post --yes');
    x.change({ kill: () => half.child.kill('SIGKILL') });
    await half.ended;
    expect((await run('state copy STATE_FILE STATE_URL', env).ended).code).toBe(0);
    const twice = run('state copy STATE_FILE STATE_URL', env);
    expect((await twice.ended).code).toBe(1);
    expect(twice.err()).toContain('holds 1 thread already');
    expect((await run('post --yes', { ...env, STATE_FILE: 'unused.json' }).ended).code).toBe(0);
    expectOnce(x);
    expect(existsSync(join(house.folder, 'bots', 'red', 'unused.json'))).toBe(false);
    expect((await run('state copy STATE_URL back.json', env).ended).code).toBe(0);
    const again = run('post --yes', { STATE_FILE: 'back.json' });
    expect((await again.ended).code).toBe(0);
    expect(again.out()).toContain('already');
    expect((await run('rollback latest --yes', env).ended).code).toBe(0);
    expect(x.posts()).toEqual([]);
    expect((await run('doctor', env).ended).code).toBe(0);
    const doctor = run('doctor --to site', env);
    expect((await doctor.ended).code).toBe(0);
    expect(doctor.out()).toContain('must be a folder that lasts');
  });

  it('send nothing that is not recorded when the database is killed in the middle of a thread', async () => {
    house = await makeHouse();
    const x = await house.add('red', { X_POST_PAUSE_MS: '100' });
    const env = { STATE_URL: await cluster.database() };
    for (const posts of [2, 6]) {
      const run = house.begin(['-C', 'bots/red', 'post', '--yes'], env);
      await until(`${posts} posts`, () => x.posts().length >= posts, run.err);
      await cluster.kill();
      expect((await run.ended).code).toBe(1);
      expect(run.err()).toContain('Nothing is sent before its state is written');
      await cluster.start();
    }
    expect((await house.begin(['-C', 'bots/red', 'post', '--yes'], env).ended).code).toBe(0);
    expectOnce(x);
  });

  it('go on at a standby that is promoted in the middle of a thread', async () => {
    house = await makeHouse();
    const x = await house.add('red', { X_POST_PAUSE_MS: '100' });
    const first = await cluster.database();
    const standby = await cluster.standby();
    const post = (STATE_URL: string): Running => house.begin(['-C', 'bots/red', 'post', '--yes'], { STATE_URL });
    const run = post(first);
    await until('four posts', () => x.posts().length >= 4, run.err);
    const early = post(standby.at(first));
    expect((await early.ended).code).toBe(1);
    expect(early.err()).toContain('This server is a standby');
    await cluster.kill();
    expect((await run.ended).code).toBe(1);
    await standby.promote();
    expect((await post(standby.at(first)).ended).code).toBe(0);
    expectOnce(x);
    await cluster.start();
  });

  it.skipIf(!process.env.WHOLE)(
    'are taken over within two minutes by a process that runs already',
    { timeout: 240_000 },
    async () => {
      house = await makeHouse();
      const x = await house.add('red', { X_POST_PAUSE_MS: '500' });
      const env = { STATE_URL: await cluster.database() };
      const first = house.begin(['start', 'bots/red'], env);
      await until('two posts', () => x.posts().length >= 2, first.err);
      const second = house.begin(['start', 'bots/red'], env);
      await until('the greeting', () => second.err().includes('Watching'), second.err);
      await until('two more posts', () => x.posts().length >= 4, second.err);
      first.child.kill('SIGKILL');
      const killed = Date.now();
      const posts = x.posts().length;
      await until('another post', () => x.posts().length > posts + 1, second.err, 120_000);
      console.log(`a killed look was taken over after ${((Date.now() - killed) / 1000).toFixed(0)} s (asked: 120)`);
      await until('the whole thread', () => isWhole(x), second.err);
      expectOnce(x);
    },
  );

  const [bots, killMs] = process.env.WHOLE ? [30, 60_000] : [9, 8_000];
  it(
    `are each posted once by three processes that are killed at random for ${killMs / 1000} s`,
    { timeout: 240_000 },
    async () => {
      house = await makeHouse();
      const names = Array.from({ length: bots }, (_, index) => `bot-${index}`);
      const folders = names.map((name) => `bots/${name}`);
      const pause = String(Math.round((killMs / 11) * 0.4));
      const env = { STATE_URL: await cluster.database(), CONCURRENCY: '4' };
      const accounts = await Promise.all(names.map((name) => house.add(name, { X_POST_PAUSE_MS: pause })));
      const start = (): Running => house.begin(['start', ...folders], env);
      const runs = [start(), start(), start()];
      const said = (): string => runs.map(({ err }) => err()).join('---\n');
      const chance = random(20_260_614);
      const end = Date.now() + killMs;
      let kills = 0;
      while (Date.now() < end && !accounts.every(isWhole)) {
        await new Promise((resolve) => setTimeout(resolve, 700 + chance.next() * 2000));
        const at = Math.floor(chance.next() * runs.length);
        runs[at]?.child.kill('SIGKILL');
        kills += 1;
        runs[at] = start();
      }
      await until('all threads', () => accounts.every(isWhole), said, 150_000);
      accounts.forEach(expectOnce);
      console.log(`${bots} bots, 3 processes, ${kills} kills`);
      await until('all greetings', () => runs.every(({ err }) => err().includes('Watching')), said);
      for (const run of runs) run.child.kill('SIGTERM');
      expect((await Promise.all(runs.map(({ ended }) => ended))).map(({ code }) => code)).toEqual([0, 0, 0]);
      const shown = await statusOf(house, folders, env);
      expect(shown.map(({ threads }) => threads.map(({ state }) => state))).toEqual(names.map(() => ['posted']));
    },
  );
});

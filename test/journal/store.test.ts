import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalState } from '../../src/core/record/thread-record.ts';
import { NEW_STATE } from '../../src/journal.ts';
import type { Store } from '../../src/journal.ts';
import { connect } from '../../src/journal/postgres/session.ts';
import { createStore, isInUse } from '../../src/journal/store.ts';
import { temporaryFolder } from '../fakes/children.ts';
import { type Cluster, hasPostgres, startCluster } from '../fakes/postgres.ts';
import { refused } from '../fakes/refused.ts';
import { finishedThread, FULL_STATE } from '../fakes/state.ts';

let cluster: Cluster;
let shared = '';
let made = 0;
beforeAll(async () => {
  if (!hasPostgres) return;
  cluster = await startCluster();
  shared = await cluster.database();
}, 60_000);
afterAll(() => (hasPostgres ? cluster.close() : undefined));

const withThread =
  (index: number) =>
  (state: JournalState): JournalState => ({ ...state, threads: [...state.threads, finishedThread(index)] });
const saveAll = (store: Store, state: JournalState): Promise<void> => store.use((journal) => journal.save(() => state));

/** A new place for a journal; each call of what it gives is another process. */
const places = {
  'a state file': async () => {
    const stateFile = join(await temporaryFolder(), 'state.json');
    return () => createStore({ stateFile, bot: 'papers' });
  },
  'a database': () => {
    made += 1;
    const bot = `papers ${made}`;
    return Promise.resolve(() => createStore({ stateFile: 'none', stateUrl: shared, bot }));
  },
};

describe.each(Object.entries(places))('a journal in %s', (kind, place) => {
  const test = it.skipIf(kind === 'a database' && !hasPostgres);

  test('is empty at first, and is not made by reading', async () => {
    const open = await place();
    expect(await open().read()).toEqual(NEW_STATE);
    expect(await open().holder()).toBeUndefined();
    expect(await open().use((journal) => Promise.resolve(journal.state()))).toEqual(NEW_STATE);
  });

  test('gives back all that was saved', async () => {
    const open = await place();
    const odd = { ...finishedThread(9), heading: 'a \u0000 b \ud800 "c" \\ {}, 漢 👩‍👧' };
    const state = { ...FULL_STATE, threads: [...FULL_STATE.threads, odd] };
    await open().use(async (journal) => {
      await journal.save(() => state);
      expect(journal.state()).toEqual(state);
    });
    expect(await open().read()).toEqual(state);
  });

  test('takes changes one after the other, none lost, and forgets what was taken out', async () => {
    const open = await place();
    await open().use(async (journal) => {
      await Promise.all(Array.from({ length: 20 }, (_, index) => journal.save(withThread(index))));
      await journal.save((state) => ({ ...state, threads: state.threads.filter((_, index) => index % 3 > 0) }));
      expect(await open().read()).toEqual(journal.state());
    });
    const weeks = Array.from({ length: 20 }, (_, index) => finishedThread(index).week);
    expect((await open().read()).threads.map(({ week }) => week)).toEqual(weeks.filter((_, index) => index % 3 > 0));
  });

  test('has one run at a time, says who holds it, and is free after a run that failed', async () => {
    const open = await place();
    const failed = open().use(async () => {
      const words = await refused(() => open().use(() => Promise.resolve()));
      expect(words).toMatch(new RegExp(`is in use by another run.*process ${process.pid} on`, 's'));
      expect((await open().holder())?.words).toContain(`process ${process.pid} on`);
      expect(await isInUse(open())).toBe(true);
      throw new Error('it fell');
    });
    await expect(failed).rejects.toThrow('it fell');
    expect(await isInUse(open())).toBe(false);
    await saveAll(open(), FULL_STATE);
  });

  test('keeps the card of a thread until it is dropped', async () => {
    const open = await place();
    const png = Uint8Array.from([137, 80, 78, 71, 0, 255]);
    const name = await open().use(({ cards }) => cards.keep(png, { network: 'x', week: '2026-06-14/2026-06-21' }));
    await open().use(async ({ cards }) => {
      expect(Buffer.from((await cards.kept(name)) ?? []).equals(png)).toBe(true);
      await cards.drop(name);
      expect(await cards.kept(name)).toBeUndefined();
    });
  });

  test('can be tried out without a change', async () => {
    const open = await place();
    await open().expectWritable();
    expect(await open().read()).toEqual(NEW_STATE);
    await saveAll(open(), FULL_STATE);
    await open().expectWritable();
    expect(await open().read()).toEqual(FULL_STATE);
  });
});

describe.skipIf(!hasPostgres)('a database', () => {
  const openAt = (stateUrl: string, bot = 'papers'): Store => createStore({ stateFile: 'none', stateUrl, bot });

  it('lets a run that was cut off save nothing, before and after another has taken over', async () => {
    const url = await cluster.database();
    await openAt(url).use(async (journal) => {
      await journal.save(withThread(1));
      expect(await openAt(url).unlock()).toMatchObject({ status: 'cleared' });
      expect(await refused(() => journal.save(withThread(2)))).toContain('Nothing is sent before');
      await openAt(url).use((other) => other.save(withThread(3)));
      expect(await refused(() => journal.save(withThread(4)))).toContain('could not be used');
    });
    const weeks = [1, 3].map((index) => finishedThread(index).week);
    expect((await openAt(url).read()).threads.map(({ week }) => week)).toEqual(weeks);
  });

  it('lets no run save over what another has saved, though both think they hold the lock', async () => {
    const url = await cluster.database();
    await openAt(url).use(async (journal) => {
      await journal.save(withThread(1));
      await cluster.sql(url, 'UPDATE weekthread.bot SET revision = revision + 1');
      expect(await refused(() => journal.save(withThread(2)))).toContain('changed by another run');
    });
    expect((await openAt(url).read()).threads).toHaveLength(1);
  });

  it('goes on where it was after it was killed and started again', async () => {
    const url = await cluster.database();
    await openAt(url).use(async (journal) => {
      await journal.save(withThread(1));
      await cluster.kill();
      expect(await refused(() => journal.save(withThread(2)))).toContain('Nothing is sent before');
      expect(await refused(() => openAt(url).read())).toContain('Is the database running?');
      await cluster.start();
      expect(await refused(() => journal.save(withThread(2)))).toContain('Nothing is sent before');
    });
    await openAt(url).use((journal) => journal.save(withThread(2)));
    expect((await openAt(url).read()).threads).toHaveLength(2);
  });

  it('says what to do about a statement that takes too long, and saves once it does not', async () => {
    const url = await cluster.database();
    await saveAll(openAt(url), FULL_STATE);
    const impatient = openAt(`${url}?options=-c%20statement_timeout%3D500`);
    await impatient.use(async (journal) => {
      const lock = cluster.sql(url, 'BEGIN; LOCK weekthread.bot; SELECT pg_sleep(1.5)');
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await refused(() => journal.save(withThread(9)))).toContain('statement_timeout');
      await lock;
      await journal.save(withThread(9));
    });
    expect((await openAt(url).read()).threads).toHaveLength(FULL_STATE.threads.length + 1);
  });

  it('is durable although the server says otherwise', async () => {
    const url = await cluster.database();
    const [, , , name = ''] = url.split('/');
    await cluster.sql(url, `ALTER DATABASE ${name} SET synchronous_commit = off`);
    const session = await connect(url, 'papers');
    expect(await session.rows(v.tuple([v.string()]), 'SHOW synchronous_commit')).toEqual([['on']]);
    await session.end();
  });

  it('frees what a run holds that is frozen, or whose machine is gone', async () => {
    const session = await connect(shared, 'papers');
    expect(await session.rows(v.tuple([v.string()]), 'SHOW idle_session_timeout')).toEqual([['1min']]);
    await session.run("SET idle_session_timeout = '300ms'"); // As if nothing had come for a minute.
    await session.run('SELECT pg_advisory_lock(1, 2)');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await cluster.sql(shared, 'SELECT pg_try_advisory_lock(1, 2) AS free')).toEqual([{ free: true }]);
    expect(await refused(() => session.run('SELECT'))).toContain('Nothing is sent before');
    await session.end();
  });

  it('keeps several bots apart, made at once by processes that all find it empty', async () => {
    const url = await cluster.database();
    const bots = Array.from({ length: 8 }, (_, index) => index);
    await Promise.all(bots.map((bot) => openAt(url, `bot ${bot}`).use((journal) => journal.save(withThread(bot)))));
    for (const bot of bots)
      expect((await openAt(url, `bot ${bot}`).read()).threads.map(({ week }) => week)).toEqual([
        finishedThread(bot).week,
      ]);
  });

  it('needs a user with nothing but a schema of its own', async () => {
    const url = await cluster.database();
    await cluster.sql(
      url,
      `CREATE ROLE least LOGIN; REVOKE CREATE ON DATABASE ${url.split('/').at(-1) ?? ''} FROM least`,
    );
    const own = url.replace('postgres@', 'least@');
    expect(await refused(() => saveAll(openAt(own), FULL_STATE))).toContain('CREATE SCHEMA weekthread AUTHORIZATION');
    await cluster.sql(url, 'CREATE SCHEMA weekthread AUTHORIZATION least');
    await saveAll(openAt(own), FULL_STATE);
    expect(await openAt(own).read()).toEqual(FULL_STATE);
    await openAt(own).use(async () => expect((await openAt(own).holder())?.words).toContain(`process ${process.pid}`));
  });

  it.each([
    ['a newer Weekthread', 'UPDATE weekthread.version SET number = 99', 'newer Weekthread'],
    ['a hand that edited it', `UPDATE weekthread.thread SET record = '{}'`, 'does not hold what a state file should'],
  ])('changed by %s is left as it is', async (_, text, words) => {
    const url = await cluster.database();
    await saveAll(openAt(url), FULL_STATE);
    await cluster.sql(url, text);
    expect(await refused(() => openAt(url).read())).toContain(words);
    expect(await refused(() => saveAll(openAt(url), NEW_STATE))).toContain(words);
  });

  it.each([
    ['nobody@', 'role "nobody" does not exist', 'look at STATE_URL'],
    ['postgres:s3cret-word@', 'database "gone" does not exist', 'Create this database'],
  ])('that refuses %s says so, without the password', async (who, said, advice) => {
    const url = new URL(await cluster.database());
    const wrong = `postgresql://${who}${url.host}/${who.startsWith('nobody') ? url.pathname.slice(1) : 'gone'}`;
    const words = await refused(() => openAt(wrong).read());
    expect(words).toContain(said);
    expect(words).toContain(advice);
    expect(words).not.toContain('s3cret-word');
  });
});

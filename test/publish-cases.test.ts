import { describe, expect, it } from 'vitest';
import { allOf } from '../src/core/record/thread-batches.ts';
import type { Refusal, ThreadRecord } from '../src/core/record/thread-record.ts';
import { findThread, putThread } from '../src/core/record/find-thread.ts';
import { resolve, type Verdict } from '../src/core/record/resolve-doubt.ts';
import { isFinished, stateOf } from '../src/core/record/progress.ts';
import { JournalError, openJournal } from '../src/journal.ts';
import type { Account, Card, UploadOutcome } from '../src/networks/network.ts';
import { freezeThread, publishThread, type PublishEvent } from '../src/publish.ts';
import type { Fault } from './fakes/server.ts';
import {
  createWorld,
  live,
  MANNERS,
  MARK,
  readState,
  run,
  STATE,
  THREAD,
  threadOfTexts,
  WEEK,
  type World,
} from './fakes/world.ts';

const unanswered = { status: 'unknown', words: 'ECONNRESET' } as const;
const texts = THREAD.posts.map((post) => post.text);
const textsOf = (world: World): readonly string[] => world.server.kept.map((post) => post.text);
const faultsOf = (...faults: Fault[]) => ({ next: (): Fault => faults.shift() ?? 'none' });
const containing = (text: string): string => expect.stringContaining(text) as string;

async function frozenOf(world: World): Promise<ThreadRecord> {
  const record = findThread(await readState(world), 'fake', MARK);
  if (record === undefined || isFinished(record)) throw new Error('There is no frozen thread.');
  return record;
}

async function settleByHand(world: World, verdict: Verdict): Promise<void> {
  const resolution = resolve(await frozenOf(world), verdict, world.clock.now().toISOString());
  if (resolution.status !== 'resolved') throw new Error(resolution.words);
  await live(world, {}, ({ journal }) => journal.save((state) => putThread(state, resolution.record)));
}

/** A run with an account that differs from the server's in a few things. */
const runAs = (
  world: World,
  changes: (account: Account) => Partial<Account>,
  card?: Card,
  report?: (event: PublishEvent) => void,
) =>
  live(world, {}, async (life) => {
    const account = { ...life.account, ...changes(life.account) };
    if (findThread(life.journal.state(), 'fake', MARK) === undefined)
      await freezeThread({ ...life, account, network: 'fake', mark: MARK, thread: THREAD, now: life.clock.now() });
    return await publishThread({
      ...life,
      account,
      network: 'fake',
      week: WEEK,
      report: report ?? (() => undefined),
      ...(card && { card }),
    });
  });

describe('a refusal', () => {
  it('that passes within 15 minutes is waited for', async () => {
    const world = createWorld(MANNERS.careful);
    const events: PublishEvent[] = [];
    const end = await run(world, { ...faultsOf('none', 'window'), report: (event) => events.push(event) });
    expect(end).toMatchObject({ status: 'posted' });
    expect(world.clock.slept).toContain(600_000);
    expect(events).toContainEqual({
      kind: 'waiting',
      until: containing('2026-06-22T15:10'),
      words: 'Too Many Requests',
    });
    expect(textsOf(world)).toEqual(texts);
  });

  it('that comes again says what to do about it once', async () => {
    const world = createWorld(MANNERS.careful);
    const words: string[] = [];
    const refusal = { words: '403: not visible', advice: 'Look at the thread.', retryAfterMs: 3000 };
    const answers = [refusal, refusal, refusal];
    const send = (account: Account): Partial<Account> => ({
      send: (batch, place) => {
        const next = answers.pop();
        return next ? Promise.resolve({ status: 'refused', refusal: next }) : account.send(batch, place);
      },
    });
    await runAs(world, send, undefined, (event) => {
      if (event.kind === 'waiting') words.push(event.words);
    });
    expect(words).toEqual(['403: not visible. Look at the thread', '403: not visible', '403: not visible']);
    expect(textsOf(world)).toEqual(texts);
  });

  it('that lasts longer stops the run, says when, and the next run goes on then', async () => {
    const world = createWorld(MANNERS.careful);
    expect(await run(world, faultsOf('none', 'day'))).toMatchObject({
      status: 'stopped',
      retryAt: '2026-06-23T11:00:03.000Z',
      words: containing('post 2 of 4'),
    });
    const before = world.server.sends();
    expect(await run(world)).toMatchObject({ status: 'stopped' });
    expect(world.server.sends()).toBe(before);
    await world.clock.sleep(20 * 3_600_000);
    expect(await run(world)).toMatchObject({ status: 'posted' });
    expect(textsOf(world)).toEqual(texts);
  });

  it('that lasts does so whatever the clock says: one that was set back does not hold the thread up', async () => {
    const world = createWorld(MANNERS.careful);
    await run(world, faultsOf('none', 'day'));
    world.clock.move(-3 * 86_400_000);
    expect(await run(world)).toMatchObject({ status: 'posted' });
  });

  it('that only a person can cure stops the run with what to do, and the next run tries again', async () => {
    const world = createWorld(MANNERS.careful);
    const end = await run(world, faultsOf('none', 'broke'));
    expect(end).toMatchObject({
      status: 'stopped',
      words: containing('CreditsDepleted. Pay. Nothing is lost; the next run goes on from post 2.'),
    });
    expect(end).not.toHaveProperty('retryAt');
    expect(stateOf(await frozenOf(world))).toBe('refused');
    expect(await run(world)).toMatchObject({ status: 'posted' });
  });

  it('that comes again and again is not asked for ever', async () => {
    const world = createWorld(MANNERS.careful);
    expect(await run(world, { next: () => 'busy' })).toMatchObject({ status: 'stopped' });
    expect(world.server.sends()).toBeLessThan(10);
    expect(world.clock.elapsedMs()).toBeLessThan(60_000);
  });

  it('of a text that somebody else posted stops; it is not taken for ours', async () => {
    const world = createWorld(MANNERS.careful);
    world.server.kept.push({ id: '7', text: texts[1] ?? '', parent: undefined, key: '', shownAtMs: 0 });
    expect(await run(world)).toMatchObject({ status: 'stopped', words: containing('duplicate content') });
    expect(textsOf(world)).toEqual([texts[1], texts[0]]);
  });

  it('for want of capacity before the first post leaves nothing posted', async () => {
    const world = createWorld(MANNERS.careful);
    const full: Refusal = { words: 'Only 3 posts are left today', retryAfterMs: 20 * 3_600_000 };
    expect(await runAs(world, () => ({ capacity: () => Promise.resolve(full) }))).toMatchObject({
      status: 'stopped',
      words: containing('Only 3 posts'),
    });
    expect(world.server.sends()).toBe(0);
    expect(await run(world)).toMatchObject({ status: 'posted' });
  });
});

describe('a refusal because the account has these words already', () => {
  it('can be settled by a person who finds the post', async () => {
    const world = createWorld(MANNERS.careful);
    await runAs(world, () => ({ search: () => Promise.resolve({ status: 'absent' }) }));
    const twin = world.server.kept[0]?.id ?? '';
    world.disk.files.clear();
    await world.clock.sleep(600_000);
    const blind = () => ({ search: () => Promise.resolve({ status: 'absent' } as const) });
    expect(await runAs(world, blind)).toMatchObject({ status: 'stopped', words: containing('duplicate content') });
    await settleByHand(world, { posted: `https://fake.example/posts/${twin}` });
    const state = (await frozenOf(world)).batches.posted[0]?.state;
    expect(state).toMatchObject({ status: 'posted', seen: true });
    expect(await run(world)).toMatchObject({ status: 'posted' });
    expect(textsOf(world)).toEqual(texts);
  });
});

describe('a lost answer', () => {
  it('is looked up when the network may be read again, where it says when', async () => {
    const world = createWorld(MANNERS.careful);
    let readings = 0;
    const limited = (account: Account): Partial<Account> => ({
      find: (batch, place) => {
        readings += 1;
        return readings > 1
          ? account.find(batch, place)
          : Promise.resolve({ status: 'unclear', words: '429: Too Many Requests', retryAfterMs: 840_000 });
      },
    });
    await run(world, { ...faultsOf('lost after'), killAt: 60 });
    expect(await runAs(world, limited)).toMatchObject({ status: 'posted' });
    expect(world.clock.slept).toContain(840_000);
    expect(readings).toBe(3);
    expect(textsOf(world)).toEqual(texts);
  });

  it('is not waited for longer than a run waits, where the network may not be read for hours', async () => {
    const world = createWorld(MANNERS.careful);
    await run(world, { ...faultsOf('lost after'), killAt: 60 });
    const before = world.clock.elapsedMs();
    const limited = (): Partial<Account> => ({
      find: () => Promise.resolve({ status: 'unclear', words: '429: Too Many Requests', retryAfterMs: 7_200_000 }),
    });
    const words = containing('429: Too Many Requests; the next run looks again');
    expect(await runAs(world, limited)).toMatchObject({ status: 'in-doubt', words });
    expect(world.clock.elapsedMs() - before).toBeLessThan(400_000);
    const always = (): Partial<Account> => ({
      find: () => Promise.resolve({ status: 'unclear', words: '429: Too Many Requests', retryAfterMs: 800_000 }),
    });
    expect(await runAs(world, always)).toMatchObject({ status: 'in-doubt' });
    expect(world.clock.elapsedMs() - before).toBeLessThan(3_000_000);
  });

  it('is looked up, and what is there adopted', async () => {
    const world = createWorld(MANNERS.careful);
    const events: PublishEvent[] = [];
    expect(
      await run(world, { ...faultsOf('none', 'lost after'), report: (event) => events.push(event) }),
    ).toMatchObject({ status: 'posted' });
    expect(events.map((event) => event.kind).filter((kind) => kind !== 'waiting')).toEqual([
      'sent',
      'warning',
      'adopted',
      'sent',
      'sent',
    ]);
    expect(events).toContainEqual({
      kind: 'warning',
      words: containing('post 2 of 4 had no clear answer (ECONNRESET)'),
    });
    expect(world.server.sends()).toBe(4);
  });

  it('of a post that never arrived is sent again only when it cannot turn up any more', async () => {
    const world = createWorld(MANNERS.careless);
    await run(world, faultsOf('lost before'));
    expect(world.clock.elapsedMs()).toBeGreaterThanOrEqual(MANNERS.careless.settleMs);
    expect(textsOf(world)).toEqual(texts);
  });

  it('again and again stops the run, and the next one goes on', async () => {
    const world = createWorld(MANNERS.careful);
    expect(await run(world, { next: () => 'lost before' })).toMatchObject({
      status: 'stopped',
      words: containing('ECONNRESET'),
    });
    expect(world.server.sends()).toBe(3);
    expect(await run(world)).toMatchObject({ status: 'posted' });
  });

  it('that cannot be looked up stays in doubt, with the command to type; a person settles it either way', async () => {
    for (const isUp of [true, false]) {
      const world = createWorld(MANNERS.careful);
      const end = await run(world, { ...faultsOf('none', isUp ? 'lost after' : 'lost before'), readable: () => false });
      const resolveWith = `weekthread resolve ${WEEK} --to fake`;
      expect(end).toMatchObject({
        status: 'in-doubt',
        commands: { posted: `${resolveWith} --posted <id or url>`, notPosted: `${resolveWith} --not-posted` },
      });
      expect(stateOf(await frozenOf(world))).toBe('in-doubt');
      const { id = '' } = world.server.kept[1] ?? {};
      await settleByHand(world, isUp ? { posted: id } : { notPosted: true });
      expect(await run(world, { readable: () => false })).toMatchObject({ status: 'posted' });
      expect(textsOf(world)).toEqual(texts);
    }
  });

  it('of a post that a person took for lost too soon is adopted, and of a hook the person is asked once more', async () => {
    for (const faults of [['none', 'lost after'], ['lost after']] as const) {
      const world = createWorld(MANNERS.careless);
      await run(world, { ...faultsOf(...faults), readable: () => false });
      await settleByHand(world, { notPosted: true });
      await world.clock.sleep(MANNERS.careless.lagMs);
      const end = await run(world);
      expect(end.status).toBe(faults.length === 1 ? 'in-doubt' : 'posted');
      if (end.status === 'in-doubt') await settleByHand(world, { posted: world.server.kept[0]?.id ?? '' });
      expect(await run(world)).toMatchObject({ status: 'posted' });
      expect(textsOf(world)).toEqual(texts);
    }
  });

  it('does not hold up a run for hours when the clock was set back meanwhile', async () => {
    const world = createWorld(MANNERS.careful);
    await run(world, { ...faultsOf('lost before'), readable: () => false });
    world.clock.move(-5 * 3_600_000);
    const before = world.clock.elapsedMs();
    expect(await run(world)).toMatchObject({ status: 'posted' });
    expect(world.clock.elapsedMs() - before).toBeLessThan(2 * MANNERS.careful.settleMs);
    expect(textsOf(world)).toEqual(texts);
  });
});

describe('an answer that says "created", and calls the post something that it does not show', () => {
  const ref = { id: 'p77', url: 'https://example.org/p77' };
  const otherwise = () => {
    let sent = 0;
    const send: Account['send'] = () => {
      sent += 1;
      return Promise.resolve({ status: 'unknown', words: 'another account', refs: [ref] });
    };
    return { changes: () => ({ send }), count: () => sent };
  };

  it('is never followed by another send; the post is in doubt with its address, in each run', async () => {
    const world = createWorld(MANNERS.keyed);
    const network = otherwise();
    for (let again = 0; again < 3; again += 1) {
      const end = await runAs(world, network.changes);
      expect(end).toMatchObject({
        status: 'in-doubt',
        words: containing(ref.url),
        commands: { posted: containing(`--posted ${ref.id}`) },
      });
    }
    expect(network.count()).toBe(1);
  });

  it('is settled by a person, either way', async () => {
    for (const [verdict, first] of [
      [{ posted: ref.id }, ref],
      [{ notPosted: true }, undefined],
    ] as const) {
      const world = createWorld(MANNERS.keyed);
      await runAs(world, otherwise().changes);
      await settleByHand(world, verdict);
      const { batches, strangers } = await frozenOf(world);
      expect(allOf(batches)[0]?.state).toMatchObject(
        first ? { status: 'posted', refs: [first] } : { status: 'unsent' },
      );
      expect(strangers).toEqual(first ? undefined : [ref.id]);
    }
  });
});

describe('a state file that was lost', () => {
  async function lost(killAt: number): Promise<World> {
    const world = createWorld(MANNERS.careful);
    await run(world, { killAt });
    world.disk.files.clear();
    await world.clock.sleep(600_000);
    return world;
  }

  it('does not post twice: the hook is found, and a person must say whether it is ours', async () => {
    const world = createWorld(MANNERS.careful);
    await run(world);
    world.disk.files.clear();
    await world.clock.sleep(600_000);
    const end = await run(world);
    const hook = world.server.kept[0]?.id ?? '';
    expect(end).toMatchObject({ status: 'in-doubt', commands: { posted: containing(`--posted ${hook}`) } });
    expect(await run(world)).toMatchObject({ status: 'in-doubt' });
    expect(world.server.sends()).toBe(4);
  });

  it('is made good: once the hook is settled, what is up is adopted and only the rest is sent', async () => {
    for (const killAt of [60, 90, 120, 150]) {
      const world = await lost(killAt);
      const before = world.server.kept.length;
      if (before === 0) continue;
      expect(await run(world)).toMatchObject({ status: 'in-doubt' });
      await settleByHand(world, { posted: world.server.kept[0]?.id ?? '' });
      expect(await run(world)).toMatchObject({ status: 'posted' });
      expect(textsOf(world)).toEqual(texts);
      expect(world.server.sends()).toBe(texts.length);
    }
  });

  it('of another thread with the same words is no hindrance once a person says that it is not ours', async () => {
    const world = createWorld(MANNERS.careless);
    world.server.kept.push({ id: '7', text: texts[0] ?? '', parent: undefined, key: '', shownAtMs: 0 });
    expect(await run(world)).toMatchObject({ status: 'in-doubt' });
    await settleByHand(world, { notPosted: true });
    expect(await run(world)).toMatchObject({ status: 'posted' });
    expect(textsOf(world)).toEqual([texts[0], ...texts]);
  });

  it('says to the network which posts are known to be others when it looks for one', async () => {
    const world = createWorld(MANNERS.careless);
    world.server.kept.push({ id: '7', text: texts[0] ?? '', parent: undefined, key: '', shownAtMs: 0 });
    await run(world);
    await settleByHand(world, { notPosted: true });
    const asked: (readonly string[])[] = [];
    const end = await runAs(world, (account) => ({
      send: (batch, place) => (place.parent ? account.send(batch, place) : Promise.resolve(unanswered)),
      find: (_, { others = new Set<string>() }) => {
        asked.push([...others]);
        return Promise.resolve({ status: 'found', refs: [{ id: '8', url: 'https://fake.example/posts/8' }] });
      },
    }));
    expect([asked[0], end.status]).toEqual([['7'], 'posted']);
  });

  it('of which a stranger had the same hook does not adopt it when the answer to its own hook is lost', async () => {
    const world = createWorld(MANNERS.careless);
    world.server.kept.push({ id: '7', text: texts[0] ?? '', parent: undefined, key: '', shownAtMs: 0 });
    await run(world);
    await settleByHand(world, { notPosted: true });
    expect(await run(world, faultsOf('lost before'))).toMatchObject({
      status: 'in-doubt',
      words: containing('is another one: https://fake.example/posts/7'),
    });
    await settleByHand(world, { notPosted: true });
    expect(await run(world)).toMatchObject({ status: 'posted' });
    expect(textsOf(world)).toEqual([texts[0], ...texts]);
    expect(world.server.kept[2]?.parent).not.toBe('7');
  });

  it('is looked for again when the network stumbles, before the state file alone is believed', async () => {
    const world = createWorld(MANNERS.careful);
    await run(world);
    world.disk.files.clear();
    await world.clock.sleep(600_000);
    const answers = [false, false];
    expect(await run(world, { readable: () => answers.shift() ?? true })).toMatchObject({ status: 'in-doubt' });
    expect(world.server.sends()).toBe(4);
  });

  it('is suspected in vain where a week before had the same hook and the state file knows it', async () => {
    const world = createWorld(MANNERS.careless);
    await run(world);
    await world.clock.sleep(7 * 86_400_000);
    const mark = { ...MARK, week: '2026-06-21/2026-06-28' as const, links: [] };
    const end = await live(world, {}, async (life) => {
      await freezeThread({ ...life, network: 'fake', mark, thread: THREAD, now: life.clock.now() });
      return await publishThread({ ...life, network: 'fake', week: mark.week, report: () => undefined });
    });
    expect(end).toMatchObject({ status: 'posted' });
  });

  it('cannot be guarded against where the account cannot be searched: a warning, and the thread goes out', async () => {
    const world = createWorld(MANNERS.careful);
    const events: PublishEvent[] = [];
    expect(await run(world, { readable: () => false, report: (event) => events.push(event) })).toMatchObject({
      status: 'posted',
    });
    expect(events.find(({ kind }) => kind === 'warning')).toMatchObject({ words: containing('503') });
    expect(world.clock.slept.slice(0, 2)).toEqual([1000, 2000]);
  });
});

describe('a state file from a backup', () => {
  it('does not post again what went out since: it is found below the posts that are known', async () => {
    const world = createWorld(MANNERS.careless);
    expect(await run(world, faultsOf('none', 'broke'))).toMatchObject({ status: 'stopped' });
    const backup = new Map(world.disk.files);
    expect(await run(world, faultsOf('none', 'none', 'broke'))).toMatchObject({ status: 'stopped' });
    await world.clock.sleep(600_000);
    world.disk.files.clear();
    backup.forEach((bytes, path) => world.disk.files.set(path, bytes));
    const events: PublishEvent[] = [];
    expect(await run(world, { report: (event) => events.push(event) })).toMatchObject({ status: 'posted' });
    expect(textsOf(world)).toEqual(texts);
    expect(events.map(({ kind }) => kind)).toEqual(['adopted', 'adopted', 'sent']);
  });

  it('is gone by where the network cannot be read, with a warning', async () => {
    const world = createWorld(MANNERS.careful);
    for (let stopAt = 1; world.server.kept.length === 0; stopAt += 1) await run(world, { stopAt });
    expect(world.server.kept.length).toBeLessThan(texts.length);
    const events: PublishEvent[] = [];
    expect(await run(world, { readable: () => false, report: (event) => events.push(event) })).toMatchObject({
      status: 'posted',
    });
    expect(events[0]).toMatchObject({ kind: 'warning', words: containing('going by the state file alone') });
    expect(events.filter(({ kind }) => kind === 'warning')).toHaveLength(1);
    expect(textsOf(world)).toEqual(texts);
  });
});

describe('a post that was refused', () => {
  it('and is there nevertheless is not sent again', async () => {
    const world = createWorld(MANNERS.keyed);
    await run(world, faultsOf('none', 'broke'));
    const [hook] = world.server.kept;
    world.server.kept.push({ id: '777', text: texts[1] ?? '', parent: hook?.id, key: '', shownAtMs: 0 });
    expect(await run(world)).toMatchObject({ status: 'posted' });
    expect(textsOf(world)).toEqual(texts);
  });
});

describe('a picture', () => {
  const card: Card = { png: new Uint8Array(3), alt: 'Ten titles', width: 1200, height: 675 };

  it('that the network has forgotten since is uploaded anew, also after a try without an answer', async () => {
    const world = createWorld(MANNERS.careful);
    let uploads = 0;
    const upload = (): Promise<UploadOutcome> => {
      uploads += 1;
      return Promise.resolve({ status: 'uploaded', media: { id: String(uploads) } });
    };
    await run(world, { ...faultsOf('lost before'), readable: () => false });
    await settleByHand(world, { notPosted: true });
    await run(world, { ...faultsOf('lost before'), killAt: 60 });
    await world.clock.sleep(3 * 86_400_000);
    const refusal: Refusal = { words: '400: Your media IDs are invalid.' };
    const forgotten = () => ({ upload, send: () => Promise.resolve({ status: 'refused', refusal } as const) });
    expect(await runAs(world, forgotten, card)).toMatchObject({ status: 'stopped' });
    const before = uploads;
    expect(await runAs(world, () => ({ upload }), card)).toMatchObject({ status: 'posted' });
    expect(uploads).toBe(before + 1);
    expect(textsOf(world)).toEqual(texts);
  });
});

describe('a run', () => {
  it('does not go on under another account', async () => {
    const world = createWorld(MANNERS.careful);
    await run(world, { killAt: 90 });
    const before = world.server.kept.length;
    expect(await run(world, { accountId: 'other' })).toMatchObject({
      status: 'wrong-account',
      words: containing('@other'),
    });
    expect(world.server.kept).toHaveLength(before);
  });

  it('goes on with the frozen words, whatever the list says by then', async () => {
    const world = createWorld(MANNERS.careful);
    await run(world, { killAt: 90 });
    await run(world, { thread: threadOfTexts(['New', 'words', 'came', 'in']) });
    expect(textsOf(world)).toEqual(texts);
  });

  it('ends at once when it is asked to stop at any instant, and the next one goes on', async () => {
    const whole = createWorld(MANNERS.careful);
    await run(whole);
    for (let stopAt = 1; stopAt <= whole.instants; stopAt += 3) {
      const world = createWorld(MANNERS.careful);
      const end = await run(world, { stopAt });
      expect(['interrupted', 'posted']).toContain(end.status);
      await run(world);
      expect(textsOf(world)).toEqual(texts);
    }
  });

  it('pauses between posts as the network wants', async () => {
    const world = createWorld(MANNERS.careful);
    await run(world);
    expect(world.clock.slept).toEqual([3000, 3000, 3000]);
  });

  it('sends nothing when what it is about to send cannot be written down', async () => {
    const world = createWorld(MANNERS.careful);
    const end = live(world, {}, async (life) => {
      await freezeThread({ ...life, network: 'fake', mark: MARK, thread: THREAD, now: life.clock.now() });
      const calm = world.disk.calls(() => Promise.resolve());
      const full = () => Promise.reject(Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' }));
      const journal = await openJournal(STATE, { ...calm, create: full });
      return await publishThread({ ...life, journal, network: 'fake', week: WEEK, report: () => undefined });
    });
    await expect(end).rejects.toThrow(JournalError);
    expect(world.server.sends()).toBe(0);
  });

  it('finds again what the network took when the disk was full right then', async () => {
    for (let failing = 2; failing < 12; failing += 1) {
      const world = createWorld(MANNERS.careful);
      let writes = 0;
      const calm = world.disk.calls(() => Promise.resolve());
      const files: typeof calm = {
        ...calm,
        create: (path) => {
          writes += 1;
          const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
          return writes === failing ? Promise.reject(full) : calm.create(path);
        },
      };
      const first = live(world, {}, async (life) => {
        const journal = await openJournal(STATE, files);
        await freezeThread({ ...life, journal, network: 'fake', mark: MARK, thread: THREAD, now: life.clock.now() });
        return await publishThread({ ...life, journal, network: 'fake', week: WEEK, report: () => undefined });
      });
      await expect(first).rejects.toThrow('The disk is full');
      expect(await run(world)).toMatchObject({ status: 'posted' });
      expect(textsOf(world)).toEqual(texts);
    }
  });
});

describe('dates and picture', () => {
  const card: Card = { png: new Uint8Array(), alt: 'A card', width: 1, height: 1 };
  const dated = (world: World, uploads: string[], outcome?: UploadOutcome) =>
    runAs(
      world,
      () => ({
        batches: (posts, { at, media }) =>
          posts.map((post, index) => ({ posts: [index], body: [post.text, at, media ?? 'no picture'] })),
        upload: () => {
          uploads.push('upload');
          return Promise.resolve(outcome ?? { status: 'uploaded', media: `media ${uploads.length}` });
        },
        send: () => Promise.resolve({ status: 'refused', refusal: { words: 'No' } }),
      }),
      card,
    );

  it('are renewed at each start until something was sent', async () => {
    const world = createWorld(MANNERS.careful);
    const uploads: string[] = [];
    await dated(world, uploads);
    await world.clock.sleep(86_400_000);
    await dated(world, uploads);
    const { batches, frozenAt } = await frozenOf(world);
    expect(frozenAt).toBe('2026-06-22T15:00:00.000Z');
    expect(allOf(batches)[0]?.body).toEqual([texts[0], '2026-06-23T15:00:00.000Z', 'media 2']);
  });

  it('stay as they are once something may be up', async () => {
    const world = createWorld(MANNERS.careful);
    const uploads: string[] = [];
    await run(world, { killAt: 90 });
    const before = allOf((await frozenOf(world)).batches).map((batch) => batch.body);
    await dated(world, uploads);
    expect(allOf((await frozenOf(world)).batches).map((batch) => batch.body)).toEqual(before);
    expect(uploads).toEqual([]);
  });

  it('a picture that is never taken does not keep the words back', async () => {
    const world = createWorld(MANNERS.careful);
    await dated(world, [], { status: 'refused', refusal: { words: 'Media is not part of your plan' } });
    expect(allOf((await frozenOf(world)).batches)[0]?.body).toEqual([
      texts[0],
      '2026-06-22T15:00:00.000Z',
      'no picture',
    ]);
  });
});

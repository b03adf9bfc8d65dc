import { describe, expect, it } from 'vitest';
import { findThread, putThread } from '../src/core/record/find-thread.ts';
import { isFinished, stateOf } from '../src/core/record/progress.ts';
import { resolve, type Verdict } from '../src/core/record/resolve-doubt.ts';
import { allOf } from '../src/core/record/thread-batches.ts';
import type { Refusal, ThreadRecord } from '../src/core/record/thread-record.ts';
import { JournalError } from '../src/journal.ts';
import { openJournal } from '../src/journal/state-file.ts';
import type { Files } from '../src/files.ts';
import type { Account, Card, UploadOutcome } from '../src/networks/network.ts';
import { freezeThread, publishThread, type PublishEvent } from '../src/publish.ts';
import type { Fault } from './fakes/server.ts';
import { createWorld, live, MANNERS, MARK, readState, run, STATE, THREAD } from './fakes/world.ts';
import { type MannersName, type RunEnd, type RunPlan, type World } from './fakes/world.ts';

const DAY_MS = 86_400_000;
const texts = THREAD.posts.map((post) => post.text);
const textsOf = (world: World): readonly string[] => world.server.kept.map((post) => post.text);
const faultsOf = (...faults: Fault[]) => ({ next: (): Fault => faults.shift() ?? 'none' });
const unreadable = { readable: () => false };
const containing = (text: string): string => expect.stringContaining(text) as string;
const worldOf = (name: MannersName = 'careful'): World => createWorld(MANNERS[name]);

/** A world after a run. */
async function after(plan: RunPlan, name?: MannersName): Promise<World> {
  const world = worldOf(name);
  await run(world, plan);
  return world;
}

/** Goes on, and ends with the thread on the network: its posts, each once, and no others. */
async function expectPosted(world: World, end: Promise<RunEnd> = run(world), on = texts): Promise<void> {
  expect(await end).toMatchObject({ status: 'posted' });
  expect(textsOf(world)).toEqual(on);
}

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

async function loseState(world: World): Promise<void> {
  world.disk.files.clear();
  await world.clock.sleep(600_000);
}

interface How {
  readonly account?: (account: Account) => Partial<Account>;
  readonly card?: Card;
  readonly events?: PublishEvent[];
  readonly files?: Files;
  readonly mark?: typeof MARK;
}

/** A run with an account, a disk or a week of its own. */
const runWith = (world: World, { account: changes, card, events, files, mark = MARK }: How): Promise<RunEnd> =>
  live(world, {}, async (life) => {
    const account = { ...life.account, ...changes?.(life.account) };
    const journal = files ? await openJournal(STATE, files) : life.journal;
    const parts = { ...life, account, journal, network: 'fake' as const };
    if (findThread(journal.state(), 'fake', mark) === undefined)
      await freezeThread({ ...parts, mark, thread: THREAD, now: life.clock.now() });
    const report = (event: PublishEvent): unknown => events?.push(event);
    return await publishThread({ ...parts, week: mark.week, report, ...(card && { card }) });
  });
const runAs = (world: World, account: How['account']): Promise<RunEnd> => runWith(world, account ? { account } : {});

describe('a refusal', () => {
  it('that passes within 15 minutes is waited for', async () => {
    const [world, events] = [worldOf(), [] as PublishEvent[]];
    await expectPosted(world, run(world, { ...faultsOf('none', 'window'), report: (event) => events.push(event) }));
    expect(world.clock.slept).toContain(600_000);
    const until = containing('2026-06-22T15:10');
    expect(events).toContainEqual({ kind: 'waiting', until, words: 'Too Many Requests.' });
  });

  it('that comes again says what to do about it once', async () => {
    const [world, events] = [worldOf(), [] as PublishEvent[]];
    const refusal = { words: '403: not visible', advice: 'Look at the thread.', retryAfterMs: 3000 };
    const answers = [refusal, refusal, refusal];
    const account = ({ send }: Account): Partial<Account> => ({
      send: (batch, place) => {
        const next = answers.pop();
        return next ? Promise.resolve({ status: 'refused', refusal: next }) : send(batch, place);
      },
    });
    await expectPosted(world, runWith(world, { account, events }));
    const words = events.flatMap((event) => (event.kind === 'waiting' ? [event.words] : []));
    expect(words).toEqual(['403: not visible. Look at the thread.', '403: not visible', '403: not visible']);
  });

  it('that lasts longer stops the run, says when, and the next run goes on then', async () => {
    const world = worldOf();
    expect(await run(world, faultsOf('none', 'day'))).toMatchObject({
      ...{ status: 'stopped', retryAt: '2026-06-23T11:00:03.000Z' },
    });
    const before = world.server.sends();
    expect(await run(world)).toMatchObject({ status: 'stopped' });
    expect(world.server.sends()).toBe(before);
    await world.clock.sleep(20 * 3_600_000);
    await expectPosted(world);
  });

  it('that only a person can cure stops the run with what to do, and the next run tries again', async () => {
    const world = worldOf();
    const end = await run(world, faultsOf('none', 'broke'));
    expect(end).toMatchObject({ status: 'stopped', refusal: { words: 'CreditsDepleted', advice: 'Pay.' } });
    expect(end).not.toHaveProperty('retryAt');
    expect(stateOf(await frozenOf(world))).toBe('refused');
    await expectPosted(world);
  });

  it('that comes again and again is not asked for ever', async () => {
    const world = worldOf();
    expect(await run(world, { next: () => 'busy' })).toMatchObject({ status: 'stopped' });
    expect(world.server.sends()).toBeLessThan(10);
    expect(world.clock.elapsedMs()).toBeLessThan(60_000);
  });

  it('of a text that somebody else posted stops; it is not taken for ours', async () => {
    const world = worldOf();
    world.server.kept.push({ id: '7', text: texts[1] ?? '', parent: undefined, key: '', shownAtMs: 0 });
    expect(await run(world)).toMatchObject({ status: 'stopped', refusal: { words: containing('duplicate content') } });
    expect(textsOf(world)).toEqual([texts[1], texts[0]]);
  });

  it('for want of capacity before the first post leaves nothing posted', async () => {
    const world = worldOf();
    const full: Refusal = { words: 'Only 3 posts are left today', retryAfterMs: 20 * 3_600_000 };
    const end = await runAs(world, () => ({ capacity: () => Promise.resolve(full) }));
    expect(end).toMatchObject({ status: 'stopped', refusal: full });
    expect(world.server.sends()).toBe(0);
    await expectPosted(world);
  });

  it('because the account has these words already can be settled by a person who finds the post', async () => {
    const blind = (): Partial<Account> => ({ search: () => Promise.resolve({ status: 'absent' }) });
    const world = worldOf();
    await runAs(world, blind);
    const twin = world.server.kept[0]?.id ?? '';
    await loseState(world);
    expect(await runAs(world, blind)).toMatchObject({
      status: 'stopped',
      refusal: { words: containing('duplicate content') },
    });
    await settleByHand(world, { posted: `https://fake.example/posts/${twin}` });
    expect((await frozenOf(world)).batches.posted[0]?.state).toMatchObject({ status: 'posted', seen: true });
    await expectPosted(world);
  });

  it('of a post that is there nevertheless does not send it again', async () => {
    const world = await after(faultsOf('none', 'broke'), 'keyed');
    const [hook] = world.server.kept;
    world.server.kept.push({ id: '777', text: texts[1] ?? '', parent: hook?.id, key: '', shownAtMs: 0 });
    await expectPosted(world);
  });
});

describe('a lost answer', () => {
  const notFor = (retryAfterMs: number) => () => ({
    find: () => Promise.resolve({ status: 'unclear', words: '429: Too Many Requests', retryAfterMs } as const),
  });

  it('is looked up when the network may be read again, where it says when', async () => {
    const world = await after({ ...faultsOf('lost after'), killAt: 60 });
    let readings = 0;
    const limited = (account: Account): Partial<Account> => ({
      find: (batch, place) => {
        readings += 1;
        return readings > 1 ? account.find(batch, place) : notFor(840_000)().find();
      },
    });
    await expectPosted(world, runAs(world, limited));
    expect(world.clock.slept).toContain(840_000);
    expect(readings).toBe(3);
  });

  it('is not waited for longer than a run waits, where the network may not be read for hours', async () => {
    const world = await after({ ...faultsOf('lost after'), killAt: 60 });
    const before = world.clock.elapsedMs();
    const why = '429: Too Many Requests';
    expect(await runAs(world, notFor(7_200_000))).toMatchObject({ status: 'in-doubt', why });
    expect(world.clock.elapsedMs() - before).toBeLessThan(400_000);
    expect(await runAs(world, notFor(800_000))).toMatchObject({ status: 'in-doubt' });
    expect(world.clock.elapsedMs() - before).toBeLessThan(3_000_000);
  });

  it('is looked up, and what is there adopted', async () => {
    const [world, events] = [worldOf(), [] as PublishEvent[]];
    await expectPosted(world, run(world, { ...faultsOf('none', 'lost after'), report: (event) => events.push(event) }));
    const kinds = events.map(({ kind }) => kind).filter((kind) => kind !== 'waiting');
    expect(kinds).toEqual(['sent', 'warning', 'adopted', 'sent', 'sent']);
    const words = containing('post 2 of 4 had no clear answer (ECONNRESET)');
    expect(events).toContainEqual({ kind: 'warning', words });
    expect(world.server.sends()).toBe(4);
  });

  it('of a post that never arrived is sent again only when it cannot turn up any more', async () => {
    const world = worldOf('careless');
    await expectPosted(world, run(world, faultsOf('lost before')));
    expect(world.clock.elapsedMs()).toBeGreaterThanOrEqual(MANNERS.careless.settleMs);
  });

  it('again and again stops the run, and the next one goes on', async () => {
    const world = worldOf();
    const end = await run(world, { next: () => 'lost before' });
    expect(end).toMatchObject({ status: 'stopped', refusal: { words: containing('ECONNRESET') } });
    expect(world.server.sends()).toBe(3);
    await expectPosted(world);
  });

  it('of a post that a person took for lost too soon is adopted, and of a hook the person is asked once more', async () => {
    for (const faults of [['none', 'lost after'], ['lost after']] as const) {
      const world = await after({ ...faultsOf(...faults), ...unreadable }, 'careless');
      await settleByHand(world, { notPosted: true });
      await world.clock.sleep(MANNERS.careless.lagMs);
      const end = await run(world);
      expect(end.status).toBe(faults.length === 1 ? 'in-doubt' : 'posted');
      if (end.status === 'in-doubt') await settleByHand(world, { posted: world.server.kept[0]?.id ?? '' });
      await expectPosted(world);
    }
  });
});

describe('an answer that says "created", and calls the post something that it does not show', () => {
  const ref = { id: 'p77', url: 'https://example.org/p77' };

  it('is never followed by another send; the post is in doubt with its address, in each run', async () => {
    const world = worldOf('keyed');
    let sent = 0;
    const send: Account['send'] = () => {
      sent += 1;
      return Promise.resolve({ status: 'unknown', words: 'another account', refs: [ref] });
    };
    for (let again = 0; again < 3; again += 1)
      expect(await runAs(world, () => ({ send }))).toMatchObject({
        ...{ status: 'in-doubt', why: 'it is not shown as this post' },
      });
    expect(sent).toBe(1);
    const open = new Map(world.disk.files);
    await settleByHand(world, { posted: ref.id });
    expect(allOf((await frozenOf(world)).batches)[0]?.state).toMatchObject({ status: 'posted', refs: [ref] });
    open.forEach((text, path) => world.disk.files.set(path, text));
    await settleByHand(world, { notPosted: true });
    const { batches, strangers } = await frozenOf(world);
    expect([allOf(batches)[0]?.state.status, strangers]).toEqual(['unsent', [ref.id]]);
  });
});

describe('a state file that was lost', () => {
  const STRANGER = { id: '7', text: texts[0] ?? '', parent: undefined, key: '', shownAtMs: 0 };

  /** A world in which somebody else has posted our hook, and a person said that it is not ours. */
  async function withStranger(): Promise<World> {
    const world = worldOf('careless');
    world.server.kept.push(STRANGER);
    expect(await run(world)).toMatchObject({ status: 'in-doubt' });
    await settleByHand(world, { notPosted: true });
    return world;
  }

  it('does not post twice: the hook is found, and a person must say whether it is ours', async () => {
    const world = await after({});
    await loseState(world);
    for (let again = 0; again < 2; again += 1) expect((await run(world)).status).toBe('in-doubt');
    expect((await frozenOf(world)).batches.open?.state).toMatchObject({ seen: { id: world.server.kept[0]?.id } });
    expect(world.server.sends()).toBe(4);
  });

  it('of another thread with the same words is no hindrance once a person says that it is not ours', async () => {
    const world = await withStranger();
    await expectPosted(world, run(world), [STRANGER.text, ...texts]);
  });

  it('says to the network which posts are known to be others when it looks for one', async () => {
    const world = await withStranger();
    const asked: (readonly string[])[] = [];
    const end = await runAs(world, (account) => ({
      send: (batch, place) =>
        place.parent ? account.send(batch, place) : Promise.resolve({ status: 'unknown', words: 'ECONNRESET' }),
      find: (_, { others = new Set<string>() }) => {
        asked.push([...others]);
        return Promise.resolve({ status: 'found', refs: [{ id: '8', url: 'https://fake.example/posts/8' }] });
      },
    }));
    expect([asked[0], end.status]).toEqual([['7'], 'posted']);
  });

  it('of which a stranger had the same hook does not adopt it when the answer to its own hook is lost', async () => {
    const world = await withStranger();
    const why = containing('is another one: https://fake.example/posts/7');
    expect(await run(world, faultsOf('lost before'))).toMatchObject({ status: 'in-doubt', why });
    await settleByHand(world, { notPosted: true });
    await expectPosted(world, run(world), [STRANGER.text, ...texts]);
    expect(world.server.kept[2]?.parent).not.toBe('7');
  });

  it('is looked for again when the network stumbles, before the state file alone is believed', async () => {
    const world = await after({});
    await loseState(world);
    const answers = [false, false];
    expect(await run(world, { readable: () => answers.shift() ?? true })).toMatchObject({ status: 'in-doubt' });
    expect(world.server.sends()).toBe(4);
  });

  it('is suspected in vain where a week before had the same hook and the state file knows it', async () => {
    const world = await after({}, 'careless');
    await world.clock.sleep(7 * DAY_MS);
    const mark = { ...MARK, week: '2026-06-21/2026-06-28' as const, links: [] };
    expect(await runWith(world, { mark })).toMatchObject({ status: 'posted' });
  });

  it('cannot be guarded against where the account cannot be searched: a warning, and the thread goes out', async () => {
    const [world, events] = [worldOf(), [] as PublishEvent[]];
    await expectPosted(world, run(world, { ...unreadable, report: (event) => events.push(event) }));
    expect(events.find(({ kind }) => kind === 'warning')).toMatchObject({ words: containing('503') });
    expect(world.clock.slept.slice(0, 2)).toEqual([1000, 2000]);
  });
});

describe('a state file from a backup', () => {
  it('does not post again what went out since: it is found below the posts that are known', async () => {
    const [world, events] = [await after(faultsOf('none', 'broke'), 'careless'), [] as PublishEvent[]];
    const backup = new Map(world.disk.files);
    expect(await run(world, faultsOf('none', 'none', 'broke'))).toMatchObject({ status: 'stopped' });
    await loseState(world);
    backup.forEach((bytes, path) => world.disk.files.set(path, bytes));
    await expectPosted(world, runWith(world, { events }));
    expect(events.map(({ kind }) => kind)).toEqual(['adopted', 'adopted', 'sent']);
  });

  it('is gone by where the network cannot be read, with a warning', async () => {
    const [world, events] = [worldOf(), [] as PublishEvent[]];
    for (let stopAt = 1; world.server.kept.length === 0; stopAt += 1) await run(world, { stopAt });
    expect(world.server.kept.length).toBeLessThan(texts.length);
    await expectPosted(world, run(world, { ...unreadable, report: (event) => events.push(event) }));
    const warnings = events.filter(({ kind }) => kind === 'warning');
    expect(warnings).toEqual([{ kind: 'warning', words: containing('going by the state file alone') }]);
  });
});

describe('a run', () => {
  it('does not go on under another account', async () => {
    const world = await after({ killAt: 90 });
    const before = world.server.kept.length;
    const end = await run(world, { accountId: 'other' });
    expect(end).toMatchObject({ status: 'wrong-account', words: containing('@other') });
    expect(world.server.kept).toHaveLength(before);
  });

  it('ends at once when it is asked to stop at any instant, and the next one goes on', async () => {
    const { instants } = await after({});
    for (let stopAt = 1; stopAt <= instants; stopAt += 3) {
      const world = worldOf();
      expect(['interrupted', 'posted']).toContain((await run(world, { stopAt })).status);
      await expectPosted(world);
    }
  });

  it('pauses between posts as the network wants', async () => {
    expect((await after({})).clock.slept).toEqual([3000, 3000, 3000]);
  });

  const full = () => Promise.reject(Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' }));
  /** A disk on which the file that is made at number `failing` finds no room. */
  function fullAt(failing: number, world: World): Files {
    const calm = world.disk.calls(() => Promise.resolve());
    let writes = 0;
    return { ...calm, create: (...args) => ((writes += 1) === failing ? full() : calm.create(...args)) };
  }

  it('sends nothing when what it is about to send cannot be written down', async () => {
    const world = worldOf();
    await live(world, {}, (life) =>
      freezeThread({ ...life, network: 'fake', mark: MARK, thread: THREAD, now: life.clock.now() }),
    );
    await expect(runWith(world, { files: fullAt(1, world) })).rejects.toThrow(JournalError);
    expect(world.server.sends()).toBe(0);
  });

  it('finds again what the network took when the disk was full right then', async () => {
    for (let failing = 2; failing < 12; failing += 1) {
      const world = worldOf();
      await expect(runWith(world, { files: fullAt(failing, world) })).rejects.toThrow('The disk is full');
      await expectPosted(world);
    }
  });
});

describe('dates and picture', () => {
  const card: Card = { png: new Uint8Array(3), alt: 'Ten titles', width: 1200, height: 675 };
  const refusal: Refusal = { words: '400: Your media IDs are invalid.' };
  const refuses: Account['send'] = () => Promise.resolve({ status: 'refused', refusal });

  /** An account that numbers its pictures, or takes none, and puts date and picture into each request. */
  function withPictures(outcome?: UploadOutcome) {
    const uploads: string[] = [];
    const account = (): Partial<Account> => ({
      batches: (posts, { at, media }) =>
        posts.map(({ text }, index) => ({ posts: [index], body: [text, at, media ?? 'no picture'] })),
      upload: () => {
        uploads.push(`media ${uploads.length + 1}`);
        return Promise.resolve(outcome ?? { status: 'uploaded', media: uploads.at(-1) ?? '' });
      },
    });
    return { uploads, account };
  }
  const dated = (world: World, { account }: ReturnType<typeof withPictures>) =>
    runWith(world, { account: () => ({ ...account(), send: refuses }), card });
  const bodies = async (world: World) => allOf((await frozenOf(world)).batches).map(({ body }) => body);

  it('are renewed at each start until something was sent', async () => {
    const [world, pictures] = [worldOf(), withPictures()];
    await dated(world, pictures);
    await world.clock.sleep(DAY_MS);
    await dated(world, pictures);
    expect((await frozenOf(world)).frozenAt).toBe('2026-06-22T15:00:00.000Z');
    expect((await bodies(world))[0]).toEqual([texts[0], '2026-06-23T15:00:00.000Z', 'media 2']);
  });

  it('stay as they are once something may be up', async () => {
    const [world, pictures] = [await after({ killAt: 90 }), withPictures()];
    const before = await bodies(world);
    await dated(world, pictures);
    expect([await bodies(world), pictures.uploads]).toEqual([before, []]);
  });

  it('a picture that is never taken does not keep the words back', async () => {
    const world = worldOf();
    await dated(world, withPictures({ status: 'refused', refusal: { words: 'Media is not part of your plan' } }));
    expect((await bodies(world))[0]).toEqual([texts[0], '2026-06-22T15:00:00.000Z', 'no picture']);
  });

  it('a picture that the network has forgotten is uploaded anew, also after a try without an answer', async () => {
    const world = await after({ ...faultsOf('lost before'), ...unreadable });
    await settleByHand(world, { notPosted: true });
    await run(world, { ...faultsOf('lost before'), killAt: 60 });
    await world.clock.sleep(3 * DAY_MS);
    const { uploads, account } = withPictures();
    const { upload } = account();
    if (!upload) throw new Error('It takes pictures.');
    const forgotten = { account: () => ({ upload, send: refuses }), card };
    expect(await runWith(world, forgotten)).toMatchObject({ status: 'stopped' });
    const before = uploads.length;
    await expectPosted(world, runWith(world, { account: () => ({ upload }), card }));
    expect(uploads).toHaveLength(before + 1);
  });
});

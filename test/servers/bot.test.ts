import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectOnceWhole, makeBot, onBluesky } from './bot.ts';
import { startPds, type Login, type Pds } from './pds.ts';
import { startScript, type Running } from './processes.ts';
import type { Loss } from './proxy.ts';
import { readPosts, type ReadPost } from './reader.mjs';

const write = 'com.atproto.repo.applyWrites';
let plc: Running;
let pds: Pds;

beforeAll(async () => {
  plc = await startScript('plc-server.mjs');
  pds = await startPds(plc.url);
});
afterAll(async () => {
  await pds.stop();
  await plc.kill();
});

const read = (login: Login): Promise<readonly ReadPost[]> => readPosts(pds.direct, login.did);

/** The thread, once and whole. */
function expectWhole(posts: readonly ReadPost[]): void {
  expectOnceWhole(posts.map((post) => ({ ...post, id: post.cid })));
  expect(posts.map(({ root }) => root)).toEqual([undefined, ...posts.slice(1).map(() => posts[0]!.cid)]);
}

describe('The bot against a real Bluesky server', () => {
  const open = async () => {
    const login = await pds.login();
    const bot = await makeBot(onBluesky(pds.url, login));
    const post = () => bot.run('post', '--to', 'bluesky', '--yes');
    const untilDone = () => bot.untilDone('post', '--to', 'bluesky', '--yes');
    return { login, bot, post, untilDone };
  };

  it('posts a week with one login, one picture and one write, says so, and does it only once', async () => {
    const { login, bot, post } = await open();
    pds.proxy.requests.length = 0;
    const first = await post();
    expect(first).toMatchObject({ code: 0 });
    const acts = pds.proxy.requests.filter((nsid) => /createSession|uploadBlob|applyWrites/.test(nsid));
    expect(acts.map((nsid) => nsid.split('.').at(-1))).toEqual(['createSession', 'uploadBlob', 'applyWrites']);
    const posts = await read(login);
    expectWhole(posts);
    expect(posts[0]!.image!.alt.length).toBeGreaterThan(20);
    expect(posts.at(-1)!.card).toBe('https://example.org/list');
    for (const { links } of posts.slice(1)) expect(links.length).toBeGreaterThan(0);
    expect((await post()).code).toBe(0);
    expect(await read(login)).toEqual(posts);
    expect(first.out + first.err).not.toContain(login.appPassword);
    expect((await bot.run('rollback', 'latest', '--to', 'bluesky', '--yes')).code).toBe(0);
    expect(await read(login)).toEqual([]);
    await bot.remove();
  });

  it.each<Loss>(['request', 'answer', 'half'])(
    'posts the thread once and whole where the network loses the %s',
    async (lose) => {
      const { login, bot, untilDone } = await open();
      pds.proxy.order({ on: write, lose });
      await untilDone();
      expectWhole(await read(login));
      await bot.remove();
    },
  );

  it.each(['before', 'meanwhile', 'after'] as const)(
    'is killed %s the write, and the next run makes it whole',
    async (when) => {
      const { login, bot, untilDone } = await open();
      const running = bot.start('post', '--to', 'bluesky', '--yes');
      pds.proxy.order({ on: write, [when]: () => running.kill() });
      expect(await running.ended).toMatchObject({ code: null });
      await untilDone();
      expectWhole(await read(login));
      await bot.remove();
    },
  );

  it.each(['com.atproto.server.createSession', 'com.atproto.repo.uploadBlob', 'com.atproto.repo.listRecords'])(
    'is killed at %s, and the next run posts the thread',
    async (nsid) => {
      const { login, bot, untilDone } = await open();
      const running = bot.start('post', '--to', 'bluesky', '--yes');
      pds.proxy.order({ on: nsid, after: () => running.kill() });
      expect(await running.ended).toMatchObject({ code: null });
      await untilDone();
      expectWhole(await read(login));
      await bot.remove();
    },
  );

  it.each([0, 8, 20, 40])('goes on when the server is killed %i ms into the write', async (delayMs) => {
    const { login, bot, post, untilDone } = await open();
    let gone: Promise<void> | undefined;
    const strike = () =>
      setTimeout(() => {
        gone = pds.kill();
      }, delayMs);
    pds.proxy.order({ on: write, meanwhile: strike });
    const running = post();
    while (gone === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    await gone;
    await pds.restart();
    await running;
    await untilDone();
    expectWhole(await read(login));
    await bot.remove();
  });

  it.each<[string, { readonly lose?: Loss; readonly kill?: 'before' | 'after' }]>([
    ['killed before it deletes', { kill: 'before' }],
    ['killed after it deleted', { kill: 'after' }],
    ['without the request', { lose: 'request' }],
    ['without the answer', { lose: 'answer' }],
  ])('takes the thread back, in the next run if need be: %s', async (_, { lose, kill }) => {
    const { login, bot, untilDone } = await open();
    await untilDone();
    const rollback = () => bot.start('rollback', 'latest', '--to', 'bluesky', '--yes');
    const running = rollback();
    pds.proxy.order({ on: write, ...(lose && { lose }), ...(kill && { [kill]: () => running.kill() }) });
    const ended = await running.ended;
    if (kill) expect(ended).toMatchObject({ code: null });
    if (ended.code !== 0) {
      // What is being taken back is never posted on.
      expect((await bot.run('post', '--to', 'bluesky', '--yes')).code).not.toBe(0);
      expect(await rollback().ended).toMatchObject({ code: 0 });
    }
    expect(await read(login)).toEqual([]);
    await bot.remove();
  });

  it('posts nothing twice where its state file is lost: a person says whether it is there', async () => {
    const { login, bot, post, untilDone } = await open();
    await untilDone();
    const posts = await read(login);
    await bot.forget();
    const lost = await post();
    expect(lost).toMatchObject({ code: 3 });
    expect(lost.out + lost.err).toContain(posts[0]!.uri);
    expect(await post()).toMatchObject({ code: 3 });
    expect(await read(login)).toEqual(posts);
    const settle = ['resolve', 'latest', '--to', 'bluesky', '--posted', posts[0]!.uri];
    expect(await bot.run(...settle)).toMatchObject({ code: 0 });
    expect(await post()).toMatchObject({ code: 0 });
    expect(await read(login)).toEqual(posts);
    expect(await bot.run('rollback', 'latest', '--to', 'bluesky', '--yes')).toMatchObject({ code: 0 });
    expect(await read(login)).toEqual([]);
    await bot.remove();
  });

  it('posts the thread once when five of them run at once', async () => {
    const { login, bot, post, untilDone } = await open();
    const ends = await Promise.all(Array.from({ length: 5 }, () => post()));
    expect(ends.filter(({ code }) => code === 0).length).toBeGreaterThan(0);
    await untilDone();
    expectWhole(await read(login));
    await bot.remove();
  });
});

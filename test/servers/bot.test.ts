import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mastodonToken, startMastodonServer, type Deviations } from '../peers/mastodon-server.ts';
import { makeBot } from './bot.ts';
import { startPds, type Login, type Pds } from './pds.ts';
import { startProxy, type Loss, type Order } from './proxy.ts';
import { readPosts, type ReadPost } from './reader.mjs';

const write = 'com.atproto.repo.applyWrites';
const publish = 'POST /api/v1/statuses';
let pds: Pds;
beforeAll(async () => {
  pds = await startPds();
});
afterAll(() => pds.stop());

const read = (login: Login): Promise<readonly ReadPost[]> => readPosts(pds.direct, login.did);

interface Shown {
  readonly id: string;
  readonly parent: string | null | undefined;
  readonly text: string;
}

/** Twelve posts, each an answer to the one before it: the thread, once and whole. */
function expectOnceWhole(posts: readonly Shown[]): void {
  expect(posts).toHaveLength(12);
  expect(posts.map(({ parent }) => parent ?? null)).toEqual([null, ...posts.slice(0, -1).map(({ id }) => id)]);
  const ranks = posts.slice(1, -1).map(({ text }) => /^(\d+)\/10\b/.exec(text)?.[1]);
  expect(ranks).toEqual(Array.from({ length: 10 }, (_, index) => String(index + 1)));
}

async function openBluesky() {
  const login = await pds.login();
  const { handle: BLUESKY_HANDLE, appPassword: BLUESKY_APP_PASSWORD } = login;
  const bot = await makeBot('bluesky', { BLUESKY_SERVICE: pds.url, BLUESKY_HANDLE, BLUESKY_APP_PASSWORD });
  return {
    ...bot,
    login,
    proxy: pds.proxy,
    shown: async () => (await read(login)).map((post) => ({ ...post, id: post.cid })),
    close: bot.remove,
  };
}

async function openMastodon(deviations: Deviations = {}) {
  const server = await startMastodonServer(deviations);
  const proxy = await startProxy(() => server.url);
  const bot = await makeBot('mastodon', { MASTODON_URL: proxy.url, MASTODON_ACCESS_TOKEN: mastodonToken });
  const close = async (): Promise<void> => {
    proxy.close();
    await server.close();
    await bot.remove();
  };
  return {
    ...bot,
    proxy,
    shown: () => Promise.resolve(server.statuses()),
    close,
  };
}

type Opened = Pick<Awaited<ReturnType<typeof openMastodon>>, 'start' | 'untilDone' | 'proxy' | 'close'> & {
  readonly shown: () => Promise<readonly Shown[]>;
};

type Moment = 'before' | 'meanwhile' | 'after';
/** What is done to which request (how many of its kind come before it), and by whom. */
type Case<What> = readonly [What, number, string, () => Promise<Opened>];

/** The order that a request kills a process. */
const killAt = (when: Moment, running: { readonly kill: () => unknown }): Partial<Order> => ({
  [when]: () => running.kill(),
});

function onceWhole(losses: readonly Case<Loss>[], kills: readonly Case<Moment>[]): void {
  it.each(losses)(
    'posts the thread once and whole where the %s after %i of %s is lost',
    async (lose, skip, on, open) => {
      const { proxy, untilDone, shown, close } = await open();
      proxy.order({ on, skip, lose });
      await untilDone();
      expectOnceWhole(await shown());
      await close();
    },
  );

  it.each(kills)('is killed %s the request after %i of %s, and the next run makes it whole', async (...row) => {
    const [when, skip, on, open] = row;
    const { proxy, start, untilDone, shown, close } = await open();
    const running = start('post');
    proxy.order({ on, skip, ...killAt(when, running) });
    expect(await running.ended).toMatchObject({ code: null });
    await untilDone();
    expectOnceWhole(await shown());
    await close();
  });
}

// Most of their time is waiting: a second between two statuses, and longer when one is in doubt.
describe.concurrent('The bot against a server that speaks the API of Mastodon', () => {
  const keyless = () => openMastodon({ ignoresKey: true });
  onceWhole(
    [
      ['request', 0, publish, openMastodon],
      ['answer', 0, publish, () => openMastodon({ ignoresKey: true, otherAccountIds: true })],
      ['half', 5, publish, () => openMastodon({ ignoresKey: true, wordIds: true, shortensLinks: true })],
      ['answer', 11, publish, () => openMastodon({ answers500ToRepeats: true, htmlErrors: true })],
    ],
    [
      ['before', 0, publish, keyless],
      ['after', 0, publish, keyless],
      ['meanwhile', 3, publish, keyless],
      ['after', 6, publish, keyless],
      ['before', 11, publish, keyless],
      ['after', 11, publish, keyless],
    ],
  );
});

describe('The bot against a real Bluesky server', () => {
  onceWhole(
    (['request', 'answer', 'half'] as const).map((lose) => [lose, 0, write, openBluesky]),
    [
      ...(['before', 'meanwhile', 'after'] as const).map((when) => [when, 0, write, openBluesky] as const),
      ['after', 0, 'com.atproto.server.createSession', openBluesky],
      ['after', 0, 'com.atproto.repo.uploadBlob', openBluesky],
      ['after', 0, 'com.atproto.repo.listRecords', openBluesky],
    ],
  );

  it('posts a week with one login, one picture and one write, says so, and does it only once', async () => {
    const { login, start, shown, close } = await openBluesky();
    pds.proxy.requests.length = 0;
    const first = await start('post').ended;
    expect(first).toMatchObject({ code: 0 });
    const acts = pds.proxy.requests.filter((nsid) => /createSession|uploadBlob|applyWrites/.test(nsid));
    expect(acts.map((nsid) => nsid.split('.').at(-1))).toEqual(['createSession', 'uploadBlob', 'applyWrites']);
    const posts = await read(login);
    expectOnceWhole(await shown());
    expect(posts.map(({ root }) => root)).toEqual([undefined, ...posts.slice(1).map(() => posts[0]!.cid)]);
    expect(posts[0]!.image!.alt.length).toBeGreaterThan(20);
    expect(posts.at(-1)!.card).toBe('https://example.org/list');
    for (const { links } of posts.slice(1)) expect(links.length).toBeGreaterThan(0);
    expect((await start('post').ended).code).toBe(0);
    expect(await read(login)).toEqual(posts);
    expect(first.out + first.err).not.toContain(login.appPassword);
    await close();
  });

  it.each([0, 8, 20, 40])('goes on when the server is killed %i ms into the write', async (delayMs) => {
    const { start, untilDone, shown, close } = await openBluesky();
    const gone = new Promise<void>((resolve) =>
      pds.proxy.order({ on: write, meanwhile: () => setTimeout(() => resolve(pds.kill()), delayMs) }),
    );
    const running = start('post');
    await gone;
    await pds.restart();
    await running.ended;
    await untilDone();
    expectOnceWhole(await shown());
    await close();
  });

  it.each<[string, { readonly lose?: Loss; readonly kill?: 'before' | 'after' }]>([
    ['killed before it deletes', { kill: 'before' }],
    ['killed after it deleted', { kill: 'after' }],
    ['without the request', { lose: 'request' }],
    ['without the answer', { lose: 'answer' }],
  ])('takes the thread back, in the next run if need be: %s', async (_, { lose, kill }) => {
    const { login, start, untilDone, close } = await openBluesky();
    await untilDone();
    const running = start('rollback');
    pds.proxy.order({ on: write, ...(lose && { lose }), ...(kill && killAt(kill, running)) });
    const ended = await running.ended;
    if (kill) expect(ended).toMatchObject({ code: null });
    if (ended.code !== 0) {
      // What is being taken back is never posted on.
      expect((await start('post').ended).code).not.toBe(0);
      expect(await start('rollback').ended).toMatchObject({ code: 0 });
    }
    expect(await read(login)).toEqual([]);
    await close();
  });

  it('posts nothing twice where its state file is lost: a person says whether it is there', async () => {
    const { login, start, untilDone, forget, close } = await openBluesky();
    await untilDone();
    const posts = await read(login);
    await forget();
    const lost = await start('post').ended;
    expect(lost).toMatchObject({ code: 3 });
    expect(lost.out + lost.err).toContain(posts[0]!.uri);
    expect(await start('post').ended).toMatchObject({ code: 3 });
    expect(await read(login)).toEqual(posts);
    expect(await start('resolve', '--posted', posts[0]!.uri).ended).toMatchObject({ code: 0 });
    expect(await start('post').ended).toMatchObject({ code: 0 });
    expect(await read(login)).toEqual(posts);
    expect(await start('rollback').ended).toMatchObject({ code: 0 });
    expect(await read(login)).toEqual([]);
    await close();
  });

  it('posts the thread once when five of them run at once', async () => {
    const { start, untilDone, shown, close } = await openBluesky();
    const ends = await Promise.all(Array.from({ length: 5 }, () => start('post').ended));
    expect(ends.filter(({ code }) => code === 0).length).toBeGreaterThan(0);
    await untilDone();
    expectOnceWhole(await shown());
    await close();
  });
});

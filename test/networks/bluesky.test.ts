import { afterEach, describe, expect, it } from 'vitest';
import { createBluesky, type BlueskySettings } from '../../src/networks/bluesky/account.ts';
import { cidOfRecord } from '../../src/networks/bluesky/cid.ts';
import { blueskyLogin, did, startPdsScript, type PdsFault } from '../peers/pds-script.ts';
import { freeze, frozenAt, logIn, post, settingsFor, thread } from './bluesky/bench.ts';
import { networkContract } from './contract.ts';
import { makeTools } from './mastodon/bench.ts';

networkContract('Bluesky', async () => {
  const server = await startPdsScript();
  const tools = makeTools();
  const once =
    (how: PdsFault['how'], applied = false) =>
    () =>
      void server.fail({ on: 'write', how, applied });
  const no = JSON.stringify({
    error: 'InvalidRequest',
    message: `SECRETaccess1 SECRETrefresh1 ${blueskyLogin.appPassword}`,
  });
  const wrong = { handle: blueskyLogin.handle, appPassword: 'SECRETwrong' };
  return {
    network: () => createBluesky(settingsFor(server.url), tools),
    intruder: () => createBluesky(settingsFor(server.url, { login: wrong }), tools),
    posts: thread,
    shown: () => server.texts().map(String),
    faults: {
      loseRequest: once({ kind: 'reset' }),
      loseAnswer: once({ kind: 'reset' }, true),
      refuse: once({ kind: 'answer', status: 400, body: no }),
      rateLimit: once({ kind: 'answer', status: 429, body: '{"error":"RateLimitExceeded"}' }),
      silence: once({ kind: 'silence' }),
      unreachable: () => void server.close(),
      unreadable: () =>
        void server.fail({ on: 'read', how: { kind: 'answer', status: 503, body: 'later' }, times: 99 }),
    },
    abort: tools.stop,
    warnings: tools.warnings,
    secrets: [blueskyLogin.appPassword, 'SECRETwrong', 'SECRETaccess', 'SECRETrefresh'],
    close: server.close,
  };
});

let close: () => Promise<void> = () => Promise.resolve();
afterEach(() => close());

const open = async () => {
  const opened = await logIn();
  close = opened.server.close;
  return opened;
};

type Server = Awaited<ReturnType<typeof startPdsScript>>;
const says = (status: number, body: string, headers?: Record<string, string>): PdsFault['how'] => ({
  ...{ kind: 'answer', status, body },
  ...(headers && { headers }),
});

const place = () => ({ key: frozenAt });

describe('A thread on Bluesky', () => {
  it('costs one login, one picture and one write, and knows its ids, pages and hashes before it is sent', async () => {
    const { server, account } = await open();
    const uploaded = await account.upload!({ png: new Uint8Array(100), alt: 'x', width: 1200, height: 675 });
    if (uploaded.status !== 'uploaded') throw new Error(uploaded.refusal.words);
    const [batch, ...others] = freeze(account, thread, { media: uploaded.media });
    expect(others).toEqual([]);
    expect(await account.send(batch!, place())).toEqual({ status: 'posted', refs: batch!.refs });
    expect(server.requests).toEqual(['createSession', 'uploadBlob', 'applyWrites']);
    const stored = [...server.records].map(([rkey, { cid }]) => ({
      id: `at://${did}/app.bsky.feed.post/${rkey}`,
      url: `https://bsky.app/profile/bot.test/post/${rkey}`,
      hash: cid,
    }));
    expect(batch!.refs).toEqual(stored);
  });

  it('answers post by post, dated in order, none of them later than now', async () => {
    const { server, account } = await open();
    const [batch] = freeze(account);
    await account.send(batch!, place());
    const values = [...server.records.values()].map(({ value }) => value as { createdAt: string; reply?: object });
    const strong = batch!.refs!.map(({ id: uri, hash: cid }) => ({ uri, cid }));
    const replies = strong.slice(0, -1).map((parent) => ({ root: strong[0], parent }));
    expect(values.map(({ reply }) => reply)).toEqual([undefined, ...replies]);
    const dates = values.map(({ createdAt }) => Date.parse(createdAt));
    expect(dates).toEqual([...new Set(dates)].toSorted((one, other) => one - other));
    expect(dates.at(-1)).toBeLessThanOrEqual(Date.parse(frozenAt));
  });

  it.each([
    ['an hour ahead', 3_600_000, -3_600_000],
    ['three seconds ahead', 3000, -3000],
    ['an hour behind', -3_600_000, 0],
  ])('is not dated in the future by a clock that is %s', async (_, skewMs, shiftMs) => {
    const server = await startPdsScript();
    close = server.close;
    const now = () => new Date(Date.now() + skewMs);
    const tools = { ...makeTools(), clock: { now, sleep: () => Promise.resolve() } };
    const outcome = await createBluesky(settingsFor(server.url), tools).connect();
    if (outcome.status !== 'connected') throw new Error(outcome.refusal.words);
    const at = now().toISOString();
    await outcome.account.send(freeze(outcome.account, thread, { at })[0]!, place());
    const dates = [...server.records.values()].map(({ value }) => Date.parse(value.createdAt as string));
    expect(dates).toEqual(dates.toSorted((one, other) => one - other));
    expect(dates.at(-1)).toBeLessThanOrEqual(Date.now());
    // The server tells its time in whole seconds.
    expect(Math.abs(dates.at(-1)! - Date.parse(at) - shiftMs)).toBeLessThan(2000);
  });

  it('keeps its keys when it is dated anew, and has others for another week or another freezing', async () => {
    const { account } = await open();
    const keys = (more: Parameters<typeof freeze>[2]) => freeze(account, thread, more)[0]!.refs!.map(({ id }) => id);
    expect(keys({ at: '2026-06-23T10:00:00.000Z' })).toEqual(keys({}));
    expect(keys({ frozenAt: '2026-06-22T15:01:00.001Z' })).not.toEqual(keys({}));
    for (const key of keys({})) expect(key).toMatch(/\/[234567abcdefghij][234567a-z]{12}$/);
  });

  it('is cut into several writes where it is longer than a server takes', async () => {
    const { server, account } = await open();
    const url = `https://example.org/${'a'.repeat(800)}`;
    const many = Array.from({ length: 230 }, (_, index) => post('entry', `${String(index)} Paper`, [['Paper', url]]));
    const batches = freeze(account, many);
    expect(batches.length).toBeGreaterThan(1);
    for (const batch of batches) {
      expect(Buffer.byteLength(JSON.stringify(batch.body))).toBeLessThan(150 * 1024);
      expect((await account.send(batch, place())).status).toBe('posted');
    }
    expect(server.texts()).toEqual(many.map(({ text }) => text));
  });

  it('shows the list as a card at its end, and none where several links stand there', async () => {
    const { server, account } = await open();
    const two = post('closer', 'Paper · Code', [
      ['Paper', 'https://example.org/1'],
      ['Code', 'https://example.org/2'],
    ]);
    await account.send(freeze(account, [...thread, two])[0]!, place());
    const embeds = [...server.records.values()].map(({ value }) => value.embed);
    const external = { uri: 'https://example.org/list', title: 'Top AI Papers of the Week', description: '' };
    expect(embeds.slice(-2)).toEqual([{ $type: 'app.bsky.embed.external', external }, undefined]);
  });
});

describe('A card on Bluesky', () => {
  it('stands in the first post with alt text and shape', async () => {
    const { server, account } = await open();
    const png = Uint8Array.from({ length: 3000 }, (_, index) => index % 251);
    const uploaded = await account.upload!({ png, alt: 'Ten titles & more', width: 1200, height: 675 });
    if (uploaded.status !== 'uploaded') throw new Error(uploaded.refusal.words);
    await account.send(freeze(account, thread, { media: uploaded.media })[0]!, place());
    const [first] = server.records.values();
    const images = [{ alt: 'Ten titles & more', aspectRatio: { width: 1200, height: 675 } }];
    expect(first!.value.embed).toMatchObject({ $type: 'app.bsky.embed.images', images });
    expect([...server.blobs.values()][0]!.equals(png)).toBe(true);
  });

  it('is left out where it is too heavy, not kept as sent, or not taken: the thread goes without it', async () => {
    const { server, account } = await open();
    const card = { png: new Uint8Array(1_000_001), alt: 'x', width: 1, height: 1 };
    expect(await account.upload!(card)).toMatchObject({
      status: 'refused',
      refusal: { words: expect.stringContaining('1000001 bytes') as string },
    });
    const small = { ...card, png: new Uint8Array(10) };
    const other = { $type: 'blob', ref: { $link: cidOfRecord('another') }, mimeType: 'image/png', size: 10 };
    server.fail({ on: 'upload', how: { kind: 'answer', status: 200, body: JSON.stringify({ blob: other }) } });
    expect((await account.upload!(small)).status).toBe('refused');
    server.fail({ on: 'upload', how: { kind: 'reset' }, times: 3 });
    expect(await account.upload!(small)).toMatchObject({ refusal: { words: expect.any(String) as string } });
    const [first] = freeze(account)[0]!.refs!;
    await account.send(freeze(account)[0]!, place());
    expect(server.records.get(first!.id.split('/').at(-1)!)!.value).not.toHaveProperty('embed');
  });
});

describe('What a server answered', () => {
  const others = '{"results":[{"cid":"a"},{"cid":"b"},{"cid":"c"},{"cid":"d"}]}';
  it.each<[string, PdsFault['how']]>([
    ['a success without results', says(200, '{"commit":{}}')],
    ['other hashes', says(200, others)],
    ['a page', says(200, '<html>')],
    ['nothing at all', says(200, '')],
    ['half of it', { kind: 'cut' }],
    ['that it is there already', says(500, '{"error":"InternalServerError"}')],
    ['that the gateway waited in vain', says(504, '<h1>Gateway Time-out</h1>')],
  ])('settles nothing where it is %s; what stands under the keys does', async (_, how) => {
    const { server, account } = await open();
    const [batch] = freeze(account);
    server.fail({ on: 'write', how });
    expect((await account.send(batch!, place())).status).toBe('unknown');
    expect((await account.find(batch!, place())).status).toBe('absent');
    server.fail({ on: 'write', how, applied: true });
    expect((await account.send(batch!, place())).status).toBe('unknown');
    expect(await account.find(batch!, place())).toEqual({ status: 'found', refs: batch!.refs });
  });

  it.each([
    ['that it is there already', says(400, '{"error":"InvalidRequest","message":"Record already exists"}')],
    ['that somebody writes at the same time', says(409, '{"error":"ConcurrentWrites"}')],
    ['that nobody waited for it', says(499, '')],
  ])('is believed only after a look: it said %s', async (_, how) => {
    const { server, account } = await open();
    const [batch] = freeze(account);
    server.fail({ on: 'write', applied: true, how });
    expect((await account.send(batch!, place())).status).toBe('unknown');
    expect(await account.find(batch!, place())).toEqual({ status: 'found', refs: batch!.refs });
  });

  it('is found where an earlier try, dated earlier, came late: with the hashes that are there', async () => {
    const { server, account } = await open();
    const [early] = freeze(account);
    const [renewed] = freeze(account, thread, { at: '2026-06-22T16:00:00.000Z' });
    await account.send(early!, place());
    expect((await account.send(renewed!, place())).status).toBe('unknown');
    expect(await account.find(renewed!, place())).toEqual({ status: 'found', refs: early!.refs });
    expect(server.records.size).toBe(thread.length);
  });

  it('is unclear where another post has the key, or only the end of the thread is there', async () => {
    const { server, account } = await open();
    const [batch] = freeze(account);
    const key = batch!.refs![0]!.id.split('/').at(-1)!;
    server.put(key, { $type: 'app.bsky.feed.post', text: 'something else' });
    expect((await account.send(batch!, place())).status).toBe('unknown');
    expect((await account.find(batch!, place())).status).toBe('unclear');
    server.records.delete(key);
    await account.send(batch!, place());
    server.records.delete(key);
    expect((await account.find(batch!, place())).status).toBe('unclear');
  });

  it('is never absent by another error than the one that says so', async () => {
    const { server, account } = await open();
    const body = '{"error":"InvalidRequest","message":"Could not find repo"}';
    server.fail({ on: 'read', how: { kind: 'answer', status: 400, body } });
    expect((await account.find(freeze(account)[0]!, place())).status).toBe('unclear');
  });

  it('tells when it lets itself be read again', async () => {
    const { server, account } = await open();
    const how = says(429, '{"error":"Slow"}', { 'ratelimit-reset': String(Math.round(Date.now() / 1000) + 1800) });
    server.fail({ on: 'read', how, times: 2 });
    for (const unclear of [await account.find(freeze(account)[0]!, place()), await account.search(thread[0]!)]) {
      const waitMs = unclear.status === 'unclear' ? (unclear.retryAfterMs ?? 0) : 0;
      expect(waitMs / 1000).toBeCloseTo(1800, -1);
    }
  });
});

describe('A session that ends in the middle', () => {
  it.each([
    ['is renewed', false, ['createSession', 'applyWrites', 'refreshSession', 'applyWrites']],
    ['is begun anew', true, ['createSession', 'applyWrites', 'refreshSession', 'createSession', 'applyWrites']],
  ])('%s, once, and the thread goes out', async (_, both, requests) => {
    const { server, account } = await open();
    server.expire(both);
    expect((await account.send(freeze(account)[0]!, place())).status).toBe('posted');
    expect(server.requests).toEqual(requests);
  });

  it('is a refusal where it cannot be had again', async () => {
    const { server, account } = await open();
    server.expire(true);
    server.fail({
      on: 'session',
      how: { kind: 'answer', status: 401, body: '{"error":"AuthenticationRequired"}' },
      times: 2,
    });
    const outcome = await account.send(freeze(account)[0]!, place());
    expect(outcome).toMatchObject({
      status: 'refused',
      refusal: { advice: expect.stringContaining('BLUESKY_APP_PASSWORD') as string },
    });
  });
});

describe('Taking a thread back', () => {
  it('deletes in one write what is left of it', async () => {
    const { server, account } = await open();
    const [batch] = freeze(account);
    await account.send(batch!, place());
    server.records.delete([...server.records.keys()][1]!);
    expect(await account.remove(batch!.refs!)).toEqual({ status: 'removed' });
    expect(server.records.size).toBe(0);
    expect(server.requests.filter((name) => name === 'applyWrites')).toHaveLength(2);
  });

  it('is done where only the answer was lost, and in doubt where the request was', async () => {
    const { server, account } = await open();
    const [batch] = freeze(account);
    await account.send(batch!, place());
    server.fail({ on: 'write', how: { kind: 'reset' } });
    expect((await account.remove(batch!.refs!)).status).toBe('unknown');
    server.fail({ on: 'write', how: { kind: 'reset' }, applied: true });
    expect((await account.remove(batch!.refs!)).status).toBe('removed');
  });

  it('goes no further where it cannot see what is there', async () => {
    const { server, account } = await open();
    const [batch] = freeze(account);
    await account.send(batch!, place());
    server.fail({ on: 'read', how: { kind: 'reset' } });
    expect((await account.remove(batch!.refs!)).status).toBe('unknown');
    expect(server.records.size).toBe(thread.length);
  });
});

describe('Looking for a hook', () => {
  it('goes back over more than one page, and takes no answer for a hook', async () => {
    const { server, account } = await open();
    const [hook] = thread;
    server.put('2aaaaaaaaaaaa', { $type: 'app.bsky.feed.post', text: hook!.text });
    for (let count = 0; count < 150; count += 1) {
      server.put(`3${String(count).padStart(12, 'a')}`, { $type: 'app.bsky.feed.post', text: 'chatter' });
    }
    server.put('4aaaaaaaaaaaa', { $type: 'app.bsky.feed.post', text: hook!.text, reply: {} });
    const finding = await account.search(hook!);
    expect(finding).toMatchObject({ status: 'found', refs: [{ id: `at://${did}/app.bsky.feed.post/2aaaaaaaaaaaa` }] });
  });

  it('finds the whole thread below it, and what it was sent as', async () => {
    const { server, account } = await open();
    const [batch] = freeze(account);
    await account.send(batch!, place());
    server.put('4aaaaaaaaaaaa', { $type: 'app.bsky.feed.post', text: 'chatter' });
    expect(await account.search(thread[0]!)).toEqual({ status: 'found', refs: batch!.refs });
  });
});

describe('Logging in to Bluesky', () => {
  const attempt = async (prepare: (server: Server) => unknown, more: Partial<BlueskySettings>) => {
    const server = await startPdsScript();
    close = server.close;
    prepare(server);
    return await createBluesky(settingsFor(server.url, more), makeTools()).connect();
  };
  const nothing = () => undefined;
  const session = (status: number, error?: string) => (server: Server) =>
    void server.fail({ on: 'session', how: says(status, JSON.stringify({ error })) });
  const account = (status: string) => (server: Server) => server.set({ account: { active: false, status } });

  it('names the account by what never changes and by what people write', async () => {
    const outcome = await attempt(nothing, {});
    expect(outcome).toMatchObject({ status: 'connected', account: { id: did, name: '@bot.test' } });
  });

  it.each<[string, Parameters<typeof attempt>[0], Partial<typeof blueskyLogin>, RegExp]>([
    ['a wrong password', nothing, { appPassword: 'nope-nope' }, /app password of bot\.test is wrong/],
    ['an unknown handle', nothing, { handle: 'who.test' }, /Nobody is called who\.test/],
    ['the main password', session(401, 'AuthFactorTokenRequired'), {}, /app password/],
    ['an account taken down', session(401, 'AccountTakedown'), {}, /taken down/],
    ['an account that may not post', account('takendown'), {}, /taken down/],
    ['a sleeping account', account('deactivated'), {}, /activate/],
    ['a server of another kind', session(200), {}, /BLUESKY_SERVICE/],
    ['an address where nothing is', session(404), {}, /BLUESKY_SERVICE/],
  ])('says what to do about %s', async (_, prepare, login, advice) => {
    const outcome = await attempt(prepare, { login: { ...blueskyLogin, ...login } });
    expect(outcome).toMatchObject({ status: 'refused', refusal: { advice: expect.stringMatching(advice) as string } });
  });

  it.each(['repo', 'none'] as const)('finds the server of the account with the DID document in: %s', async (didDoc) => {
    const outcome = await attempt((server) => server.set({ didDoc }), {});
    if (outcome.status !== 'connected') throw new Error(outcome.refusal.words);
    expect((await outcome.account.send(freeze(outcome.account)[0]!, place())).status).toBe('posted');
  });
});

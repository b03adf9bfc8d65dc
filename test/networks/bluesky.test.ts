import { afterEach, describe, expect, it } from 'vitest';
import { createBluesky } from '../../src/networks/bluesky/account.ts';
import { cidOfRecord } from '../../src/networks/bluesky/cid.ts';
import { blueskyLogin, did, startPdsScript, type PdsFault } from '../peers/pds-script.ts';
import * as bench from './bench.ts';
import {
  advising,
  blueskySettings,
  blueskyThread as thread,
  cardOf,
  freeze,
  frozenAt,
  makeTools,
  post,
  says,
} from './bench.ts';

let close: () => Promise<void> = () => Promise.resolve();
afterEach(() => close());

const open = async (tools = makeTools()) => {
  const server = await startPdsScript();
  close = server.close;
  const account = await bench.connected(createBluesky(blueskySettings(server.url), tools));
  const batch = freeze(account, thread)[0]!;
  const values = () => [...server.records.values()].map(({ value }) => value);
  return { server, account, batch, refs: batch.refs!, values, send: () => account.send(batch, place) };
};

type Server = Awaited<ReturnType<typeof startPdsScript>>;
const place = { key: frozenAt };
const reset = { kind: 'reset' } as const;

describe('A thread on Bluesky', () => {
  it('costs one login, one picture and one write, and knows its ids, pages and hashes before it is sent', async () => {
    const { server, account } = await open();
    const uploaded = await account.upload!(cardOf(100));
    if (uploaded.status !== 'uploaded') throw new Error(uploaded.refusal.words);
    const [batch, ...others] = freeze(account, thread, { media: uploaded.media });
    expect(others).toEqual([]);
    expect(await account.send(batch!, place)).toEqual({ status: 'posted', refs: batch!.refs });
    expect(server.requests).toEqual(['createSession', 'uploadBlob', 'applyWrites']);
    const stored = [...server.records].map(([rkey, { cid }]) => ({
      id: `at://${did}/app.bsky.feed.post/${rkey}`,
      url: `https://bsky.app/profile/bot.test/post/${rkey}`,
      hash: cid,
    }));
    expect(batch!.refs).toEqual(stored);
  });

  it('answers post by post', async () => {
    const { refs, values, send } = await open();
    await send();
    const strong = refs.map(({ id: uri, hash: cid }) => ({ uri, cid }));
    const replies = strong.slice(0, -1).map((parent) => ({ root: strong[0], parent }));
    expect(values().map(({ reply }) => reply)).toEqual([undefined, ...replies]);
  });

  it.each([
    ['right', 0, 0],
    ['an hour ahead', 3_600_000, -3_600_000],
    ['three seconds ahead', 3000, -3000],
    ['an hour behind', -3_600_000, 0],
  ])('is dated in order, and not in the future, by a clock that is %s', async (_, offMs, shiftMs) => {
    const clock = bench.clockOff(offMs);
    const { account, values } = await open(makeTools({ clock }));
    const at = clock.now().toISOString();
    await account.send(freeze(account, thread, { at })[0]!, place);
    const dates = values().map(({ createdAt }) => Date.parse(createdAt as string));
    expect(dates).toEqual([...new Set(dates)].toSorted((one, other) => one - other));
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
      expect((await account.send(batch, place)).status).toBe('posted');
    }
    expect(server.texts()).toEqual(many.map(({ text }) => text));
  });

  it('shows the list as a card at its end, and none where several links stand there', async () => {
    const { account, values } = await open();
    const two = post('closer', 'Paper · Code', [
      ['Paper', 'https://example.org/1'],
      ['Code', 'https://example.org/2'],
    ]);
    await account.send(freeze(account, [...thread, two])[0]!, place);
    const external = { uri: 'https://example.org/list', title: 'Top AI Papers of the Week', description: '' };
    const embeds = values().map(({ embed }) => embed);
    expect(embeds.slice(-2)).toEqual([{ $type: 'app.bsky.embed.external', external }, undefined]);
  });
});

describe('A card on Bluesky', () => {
  it('stands in the first post with alt text and shape', async () => {
    const { server, account, values } = await open();
    const card = cardOf(3000);
    const uploaded = await account.upload!(card);
    if (uploaded.status !== 'uploaded') throw new Error(uploaded.refusal.words);
    await account.send(freeze(account, thread, { media: uploaded.media })[0]!, place);
    const images = [{ alt: card.alt, aspectRatio: { width: 1200, height: 675 } }];
    expect(values()[0]!.embed).toMatchObject({ $type: 'app.bsky.embed.images', images });
    expect([...server.blobs.values()][0]!.equals(card.png)).toBe(true);
  });

  const other = { $type: 'blob', ref: { $link: cidOfRecord('another') }, mimeType: 'image/png', size: 10 };
  it.each<[string, number, RegExp, Omit<PdsFault, 'on'>?]>([
    ['it is too heavy', 1_000_001, /1000001 bytes/],
    ['it is not kept as it was sent', 10, /did not keep/, { how: says(200, { blob: other }) }],
    ['it is never taken', 10, /no answer/, { how: reset, times: 3 }],
  ])('is left out where %s: the thread goes without it', async (_, size, words, fault) => {
    const { server, account, values, send } = await open();
    if (fault) server.fail({ on: 'upload', ...fault });
    const refusal = { words: expect.stringMatching(words) as string };
    expect(await account.upload!(cardOf(size))).toEqual({ status: 'refused', refusal });
    await send();
    expect(values()[0]).not.toHaveProperty('embed');
  });
});

describe('What a server answered', () => {
  const hashes = { results: ['a', 'b', 'c', 'd'].map((cid) => ({ cid })) };
  const settlesNothing: readonly (readonly [string, PdsFault['how']])[] = [
    ['a success without results', says(200, { commit: {} })],
    ['other hashes', says(200, hashes)],
    ['a page', says(200, '<html>')],
    ['nothing at all', says(200, '')],
    ['half of it', { kind: 'cut' }],
    ['that it is there already', says(500, { error: 'InternalServerError' })],
    ['that the gateway waited in vain', says(504, '<h1>Gateway Time-out</h1>')],
  ];
  it.each(settlesNothing)('settles nothing where it is %s, and nothing is there', async (_, how) => {
    const { server, account, batch, send } = await open();
    server.fail({ on: 'write', how });
    expect((await send()).status).toBe('unknown');
    expect((await account.find(batch, place)).status).toBe('absent');
  });

  it.each([
    ...settlesNothing,
    ['a refusal: it is there already', says(400, { error: 'InvalidRequest', message: 'Record already exists' })],
    ['a refusal: somebody writes at the same time', says(409, { error: 'ConcurrentWrites' })],
    ['a refusal: nobody waited for it', says(499, '')],
  ] as const)('is believed only after a look where it is %s, and the thread is there', async (_, how) => {
    const { server, account, batch, refs, send } = await open();
    server.fail({ on: 'write', applied: true, how });
    expect((await send()).status).toBe('unknown');
    expect(await account.find(batch, place)).toEqual({ status: 'found', refs });
  });

  it('is found where an earlier try, dated earlier, came late: with the hashes that are there', async () => {
    const { server, account, refs, send } = await open();
    const [renewed] = freeze(account, thread, { at: '2026-06-22T16:00:00.000Z' });
    await send();
    expect((await account.send(renewed!, place)).status).toBe('unknown');
    expect(await account.find(renewed!, place)).toEqual({ status: 'found', refs });
    expect(server.records.size).toBe(thread.length);
  });

  it('is unclear where another post has the key, or only the end of the thread is there', async () => {
    const { server, account, batch, refs, send } = await open();
    const key = refs[0]!.id.split('/').at(-1)!;
    server.put(key, { $type: 'app.bsky.feed.post', text: 'something else' });
    expect((await send()).status).toBe('unknown');
    expect((await account.find(batch, place)).status).toBe('unclear');
    server.records.delete(key);
    await send();
    server.records.delete(key);
    expect((await account.find(batch, place)).status).toBe('unclear');
  });

  it('is never absent by another error than the one that says so', async () => {
    const { server, account, batch } = await open();
    server.fail({ on: 'read', how: says(400, { error: 'InvalidRequest', message: 'Could not find repo' }) });
    expect((await account.find(batch, place)).status).toBe('unclear');
  });
});

describe('A session that ends in the middle', () => {
  it.each([
    ['is renewed', false, ['createSession', 'applyWrites', 'refreshSession', 'applyWrites']],
    ['is begun anew', true, ['createSession', 'applyWrites', 'refreshSession', 'createSession', 'applyWrites']],
  ])('%s, once, and the thread goes out', async (_, both, requests) => {
    const { server, send } = await open();
    server.expire(both);
    expect((await send()).status).toBe('posted');
    expect(server.requests).toEqual(requests);
  });

  it('is a refusal where it cannot be had again', async () => {
    const { server, send } = await open();
    server.expire(true);
    server.fail({ on: 'session', how: says(401, { error: 'AuthenticationRequired' }), times: 2 });
    expect(await send()).toMatchObject(advising(/BLUESKY_APP_PASSWORD/));
  });
});

describe('Taking a thread back', () => {
  it('deletes in one write what is left of it', async () => {
    const { server, account, refs, send } = await open();
    await send();
    server.records.delete([...server.records.keys()][1]!);
    expect(await account.remove(refs)).toEqual({ status: 'removed' });
    expect(server.records.size).toBe(0);
    expect(server.requests.filter((name) => name === 'applyWrites')).toHaveLength(2);
  });

  it.each<[string, PdsFault, string, number]>([
    ['in doubt where the request was lost', { on: 'write', how: reset }, 'unknown', thread.length],
    ['done where only the answer was lost', { on: 'write', how: reset, applied: true }, 'removed', 0],
    ['in doubt where it cannot see what is there', { on: 'read', how: reset }, 'unknown', thread.length],
  ])('is %s', async (_, fault, status, left) => {
    const { server, account, refs, send } = await open();
    await send();
    server.fail(fault);
    expect((await account.remove(refs)).status).toBe(status);
    expect(server.records.size).toBe(left);
  });
});

describe('Looking for a hook', () => {
  it('goes back over more than one page, and takes no answer for a hook', async () => {
    const { server, account } = await open();
    const hook = { $type: 'app.bsky.feed.post', text: thread[0]!.text };
    server.put('2aaaaaaaaaaaa', hook);
    for (let count = 0; count < 150; count += 1)
      server.put(`3${String(count).padStart(12, 'a')}`, { $type: 'app.bsky.feed.post', text: 'chatter' });
    server.put('4aaaaaaaaaaaa', { ...hook, reply: {} });
    const refs = [{ id: `at://${did}/app.bsky.feed.post/2aaaaaaaaaaaa` }];
    expect(await account.search(thread[0]!)).toMatchObject({ status: 'found', refs });
  });

  it('finds the whole thread below it, and what it was sent as', async () => {
    const { server, account, refs, send } = await open();
    await send();
    server.put('4aaaaaaaaaaaa', { $type: 'app.bsky.feed.post', text: 'chatter' });
    expect(await account.search(thread[0]!)).toEqual({ status: 'found', refs });
  });
});

describe('Logging in to Bluesky', () => {
  const attempt = async (prepare: (server: Server) => unknown, login: Partial<typeof blueskyLogin> = {}) => {
    const server = await startPdsScript();
    close = server.close;
    prepare(server);
    const settings = blueskySettings(server.url, { login: { ...blueskyLogin, ...login } });
    return await createBluesky(settings, makeTools()).connect();
  };
  const nothing = () => undefined;
  const session = (status: number, error?: string) => (server: Server) =>
    server.fail({ on: 'session', how: says(status, { error }) });
  const account = (status: string) => (server: Server) => server.set({ account: { active: false, status } });

  it('names the account by what never changes and by what people write', async () => {
    const outcome = await attempt(nothing);
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
    expect(await attempt(prepare, login)).toMatchObject(advising(advice));
  });

  it.each(['repo', 'none'] as const)('finds the server of the account with the DID document in: %s', async (didDoc) => {
    const outcome = await attempt((server) => server.set({ didDoc }));
    if (outcome.status !== 'connected') throw new Error(outcome.refusal.words);
    expect((await outcome.account.send(freeze(outcome.account, thread)[0]!, place)).status).toBe('posted');
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account, Place } from '../../../src/networks/network.ts';
import { startXServer, type XServer } from '../../peers/x-server.ts';
import { cardOf, clockOff, containing, freeze, makeTools, placeUnder, says } from '../bench.ts';
import { batchOf, loginAt, postOf } from './bench.ts';

let server: XServer;
let account: Account;
beforeEach(async () => {
  server = await startXServer();
  account = await loginAt(server.url);
});
afterEach(async () => {
  await server.close();
  expect(server.complaints).toEqual([]);
});

const refOf = ({ id }: { readonly id: string }) => ({ id, url: `https://x.com/weekly_papers/status/${id}` });
const words = 'Ten papers of the week';
const entry = '3/10 Agents & tools: AGENTS.md, claude.ai <new> https://arxiv.org/abs/2606.01234';
const findHook = (more: Partial<Place> = {}, text = words) =>
  account.find(batchOf(text), { ...placeUnder(undefined, 1), ...more });
const findUnder = (parent: { readonly id: string }, more: Partial<Place> = {}) =>
  account.find(batchOf(entry), { ...placeUnder(refOf(parent), 1), ...more });
const found = (post: { readonly id: string }) => ({ status: 'found', refs: [refOf(post)] });
const absent = { status: 'absent' };

describe('finding a post whose answer was lost', () => {
  it('knows a reply by its parent and words, whatever X made of them', async () => {
    const hook = server.plant(words);
    const reply = server.plant(entry, hook.id);
    expect(reply.text).not.toBe(entry);
    expect(await findUnder(hook)).toEqual(found(reply));
  });

  it('does not take a reply to another post for it, nor say that it is absent where that is newer than its parent', async () => {
    const other = server.plant('Another thread');
    server.remove(server.plant(entry, other.id).id);
    const hook = server.plant(words);
    expect(await findUnder(hook)).toEqual(absent);
    const stray = server.plant(entry, other.id);
    expect(await findUnder(hook)).toMatchObject({ status: 'unclear', words: containing(refOf(stray).url) });
    expect(await findUnder(hook, { others: new Set([stray.id]) })).toEqual(absent);
    expect(await findHook({}, entry)).toEqual(absent);
  });

  it.each([3_600_000, -3_600_000])('finds a hook with a clock that is off by %i ms', async (offMs) => {
    const hook = server.plant(words);
    const clock = clockOff(offMs);
    account = await loginAt(server.url, {}, makeTools({ clock }));
    expect(await findHook({ sentAt: clock.now().toISOString() })).toEqual(found(hook));
  });

  it("does not take last week's hook with the same words for this week's", async () => {
    server.change({ clock: () => Date.now() - 7 * 24 * 3_600_000 });
    server.plant(words);
    server.change({ clock: Date.now });
    expect(await findHook()).toEqual(absent);
  });

  it('looks past posts that are known to be others: a hook without dates has the same words each week', async () => {
    const known = server.plant(words);
    expect(await findHook()).toEqual(found(known));
    expect(await findHook({ others: new Set([known.id]) })).toEqual(absent);
  });

  it('does not say that a post is absent where an unknown run may have sent it in other words', async () => {
    const hook = server.plant(words);
    const { url } = refOf(server.plant('3/10 Agents and tools, as the list had it then', hook.id));
    expect(await findUnder(hook)).toEqual(absent);
    const said = `a post with other words is there, where this one belongs: ${url}`;
    expect(await findUnder(hook, { afterSeen: true })).toEqual({ status: 'unclear', words: said });
    const reply = server.plant(entry, hook.id);
    expect(await findUnder(hook, { afterSeen: true })).toEqual(found(reply));
  });

  it('reads as many pages as there are', async () => {
    const hook = server.plant(words);
    const reply = server.plant(entry, hook.id);
    for (let number = 0; number < 40; number += 1) server.plant(`Something else ${number}`);
    server.change({ pageSize: 10 });
    const before = server.requests.length;
    expect(await findUnder(hook)).toEqual(found(reply));
    expect(server.requests.length - before).toBe(5);
  });

  it('does not decide between two that are alike', async () => {
    const hook = server.plant(words);
    server.plant(entry, hook.id);
    server.plant(`${entry}\u200b`, hook.id);
    expect(await findUnder(hook)).toMatchObject({ status: 'unclear' });
  });

  it('knows a post with a picture, whose link X adds', async () => {
    const card = cardOf(3_000_000, 'a'.repeat(1500));
    const uploaded = await account.upload!(card);
    if (uploaded.status !== 'uploaded') throw new Error(uploaded.refusal.words);
    expect(server.altTexts()[0]).toHaveLength(1000);
    const [batch] = freeze(account, [{ ...postOf(words), media: [card] }], { media: uploaded.media });
    server.fail({ on: 'create', applied: true, how: { kind: 'reset' } });
    expect((await account.send(batch!, placeUnder())).status).toBe('unknown');
    expect(server.posts()[0]?.mediaIds).toHaveLength(1);
    expect((await account.find(batch!, placeUnder(undefined, 1))).status).toBe('found');
  });

  it('tries a picture again whose upload had no answer, but not for ever', async () => {
    server.fail({ on: 'upload', applied: false, how: { kind: 'reset' } });
    const refusal = { words: expect.any(String) as string };
    expect(await account.upload!(cardOf(10))).toEqual({ status: 'refused', refusal });
    expect(server.requests.filter(({ route }) => route === 'upload')).toHaveLength(3);
  });

  it('does not see what the timeline does not show yet', async () => {
    server.plant(words);
    server.change({ lagMs: 60_000 });
    expect(await findHook()).toEqual(absent);
  });
});

describe('a listing that cannot be trusted', () => {
  const stranger = { id: '1800000000000000001', text: 'Something else', conversation_id: '1800000000000000001' };

  it.each([
    ['503', says(503, '<html>out of order</html>')],
    ['429', says(429, { title: 'Too Many Requests' })],
    ['401', says(401, { title: 'Unauthorized' })],
    [
      'errors beside the posts',
      says(200, { data: [stranger], meta: { result_count: 1 }, errors: [{ title: 'Partial', detail: 'withheld' }] }),
    ],
    ['a full page, and no word of another', says(200, { data: Array(100).fill(stranger) })],
    ['neither posts nor meta', says(200, {})],
    ['no posts, and none counted', says(200, { meta: {} })],
    ['fewer posts than counted', says(200, { data: [stranger], meta: { result_count: 2 } })],
    ['a post without text', says(200, { data: [{ id: '1800000000000000001' }], meta: { result_count: 1 } })],
    ['the same page again and again', says(200, { data: [stranger], meta: { result_count: 1, next_token: 'a' } })],
    ['a page of a proxy', says(200, '<html>log in</html>')],
    ['half an answer', { kind: 'cut' } as const],
    ['no answer', { kind: 'silence' } as const],
  ])('is unclear: %s', async (_, how) => {
    server.fail({ on: 'timeline', applied: false, how });
    expect((await findHook()).status).toBe('unclear');
    expect((await account.search(postOf(words))).status).toBe('unclear');
  });

  it.each([
    [['referenced_tweets'], 'unclear', 'found'],
    [['conversation_id'], 'found', 'found'],
    [['entities'], 'found', 'unclear'],
    [['referenced_tweets', 'conversation_id'], 'unclear', 'found'],
    [['referenced_tweets', 'entities'], 'unclear', 'unclear'],
  ])('without %j a reply is %s and a hook with a link is %s', async (hiddenFields, ofReply, ofHook) => {
    const hook = server.plant('Ten papers of the week: https://example.org/list');
    server.plant(entry, hook.id);
    server.change({ hiddenFields });
    expect((await findUnder(hook)).status).toBe(ofReply);
    expect((await findHook({}, hook.words)).status).toBe(ofHook);
  });

  it('does not take a post of another thread for a reply whose parent X does not tell', async () => {
    const [hook, other] = [server.plant(words), server.plant('Another thread')];
    server.plant(entry, other.id);
    server.change({ hiddenFields: ['referenced_tweets'] });
    expect((await findUnder(hook)).status).toBe('unclear');
  });

  const post = { id: '1800000000000000009', text: 'Reply', conversation_id: '1800000000000000001' };
  const under = (name: string, id: string) => ({ ...post, [name]: [{ type: 'replied_to', id }] });
  const meta = { result_count: 1 };
  it.each<[string, object, 'found' | 'absent' | 'unclear', string?]>([
    // The same page again and again: found in a listing that breaks off is found.
    ['breaks off', { data: [under('referenced_tweets', '18')], meta: { ...meta, next_token: 'more' } }, 'found', '18'],
    ['has no meta, and a page that is not full', { data: [stranger] }, 'absent'],
    ['has an empty list of references', { data: [{ ...post, referenced_tweets: [] }], meta }, 'found'],
    [
      'has such a list where a parent is looked for',
      { data: [{ ...post, referenced_tweets: [] }], meta },
      'unclear',
      '17',
    ],
    [
      'has the names that X has given its fields since',
      { data: [under('referenced_posts', '18')], meta },
      'found',
      '18',
    ],
    [
      'tells of one of two with these words what it answers',
      { data: [under('referenced_tweets', '18'), { ...post, id: '1800000000000000010' }], meta: { result_count: 2 } },
      'unclear',
      '18',
    ],
  ])('that %s is read for what it says', async (_, body, status, parent) => {
    server.fail({ on: 'timeline', applied: false, how: says(200, body) });
    const place =
      parent === undefined ? { key: 'k', sentAt: '2024-06-10T00:00:00.000Z' } : placeUnder({ id: parent, url: '' }, 1);
    expect((await account.find(batchOf('Reply'), place)).status).toBe(status);
  });

  it.each([
    ['2.166', 'refused'],
    ['2.166', 'ignored'],
    ['2.167', 'refused'],
    ['2.167', 'ignored'],
  ] as const)('asks for fields by the names of description %s where the others are %s', async (of, others) => {
    server.change({ names: { of, others } });
    const hook = server.plant(words);
    const reply = server.plant(entry, hook.id);
    expect(await findUnder(hook)).toEqual(found(reply));
    expect(await findHook()).toEqual(found(hook));
    expect(await findUnder(reply)).toEqual(absent);
    const sighting = await account.inspect!(refOf(reply), batchOf(entry), placeUnder(refOf(hook)));
    expect(sighting).toEqual({ status: 'same' });
  });
});

describe('searching for a hook without any memory', () => {
  it('finds one of days ago, and the newest of two', async () => {
    let now = Date.now() - 12 * 24 * 3_600_000;
    server.change({ clock: () => now });
    const hook = server.plant('Ten papers, June 14 to 21, claude.ai');
    now = Date.now();
    expect(await account.search(postOf(hook.words))).toEqual({ status: 'found', refs: [refOf(hook)] });
    const newer = server.plant(`${hook.words}\u200b`);
    expect(await account.search(postOf(hook.words))).toEqual({ status: 'found', refs: [refOf(newer)] });
  });

  it('reads no replies, which cost as much as posts', async () => {
    const hook = server.plant(words);
    server.plant(entry, hook.id);
    await account.search(postOf('Another hook'));
    expect(server.requests.at(-1)?.path).toContain('exclude=replies%2Cretweets');
  });
});

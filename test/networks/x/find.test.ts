import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../src/networks/network.ts';
import { startXServer, type How, type XServer } from '../../peers/x-server.ts';
import { batchOf, loginAt, placeUnder, postOf, toolsWith } from './bench.ts';

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
const entry = '3/10 Agents & tools: AGENTS.md, claude.ai <new> https://arxiv.org/abs/2606.01234';

describe('finding a post whose answer was lost', () => {
  it('knows a reply by its parent and words, whatever X made of them', async () => {
    const hook = server.plant('Ten papers of the week');
    const reply = server.plant(entry, hook.id);
    expect(reply.text).not.toBe(entry);
    const finding = await account.find(batchOf(entry), placeUnder(refOf(hook), 1));
    expect(finding).toEqual({ status: 'found', refs: [refOf(reply)] });
  });

  it('does not take a reply to another post for it, nor say that it is absent where that is newer than its parent', async () => {
    const other = server.plant('Another thread');
    const before = server.plant(entry, other.id);
    server.remove(before.id);
    const hook = server.plant('Ten papers of the week');
    expect(await account.find(batchOf(entry), placeUnder(refOf(hook), 1))).toEqual({ status: 'absent' });
    const stray = server.plant(entry, other.id);
    const finding = await account.find(batchOf(entry), placeUnder(refOf(hook), 1));
    expect(finding).toMatchObject({ status: 'unclear', words: expect.stringContaining(refOf(stray).url) as string });
    const others = new Set([stray.id]);
    expect(await account.find(batchOf(entry), { ...placeUnder(refOf(hook), 1), others })).toEqual({ status: 'absent' });
    expect(await account.find(batchOf(entry), placeUnder(undefined, 1))).toEqual({ status: 'absent' });
  });

  it.each([
    ['an hour ahead', 3_600_000],
    ['an hour behind', -3_600_000],
  ])('finds a hook with a clock %s', async (_, offMs) => {
    const hook = server.plant('Ten papers of the week');
    const now = () => new Date(Date.now() + offMs);
    const late = await loginAt(server.url, {}, toolsWith({ clock: { now, sleep: () => Promise.resolve() } }));
    const place = { key: 'k', sentAt: now().toISOString() };
    expect(await late.find(batchOf(hook.words), place)).toEqual({ status: 'found', refs: [refOf(hook)] });
  });

  it("does not take last week's hook with the same words for this week's", async () => {
    let now = Date.now() - 7 * 24 * 3_600_000;
    server.change({ clock: () => now });
    server.plant('Ten papers of the week');
    now = Date.now();
    expect(await account.find(batchOf('Ten papers of the week'), placeUnder(undefined, 1))).toEqual({
      status: 'absent',
    });
  });

  it('looks past posts that are known to be others: a hook without dates has the same words each week', async () => {
    const known = server.plant('Ten papers of the week');
    const place = placeUnder(undefined, 1);
    expect(await account.find(batchOf(known.words), place)).toMatchObject({ status: 'found' });
    const others = new Set([known.id]);
    expect(await account.find(batchOf(known.words), { ...place, others })).toEqual({ status: 'absent' });
  });

  it('does not say that a post is absent where an unknown run may have sent it in other words', async () => {
    const hook = server.plant('Ten papers of the week');
    const other = server.plant('3/10 Agents and tools, as the list had it then', hook.id);
    const place = placeUnder(refOf(hook), 1);
    expect(await account.find(batchOf(entry), place)).toEqual({ status: 'absent' });
    expect(await account.find(batchOf(entry), { ...place, afterSeen: true })).toEqual({
      status: 'unclear',
      words: `a post with other words is there, where this one belongs: ${refOf(other).url}`,
    });
    const reply = server.plant(entry, hook.id);
    expect(await account.find(batchOf(entry), { ...place, afterSeen: true })).toEqual({
      status: 'found',
      refs: [refOf(reply)],
    });
  });

  it('reads as many pages as there are', async () => {
    const hook = server.plant('Ten papers of the week');
    const reply = server.plant(entry, hook.id);
    for (let number = 0; number < 40; number += 1) server.plant(`Something else ${number}`);
    server.change({ pageSize: 10 });
    const before = server.requests.length;
    expect(await account.find(batchOf(entry), placeUnder(refOf(hook), 1))).toEqual({
      status: 'found',
      refs: [refOf(reply)],
    });
    expect(server.requests.length - before).toBe(5);
  });

  it('does not decide between two that are alike', async () => {
    const hook = server.plant('Ten papers of the week');
    server.plant(entry, hook.id);
    server.plant(`${entry}\u200b`, hook.id);
    expect(await account.find(batchOf(entry), placeUnder(refOf(hook), 1))).toMatchObject({ status: 'unclear' });
  });

  it('knows a post with a picture, whose link X adds', async () => {
    const png = new Uint8Array(3_000_000).fill(7);
    const alt = 'a'.repeat(1500);
    const uploaded = await account.upload!({ png, alt, width: 1200, height: 675 });
    if (uploaded.status !== 'uploaded') throw new Error(uploaded.refusal.words);
    expect(server.altTexts()[0]).toHaveLength(1000);
    const edition = { week: '2026-06-14/2026-06-21', heading: 'x' } as const;
    const at = '2026-06-22T15:00:00Z';
    const hook = { ...postOf('Ten papers of the week'), media: [{ alt }] };
    const [batch] = account.batches([hook], { edition, frozenAt: at, at, media: uploaded.media });
    server.fail({ on: 'create', applied: true, how: { kind: 'reset' } });
    expect((await account.send(batch!, placeUnder())).status).toBe('unknown');
    expect(server.posts()[0]?.mediaIds).toHaveLength(1);
    expect((await account.find(batch!, placeUnder(undefined, 1))).status).toBe('found');
  });

  it('tries a picture again whose upload had no answer, but not for ever', async () => {
    const card = { png: new Uint8Array(10), alt: 'Ten titles', width: 1200, height: 675 };
    server.fail({ on: 'upload', applied: false, how: { kind: 'reset' } });
    expect(await account.upload!(card)).toEqual({
      status: 'refused',
      refusal: { words: expect.any(String) as string },
    });
    expect(server.requests.filter(({ route }) => route === 'upload')).toHaveLength(3);
  });

  it('does not see what the timeline does not show yet', async () => {
    const hook = server.plant('Ten papers of the week');
    server.change({ lagMs: 60_000 });
    expect(await account.find(batchOf(hook.words), placeUnder(undefined, 1))).toEqual({ status: 'absent' });
  });
});

describe('a listing that cannot be trusted', () => {
  const answer = (body: unknown, status = 200): How => ({ kind: 'answer', status, body });
  const stranger = { id: '1800000000000000001', text: 'Something else', conversation_id: '1800000000000000001' };

  it.each([
    ['503', answer('<html>out of order</html>', 503)],
    ['429', answer({ title: 'Too Many Requests' }, 429)],
    ['401', answer({ title: 'Unauthorized' }, 401)],
    [
      'errors beside the posts',
      answer({ data: [stranger], meta: { result_count: 1 }, errors: [{ title: 'Partial', detail: 'withheld' }] }),
    ],
    ['a full page, and no word of another', answer({ data: Array(100).fill(stranger) })],
    ['neither posts nor meta', answer({})],
    ['no posts, and none counted', answer({ meta: {} })],
    ['fewer posts than counted', answer({ data: [stranger], meta: { result_count: 2 } })],
    ['a post without text', answer({ data: [{ id: '1800000000000000001' }], meta: { result_count: 1 } })],
    ['the same page again and again', answer({ data: [stranger], meta: { result_count: 1, next_token: 'a' } })],
    ['a page of a proxy', answer('<html>log in</html>')],
    ['half an answer', { kind: 'cut' } as const],
    ['no answer', { kind: 'silence' } as const],
  ])('is unclear: %s', async (_, how) => {
    server.fail({ on: 'timeline', applied: false, how });
    const finding = await account.find(batchOf('Ten papers of the week'), placeUnder(undefined, 1));
    expect(finding.status).toBe('unclear');
    expect((await account.search(postOf('Ten papers of the week'))).status).toBe('unclear');
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
    expect((await account.find(batchOf(entry), placeUnder(refOf(hook), 1))).status).toBe(ofReply);
    expect((await account.find(batchOf(hook.words), placeUnder(undefined, 1))).status).toBe(ofHook);
  });

  it('does not take a post of another thread for a reply whose parent X does not tell', async () => {
    const [hook, other] = [server.plant('Ten papers of the week'), server.plant('Another thread')];
    server.plant(entry, other.id);
    server.change({ hiddenFields: ['referenced_tweets'] });
    expect((await account.find(batchOf(entry), placeUnder(refOf(hook), 1))).status).toBe('unclear');
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
    server.fail({ on: 'timeline', applied: false, how: answer(body) });
    const place =
      parent === undefined ? { key: 'k', sentAt: '2024-06-10T00:00:00.000Z' } : placeUnder({ id: parent, url: '' }, 1);
    expect((await account.find(batchOf('Reply'), place)).status).toBe(status);
  });

  it('says when it may be read again', async () => {
    const reset = String(Math.floor(Date.now() / 1000) + 600);
    const headers = { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': reset };
    const how: How = { kind: 'answer', status: 429, body: { title: 'Too Many Requests' }, headers };
    server.fail({ on: 'timeline', applied: false, how });
    for (const finding of [
      await account.find(batchOf('Ten papers'), placeUnder(undefined, 1)),
      await account.search(postOf('Ten papers')),
    ]) {
      const waitMs = finding.status === 'unclear' ? (finding.retryAfterMs ?? 0) : 0;
      expect(waitMs).toBeGreaterThan(590_000);
      expect(waitMs).toBeLessThan(605_000);
    }
  });

  it.each([
    ['2.166', 'refused'],
    ['2.166', 'ignored'],
    ['2.167', 'refused'],
    ['2.167', 'ignored'],
  ] as const)('asks for fields by the names of description %s where the others are %s', async (of, others) => {
    server.change({ names: { of, others } });
    const hook = server.plant('Ten papers of the week');
    const reply = server.plant(entry, hook.id);
    expect(await account.find(batchOf(entry), placeUnder(refOf(hook), 1))).toEqual({
      status: 'found',
      refs: [refOf(reply)],
    });
    expect(await account.find(batchOf(hook.words), placeUnder(undefined, 1))).toMatchObject({ status: 'found' });
    expect(await account.find(batchOf('4/10 Not there'), placeUnder(refOf(reply), 1))).toEqual({ status: 'absent' });
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
    const hook = server.plant('Ten papers of the week');
    server.plant(entry, hook.id);
    await account.search(postOf('Another hook'));
    expect(server.requests.at(-1)?.path).toContain('exclude=replies%2Cretweets');
  });
});

import { createRestAPIClient } from 'masto';
import { afterEach, describe, expect, it } from 'vitest';
import type { PostRef } from '../../src/core/record/thread-record.ts';
import { createMastodon } from '../../src/networks/mastodon/account.ts';
import type { LookUp, Place, SendOutcome } from '../../src/networks/network.ts';
import { mastodonToken, startMastodonServer, type Deviations, type Fault } from '../peers/mastodon-server.ts';
import * as bench from './bench.ts';
import {
  advising,
  containing,
  makeTools,
  mastodonSettings,
  mastodonThread as thread,
  placeUnder,
  says,
} from './bench.ts';

let close: () => Promise<void> = () => Promise.resolve();
afterEach(() => close());

const open = async (deviations: Deviations = {}, settings: Parameters<typeof mastodonSettings>[1] = {}) => {
  const server = await startMastodonServer(deviations);
  close = server.close;
  const tools = makeTools();
  const network = createMastodon(mastodonSettings(server.url, settings), tools);
  return { server, tools, network, account: await bench.connected(network) };
};
type Opened = Awaited<ReturnType<typeof open>>;

const freeze = ({ account }: Opened, media?: { id: string }) => bench.freeze(account, thread, media && { media });

/** Publishes the thread. */
async function publish(opened: Opened, media?: { id: string }): Promise<readonly PostRef[]> {
  const refs: PostRef[] = [];
  for (const batch of freeze(opened, media)) {
    const outcome = await opened.account.send(batch, placeUnder(refs.at(-1)));
    if (outcome.status !== 'posted') throw new Error(JSON.stringify(outcome));
    refs.push(...outcome.refs);
  }
  return refs;
}

/** Sends one post of the thread, under its parent; looks for it. */
const sendAt = (opened: Opened, index: number, parent?: string, tries = 0): Promise<SendOutcome> =>
  opened.account.send(freeze(opened)[index]!, placeUnder(parent, tries));
const findAt = (opened: Opened, index: number, parent?: string, more: Partial<Place> = {}): Promise<LookUp> =>
  opened.account.find(freeze(opened)[index]!, { ...placeUnder(parent, 1), ...more });

const error = (status: number, words: string): Fault['how'] => says(status, JSON.stringify({ error: words }));
const reset = { kind: 'reset' } as const;

describe('A thread on Mastodon', () => {
  it('reads, to another client, as one chain: the first public, the answers unlisted, all in their language', async () => {
    const opened = await open({}, { language: 'pt' });
    const { server } = opened;
    const refs = await publish(opened);
    const reader = createRestAPIClient({ url: server.url, accessToken: mastodonToken });
    const { descendants } = await reader.v1.statuses.$select(refs[0]!.id).context.fetch();
    const first = await reader.v1.statuses.$select(refs[0]!.id).fetch();
    const chain = [first, ...descendants];
    expect(chain.map(({ id }) => id)).toEqual(refs.map(({ id }) => id));
    expect(chain.map(({ inReplyToId }) => inReplyToId)).toEqual([null, ...refs.slice(0, -1).map(({ id }) => id)]);
    expect(chain.map(({ visibility }) => visibility)).toEqual(['public', 'unlisted', 'unlisted', 'unlisted']);
    expect(new Set(chain.map(({ language }) => language))).toEqual(new Set(['pt']));
    expect(refs.map(({ url }) => url)).toEqual(chain.map(({ url }) => url));
    // A server whose account writes Markdown as a rule must not take the words for it; some post a dated status at once.
    for (const body of server.bodies) expect(body).toMatchObject({ content_type: 'text/plain' });
    for (const body of server.bodies) expect(body).not.toHaveProperty('scheduled_at');
    expect(server.requests.filter((line) => line === 'POST /api/v1/statuses')).toHaveLength(thread.length);
  });

  it('shows the card, with its alt text, on its first post once the server is done with it', async () => {
    const opened = await open({ mediaLooks: 4 });
    const { server, account, tools } = opened;
    const card = bench.cardOf(5000);
    const uploaded = await account.upload!(card);
    if (uploaded.status !== 'uploaded') throw new Error(uploaded.refusal.words);
    expect(tools.slept.length).toBeGreaterThanOrEqual(3);
    await publish(opened, uploaded.media as { id: string });
    expect(server.uploads()[0]!.bytes.equals(card.png)).toBe(true);
    expect(server.uploads()[0]!.description).toBe('Ten titles & more');
    expect(server.statuses().map(({ media }) => media.length)).toEqual([1, 0, 0, 0]);
  });
});

describe('A card', () => {
  const page = says(503, '<h1>later</h1>');
  it.each<[string, string, Deviations, how?: Fault['how'], times?: number]>([
    ['is uploaded the old way where there is no new one', 'uploaded', { hasOldMediaOnly: true }],
    ['is given up where the server cannot use it', 'refused', { mediaLooks: 3, mediaFails: true }],
    ['is given up where the server is never done with it', 'refused', { mediaLooks: 1000 }],
    ['is uploaded again where the server has no time', 'uploaded', {}, page, 2],
    ['is uploaded again where the server says nothing', 'uploaded', {}, says(200, ''), 2],
    ['does not keep the thread back for ever', 'refused', {}, page, 9],
    // As if it were still at work: nobody is asked about it again.
    ['is ready where it has an address', 'uploaded', {}, says(202, '{"id":"9","url":"https://a.example/9.png"}')],
  ])('%s', async (_, status, deviations, how, times = 1) => {
    const { account, server } = await open(deviations);
    if (how) server.fail({ on: 'upload', how, times });
    const outcome = await account.upload!(bench.cardOf(10));
    expect(outcome.status).toBe(status);
    if (times === 9) expect(outcome).toEqual({ status: 'refused', refusal: { words: '503 later' } });
  });

  it('that the server says is not ready, though it said that it was, is worth a short wait', async () => {
    const opened = await open({ unprocessedTries: 1 });
    const [first] = freeze(opened, { id: 'm1' });
    expect(await opened.account.send(first!, placeUnder())).toMatchObject({ refusal: { retryAfterMs: 10_000 } });
    expect((await opened.account.send(first!, placeUnder())).status).toBe('posted');
  });
});

describe('The limits of a Mastodon server', () => {
  it.each<[string, Deviations, number, number, number]>([
    ['its own', { maxCharacters: 10_000 }, 10_000, 1200, 23],
    [
      'from the old description where there is no new one',
      { hasNoV2Instance: true, maxCharacters: 640 },
      640,
      1200,
      23,
    ],
    ['as other software tells them', { hasNoV2Instance: true, tootChars: 5000 }, 5000, 1500, 60],
    ["Mastodon's where it tells none", { hasNoInstance: true }, 500, 1500, 23],
    ["Mastodon's where error pages are all there is", { hasNoInstance: true, htmlErrors: true }, 500, 1500, 23],
    ['its own, for an address', { urlLength: 40 }, 500, 1200, 40],
    ['such that an address counts in full where it keeps no room for one', { urlLength: 0 }, 500, 1200, 60],
    ['such that an address counts in full where it says nothing of them', { urlLength: null }, 500, 1200, 60],
  ])('are %s', async (_, deviations, limit, altLimit, ofAddress) => {
    const { network } = await open(deviations);
    const rules = await network.rules(true);
    expect(rules).toMatchObject({ limit, altLimit });
    expect(rules.measure(`https://example.org/${'a'.repeat(40)}`)).toBe(ofAddress);
  });

  it('are the usual ones where nobody may be asked, or nobody answers', async () => {
    const { network, server } = await open({ maxCharacters: 10_000 });
    expect((await network.rules(false)).limit).toBe(500);
    await server.close();
    expect((await network.rules(true)).limit).toBe(500);
    expect((await createMastodon(mastodonSettings(''), makeTools()).rules(true)).limit).toBe(500);
  });

  it('stop a thread for which there is no room, until there is', async () => {
    const { account } = await open({ room: 5 });
    expect(await account.capacity(4)).toBeUndefined();
    const refusal = await account.capacity(12);
    expect(refusal?.retryAfterMs).toBeGreaterThan(50_000);
    expect(refusal?.retryAfterMs).toBeLessThanOrEqual(60_000);
  });
});

describe('An answer that is none', () => {
  it.each<[string, Fault['how']]>([
    ['a page instead of data', says(200, '<html>Welcome</html>')],
    ['an empty body', says(200, '')],
    ['half of it', { kind: 'cut' }],
    ['a server error', error(500, 'Internal server error')],
    ['an error page of a gateway', says(502, '<h1>Bad Gateway</h1>')],
    ['a try at the same time', error(409, 'Conflict')],
    ['a status without words', says(422, '')],
    ['a promise to publish later', says(200, '{"id":"3","scheduled_at":"2030-01-01T00:00:00Z","params":{}}')],
    ['somebody else', says(200, '{"id":"1","account":{"acct":"eve"},"content":""}')],
  ])('leaves a post in doubt, and it is found: %s', async (_, how) => {
    const opened = await open({ ignoresKey: true });
    opened.server.fail({ on: 'publish', applied: true, how });
    expect((await sendAt(opened, 0)).status).toBe('unknown');
    const refs = [{ id: opened.server.statuses()[0]!.id }];
    expect(await findAt(opened, 0)).toMatchObject({ status: 'found', refs });
  });

  it.each<[string, object]>([
    ['another account', { content: thread[0]!.text, account: { acct: 'eve' } }],
    ['other words', { content: 'Something else that nobody sent', account: { acct: 'Bot' } }],
    ['a post that answers another one', { content: thread[0]!.text, account: { acct: 'Bot' }, in_reply_to_id: '5' }],
    ['hardly anything', {}],
  ])('is in doubt with what the answer calls it, where that is of %s', async (_, more) => {
    const opened = await open({ hasNoDelete: true });
    const named = { id: '77', url: 'https://its.example/77' };
    opened.server.fail({ on: 'publish', how: says(200, JSON.stringify({ ...named, ...more })) });
    opened.server.fail({ on: 'delete', how: error(405, 'no') });
    expect(await sendAt(opened, 0)).toMatchObject({ status: 'unknown', refs: [named] });
  });

  it('is what a repeat gets that the server calls a duplicate, after an answer was lost', async () => {
    const opened = await open();
    opened.server.fail({ on: 'publish', how: error(422, 'Duplicate status'), times: 2 });
    expect((await sendAt(opened, 0)).status).toBe('refused');
    expect((await sendAt(opened, 0, undefined, 1)).status).toBe('unknown');
  });
});

describe('A post in doubt on Mastodon', () => {
  const hook = thread[0]!.text;
  const entry = thread[1]!.text;
  const curly = 'Ten papers of the week, “June 14 to 21” & what they found #AI';
  const like = 'Ten papers of the week, June 14 to 21, and what they found';
  const chatter = ({ server }: Opened, count: number, parent: string): void => {
    for (let number = 0; number < count; number += 1) server.add(`chatter ${String(number)}`, parent);
  };
  const forEver = JSON.stringify(
    Array.from({ length: 20 }, (_, index) => ({ id: `c${String(index)}`, account: { acct: 'Bot' }, content: 'x' })),
  );
  /** The hook, and what stands below it: what a reply is looked for under. */
  const below = ({ server }: Opened, ...texts: readonly string[]): string => {
    const id = server.add(hook);
    for (const text of texts) server.add(text, id);
    return id;
  };

  const withOwn = (at: Opened, how: Fault['how'], times = 1): string => {
    at.server.fail({ on: 'own', how, times });
    return below(at, entry);
  };
  const withLookup = (at: Opened, how: Fault['how']): string => {
    at.server.fail({ on: 'lookup', how });
    return below(at);
  };

  const newestOnly = { ignoresMaxId: true };
  /** The first post is looked for, or the second one under what was prepared. */
  it.each<[status: string, where: string, of: 0 | 1, prepare: (at: Opened) => unknown, deviations?: Deviations]>([
    ['unclear', 'it is there twice', 1, (at) => below(at, entry, entry)],
    ['absent', 'a person said something else in its place', 1, (at) => below(at, 'Agents of paper 1, my favourites')],
    ['unclear', 'the server may have changed its words', 1, (at) => below(at, '1/3 Agents in the wild')],
    ['absent', 'other words stand there', 1, (at) => below(at, '1/3 What the list said then')],
    ['unclear', 'it answers nothing', 1, (at) => [below(at), at.server.add(entry)][0]],
    ['unclear', 'what it answers is gone', 1, () => '404404'],
    ['found', 'the answers are cut short', 1, (at) => below(at, entry), { shownAnswers: 0 }],
    ['unclear', 'they are, and no others read', 1, (at) => withOwn(at, says(502, '')), { shownAnswers: 0 }],
    ['found', 'the server writes quotes in another way', 0, ({ server }) => server.add(curly)],
    ['unclear', 'almost its words are there', 0, ({ server }) => server.add(like)],
    ['found', 'more follow than one page holds', 0, (at) => chatter(at, 90, below(at))],
    ['found', 'pages go on as told', 0, (at) => chatter(at, 90, below(at)), { linkedPages: true, wordIds: true }],
    ['found', 'a thousand follow', 0, (at) => chatter(at, 1000, below(at))],
    ['unclear', 'more follow than can be read', 0, (at) => chatter(at, 2050, below(at)), { ignoresExclusions: true }],
    ['found', 'answers can be left out', 0, (at) => chatter(at, 1000, below(at)), newestOnly],
    ['unclear', 'neither helps', 0, (at) => chatter(at, 1000, below(at)), { ...newestOnly, ignoresExclusions: true }],
    ['unclear', 'one page is shown for ever', 0, (at) => withOwn(at, says(200, forEver), 9)],
    ['unclear', 'its other id is not told', 0, (at) => withLookup(at, says(503, 'later')), { otherAccountIds: true }],
    ['unclear', 'that answer is lost', 0, (at) => withLookup(at, reset), { otherAccountIds: true }],
    ['found', 'it is told', 0, (at) => below(at), { otherAccountIds: true }],
    ['absent', 'there is no other', 0, ({ server }) => server.fail({ on: 'lookup', how: error(404, 'Not found') })],
  ])('is %s where %s', async (status, _, of, prepare, deviations) => {
    const at = await open(deviations);
    const parent = prepare(at);
    expect((await findAt(at, of, of === 1 ? String(parent) : undefined)).status).toBe(status);
  });

  it('is unclear where a run whose memory is lost may have sent it with other words', async () => {
    const at = await open();
    expect((await findAt(at, 1, below(at, '1/3 What the list said then'), { afterSeen: true })).status).toBe('unclear');
  });

  it('is none of the posts that are known to be others', async () => {
    const opened = await open();
    const { server } = opened;
    const first = server.add(hook);
    const twin = server.add(entry, server.add('another thread'));
    expect(await findAt(opened, 1, first)).toMatchObject({ status: 'unclear', words: containing(twin) });
    expect((await findAt(opened, 1, first, { others: new Set([twin]) })).status).toBe('absent');
    expect((await findAt(opened, 0)).status).toBe('found');
    expect((await findAt(opened, 0, undefined, { others: new Set([first]) })).status).toBe('absent');
  });
});

describe('A post whose parent is gone', () => {
  const takes = { takesUnknownParents: true };
  const wayOut = { status: 'refused', refusal: { advice: containing('rollback') } };
  // Some proxies say so while the server behind them starts anew.
  const page = { status: 'refused', refusal: { words: '404 page not found', retryAfterMs: 60_000 } };
  it.each<[string, Deviations, object, [Fault['on'], Fault['how']]?]>([
    ['is refused with a way out', {}, wayOut],
    ['for good, too', {}, wayOut, ['publish', error(410, 'Gone')]],
    ['is tried again where a page says so', {}, page, ['publish', says(404, '404 page not found\n')]],
    ['is taken back where it was published as an answer to nothing', takes, wayOut],
    ['… and the server does not say what it answers', { ...takes, leavesOutParent: 'when-published' }, wayOut],
    ['stays in doubt where it cannot be', takes, { words: containing('/@Bot/') }, ['delete', error(403, 'no')]],
  ])('%s', async (_, deviations, outcome, fault) => {
    const opened = await open(deviations);
    if (fault) opened.server.fail({ on: fault[0], how: fault[1] });
    expect(await sendAt(opened, 1, '404404')).toMatchObject(outcome);
    expect(opened.server.statuses()).toHaveLength(fault?.[0] === 'delete' ? 1 : 0);
  });

  it.each(['when-published', 'always'] as const)(
    'is not seen in a post of which the server does not say what it answers: %s',
    async (leavesOutParent) => {
      const opened = await open({ leavesOutParent });
      const outcome = await sendAt(opened, 1, opened.server.add(thread[0]!.text));
      expect(outcome).toMatchObject({ status: 'posted', refs: [{ id: opened.server.statuses()[1]!.id }] });
    },
  );
});

describe('Taking a thread back', () => {
  const impossible = { status: 'refused', refusal: { advice: containing('cannot delete') } };
  it.each<[string, object, Fault['how'] | undefined, applied?: boolean, deviations?: Deviations]>([
    ['is done where the answer was lost, but the post is gone', { status: 'removed' }, reset, true],
    ['is done where it was empty', { status: 'removed' }, says(200, ''), true],
    ['is done where it was an error page', { status: 'removed' }, says(500, '<h1>Oh no</h1>'), true],
    ['is in doubt where the request was lost', { status: 'unknown' }, reset],
    ['is impossible where the post only seems to be gone', impossible, undefined, false, { hasNoDelete: true }],
    ['is impossible where the method is not known', impossible, error(405, 'Method not allowed')],
    ['is impossible where the post is said to be gone for good', impossible, error(410, 'Gone')],
  ])('%s', async (_, outcome, how, applied = false, deviations = {}) => {
    const { server, account } = await open(deviations);
    const id = server.add('still there');
    if (how) server.fail({ on: 'delete', how, applied });
    expect(await account.remove([{ id, url: '' }])).toMatchObject(outcome);
  });
});

describe('Logging in to Mastodon', () => {
  it('names the account by name and server', async () => {
    const { account, server } = await open();
    const host = new URL(server.url).host;
    expect([account.id, account.name]).toEqual([`bot@${host}`, `@bot@${host}`]);
  });

  it.each<[string, Fault['how'], RegExp]>([
    ['a page that is no API', says(200, '<html>'), /MASTODON_URL/],
    ['an address behind which there is nothing', says(404, '<h1>404</h1>'), /MASTODON_URL/],
    ['a new address', says(301, '', { location: 'https://new.example/api' }), /new\.example/],
    [
      'a token of the application alone',
      error(422, 'This method requires an authenticated user'),
      /as the account that posts/,
    ],
    ['missing scopes', error(403, 'outside the authorized scopes'), /read:accounts/],
  ])('says what to do about %s', async (_, how, advice) => {
    const server = await startMastodonServer();
    close = server.close;
    server.fail({ on: 'login', how, times: 9 });
    expect(await createMastodon(mastodonSettings(server.url), makeTools()).connect()).toMatchObject(advising(advice));
  });
});

import { createRestAPIClient } from 'masto';
import { afterEach, describe, expect, it } from 'vitest';
import type { PostRef } from '../../src/core/record/thread-record.ts';
import { createMastodon } from '../../src/networks/mastodon/account.ts';
import type { Account, Place, SendOutcome } from '../../src/networks/network.ts';
import { mastodonToken, startMastodonServer, type Deviations, type Fault } from '../peers/mastodon-server.ts';
import { networkContract } from './contract.ts';
import { freeze, logIn, makeTools, settingsFor, thread } from './mastodon/bench.ts';

const contractOn = (deviations: Deviations) => async () => {
  const server = await startMastodonServer(deviations);
  const tools = makeTools();
  const once =
    (how: Fault['how'], applied = false) =>
    () =>
      void server.fail({ on: 'publish', how, applied });
  const no = JSON.stringify({ error: `Validation failed: Bearer ${mastodonToken} may not say that` });
  return {
    network: () => createMastodon(settingsFor(server.url), tools),
    intruder: () => createMastodon(settingsFor(server.url, { accessToken: 'SECRETother' }), tools),
    posts: thread,
    shown: () => server.statuses().map(({ text }) => text),
    faults: {
      loseRequest: once({ kind: 'reset' }),
      loseAnswer: once({ kind: 'reset' }, true),
      refuse: once({ kind: 'answer', status: 422, body: no }),
      rateLimit: once({ kind: 'answer', status: 429, body: '{"error":"Too many requests"}' }),
      silence: once({ kind: 'silence' }),
      unreachable: () => void server.close(),
      unreadable: () =>
        void server.fail({ on: 'read', how: { kind: 'answer', status: 503, body: '<h1>later</h1>' }, times: 99 }),
    },
    abort: tools.stop,
    warnings: tools.warnings,
    secrets: [mastodonToken, 'SECRETother'],
    close: server.close,
  };
};

networkContract('Mastodon', contractOn({}));
networkContract(
  'A server that differs from Mastodon wherever it can',
  contractOn({
    hasNoV2Instance: true,
    wordIds: true,
    otherAccountIds: true,
    fullAcct: true,
    answers500ToRepeats: true,
    htmlErrors: true,
    ignoresPages: true,
    shortensLinks: true,
    linksBareNames: true,
  }),
);

let close: () => Promise<void> = () => Promise.resolve();
afterEach(() => close());

const open = async (...how: Parameters<typeof logIn>) => {
  const opened = await logIn(...how);
  close = opened.server.close;
  return opened;
};

const placeOf = (index: number, refs: readonly PostRef[], tries = 0): Place => ({
  key: `2026-06-22T15:01:00.000Z/${String(index)}`,
  ...(refs.length > 0 && { root: refs[0]!, parent: refs.at(-1)! }),
  ...(tries > 0 && { sentAt: new Date().toISOString() }),
});

async function publish(account: Account, media?: { id: string }): Promise<readonly PostRef[]> {
  const refs: PostRef[] = [];
  for (const [index, batch] of freeze(account, thread, media).entries()) {
    const outcome = await account.send(batch, placeOf(index, refs));
    if (outcome.status !== 'posted') throw new Error(JSON.stringify(outcome));
    refs.push(...outcome.refs);
  }
  return refs;
}

const firstSent = (account: Account, tries = 0): Promise<SendOutcome> =>
  account.send(freeze(account)[0]!, placeOf(0, [], tries));

describe('A thread on Mastodon', () => {
  it('reads, to another client, as one chain: the first public, the answers unlisted, all in their language', async () => {
    const { server, account } = await open({}, { language: 'pt' });
    const refs = await publish(account);
    const reader = createRestAPIClient({ url: server.url, accessToken: mastodonToken });
    const { descendants } = await reader.v1.statuses.$select(refs[0]!.id).context.fetch();
    const first = await reader.v1.statuses.$select(refs[0]!.id).fetch();
    const chain = [first, ...descendants];
    expect(chain.map(({ id }) => id)).toEqual(refs.map(({ id }) => id));
    expect(chain.map(({ inReplyToId }) => inReplyToId)).toEqual([null, ...refs.slice(0, -1).map(({ id }) => id)]);
    expect(chain.map(({ visibility }) => visibility)).toEqual(['public', 'unlisted', 'unlisted', 'unlisted']);
    expect(new Set(chain.map(({ language }) => language))).toEqual(new Set(['pt']));
    expect(refs.map(({ url }) => url)).toEqual(chain.map(({ url }) => url));
  });

  it('is sent with one key for each post and no date of its own', async () => {
    const { server, account } = await open();
    await publish(account);
    for (const body of server.bodies) expect(body).not.toHaveProperty('scheduled_at');
    // A server whose account writes Markdown as a rule must not take the words for it.
    for (const body of server.bodies) expect(body).toMatchObject({ content_type: 'text/plain' });
    expect(server.requests.filter((line) => line === 'POST /api/v1/statuses')).toHaveLength(thread.length);
  });

  it('shows the card, with its alt text, on its first post once the server is done with it', async () => {
    const { server, account, tools } = await open({ mediaLooks: 4 });
    const png = Uint8Array.from({ length: 5000 }, (_, index) => index % 256);
    const uploaded = await account.upload!({ png, alt: 'Ten titles & more', width: 1200, height: 675 });
    if (uploaded.status !== 'uploaded') throw new Error(uploaded.refusal.words);
    expect(tools.slept.length).toBeGreaterThanOrEqual(3);
    await publish(account, uploaded.media as { id: string });
    expect(server.uploads()[0]!.bytes.equals(png)).toBe(true);
    expect(server.uploads()[0]!.description).toBe('Ten titles & more');
    expect(server.statuses().map(({ media }) => media.length)).toEqual([1, 0, 0, 0]);
  });

  it.each<[string, Deviations, string]>([
    ['is uploaded the old way where there is no new one', { hasOldMediaOnly: true }, 'uploaded'],
    ['is given up where the server cannot use it', { mediaLooks: 3, mediaFails: true }, 'refused'],
    ['is given up where the server is never done with it', { mediaLooks: 1000 }, 'refused'],
  ])('a card %s', async (_, deviations, status) => {
    const { account } = await open(deviations);
    const card = { png: new Uint8Array(10), alt: 'a', width: 1, height: 1 };
    expect((await account.upload!(card)).status).toBe(status);
  });
});

describe('A card that the server says is not ready, though it said that it was', () => {
  it('is worth a short wait', async () => {
    const { account } = await open({ unprocessedTries: 1 });
    const [first] = freeze(account, thread, { id: 'm1' });
    const outcome = await account.send(first!, placeOf(0, []));
    if (outcome.status !== 'refused') throw new Error(JSON.stringify(outcome));
    expect(outcome.refusal.retryAfterMs).toBeLessThanOrEqual(30_000);
    expect((await account.send(first!, placeOf(0, []))).status).toBe('posted');
  });
});

describe('A card whose address the server names at once', () => {
  it('is ready, whatever the status of the answer: nobody is asked about it again', async () => {
    const asked: string[] = [];
    const answer = (url: string) =>
      url.endsWith('/media')
        ? Response.json({ id: '9', url: 'https://a.example/9.png' }, { status: 202 })
        : Response.json({ id: '7', acct: 'bot' });
    const tools = {
      ...makeTools(),
      fetch: (url: string | URL | Request) => {
        asked.push(url instanceof Request ? url.url : String(url));
        return Promise.resolve(answer(asked.at(-1) ?? ''));
      },
    };
    const outcome = await createMastodon(settingsFor('https://a.example'), tools).connect();
    if (outcome.status !== 'connected') throw new Error(outcome.refusal.words);
    const card = { png: new Uint8Array(10), alt: 'a', width: 1, height: 1 };
    expect(await outcome.account.upload!(card)).toEqual({ status: 'uploaded', media: { id: '9' } });
    expect(asked.filter((url) => url.includes('/media'))).toHaveLength(1);
  });
});

describe('A server that stumbles over pictures', () => {
  const card = { png: new Uint8Array(10), alt: 'a', width: 1, height: 1 };
  const stumble = { kind: 'answer', status: 503, body: '<h1>later</h1>' } as const;

  it.each<[string, Fault['how']]>([
    ['has no time', stumble],
    ['says nothing', { kind: 'answer', status: 200, body: '' }],
  ])('is asked again where it %s', async (_, how) => {
    const { server, account } = await open();
    server.fail({ on: 'upload', how, times: 2 });
    expect((await account.upload!(card)).status).toBe('uploaded');
  });

  it('does not keep the thread back for ever', async () => {
    const { server, account } = await open();
    server.fail({ on: 'read', how: stumble, times: 9 });
    expect(await account.upload!(card)).toEqual({ status: 'refused', refusal: { words: '503 later' } });
  });
});

describe('The limits of a Mastodon server', () => {
  it.each<[string, Deviations, number, number]>([
    ['its own', { maxCharacters: 10_000 }, 10_000, 1200],
    ['from the old description where there is no new one', { hasNoV2Instance: true, maxCharacters: 640 }, 640, 1200],
    ['as other software tells them', { hasNoV2Instance: true, tootChars: 5000 }, 5000, 1500],
    ["Mastodon's where it tells none", { hasNoInstance: true }, 500, 1500],
    ["Mastodon's where error pages are all there is", { hasNoInstance: true, htmlErrors: true }, 500, 1500],
  ])('are %s', async (_, deviations, limit, altLimit) => {
    const { network } = await open(deviations);
    expect(await network.rules(true)).toMatchObject({ limit, altLimit });
  });

  it.each<[string, Deviations, number]>([
    ['as 23 characters', {}, 23],
    ['as the server says', { urlLength: 40 }, 40],
    ['in full where the server says that it keeps no room for them', { urlLength: 0 }, 60],
    ['in full where the server tells its limits, but nothing of addresses', { urlLength: null }, 60],
    ['in full where other software tells its limit', { hasNoV2Instance: true, tootChars: 5000 }, 60],
    ['as 23 characters where nothing is told', { hasNoInstance: true }, 23],
  ])('count an address %s', async (_, deviations, length) => {
    const { network } = await open(deviations);
    expect((await network.rules(true)).measure(`https://example.org/${'a'.repeat(40)}`)).toBe(length);
  });

  it('are the usual ones where nobody may be asked, or nobody answers', async () => {
    const { network, server } = await open({ maxCharacters: 10_000 });
    expect((await network.rules(false)).limit).toBe(500);
    await server.close();
    expect((await network.rules(true)).limit).toBe(500);
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
    ['a page instead of data', { kind: 'answer', status: 200, body: '<html>Welcome</html>' }],
    ['an empty body', { kind: 'answer', status: 200, body: '' }],
    ['half of it', { kind: 'half' }],
    ['a server error', { kind: 'answer', status: 500, body: '{"error":"Internal server error"}' }],
    ['an error page of a gateway', { kind: 'answer', status: 502, body: '<h1>Bad Gateway</h1>' }],
    ['a try at the same time', { kind: 'answer', status: 409, body: '{"error":"Conflict"}' }],
    ['a status without words', { kind: 'answer', status: 422, body: '' }],
    ['somebody else', { kind: 'answer', status: 200, body: '{"id":"1","account":{"acct":"eve"},"content":""}' }],
  ])('leaves a post in doubt, and it is found: %s', async (_, how) => {
    const { server, account } = await open({ ignoresKey: true });
    server.fail({ on: 'publish', applied: true, how });
    expect((await firstSent(account)).status).toBe('unknown');
    const finding = await account.find(freeze(account)[0]!, placeOf(0, [], 1));
    expect(finding).toMatchObject({ status: 'found', refs: [{ id: server.statuses()[0]!.id }] });
  });

  it.each<[string, object]>([
    ['another account', { content: thread[0]!.text, account: { acct: 'eve' } }],
    ['other words', { content: 'Something else that nobody sent', account: { acct: 'Bot' } }],
    ['a post that answers another one', { content: thread[0]!.text, account: { acct: 'Bot' }, in_reply_to_id: '5' }],
    ['hardly anything', {}],
  ])('is in doubt with what the answer calls it, where that is of %s', async (_, more) => {
    const { server, account } = await open({ hasNoDelete: true });
    const body = JSON.stringify({ id: '77', url: 'https://its.example/77', ...more });
    server.fail({ on: 'publish', how: { kind: 'answer', status: 200, body } });
    server.fail({ on: 'delete', how: { kind: 'answer', status: 405, body: '{"error":"no"}' } });
    const outcome = await firstSent(account);
    expect(outcome).toMatchObject({ status: 'unknown', refs: [{ id: '77', url: 'https://its.example/77' }] });
  });

  it('is what a repeat gets that the server calls a duplicate, after an answer was lost', async () => {
    const { server, account } = await open();
    const how = { kind: 'answer', status: 422, body: '{"error":"Duplicate status"}' } as const;
    server.fail({ on: 'publish', how, times: 2 });
    expect((await firstSent(account)).status).toBe('refused');
    expect((await firstSent(account, 1)).status).toBe('unknown');
  });

  it('is a promise to publish later', async () => {
    const { account } = await open({ schedules: true });
    const outcome = await firstSent(account);
    expect(outcome).toMatchObject({ status: 'unknown', words: expect.stringContaining('later') as string });
  });
});

describe('A post in doubt on Mastodon', () => {
  const answer = (account: Account, refs: readonly PostRef[]) => account.find(freeze(account)[1]!, placeOf(1, refs, 1));

  it('is unclear where the same words answer something else, and absent where that post is known to be another', async () => {
    const { server, account } = await open();
    const first = server.add(thread[0]!.text);
    const twin = server.add(thread[1]!.text, server.add('another thread'));
    const place = placeOf(1, [{ id: first, url: '' }], 1);
    const finding = await account.find(freeze(account)[1]!, place);
    expect(finding).toMatchObject({ status: 'unclear', words: expect.stringContaining(twin) as string });
    expect((await account.find(freeze(account)[1]!, { ...place, others: new Set([twin]) })).status).toBe('absent');
  });

  it('is none of the posts that are known to be others', async () => {
    const { server, account } = await open();
    const others = new Set([server.add(thread[0]!.text)]);
    const place = placeOf(0, [], 1);
    expect((await account.find(freeze(account)[0]!, place)).status).toBe('found');
    expect((await account.find(freeze(account)[0]!, { ...place, others })).status).toBe('absent');
  });

  it('is unclear where it is there twice', async () => {
    const { server, account } = await open();
    const first = server.add(thread[0]!.text);
    server.add(thread[1]!.text, first);
    server.add(thread[1]!.text, first);
    expect(await answer(account, [{ id: first, url: '' }])).toMatchObject({
      status: 'unclear',
      words: expect.stringMatching(/delete the others by hand/) as string,
    });
  });

  it('is unclear where a run whose memory is lost may have sent it with other words', async () => {
    const { server, account } = await open();
    const first = server.add(thread[0]!.text);
    server.add('1/3 What the list said then', first);
    const place = placeOf(1, [{ id: first, url: '' }], 1);
    expect((await account.find(freeze(account)[1]!, place)).status).toBe('absent');
    expect((await account.find(freeze(account)[1]!, { ...place, afterSeen: true })).status).toBe('unclear');
  });

  it('is found where the server writes its quotes, marks and dots in another way', async () => {
    const { server, account } = await open();
    const first = server.add('Ten papers of the week, “June 14 to 21” & what they found #AI');
    const hook = await account.find(freeze(account)[0]!, placeOf(0, [], 1));
    expect(hook).toMatchObject({ status: 'found', refs: [{ id: first }] });
    expect(await account.search(thread[0]!)).toMatchObject({ status: 'found', refs: [{ id: first }] });
  });

  it('is unclear where the server may have changed its words: sent again, it could be there twice', async () => {
    const { server, account } = await open();
    const first = server.add('Ten papers of the week, June 14 to 21, and what they found');
    const hook = await account.find(freeze(account)[0]!, placeOf(0, [], 1));
    expect(hook).toMatchObject({ status: 'unclear', words: expect.stringContaining(first) as string });
    server.add('1/3 Agents in the wild', first);
    expect(await answer(account, [{ id: first, url: '' }])).toMatchObject({ status: 'unclear' });
  });

  it('is absent where a person said something else in its place', async () => {
    const { server, account } = await open();
    const first = server.add(thread[0]!.text);
    server.add('The agents of paper 1 are my favourites', first);
    expect(await answer(account, [{ id: first, url: '' }])).toEqual({ status: 'absent' });
  });

  it('is looked for again when the server lets itself be read again', async () => {
    const { server, account } = await open();
    const first = server.add(thread[0]!.text);
    const slow = { kind: 'answer', status: 429, body: '{"error":"slow"}', headers: { 'retry-after': '120' } } as const;
    const unclear = { status: 'unclear', words: '429 slow', retryAfterMs: 120_000 };
    server.fail({ on: 'context', how: slow });
    expect(await answer(account, [{ id: first, url: '' }])).toEqual(unclear);
    server.fail({ on: 'own', how: slow });
    expect(await account.find(freeze(account)[0]!, placeOf(0, [], 1))).toEqual(unclear);
    server.fail({ on: 'own', how: slow });
    expect(await account.search(thread[0]!)).toEqual(unclear);
  });

  it('is unclear where it answers nothing, or where what it answers is gone', async () => {
    const { server, account } = await open();
    const first = server.add(thread[0]!.text);
    server.add(thread[1]!.text);
    expect((await answer(account, [{ id: first, url: '' }])).status).toBe('unclear');
    expect((await answer(account, [{ id: '404404', url: '' }])).status).toBe('unclear');
  });

  it('is found behind more posts than one page holds', async () => {
    const { server, account } = await open();
    const id = server.add(thread[0]!.text);
    for (let count = 0; count < 90; count += 1) server.add(`chatter ${String(count)}`);
    expect(await account.find(freeze(account)[0]!, placeOf(0, [], 1))).toMatchObject({ refs: [{ id }] });
  });

  it('is found where pages go on where the server says, not by the ids of posts', async () => {
    const { server, account } = await open({ linkedPages: true, wordIds: true });
    const id = server.add(thread[0]!.text);
    for (let count = 0; count < 90; count += 1) server.add(`chatter ${String(count)}`);
    expect(await account.find(freeze(account)[0]!, placeOf(0, [], 1))).toMatchObject({ refs: [{ id }] });
  });

  it('is unclear where the server shows the same page for ever', async () => {
    const { server, account } = await open();
    for (let count = 0; count < 30; count += 1) server.add(`chatter ${String(count)}`);
    const page = JSON.stringify(
      Array.from({ length: 20 }, (_, index) => ({ id: `c${String(index)}`, account: { acct: 'Bot' }, content: 'x' })),
    );
    server.fail({ on: 'own', how: { kind: 'answer', status: 200, body: page }, times: 9 });
    expect((await account.find(freeze(account)[0]!, placeOf(0, [], 1))).status).toBe('unclear');
  });

  it('is unclear where the server may know the account by another id, and does not say', async () => {
    const { server, account } = await open({ otherAccountIds: true });
    server.add(thread[0]!.text);
    server.fail({ on: 'lookup', how: { kind: 'answer', status: 503, body: 'later' } });
    expect((await account.find(freeze(account)[0]!, placeOf(0, [], 1))).status).toBe('unclear');
    server.fail({ on: 'lookup', how: { kind: 'reset' } });
    expect((await account.search(thread[0]!)).status).toBe('unclear');
    expect((await account.find(freeze(account)[0]!, placeOf(0, [], 1))).status).toBe('found');
  });

  it('is absent where the server has no other way to name the account', async () => {
    const { server, account } = await open();
    server.fail({ on: 'lookup', how: { kind: 'answer', status: 404, body: '{"error":"Not found"}' } });
    expect((await account.find(freeze(account)[0]!, placeOf(0, [], 1))).status).toBe('absent');
  });

  it('is unclear where the answers are cut short and the account’s own posts cannot be read', async () => {
    const { server, account } = await open({ shownAnswers: 0 });
    const first = server.add(thread[0]!.text);
    const id = server.add(thread[1]!.text, first);
    server.fail({ on: 'own', how: { kind: 'answer', status: 502, body: '' } });
    expect((await answer(account, [{ id: first, url: '' }])).status).toBe('unclear');
    expect(await answer(account, [{ id: first, url: '' }])).toMatchObject({ status: 'found', refs: [{ id }] });
  });

  it.each<[string, Deviations, number, string]>([
    ['found behind a thousand newer posts', {}, 1000, 'found'],
    [
      'unclear where more has been posted since than can be looked through',
      { ignoresExclusions: true },
      2050,
      'unclear',
    ],
    ['found where pages cannot be turned, but answers left out', { ignoresMaxId: true }, 1000, 'found'],
    ['unclear where neither can be', { ignoresMaxId: true, ignoresExclusions: true }, 1000, 'unclear'],
  ])('is %s', async (_, deviations, chatter, status) => {
    const { server, account } = await open(deviations);
    const hook = server.add(thread[0]!.text);
    for (let count = 0; count < chatter; count += 1) server.add(`chatter ${String(count)}`, hook);
    expect((await account.find(freeze(account)[0]!, placeOf(0, [], 1))).status).toBe(status);
  });
});

describe('A post whose parent is gone', () => {
  it('is refused with a way out', async () => {
    const { account } = await open();
    const outcome = await account.send(freeze(account)[1]!, placeOf(1, [{ id: '404404', url: '' }]));
    expect(outcome).toMatchObject({
      status: 'refused',
      refusal: { advice: expect.stringContaining('rollback') as string },
    });
  });

  it('is not believed to be gone by a proxy whose server starts anew, but tried again', async () => {
    const { server, account } = await open();
    server.fail({ on: 'publish', how: { kind: 'answer', status: 404, body: '404 page not found\n' } });
    const parent = { id: server.add(thread[0]!.text), url: '' };
    expect(await account.send(freeze(account)[1]!, placeOf(1, [parent]))).toEqual({
      status: 'refused',
      refusal: { words: '404 page not found', retryAfterMs: 60_000 },
    });
  });

  it('is taken back where the server published it as an answer to nothing', async () => {
    const { server, account } = await open({ takesUnknownParents: true });
    const outcome = await account.send(freeze(account)[1]!, placeOf(1, [{ id: '404404', url: '' }]));
    expect(outcome.status).toBe('refused');
    expect(server.statuses()).toEqual([]);
  });

  it.each(['when-published', 'always'] as const)(
    'is not seen in a post of which the server does not say what it answers: %s',
    async (leavesOutParent) => {
      const { server, account } = await open({ leavesOutParent });
      const first = server.add(thread[0]!.text);
      const outcome = await account.send(freeze(account)[1]!, placeOf(1, [{ id: first, url: '' }]));
      expect(outcome).toMatchObject({ status: 'posted', refs: [{ id: server.statuses()[1]!.id }] });
    },
  );

  it('is seen there too, where the post really answers nothing', async () => {
    const { server, account } = await open({ leavesOutParent: 'when-published', takesUnknownParents: true });
    const outcome = await account.send(freeze(account)[1]!, placeOf(1, [{ id: '404404', url: '' }]));
    expect(outcome.status).toBe('refused');
    expect(server.statuses()).toEqual([]);
  });

  it('is one whose parent is gone for good, too', async () => {
    const { server, account } = await open();
    server.fail({ on: 'publish', how: { kind: 'answer', status: 410, body: '{"error":"Gone"}' } });
    const outcome = await account.send(freeze(account)[1]!, placeOf(1, [{ id: '404404', url: '' }]));
    expect(outcome).toMatchObject({ refusal: { advice: expect.stringContaining('rollback') as string } });
  });

  it('stays in doubt, with its address, where it cannot be taken back', async () => {
    const { server, account } = await open({ takesUnknownParents: true });
    server.fail({ on: 'delete', how: { kind: 'answer', status: 403, body: '{"error":"no"}' } });
    const outcome = await account.send(freeze(account)[1]!, placeOf(1, [{ id: '404404', url: '' }]));
    expect(outcome).toMatchObject({ status: 'unknown', words: expect.stringContaining('/@Bot/') as string });
  });
});

describe('A limit on requests', () => {
  const inTenMinutes = () => new Date(Date.now() + 600_000);
  it.each<[string, () => object]>([
    ['a date', () => ({ 'x-ratelimit-reset': inTenMinutes().toISOString() })],
    ['seconds since 1970', () => ({ 'x-ratelimit-reset': String(Math.round(inTenMinutes().getTime() / 1000)) })],
    ['seconds from now', () => ({ 'retry-after': '600' })],
  ])('tells when it ends, as %s', async (_, headers) => {
    const { server, account } = await open();
    server.fail({ on: 'publish', how: { kind: 'answer', status: 429, body: '{"error":"slow"}', headers: headers() } });
    const outcome = await firstSent(account);
    if (outcome.status !== 'refused') throw new Error(JSON.stringify(outcome));
    expect(outcome.refusal.retryAfterMs).toBeGreaterThan(595_000);
    expect(outcome.refusal.retryAfterMs).toBeLessThanOrEqual(601_000);
  });

  it('never makes the bot wait for days, whatever the server says', async () => {
    const { server, account } = await open();
    const headers = { 'x-ratelimit-reset': '2099-01-01T00:00:00Z' };
    server.fail({ on: 'publish', how: { kind: 'answer', status: 429, body: '', headers } });
    expect(await firstSent(account)).toMatchObject({ refusal: { retryAfterMs: 3 * 3600_000 } });
  });
});

describe('Taking a thread back', () => {
  it.each<[string, Fault['how']]>([
    ['lost', { kind: 'reset' }],
    ['empty', { kind: 'answer', status: 200, body: '' }],
    ['an error page', { kind: 'answer', status: 500, body: '<h1>Oh no</h1>' }],
  ])('is done where the answer was %s, but the post is gone', async (_, how) => {
    const { server, account } = await open();
    const refs = await publish(account);
    server.fail({ on: 'delete', applied: true, how });
    expect((await account.remove([refs.at(-1)!])).status).toBe('removed');
    server.fail({ on: 'delete', how });
    expect((await account.remove([refs[0]!])).status).toBe('unknown');
  });
});

describe('A server that cannot delete', () => {
  it.each<[string, Deviations, Fault['how'] | undefined]>([
    ['it answers as if the post were gone', { hasNoDelete: true }, undefined],
    ['it does not know the method', {}, { kind: 'answer', status: 405, body: '{"error":"Method not allowed"}' }],
    ['it says that the post is gone for good', {}, { kind: 'answer', status: 410, body: '{"error":"Gone"}' }],
  ])('is told of, and nothing counts as deleted: %s', async (_, deviations, how) => {
    const { server, account } = await open(deviations);
    const id = server.add('still there');
    if (how) server.fail({ on: 'delete', how });
    expect(await account.remove([{ id, url: '' }])).toMatchObject({
      status: 'refused',
      refusal: { advice: expect.stringContaining('cannot delete') as string },
    });
  });
});

describe('Logging in to Mastodon', () => {
  it('names the account by name and server', async () => {
    const { account, server } = await open();
    const host = new URL(server.url).host;
    expect([account.id, account.name]).toEqual([`bot@${host}`, `@bot@${host}`]);
  });

  it.each<[string, Fault['how'], RegExp]>([
    ['a page that is no API', { kind: 'answer', status: 200, body: '<html>' }, /MASTODON_URL/],
    ['an address behind which there is nothing', { kind: 'answer', status: 404, body: '<h1>404</h1>' }, /MASTODON_URL/],
    [
      'a new address',
      { kind: 'answer', status: 301, body: '', headers: { location: 'https://new.example/api' } },
      /new\.example/,
    ],
    [
      'a token of the application alone',
      { kind: 'answer', status: 422, body: '{"error":"This method requires an authenticated user"}' },
      /as the account that posts/,
    ],
    [
      'missing scopes',
      { kind: 'answer', status: 403, body: '{"error":"outside the authorized scopes"}' },
      /read:accounts/,
    ],
  ])('says what to do about %s', async (_, how, advice) => {
    const server = await startMastodonServer();
    close = server.close;
    server.fail({ on: 'login', how, times: 9 });
    const outcome = await createMastodon(settingsFor(server.url), makeTools()).connect();
    expect(outcome).toMatchObject({ status: 'refused', refusal: { advice: expect.stringMatching(advice) as string } });
  });

  it.each<[string, Fault['how']]>([
    ['an answer was lost', { kind: 'reset' }],
    ['half an answer came', { kind: 'half' }],
    ['the answer is empty', { kind: 'answer', status: 200, body: '' }],
    ['somebody on the way has no answer', { kind: 'answer', status: 502, body: '<title>502 Bad Gateway</title>' }],
  ])('may soon be tried again where %s', async (_, how) => {
    const server = await startMastodonServer();
    close = server.close;
    server.fail({ on: 'login', how });
    const outcome = await createMastodon(settingsFor(server.url), makeTools()).connect();
    expect(outcome).toMatchObject({ status: 'refused', refusal: { retryAfterMs: 10_000 } });
  });

  it('needs a server and a token', async () => {
    const bare = createMastodon({ ...settingsFor(''), url: '' }, makeTools());
    expect(await bare.connect()).toMatchObject({ status: 'refused' });
    expect((await bare.rules(true)).limit).toBe(500);
  });
});

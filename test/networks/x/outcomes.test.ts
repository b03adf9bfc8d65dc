import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createX, idAt, urlOf } from '../../../src/networks/x/account.ts';
import type { SendOutcome } from '../../../src/networks/network.ts';
import { startPeer } from '../../peers/peer.ts';
import { startXServer, xKeys, type How, type XServer } from '../../peers/x-server.ts';
import { advising, containing, makeTools, placeUnder, says as answer, xSettings } from '../bench.ts';
import { batchOf, loginAt, postOf } from './bench.ts';

let server: XServer;
beforeEach(async () => {
  server = await startXServer();
});
afterEach(async () => {
  await server.close();
  expect(server.complaints).toEqual([]);
});

const problem = (title: string, detail: string, type = 'about:blank', more = {}) => ({ title, detail, type, ...more });

async function sendWith(how: How, tries = 0): Promise<SendOutcome> {
  const account = await loginAt(server.url);
  server.fail({ on: 'create', applied: false, how });
  return await account.send(batchOf('Ten papers'), placeUnder(undefined, tries));
}

const refusalOf = (outcome: SendOutcome) => {
  if (outcome.status !== 'refused') throw new Error(JSON.stringify(outcome));
  return outcome.refusal;
};

const html = '<html><head><style>b{}</style><title>Bad Gateway</title></head><body>nginx</body></html>';
const types = 'https://api.twitter.com/2/problems/';
const coded = (code: number, message: string) => ({ errors: [{ code, message }] });
const said = (detail: string, type?: string) => problem('Forbidden', detail, type);

describe('what X says to a post', () => {
  // A status, what stands in the body, and what the words and the advice say of it.
  it.each<[number, unknown, RegExp, RegExp?]>([
    [400, { title: 'Invalid Request', errors: [{ message: 'text is missing' }] }, /text is missing/],
    [401, problem('Unauthorized', 'Unauthorized'), /401/, /X_APP_KEY/],
    [401, coded(135, 'Timestamp out of bounds.'), /Timestamp/, /clock/],
    [402, problem('CreditsDepleted', 'Your account does not have any credits.'), /credits/, /Add credits/],
    [403, said('Your account has reached its billing cycle spend cap.'), /spend cap/, /Raise the spend cap/],
    [403, said('Your app lacks the oauth1 app permissions.', `${types}oauth1-permissions`), /oauth1/, /Read and write/],
    [403, said('No.', 'https://api.x.com/2/problems/oauth1-permissions'), /No\./, /Read and write/],
    [403, said('Use an approved account.', `${types}client-forbidden`), /approved/, /Enrol/],
    [403, said('You are not allowed to create a Tweet with duplicate content.'), /duplicate/, /resolve/],
    [403, said('Reply to this conversation is not allowed because you were not mentioned.'), /Reply/, /own posts/],
    [
      403,
      said('OAuth 2.0 Application-Only is forbidden.', `${types}unsupported-authentication`),
      /Only/,
      /X_ACCESS_TOKEN/,
    ],
    [400, said('The in_reply_to_tweet_id of the reply is invalid.'), /in_reply_to/, /rollback/],
    [400, said('Your text is more than 280 characters.'), /280/, /Shorten/],
    [403, said('Posts are limited to one cashtag.'), /cashtag/, /one cashtag/],
    [403, said('The Tweet contains an invalid URL.'), /invalid URL/, /link/],
    [401, coded(64, 'Your account is suspended.'), /suspended/, /Log in/],
    [403, coded(326, 'This account is temporarily locked.'), /locked/, /Log in/],
    [403, '<html><body>Attention <script>x</script>required</body></html>', /Attention required/],
    [418, { anything: 'else' }, /418/],
  ])('is a refusal for good: %i %j', async (status, body, words, advice) => {
    const refusal = refusalOf(await sendWith(answer(status, body)));
    expect(refusal.words).toMatch(words);
    if (advice) expect(refusal.advice).toMatch(advice);
    expect(refusal.retryAfterMs).toBeUndefined();
    expect(server.posts()).toEqual([]);
  });

  it.each([
    ['500', answer(500, problem('Internal Server Error', 'Something is broken'))],
    ['503 of a proxy', answer(503, html)],
    ['502 that broke off', answer(502, 'x'.repeat(10))],
    ['408 of a gateway', answer(408, html)],
    ['201 without a body', answer(201, '')],
    ['201 without an id', answer(201, { data: { text: 'Ten papers' } })],
    ['201 with an id that is a number', answer(201, { data: { id: 1800000000000000001 } })],
    ['200 with errors', answer(200, { errors: [{ title: 'Partial', detail: 'x' }] })],
    ['a page with 200', answer(200, html)],
    ['a redirection', answer(302, '', { location: 'https://example.org/' })],
    ['an answer that broke off', { kind: 'cut' } as const],
    ['a reset', { kind: 'reset' } as const],
    ['nothing', { kind: 'silence' } as const],
  ])('is of unknown outcome: %s', async (_, how) => {
    const outcome = await sendWith(how);
    expect(outcome.status).toBe('unknown');
  });

  it.each([
    ['an id that is none of X', { id: 'post-7', text: 'Ten papers' }, 'post-7'],
    ['other words', { id: '1800000000000000001', text: 'Something else' }, '1800000000000000001'],
  ])('says that the post is there, with %s: in doubt, with its address', async (_, data, id) => {
    const url = `https://x.com/weekly_papers/status/${id}`;
    expect(await sendWith(answer(201, { data }))).toMatchObject({ status: 'unknown', refs: [{ id, url }] });
  });

  it('is tried again where X does not know the picture, which a later run uploads anew', async () => {
    const refusal = refusalOf(await sendWith(answer(400, problem('Invalid Request', 'Your media IDs are invalid.'))));
    expect([refusal.advice, refusal.retryAfterMs]).toEqual([expect.stringContaining('uploads it anew'), 10_000]);
  });

  it('is a doubt when a duplicate follows a try without an answer', async () => {
    const how = answer(403, problem('Forbidden', 'You are not allowed to create a Tweet with duplicate content.'));
    expect((await sendWith(how, 1)).status).toBe('unknown');
  });

  it('is soon tried again when the post above is not visible yet', async () => {
    const detail = 'You attempted to reply to a Tweet that is deleted or not visible to you.';
    for (const body of [problem('Forbidden', detail), { errors: [{ code: 385, message: 'No.' }] }]) {
      const { retryAfterMs } = refusalOf(await sendWith(answer(403, body)));
      expect(retryAfterMs).toBeGreaterThanOrEqual(2000);
      expect(retryAfterMs).toBeLessThanOrEqual(5000);
    }
  });
});

describe('a request that never left', () => {
  it.each([
    ['a name that does not exist', () => Promise.resolve('http://weekthread.invalid')],
    ['a port where nobody listens', closedPort],
    ['a server without TLS', () => Promise.resolve(server.url.replace('http:', 'https:'))],
    ['a server that hangs up before TLS stands', hangUp],
  ])('is not sent, and may be tried again: %s', async (_, address) => {
    const outcome = await createX(xSettings(await address()), makeTools()).connect();
    if (outcome.status !== 'refused') throw new Error('connected');
    expect(outcome.refusal.words).toMatch(/^not sent: /);
    expect(outcome.refusal.retryAfterMs).toBeGreaterThan(0);
  });

  it('is tried no more when the bot was stopped before', async () => {
    const stop = new AbortController();
    const account = await loginAt(server.url, {}, makeTools({ abort: stop.signal }));
    stop.abort();
    const outcome = await account.send(batchOf('Ten papers'), placeUnder());
    expect(outcome.status).toBe('refused');
    expect(server.posts()).toEqual([]);
  });
});

async function closedPort(): Promise<string> {
  const other = await startXServer();
  await other.close();
  return other.url;
}

function hangUp(): Promise<string> {
  const tcp = createServer((socket) => void socket.once('data', () => socket.resetAndDestroy()));
  tcp.unref();
  return new Promise((done) =>
    tcp.listen(0, '127.0.0.1', () => done(`https://127.0.0.1:${(tcp.address() as AddressInfo).port}`)),
  );
}

describe('the limits of X', () => {
  const seconds = (fromNow: number) => String(Math.ceil(Date.now() / 1000) + fromNow);

  const window = (name: string, remaining: number, fromNow: number) => ({
    [`x-${name}-remaining`]: String(remaining),
    [`x-${name}-reset`]: seconds(fromNow),
  });
  const [quarter, user, app] = ['rate-limit', 'user-limit-24hour', 'app-limit-24hour'] as const;

  it.each([
    ['the window of 15 minutes', window(quarter, 0, 600), 600],
    ['the day, where the 15 minutes look healthy', { ...window(quarter, 97, 60), ...window(user, 0, 7200) }, 7200],
    ['the latest of two that are used up', { ...window(quarter, 0, 60), ...window(app, 0, 5000) }, 5000],
    ['what Retry-After says', { 'retry-after': '42' }, 42],
  ])('are waited for: %s', async (_, headers, wait) => {
    const tooMany = answer(429, problem('Too Many Requests', 'Too Many Requests'), headers);
    const { retryAfterMs } = refusalOf(await sendWith(tooMany));
    expect(retryAfterMs! / 1000).toBeGreaterThan(wait - 20);
    expect(retryAfterMs! / 1000).toBeLessThan(wait + 4);
  });

  it('last until the period of a usage cap ends', async () => {
    const body = problem(
      'UsageCapExceeded',
      'Usage cap exceeded: Monthly product cap',
      'https://api.x.com/2/problems/usage-capped',
      { period: 'Monthly' },
    );
    const now = new Date('2026-06-22T12:00:00Z');
    const clock = { now: () => now, sleep: () => Promise.resolve() };
    const account = await loginAt(server.url, {}, makeTools({ clock }));
    server.fail({ on: 'create', applied: false, how: answer(429, body) });
    const refusal = refusalOf(await account.send(batchOf('Ten papers'), placeUnder()));
    expect(now.getTime() + refusal.retryAfterMs!).toBe(Date.parse('2026-07-01T00:00:00Z'));
  });
});

describe('the room for a thread', () => {
  const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

  it('is what the account has left of 100 posts in 15 minutes, before the first post is sent', async () => {
    const account = await loginAt(server.url);
    const recent = [...Array<string>(60).fill(minutesAgo(14)), ...Array<string>(30).fill(minutesAgo(3))];
    expect(await account.capacity(10, recent)).toBeUndefined();
    const refusal = await account.capacity(11, recent);
    expect(refusal?.words).toContain('100 posts in 15 minutes');
    expect(refusal?.retryAfterMs).toBeGreaterThan(55_000);
    expect(refusal?.retryAfterMs).toBeLessThan(65_000);
    expect(await account.capacity(12, Array<string>(100).fill(minutesAgo(16)))).toBeUndefined();
    expect(server.requests.filter(({ route }) => route === 'create')).toEqual([]);
  });
});

describe('logging in', () => {
  it('says whose account it is', async () => {
    const account = await loginAt(server.url, { pauseMs: 3000, settleMs: 300_000 });
    expect(account).toMatchObject({ id: '2244994945', name: '@weekly_papers', paceMs: 3000, settleMs: 300_000 });
  });

  it.each(['appKey', 'appSecret', 'accessToken', 'accessSecret'] as const)(
    'is refused with a wrong %s',
    async (name) => {
      const keys = { ...xKeys, [name]: 'SECRETwrong' };
      const outcome = await createX(xSettings(server.url, { keys }), makeTools()).connect();
      expect(outcome).toMatchObject(advising(/X_APP_KEY/));
      expect(outcome).toMatchObject({ refusal: { words: containing('401') } });
    },
  );

  it('can be tried again when X is out of order', async () => {
    server.fail({ on: 'me', applied: false, how: answer(503, html) });
    const outcome = await createX(xSettings(server.url), makeTools()).connect();
    const retryAfterMs = expect.any(Number) as number;
    expect(outcome).toMatchObject({ status: 'refused', refusal: { words: containing('Bad Gateway'), retryAfterMs } });
  });

  it('takes an address with a path, as a proxy has one', async () => {
    const account = await loginAt(`${server.url}/proxy`);
    expect((await account.search(postOf('x'))).status).toBe('absent');
  });
});

describe('removing', () => {
  it.each([
    ['an answer without a word', answer(200, {}), 'unknown'],
    ['a page that is not X', answer(404, '<html>nothing here</html>'), 'refused'],
    ['gone already, in another form', answer(404, coded(144, 'No status found with that ID.')), 'removed'],
    ['out of order', answer(500, {}), 'unknown'],
    ['too many', answer(429, {}), 'refused'],
  ])('is %s', async (_, how, status) => {
    const account = await loginAt(server.url);
    const { id } = status === 'removed' ? { id: '1800000000000000001' } : server.plant('still there');
    server.fail({ on: 'delete', applied: false, how });
    expect((await account.remove([{ id, url: '' }])).status).toBe(status);
  });
});

it.each(['127.0.0.1', '::1'])('an answer at %s need not say of which kind it is', async (host) => {
  const id = '1936000000000000002';
  const list = { data: [{ id, text: 'Ten papers', conversation_id: id }], meta: { result_count: 1 } };
  const peer = await startPeer(
    ({ url }, response) =>
      void response.end(
        JSON.stringify(url.pathname.includes('/users/me') ? { data: { id: '7', username: 'weekly_papers' } } : list),
      ),
    { host },
  );
  const account = await loginAt(peer.url);
  const finding = await account.find(batchOf('Ten papers'), { key: 'k', sentAt: '2025-06-20T00:00:00.000Z' });
  expect(finding).toMatchObject({ status: 'found', refs: [{ id }] });
  await peer.close();
});

describe('the address of a post on X', () => {
  const account = { id: '1', name: '@Weekly_Papers' };
  const id = '1930000000000000002';

  it.each([
    `https://x.com/weekly_papers/status/${id}`,
    `https://X.com/Weekly_Papers/status/${id}?s=20&t=abc`,
    `https://twitter.com/weekly_papers/status/${id}`,
    `https://mobile.twitter.com/weekly_papers/status/${id}#m`,
    `http://www.twitter.com/weekly_papers/statuses/${id}/`,
    `https://mobile.x.com/weekly_papers/status/${id}/photo/1`,
    `https://x.com/i/status/${id}`,
    `https://x.com/i/web/status/${id}`,
    `x.com/weekly_papers/status/${id}`,
  ])('names its id: %s', (address) => {
    expect(idAt(address, account)).toBe(id);
  });

  it.each([
    ['another account', `https://x.com/somebody/status/${id}`],
    ['a page of the account', 'https://x.com/weekly_papers'],
    ['another site', `https://x.com.example.org/weekly_papers/status/${id}`],
    ['a site whose name ends so', `https://notx.com/weekly_papers/status/${id}`],
    ['a number that is too long', `https://x.com/weekly_papers/status/${id}1234`],
    ['words', 'I saw it'],
  ])('does not name one: %s', (_, address) => {
    expect(idAt(address, account)).toBeUndefined();
  });

  it('is made of the id and the name of the account', () => {
    expect(urlOf(id, account)).toBe(`https://x.com/Weekly_Papers/status/${id}`);
    for (const wrong of ['', 'abc', '12a', `${id}1234`, '-1']) expect(urlOf(wrong, account)).toBeUndefined();
  });
});

import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blueskyRules } from '../../src/networks/bluesky/rules.ts';
import { createBluesky } from '../../src/networks/bluesky/account.ts';
import type { Account } from '../../src/networks/network.ts';
import { faultyFetch } from '../networks/faulty-fetch.ts';
import { advising, blueskySettings, blueskyThread as short, cardOf, connected, containing } from '../networks/bench.ts';
import { freeze, makeTools, post } from '../networks/bench.ts';
import { networkContract } from '../networks/contract.ts';
import { startPds, type Login, type Pds } from './pds.ts';
import { readBlob, readPosts, type ReadPost } from './reader.mjs';

const write = 'com.atproto.repo.applyWrites';
let pds: Pds;
beforeAll(async () => {
  pds = await startPds();
});
afterAll(() => pds.stop());

const networkOf = (login: Pick<Login, 'handle' | 'appPassword'>, service = pds.url, tools = makeTools()) =>
  createBluesky(blueskySettings(service, { login, timeoutMs: 20_000 }), tools);
const connect = (login: Login): Promise<Account> => connected(networkOf(login));
const open = async () => {
  const login = await pds.login();
  return { login, account: await connect(login) };
};
const read = (login: Login): Promise<readonly ReadPost[]> => readPosts(pds.direct, login.did);
const now = () => ({ frozenAt: new Date().toISOString(), at: new Date().toISOString() });
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const place = { key: 'k' };

/** A picture of stripes: real enough for a server that looks into it. */
function makePng(width: number, height: number): Uint8Array {
  const png = new PNG({ width, height });
  png.data.forEach((_, at) => (png.data[at] = at % 4 === 3 ? 255 : (at >> 2) % 7));
  return new Uint8Array(PNG.sync.write(png));
}

networkContract(
  'A real Bluesky server',
  async () => {
    const login = await pds.login();
    const { fetch, faults } = faultyFetch(({ url }) => url.endsWith(write));
    const tools = makeTools({ fetch });
    const network = () => createBluesky(blueskySettings(pds.url, { login }), tools);
    return {
      network,
      intruder: () => networkOf({ ...login, appPassword: 'SECRETwrong' }),
      posts: short,
      shown: async () => (await read(login)).map(({ text }) => text),
      faults,
      abort: tools.stop,
      warnings: tools.warnings,
      secrets: [login.appPassword, 'SECRETwrong'],
      close: () => undefined,
    };
  },
  ['refuse', 'rateLimit'],
);

describe('A thread on a real Bluesky server', () => {
  it('has the hashes that were planned, and reads to another client as it was composed', async () => {
    const { login, account } = await open();
    const card = { ...cardOf(0), png: makePng(1200, 675) };
    const uploaded = await account.upload!(card);
    if (uploaded.status !== 'uploaded') throw new Error(uploaded.refusal.words);
    const [batch] = freeze(account, short, { ...now(), media: uploaded.media });
    expect(await account.send(batch!, place)).toEqual({ status: 'posted', refs: batch!.refs });
    const posts = await read(login);
    expect(posts.map(({ uri, cid }) => [uri, cid])).toEqual(batch!.refs!.map(({ id, hash }) => [id, hash]));
    expect(posts.map(({ text }) => text)).toEqual(short.map(({ text }) => text));
    expect(posts.map(({ links }) => links)).toEqual(
      short.map(({ links }) => links.map(({ label, url }) => [label, url])),
    );
    expect(posts[0]!.tags).toEqual(['AI']);
    expect(posts[0]!.image).toMatchObject({ alt: 'Ten titles & more', width: 1200, height: 675 });
    expect(await readBlob(pds.direct, login.did, posts[0]!.image!.cid)).toEqual(card.png);
    expect(posts.at(-1)!.card).toBe('https://example.org/list');
    for (const { langs } of posts) expect(langs).toEqual(['en']);
  });

  it('has the hashes that were planned in every script, up to the last grapheme', async () => {
    const { login, account } = await open();
    const scripts = ['Übermut', '論文', 'обзор', 'مقالات', 'समीक्षा', '👩‍🔬👨‍👩‍👧', '🏳️‍🌈', '𝔸𝕀'];
    const words = [...scripts, 'e\u0301', 'a\u0000b', '\ud83d', '\u2028'];
    const posts = words.map((word) => {
      const whole = [...graphemes.segment(word.repeat(400))].slice(0, 294).map(({ segment }) => segment);
      while (!blueskyRules.fits(`${whole.join('')} Paper`)) whole.length -= 10;
      const text = `${whole.join('')} Paper`;
      return post('entry', text, [['Paper', 'https://example.org/ä?ö=ü']]);
    });
    const [batch] = freeze(account, posts, now());
    expect(await account.send(batch!, place)).toEqual({ status: 'posted', refs: batch!.refs });
    expect((await read(login)).map(({ links }) => links)).toEqual(
      posts.map(() => [['Paper', 'https://example.org/ä?ö=ü']]),
    );
  });

  it('is all or nothing: not with one post too long, not with one key that is taken', async () => {
    const { login, account } = await open();
    const long = [...short.slice(0, 3), post('closer', 'a'.repeat(301))];
    const refused = await account.send(freeze(account, long, now())[0]!, place);
    expect(refused).toMatchObject({ status: 'refused', refusal: { words: containing('grapheme') } });
    expect(await read(login)).toEqual([]);
    const moment = now();
    const [batch] = freeze(account, short, moment);
    const body = batch!.body as { writes: object[] };
    const alone = { ...batch!, body: { writes: [body.writes[0]!] } as never, refs: [batch!.refs![0]!] };
    expect((await account.send(alone, place)).status).toBe('posted');
    expect((await account.send(batch!, place)).status).toBe('unknown');
    expect(await read(login)).toHaveLength(1);
  });

  it('is taken back in one write, even if a person deleted some of it', async () => {
    const { login, account } = await open();
    const [batch] = freeze(account, short, now());
    await account.send(batch!, place);
    expect((await account.remove([batch!.refs![1]!])).status).toBe('removed');
    pds.proxy.requests.length = 0;
    expect((await account.remove(batch!.refs!)).status).toBe('removed');
    expect(pds.proxy.requests.filter((nsid) => nsid === write)).toHaveLength(1);
    expect(await read(login)).toEqual([]);
  });

  it('is refused whole where its picture is gone, and taken as it was planned once that is sent anew', async () => {
    const [kept, login] = [await pds.login(), await pds.login()];
    const [other, account] = [await connect(kept), await connect(login)];
    const card = { ...cardOf(0), png: makePng(300, 200) };
    // Known by its bytes alone: whoever sends it, the hash is the same.
    const planned = await other.upload!(card);
    if (planned.status !== 'uploaded') throw new Error(planned.refusal.words);
    const [batch] = freeze(account, short, { ...now(), media: planned.media });
    expect(await account.send(batch!, place)).toMatchObject(advising(/picture/));
    expect(await read(login)).toEqual([]);
    expect(await account.upload!(card)).toEqual(planned);
    expect(await account.send(batch!, place)).toEqual({ status: 'posted', refs: batch!.refs });
  });

  it('goes out though the server forgot every token in the middle', async () => {
    const { account } = await open();
    await pds.restart('another-secret-of-a-server-in-a-test');
    pds.proxy.requests.length = 0;
    expect((await account.send(freeze(account, short, now())[0]!, place)).status).toBe('posted');
    expect(pds.proxy.requests.map((nsid) => nsid.split('.').at(-1))).toEqual([
      'applyWrites',
      'refreshSession',
      'createSession',
      'applyWrites',
    ]);
    await pds.restart();
  });

  it('is there once when five bots send it at once', async () => {
    const login = await pds.login();
    const bots = await Promise.all(Array.from({ length: 5 }, () => connect(login)));
    const moment = now();
    const outcomes = await Promise.all(bots.map((bot) => bot.send(freeze(bot, short, moment)[0]!, place)));
    expect(outcomes.filter(({ status }) => status === 'posted')).toHaveLength(1);
    expect(outcomes.filter(({ status }) => status === 'unknown')).toHaveLength(4);
    for (const bot of bots) expect((await bot.find(freeze(bot, short, moment)[0]!, place)).status).toBe('found');
    expect(await read(login)).toHaveLength(short.length);
  });
});

describe('Logging in to a real Bluesky server', () => {
  it('tells a wrong password from a handle that nobody has, and says that an account was taken down', async () => {
    const login = await pds.login();
    const refusal = (more: Partial<Login>) => networkOf({ ...login, ...more }).connect();
    expect(await refusal({ appPassword: 'wrong-wrong' })).toMatchObject(advising(/BLUESKY_APP_PASSWORD/));
    expect(await refusal({ handle: 'nobody.test' })).toMatchObject(advising(/Nobody is called nobody\.test/));
    const subject = { $type: 'com.atproto.admin.defs#repoRef', did: login.did };
    const basic = `Basic ${Buffer.from('admin:admin').toString('base64')}`;
    await pds.call('com.atproto.admin.updateSubjectStatus', { subject, takedown: { applied: true } }, basic);
    expect(await refusal({})).toMatchObject(advising(/taken down/));
  });
});

describe('A real Bluesky server with its limits on', () => {
  let strict: Pds;
  beforeAll(async () => {
    // The DID document comes another way too: most servers leave it out of the session.
    strict = await startPds({ rateLimits: true, didDocWithSession: false });
  });
  afterAll(() => strict.stop());

  it('takes no thread over its limit, and says when it will', async () => {
    const login = await strict.login();
    const account = await connected(networkOf(login, strict.url));
    // 5,000 points an hour, three for each new post: 1,666 posts.
    const many = Array.from({ length: 200 }, (_, index) => post('entry', String(index)));
    const filled = [];
    for (let week = 0; week < 9; week += 1) {
      const frozenAt = new Date(Date.now() - week * 60_000).toISOString();
      filled.push((await account.send(freeze(account, many, { frozenAt, at: frozenAt })[0]!, place)).status);
    }
    expect(filled).toEqual([...Array.from({ length: 8 }, () => 'posted'), 'refused']);
    const before = (await readPosts(strict.direct, login.did)).length;
    const at = new Date().toISOString();
    const seventy = Array.from({ length: 70 }, (_, index) => post('entry', `more ${String(index)}`));
    const outcome = await account.send(freeze(account, seventy, { frozenAt: at, at })[0]!, place);
    if (outcome.status !== 'refused') throw new Error(JSON.stringify(outcome));
    expect(outcome.refusal.words).toMatch(/^429 /);
    expect(outcome.refusal.retryAfterMs).toBeGreaterThan(60_000);
    expect(outcome.refusal.retryAfterMs).toBeLessThanOrEqual(3_600_000);
    expect((await readPosts(strict.direct, login.did)).length).toBe(before);
  });

  it('lets nobody log in too often', async () => {
    const login = await strict.login();
    const network = networkOf({ ...login, appPassword: 'wrong' }, strict.url);
    let last = await network.connect();
    for (let count = 0; count < 40 && !JSON.stringify(last).includes('429'); count += 1) last = await network.connect();
    if (last.status !== 'refused') throw new Error('let in');
    expect(last.refusal.retryAfterMs).toBeGreaterThan(1000);
    expect(last.refusal.retryAfterMs).toBeLessThanOrEqual(300_000);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blueskyRules } from '../../src/networks/bluesky/rules.ts';
import { createBluesky } from '../../src/networks/bluesky/account.ts';
import type { Account, NetworkTools } from '../../src/networks/network.ts';
import { freeze, post, thread as short } from '../networks/bluesky/bench.ts';
import { makeTools } from '../networks/mastodon/bench.ts';
import { startPds, type Login, type Pds } from './pds.ts';
import { startScript, type Running } from './processes.ts';
import { makePng } from './png.ts';
import { readBlob, readPosts, type ReadPost } from './reader.mjs';

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

const connect = async (login: Login, url = pds.url, tools: NetworkTools = makeTools()): Promise<Account> => {
  const settings = { service: url, login, language: 'en', timeoutMs: 20_000 };
  const outcome = await createBluesky(settings, tools).connect();
  if (outcome.status !== 'connected') throw new Error(outcome.refusal.words);
  return outcome.account;
};
const read = (login: Login): Promise<readonly ReadPost[]> => readPosts(pds.direct, login.did);
const now = () => ({ frozenAt: new Date().toISOString(), at: new Date().toISOString() });
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const place = () => ({ key: 'k' });

describe('A thread on a real Bluesky server', () => {
  it('has the hashes that were planned, and reads to another client as it was composed', async () => {
    const login = await pds.login();
    const account = await connect(login);
    const png = makePng(1200, 675);
    const uploaded = await account.upload!({ png, alt: 'Ten titles & more', width: 1200, height: 675 });
    if (uploaded.status !== 'uploaded') throw new Error(uploaded.refusal.words);
    const [batch] = freeze(account, short, { ...now(), media: uploaded.media });
    expect(await account.send(batch!, place())).toEqual({ status: 'posted', refs: batch!.refs });
    const posts = await read(login);
    expect(posts.map(({ uri, cid }) => [uri, cid])).toEqual(batch!.refs!.map(({ id, hash }) => [id, hash]));
    expect(posts.map(({ text }) => text)).toEqual(short.map(({ text }) => text));
    expect(posts.map(({ links }) => links)).toEqual(
      short.map(({ links }) => links.map(({ label, url }) => [label, url])),
    );
    expect(posts[0]!.tags).toEqual(['AI']);
    expect(posts[0]!.image).toMatchObject({ alt: 'Ten titles & more', width: 1200, height: 675 });
    expect(await readBlob(pds.direct, login.did, posts[0]!.image!.cid)).toEqual(png);
    expect(posts.at(-1)!.card).toBe('https://example.org/list');
    for (const { langs } of posts) expect(langs).toEqual(['en']);
  });

  it('has the hashes that were planned in every script, up to the last grapheme', async () => {
    const login = await pds.login();
    const account = await connect(login);
    const scripts = ['Übermut', '論文', 'обзор', 'مقالات', 'समीक्षा', '👩‍🔬👨‍👩‍👧', '🏳️‍🌈', '𝔸𝕀'];
    const words = [...scripts, 'e\u0301', 'a\u0000b', '\ud83d', '\u2028'];
    const posts = words.map((word) => {
      const whole = [...graphemes.segment(word.repeat(400))].slice(0, 294).map(({ segment }) => segment);
      while (!blueskyRules.fits(`${whole.join('')} Paper`)) whole.length -= 10;
      const text = `${whole.join('')} Paper`;
      return post('entry', text, [['Paper', 'https://example.org/ä?ö=ü']]);
    });
    const [batch] = freeze(account, posts, now());
    expect(await account.send(batch!, place())).toEqual({ status: 'posted', refs: batch!.refs });
    expect((await read(login)).map(({ links }) => links)).toEqual(
      posts.map(() => [['Paper', 'https://example.org/ä?ö=ü']]),
    );
  });

  it('is all or nothing: not with one post too long, not with one key that is taken', async () => {
    const login = await pds.login();
    const account = await connect(login);
    const long = [...short.slice(0, 3), post('closer', 'a'.repeat(301))];
    const refused = await account.send(freeze(account, long, now())[0]!, place());
    expect(refused).toMatchObject({
      status: 'refused',
      refusal: { words: expect.stringContaining('grapheme') as string },
    });
    expect(await read(login)).toEqual([]);
    const moment = now();
    const [batch] = freeze(account, short, moment);
    const body = batch!.body as { writes: object[] };
    const alone = { ...batch!, body: { writes: [body.writes[0]!] } as never, refs: [batch!.refs![0]!] };
    expect((await account.send(alone, place())).status).toBe('posted');
    expect((await account.send(batch!, place())).status).toBe('unknown');
    expect(await read(login)).toHaveLength(1);
  });

  it('is found by its hook, and taken back in one write, even if a person deleted some of it', async () => {
    const login = await pds.login();
    const account = await connect(login);
    const [batch] = freeze(account, short, now());
    await account.send(batch!, place());
    expect((await account.search(short[0]!)).status).toBe('found');
    expect((await account.remove([batch!.refs![1]!])).status).toBe('removed');
    pds.proxy.requests.length = 0;
    expect((await account.remove(batch!.refs!)).status).toBe('removed');
    expect(pds.proxy.requests.filter((nsid) => nsid === write)).toHaveLength(1);
    expect(await read(login)).toEqual([]);
    expect((await account.remove(batch!.refs!)).status).toBe('removed');
    expect((await account.find(batch!, place())).status).toBe('absent');
    expect((await account.search(short[0]!)).status).toBe('absent');
  });

  it('is refused whole where its picture is gone, and taken as it was planned once that is sent anew', async () => {
    const [kept, login] = [await pds.login(), await pds.login()];
    const [other, account] = [await connect(kept), await connect(login)];
    const card = { png: makePng(300, 200), alt: 'x', width: 300, height: 200 };
    // Known by its bytes alone: whoever sends it, the hash is the same.
    const planned = await other.upload!(card);
    if (planned.status !== 'uploaded') throw new Error(planned.refusal.words);
    const [batch] = freeze(account, short, { ...now(), media: planned.media });
    const refused = await account.send(batch!, place());
    expect(refused).toMatchObject({
      status: 'refused',
      refusal: { advice: expect.stringContaining('picture') as string },
    });
    expect(await read(login)).toEqual([]);
    expect(await account.upload!(card)).toEqual(planned);
    expect(await account.send(batch!, place())).toEqual({ status: 'posted', refs: batch!.refs });
  });

  it('goes out though the server forgot every token in the middle', async () => {
    const login = await pds.login();
    const account = await connect(login);
    await pds.restart('another-secret-of-a-server-in-a-test');
    pds.proxy.requests.length = 0;
    expect((await account.send(freeze(account, short, now())[0]!, place())).status).toBe('posted');
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
    const outcomes = await Promise.all(bots.map((bot) => bot.send(freeze(bot, short, moment)[0]!, place())));
    expect(outcomes.filter(({ status }) => status === 'posted')).toHaveLength(1);
    expect(outcomes.filter(({ status }) => status === 'unknown')).toHaveLength(4);
    for (const bot of bots) expect((await bot.find(freeze(bot, short, moment)[0]!, place())).status).toBe('found');
    expect(await read(login)).toHaveLength(short.length);
  });
});

describe('Logging in to a real Bluesky server', () => {
  const refusal = async (login: Pick<Login, 'handle' | 'appPassword'>) => {
    const settings = { service: pds.url, login, language: 'en', timeoutMs: 20_000 };
    const outcome = await createBluesky(settings, makeTools()).connect();
    if (outcome.status !== 'refused') throw new Error('let in');
    return `${outcome.refusal.words} ${outcome.refusal.advice ?? ''}`;
  };

  it('tells a wrong password from a handle that nobody has, and says that an account was taken down', async () => {
    const login = await pds.login();
    expect(await refusal({ ...login, appPassword: 'wrong-wrong' })).toContain('BLUESKY_APP_PASSWORD');
    expect(await refusal({ ...login, handle: 'nobody-there.test' })).toContain('Nobody is called nobody-there.test');
    const subject = { $type: 'com.atproto.admin.defs#repoRef', did: login.did };
    const basic = `Basic ${Buffer.from('admin:admin').toString('base64')}`;
    await pds.call('com.atproto.admin.updateSubjectStatus', { subject, takedown: { applied: true } }, basic);
    expect(await refusal(login)).toMatch(/taken down/);
  });
});

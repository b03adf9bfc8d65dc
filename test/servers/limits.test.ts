import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBluesky } from '../../src/networks/bluesky/account.ts';
import { freeze, post } from '../networks/bluesky/bench.ts';
import { makeTools } from '../networks/mastodon/bench.ts';
import { startPds, type Login, type Pds } from './pds.ts';
import { startScript, type Running } from './processes.ts';
import { readPosts } from './reader.mjs';

describe('A real Bluesky server with its limits on', () => {
  let plc: Running;
  let strict: Pds;
  beforeAll(async () => {
    plc = await startScript('plc-server.mjs');
    // The DID document comes another way too: most servers leave it out of the session.
    strict = await startPds(plc.url, { rateLimits: true, didDocWithSession: false });
  });
  afterAll(async () => {
    await strict.stop();
    await plc.kill();
  });
  const networkOf = (login: Pick<Login, 'handle' | 'appPassword'>) =>
    createBluesky({ service: strict.url, login, language: 'en', timeoutMs: 20_000 }, makeTools());

  it('takes no thread over its limit, and says when it will', async () => {
    const login = await strict.login();
    const connected = await networkOf(login).connect();
    if (connected.status !== 'connected') throw new Error(connected.refusal.words);
    const { account } = connected;
    // 5,000 points an hour, three for each new post: 1,666 posts.
    const many = Array.from({ length: 200 }, (_, index) => post('entry', String(index)));
    const filled = [];
    for (let week = 0; week < 9; week += 1) {
      const frozenAt = new Date(Date.now() - week * 60_000).toISOString();
      filled.push((await account.send(freeze(account, many, { frozenAt, at: frozenAt })[0]!, { key: 'k' })).status);
    }
    expect(filled).toEqual([...Array.from({ length: 8 }, () => 'posted'), 'refused']);
    const before = (await readPosts(strict.direct, login.did)).length;
    const at = new Date().toISOString();
    const seventy = Array.from({ length: 70 }, (_, index) => post('entry', `more ${String(index)}`));
    const outcome = await account.send(freeze(account, seventy, { frozenAt: at, at })[0]!, { key: 'k' });
    if (outcome.status !== 'refused') throw new Error(JSON.stringify(outcome));
    expect(outcome.refusal.words).toMatch(/^429 /);
    expect(outcome.refusal.retryAfterMs).toBeGreaterThan(60_000);
    expect(outcome.refusal.retryAfterMs).toBeLessThanOrEqual(3_600_000);
    expect((await readPosts(strict.direct, login.did)).length).toBe(before);
  });

  it('lets nobody log in too often', async () => {
    const login = await strict.login();
    const network = networkOf({ ...login, appPassword: 'wrong' });
    let last = await network.connect();
    for (let count = 0; count < 40 && !JSON.stringify(last).includes('429'); count += 1) last = await network.connect();
    if (last.status !== 'refused') throw new Error('let in');
    expect(last.refusal.retryAfterMs).toBeGreaterThan(1000);
    expect(last.refusal.retryAfterMs).toBeLessThanOrEqual(300_000);
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mastodonToken, startMastodonServer } from '../peers/mastodon-server.ts';
import { blueskyLogin, startPdsScript } from '../peers/pds-script.ts';
import { startXServer, xKeys } from '../peers/x-server.ts';
import { makeBot, onBluesky, onMastodon } from './bot.ts';

async function open() {
  const [x, pds, mastodon] = await Promise.all([startXServer(), startPdsScript(), startMastodonServer()]);
  const bot = await makeBot({
    ...onBluesky(pds.url, blueskyLogin),
    ...onMastodon(mastodon.url, mastodonToken),
    NETWORKS: 'x,bluesky,mastodon,site',
    X_API_URL: x.url,
    X_APP_KEY: xKeys.appKey,
    X_APP_SECRET: xKeys.appSecret,
    X_ACCESS_TOKEN: xKeys.accessToken,
    X_ACCESS_SECRET: xKeys.accessSecret,
    X_POST_PAUSE_MS: '0',
    RECONCILE_WAIT_SECONDS: '1',
    MAX_COST_USD: '10',
  });
  return {
    ...{ x, pds, mastodon, bot },
    post: () => bot.run('post', '--to', 'x,bluesky,mastodon,site', '--yes'),
    /** How many posts each network shows. */
    counts: async () => ({
      x: x.posts().length,
      bluesky: pds.records.size,
      mastodon: mastodon.statuses().length,
      site: (await readFile(join(bot.home, 'public', 'feed.json'), 'utf8').catch(() => '')) === '' ? 0 : 12,
    }),
    close: async () => {
      await Promise.all([x.close(), pds.close(), mastodon.close(), bot.remove()]);
    },
  };
}

type World = Awaited<ReturnType<typeof open>>;
const whole = { x: 12, bluesky: 12, mastodon: 12, site: 12 };
const answer = (status: number, body: object) => ({ kind: 'answer', status, body: JSON.stringify(body) }) as const;
const problem = (status: number) => ({ kind: 'answer', status, body: { title: 'Forbidden', detail: 'No.' } }) as const;

/** Where one network fails, and what it shows after the first run. */
const failures: readonly [string, (world: World) => unknown, Partial<typeof whole>][] = [
  ['X at the login', ({ x }) => x.fail({ on: 'me', at: 1, applied: false, how: problem(403) }), { x: 0 }],
  ['X at its fifth post', ({ x }) => x.fail({ on: 'create', at: 5, applied: false, how: problem(403) }), { x: 4 }],
  [
    'Bluesky at the login',
    ({ pds }) => pds.fail({ on: 'session', how: answer(401, { error: 'AuthenticationRequired' }) }),
    { bluesky: 0 },
  ],
  [
    'Bluesky at the write',
    ({ pds }) => pds.fail({ on: 'write', how: answer(400, { error: 'InvalidRequest' }) }),
    { bluesky: 0 },
  ],
  [
    'Mastodon at the login',
    ({ mastodon }) => mastodon.fail({ on: 'login', how: answer(401, { error: 'invalid token' }) }),
    { mastodon: 0 },
  ],
  [
    'Mastodon at a status',
    ({ mastodon }) => mastodon.fail({ on: 'publish', how: answer(422, { error: 'Validation failed' }) }),
    { mastodon: 0 },
  ],
  ['the site', ({ bot }) => writeFile(join(bot.home, 'public'), 'in the way'), { site: 0 }],
];

describe.concurrent('Four networks in one run', () => {
  it('have the whole thread, and have it once', async () => {
    const world = await open();
    expect(await world.post()).toMatchObject({ code: 0 });
    expect(await world.counts()).toEqual(whole);
    expect(await world.post()).toMatchObject({ code: 0 });
    expect(await world.counts()).toEqual(whole);
    await world.close();
  });

  it.each(failures)(
    'have it but the one that fails: %s; and the next run brings it there too',
    async (_, fail, shown) => {
      const world = await open();
      await fail(world);
      const first = await world.post();
      expect(first.code).toBe(1);
      expect(await world.counts()).toEqual({ ...whole, ...shown });
      await world.bot.clear('public');
      const second = await world.post();
      expect([second.code, second.err]).toEqual([0, second.err]);
      expect(await world.counts()).toEqual(whole);
      for (const secret of [...Object.values(xKeys), blueskyLogin.appPassword, 'SECRETaccess1', mastodonToken])
        expect(JSON.stringify([first, second])).not.toContain(secret);
      await world.close();
    },
  );
});

import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { mastodonToken, startMastodonServer } from '../peers/mastodon-server.ts';
import { startXServer, xKeys, type XServer } from '../peers/x-server.ts';
import { at, deskWith, ten, week, type Desk, type Said } from './world.ts';

const titles = (topic: string): readonly string[] => ten(topic).map((title) => title.replace(' ', '-'));
const newest = week('June 14 - June 21, 2026', ...titles('Newer'));
const older = week('June 7 - June 13, 2026', ...titles('Older'));

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

/** What X is asked with; the program's clock stands still, so that nothing is waited for. */
async function xDesk(env: Readonly<Record<string, string>> = {}): Promise<{ desk: Desk; server: XServer }> {
  const server = await startXServer();
  closing.push(() => server.close());
  const keys = {
    ...{ X_APP_KEY: xKeys.appKey, X_APP_SECRET: xKeys.appSecret, CARD: 'off' },
    ...{ X_ACCESS_TOKEN: xKeys.accessToken, X_ACCESS_SECRET: xKeys.accessSecret },
    ...{ X_API_URL: server.url, RECONCILE_WAIT_SECONDS: '0', NETWORKS: 'x' },
  };
  return { desk: await deskWith(newest + older, { ...keys, ...env }), server };
}

/** A webhook, and what it heard. */
async function webhook(): Promise<{ url: string; heard: { kind: string; text: string }[] }> {
  const heard: { kind: string; text: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      heard.push(JSON.parse(body) as { kind: string; text: string });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`, heard };
}

const statusOf = (desk: Desk, now: string): Promise<Readonly<Record<string, unknown>>> => desk.json('status', at(now));

describe('status answers', () => {
  test('when what was posted, what the last look did and what comes next, by the clocks of TIMEZONE', async () => {
    const desk = await deskWith(newest + older, { TIMEZONE: 'Europe/Berlin' });
    await desk.run('post --due', at('2026-06-22T17:00'));
    await desk.run('post --due', at('2026-06-23T15:00'));
    const { out } = await desk.run('status', at('2026-06-23T16:30'));
    expect(out).toMatch(/site +posted 2026-06-22 19:00 UTC\+2 \(12 posts\)/);
    expect(out).toMatch(
      /Last look {2}2026-06-23 17:00 UTC\+2: Nothing is due: the newest week, \S+, is posted on site/,
    );
    expect(out).toMatch(/Next look {2}2026-06-29 17:00 UTC\+2, in/);
    expect(await statusOf(desk, '2026-06-23T16:30')).toMatchObject({ lastLook: '2026-06-23T15:00:00.000Z' });
  });

  test('what keeps a week that is due from being posted, with what to type, and --check says 1', async () => {
    const { desk, server } = await xDesk({ MAX_COST_USD: '0.5' });
    const reason: unknown = expect.stringMatching(/MAX_COST_USD=0\.5.*Or set/);
    const { blocked } = await statusOf(desk, '2026-06-22T17:00');
    expect(blocked).toEqual([{ week: '2026-06-14/2026-06-21', network: 'x', reason }]);
    await desk.run('post --due', at('2026-06-22T17:00'));
    const needed = /needed: 2026-06-14\/2026-06-21 on x: .*USD/;
    await desk.says('status --check', 1, needed, at('2026-06-22T17:30'));
    expect(server.posts()).toEqual([]);
  });

  test.each([
    ['lost its weeks', older, '2026-06-23T17:30', /no longer shows 2026-06-14\/2026-06-21/],
    ['has none any more', '# Nothing\n', '2026-06-23T17:30', /no weeks any more/],
    ['stands still', newest + older, '2026-07-20T17:30', /has not moved for 21 days/],
  ])('that a list %s, before a look has found out', async (_, text, now, words) => {
    const desk = await deskWith(newest + older);
    await desk.run('post --due', at('2026-06-22T17:00'));
    await desk.run('post --due', at(now.replace('17:30', '17:00')));
    await writeFile(desk.list, text);
    await desk.says('status --check', 1, words, at(now));
  });

  test('nothing alarming before the first look was due', async () => {
    const desk = await deskWith(newest + older);
    expect((await desk.run('status --check', at('2026-06-25T12:00'))).code).toBe(0);
  });

  test('what was spent, with what was taken back and what that cost', async () => {
    const { desk } = await xDesk();
    const posted = await desk.json<{ networks: [{ costUsd: number }] }>('post --yes');
    const cost = posted.networks[0].costUsd;
    await desk.run('rollback latest --yes');
    const month = Math.round((cost + 0.12) * 1000) / 1000;
    expect((await statusOf(desk, '2026-06-24T12:00')).spentUsd).toEqual({ month, days30: month });
    await desk.run('post latest --again --yes', at('2026-06-23T12:00'));
    const both = Math.round((month + cost) * 1000) / 1000;
    expect((await statusOf(desk, '2026-06-24T12:00')).spentUsd).toEqual({ month: both, days30: both });
    expect((await statusOf(desk, '2026-07-01T12:00')).spentUsd).toEqual({ month: 0, days30: both });
    expect((await desk.run('status', at('2026-06-24T12:00'))).out).toContain(`Spent      ${both.toFixed(2)}`);
  });
});

describe('a notice', () => {
  test('tells what a person posted and took back by hand', async () => {
    const { url, heard } = await webhook();
    const desk = await deskWith(newest, { NOTIFY_URL: url });
    await desk.run('post --yes');
    await desk.run('post --yes');
    await desk.run('rollback latest --yes');
    expect(heard.map(({ kind }) => kind)).toEqual(['posted', 'taken-back']);
    expect(heard.map(({ text }) => text).join('\n')).toMatch(
      /^Posted \S+ to site: 12 posts\..*\nTaken back .*12 posts/,
    );
  });

  test('that does not arrive is kept for the next look', async () => {
    const desk = await deskWith(newest, { NOTIFY_URL: 'http://127.0.0.1:1/hook' });
    await desk.says('post --yes', 0, 'kept for the next look');
    const { url, heard } = await webhook();
    const mended = await deskWith(newest, { NOTIFY_URL: url, STATE_FILE: path.join(desk.folder, 'state.json') });
    await mended.run('post --due');
    expect(heard.map(({ kind }) => kind)).toEqual(['posted']);
  });
});

describe('a post in doubt', () => {
  const no = { kind: 'answer', status: 503, body: 'out of order' } as const;

  /** A week is up; of the next one, post number `lost` (from 0) is up, and nobody knows. */
  async function inDoubt(
    lost: number,
  ): Promise<{ desk: Desk; ids: readonly string[]; resolve: (id: string) => Promise<Said> }> {
    const { desk, server } = await xDesk({ MAX_COST_USD: '9' });
    await desk.run('post 2026-06-07 --yes');
    const applied = { on: 'create', whileShown: 12 + lost, applied: true, how: { kind: 'reset' } } as const;
    server.fail({ on: 'timeline', applied: false, how: no }, applied);
    expect((await desk.run('post 2026-06-14 --yes')).code).toBe(3);
    server.fail();
    const ids = server.posts().map((post) => post.id);
    return { desk, ids, resolve: (id) => desk.run(`resolve 2026-06-14 --to x --posted ${id}`) };
  }

  test.each([
    ['a first post', 0, 0, /is not this post: it says something else/],
    ['an answer, by one of another thread', 3, 11, /is not this post: it says something else/],
    ['a first post, by one that is not there', 0, undefined, /X shows no such post/],
  ])('is settled only by itself: %s', async (_, lost, other, words) => {
    const { desk, ids, resolve } = await inDoubt(lost);
    const wrong = await resolve(other === undefined ? '1936000000000000001' : (ids[other] ?? ''));
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringMatching(words)]);
    expect(await resolve(ids[12 + lost] ?? '')).toMatchObject({ code: 0, err: '' });
    expect((await desk.run('post 2026-06-14 --yes')).code).toBe(0);
  });
});

test('a post in doubt on Mastodon is settled only by an answer with its words to the right post', async () => {
  const server = await startMastodonServer();
  closing.push(() => server.close());
  const login = { MASTODON_URL: server.url, MASTODON_ACCESS_TOKEN: mastodonToken, NETWORKS: 'mastodon', CARD: 'off' };
  const desk = await deskWith(newest, login);
  server.fail({ on: 'publish', skip: 3, times: 9, applied: true, how: { kind: 'reset' } });
  for (const on of ['own', 'context'] as const)
    server.fail({ on, times: 999, how: { kind: 'answer', status: 503, body: '' } });
  const doubt = await desk.run('post --yes');
  expect(doubt.code).toBe(3);
  const [, , parent, lost] = server.statuses();
  const strangers = [server.add('Other words', parent?.id), server.add(lost?.text ?? '', null)];
  const resolve = (id: string): Promise<Said> =>
    desk.run(`resolve latest --to mastodon --posted ${server.url}/@papers/${id}`);
  const said: string[] = [];
  for (const id of strangers) said.push((await resolve(id)).err);
  expect(said).toEqual([
    expect.stringMatching(/not this post: it says something else/),
    expect.stringMatching(/not this post: it does not answer/),
  ]);
  expect((await resolve(lost?.id ?? '')).code).toBe(0);
});

test('doctor --notify sends a test notice, and says what became of it', async () => {
  const { url, heard } = await webhook();
  const taken = /ok +notice +a test was sent to 127\.0\.0\.1, and taken/;
  await (await deskWith(newest, { NOTIFY_URL: url })).says('doctor --notify', 0, taken);
  expect(heard.map(({ kind }) => kind)).toEqual(['test']);
  const deaf = await deskWith(newest, { NOTIFY_URL: 'http://127.0.0.1:1/secret' });
  await deaf.says('doctor --notify', 1, /FAILED +notice +.*no answer/);
  await (await deskWith(newest)).says('doctor --notify', 1, /FAILED +notice +NOTIFY_URL is not set/);
});

test('a dry run says what is known of the week already, on stdout for people alone', async () => {
  const desk = await deskWith(newest);
  const before = await desk.run('post --dry-run');
  await desk.run('post --yes');
  const after = (await desk.run('post --dry-run')).out;
  expect(before.out).not.toContain('was posted');
  expect(after).toMatch(/Site: 2026-06-14\/2026-06-21 was posted 2026-06-22 17:00 UTC: nothing would be sent\./);
  await desk.run('rollback latest --yes');
  expect((await desk.run('post --dry-run')).out).toContain('was taken back: nothing would be sent without --again');
  expect(Object.keys(JSON.parse((await desk.run('post --dry-run --json')).out) as object)).toContain('threads');
});

describe('a week that was taken back', () => {
  test('is posted again with the words of its plan by the command that is advised', async () => {
    const desk = await deskWith(newest);
    const plan = path.join(desk.folder, 'plan.json');
    await writeFile(plan, (await desk.run('post --dry-run --json')).out);
    await desk.run(`post --plan ${plan} --yes`);
    await desk.run('rollback latest --yes');
    const refused = await desk.run(`post --plan ${plan} --yes`);
    const advised = /weekthread (post --plan .*--again)/.exec(refused.out)?.[1] ?? '';
    expect([refused.code, (await desk.run(advised)).code]).toEqual([2, 0]);
  });

  test('is said to have been taken back only if it was', async () => {
    const { desk, server } = await xDesk();
    const how = { kind: 'answer', status: 403, body: { detail: 'No.' } } as const;
    server.fail({ on: 'create', whileShown: 0, applied: false, how });
    await desk.run('post --yes');
    await desk.says('rollback latest --yes', 0, 'x: nothing of it was up, so nothing was deleted');
    await desk.says('rollback latest --yes', 0, 'x: was taken back already');
  });
});

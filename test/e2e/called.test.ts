import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { blueskyLogin, startPdsScript } from '../peers/pds-script.ts';
import { mastodonToken, startMastodonServer, type Deviations } from '../peers/mastodon-server.ts';
import { startXServer, type XServerOptions } from '../peers/x-server.ts';
import { createBot, isBuilt, type Bot, type Run } from './bot.ts';
import { listOf, week } from './list.ts';

const said = ({ out, err }: Run): string => out + err;
const closers: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closers.map((close) => close())));

/** A server of one network, and the real command pointed at it. */
interface Bench {
  readonly run: (...args: readonly string[]) => Promise<Run>;
  /** The texts that the server shows, in order. */
  readonly texts: () => readonly unknown[];
  readonly forget: () => void;
  readonly loseNextPost: () => void;
  readonly bot: Bot;
}

async function benchOf(url: string, env: Record<string, string>, close: () => Promise<void>) {
  const bot = await createBot(url, listOf(2));
  closers.push(bot.close, close);
  return { bot, run: (...args: readonly string[]) => bot.run([...args, '--to', env.NETWORKS ?? ''], env) };
}

async function mastodon(deviations: Deviations = {}, more: Record<string, string> = {}) {
  const server = await startMastodonServer(deviations);
  const env = { NETWORKS: 'mastodon', MASTODON_URL: server.url, MASTODON_ACCESS_TOKEN: mastodonToken, ...more };
  const loseNextPost = () => server.fail({ on: 'publish', how: { kind: 'silence' } });
  const texts = () => server.statuses().map(({ text }) => text);
  return { server, ...(await benchOf(server.url, env, server.close)), texts, forget: server.forget, loseNextPost };
}

async function x(options: XServerOptions = {}, more: Record<string, string> = {}) {
  const server = await startXServer(options);
  const loseNextPost = () => server.fail({ on: 'create', at: 1, applied: false, how: { kind: 'silence' } });
  const texts = () => server.posts().map(({ words }) => words);
  const bench = await benchOf(server.url, { NETWORKS: 'x', ...more }, server.close);
  return { server, ...bench, texts, forget: server.forget, loseNextPost };
}

async function bluesky(lacks?: 'given keys' | 'delete', more: Record<string, string> = {}) {
  const server = await startPdsScript();
  server.set({ lacks });
  const { handle, appPassword } = blueskyLogin;
  const login = { BLUESKY_SERVICE: server.url, BLUESKY_HANDLE: handle, BLUESKY_APP_PASSWORD: appPassword };
  const loseNextPost = () => server.fail({ on: 'write', how: { kind: 'silence' } });
  const bench = await benchOf(server.url, { NETWORKS: 'bluesky', ...login, ...more }, server.close);
  return { server, ...bench, texts: server.texts, forget: () => server.blobs.clear(), loseNextPost };
}

/** An hour passes for what was sent and had no answer. */
async function letAnHourPass({ folder }: Bot): Promise<void> {
  const file = path.join(folder, 'state.json');
  const state = await readFile(file, 'utf8');
  const earlier = (at: string): string => new Date(Date.parse(at) - 3_600_000).toISOString();
  const passed = state.replace(/("(?:at|frozenAt)":")([^"]+)/g, (_, start: string, at: string) => start + earlier(at));
  await writeFile(file, passed);
}

const post = ['post', week, '--yes'];
const rollback = ['rollback', week, '--yes'];

describe.runIf(isBuilt)(
  'a thread on servers that call things by other names',
  { concurrent: true, timeout: 300_000 },
  () => {
    it('is posted once where Mastodon calls the account by a server that only the instance names', async () => {
      const { run, texts } = await mastodon({ host: { name: 'its.example', isTold: true }, otherAccountIds: true });
      expect((await run(...post)).code).toBe(0);
      expect(texts()).toHaveLength(4);
    });

    it.each<[string, () => Promise<Pick<Bench, 'run' | 'texts' | 'bot'>>, number]>([
      [
        'Mastodon, which calls the account by a name that nobody tells',
        () => mastodon({ host: { name: 'its.example', isTold: false }, otherAccountIds: true }),
        1,
      ],
      [
        'Mastodon, which says that it will publish later',
        () => mastodon({ schedules: true, wordIds: true, hidesOwn: true }),
        1,
      ],
      ['Bluesky, which gives records keys of its own', () => bluesky('given keys'), 4],
    ])('is in doubt, with its address, and never sent again: %s', async (_, start, count) => {
      const { run, texts, bot } = await start();
      const runs = [await run(...post), await run(...post)];
      expect(runs.map(({ code }) => code)).toEqual([3, 3]);
      expect(texts()).toHaveLength(count);
      const typed = /weekthread (resolve \S+ --to \w+ --posted \S+ --trust)/.exec(said(runs[1]!))![1]!;
      const status = await bot.run(['status']);
      expect([said(runs[1]!), status.out]).toEqual(
        Array(2).fill(expect.stringMatching(/answered that it is https?:\/\/\S+/)),
      );
      expect(status.out).toContain(typed);
      expect((await bot.run(typed.split(' '))).code).toBe(0);
    });

    it('is in doubt where X shows the words newer than the post above, but not under it', async () => {
      const { server, run, texts } = await x();
      server.fail({ on: 'create', at: 2, applied: true, how: { kind: 'reset' } });
      server.change({ lacks: 'reply' });
      const runs = [await run(...post), await run(...post)];
      expect(runs.map(({ code }) => code)).toEqual([3, 3]);
      expect(said(runs[1]!)).toContain(`/status/${server.posts()[1]!.id}`);
      expect(texts()).toHaveLength(2);
    });

    it.each<[string, () => Promise<Pick<Bench, 'run' | 'texts' | 'bot'>>]>([
      ['Mastodon', () => mastodon({ hasNoDelete: true })],
      ['X', () => x({ lacks: 'delete' })],
      ['Bluesky', () => bluesky('delete')],
    ])('is not said to be taken back where the server cannot delete: %s', async (_, start) => {
      const { run, texts, bot } = await start();
      expect((await run(...post)).code).toBe(0);
      const taken = await run(...rollback);
      expect([taken.code, said(taken)]).toEqual([1, expect.stringMatching(/cannot delete|Unsupported/)]);
      expect(texts()).toHaveLength(4);
      expect((await bot.run(['status'])).out).toContain('rolling-back');
    });

    it.each<[string, () => Promise<Bench>]>([
      ['Mastodon', () => mastodon({}, { CARD: 'on' })],
      ['X', () => x({}, { CARD: 'on' })],
      ['Bluesky', () => bluesky(undefined, { CARD: 'on' })],
    ])('goes out by itself where a picture was forgotten that its lost first post carried: %s', async (_, start) => {
      const { run, texts, bot, forget, loseNextPost } = await start();
      loseNextPost();
      const first = run(...post);
      await expect.poll(async () => await bot.state().catch(() => ''), { timeout: 60_000 }).toContain('"sending"');
      bot.kill();
      await first;
      forget();
      await letAnHourPass(bot);
      const again = await run(...post);
      expect([again.code, said(again)]).toEqual([0, expect.anything()]);
      expect(texts()).toHaveLength(4);
    });

    it('tells at once, and in status, that a server lets fewer people see it', async () => {
      const { run, texts, bot } = await mastodon({ unlistedIs: 'private' });
      const first = await run(...post);
      expect(said(first).match(/private that were sent as unlisted.*MASTODON_REPLY_VISIBILITY/g)).toHaveLength(1);
      expect([first.code, texts().length]).toEqual([0, 4]);
      expect((await bot.run(['status'])).out).toContain('MASTODON_REPLY_VISIBILITY');
    });

    it('is shown before with the words that this server gets, without a token, and otherwise says so', async () => {
      const { server, run } = await mastodon({ maxCharacters: 5000 }, { MASTODON_ACCESS_TOKEN: '' });
      const dry = ['post', week, '--dry-run', '--json'];
      const limitOf = ({ out }: Run) => (JSON.parse(out) as { threads: { limit: number }[] }).threads[0]!.limit;
      const asked = await run(...dry);
      expect([asked.code, limitOf(asked), asked.err]).toEqual([0, 5000, '']);
      await server.close();
      const alone = await run(...dry);
      expect([alone.code, limitOf(alone)]).toEqual([0, 500]);
      expect(alone.err).toMatch(/limits are not known \(.*nobody listens there; check MASTODON_URL/);
    });

    it('carries pictures whose names differ from week to week', async () => {
      const { server, run } = await mastodon({ namesMedia: true }, { CARD: 'on' });
      await run(...post);
      expect(server.statuses()[0]!.media).toEqual([expect.stringMatching(/^card-[\da-f]{16}\.png$/)]);
    });

    it.each<[string, () => Promise<Pick<Bench, 'run'>>, RegExp]>([
      ['may post', () => mastodon({ scopes: { of: 'token', are: ['read', 'write'] } }), /posts as @bot/],
      ['may only read', () => mastodon({ scopes: { of: 'token', are: ['read'] } }), /may only read\. Make one with/],
      [
        'may only read',
        () => mastodon({ scopes: { of: 'application', are: ['read'] } }),
        /may only read\. Make one with/,
      ],
      [
        'may have less than its application',
        () => mastodon({ scopes: { of: 'application', are: ['write'] } }),
        /does not say/,
      ],
      ['says nothing', () => mastodon(), /does not say whether this token may post/],
      ['may only read on X', () => x({ access: 'read' }), /may only read\. Give the app/],
      ['may post on X', () => x({ access: 'read-write' }), /posts as @weekly_papers/],
    ])('is promised by doctor only to who can post: %s', async (_, start, words) => {
      const { run } = await start();
      expect((await run('doctor')).out.replace(/\s+/g, ' ')).toMatch(words);
    });
  },
);

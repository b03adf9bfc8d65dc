import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { xKeys, type Fault, type How, type Route } from '../peers/x-server.ts';
import { withBot } from './bench.ts';
import { isBuilt, type Bot, type Run } from './bot.ts';
import { list, week } from './list.ts';
import { expectRemembered, expectThread, textsOf } from './thread.ts';

const post = ['post', '--to', 'x', '--yes'];
const rollback = ['rollback', week, '--to', 'x', '--yes'];

const said = ({ out, err }: Run): string => out + err;
const answer = (status: number, body: unknown, headers?: Record<string, string>): How => ({
  kind: 'answer',
  status,
  body,
  ...(headers && { headers }),
});
const unreadable: Fault = { on: 'timeline', applied: false, how: answer(503, '<html>out of order</html>') };

describe.runIf(isBuilt)('around a thread on X', { concurrent: true, timeout: 300_000 }, () => {
  it('posts once when three bots start at the same moment', () =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      const runs = await Promise.all([1, 2, 3].map(() => bot.run(post, { X_POST_PAUSE_MS: '300' })));
      expectThread(server, texts);
      expect(runs.filter(({ code }) => code === 0)).toHaveLength(1);
      for (const run of runs.filter(({ code }) => code !== 0))
        expect([run.code, said(run)]).toEqual([1, expect.stringMatching(/lock|running|holds/i)]);
      await expectRemembered(bot, server);
    }));

  it.each([
    ['was posted', true],
    ['was not posted', false],
  ])('stops in doubt when X cannot be read, and goes on when a person says that it %s', (_, applied) =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      server.fail(unreadable, { on: 'create', whileShown: 4, applied, how: { kind: 'reset' } });
      const doubt = await bot.run(post);
      expect(doubt.code).toBe(3);
      const command = /weekthread (resolve \S+ --to x --(not-)?posted)/g;
      const commands = [...said(doubt).matchAll(command)].map(([, words]) => words!.split(' '));
      expect(commands).toHaveLength(2);
      const sure = applied
        ? [...commands.find((words) => words.includes('--posted'))!, server.posts()[4]!.id]
        : commands.find((words) => words.includes('--not-posted'))!;
      expect((await bot.run(sure)).code).toBe(0);
      server.fail();
      expect((await bot.run(post)).code).toBe(0);
      expectThread(server, texts);
    }),
  );

  it('takes a thread back though it is interrupted at every post, and posts it again only when asked to', () =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      expect((await bot.run(post)).code).toBe(0);
      const every = texts.map((_, index) => index + 1);
      server.fail(
        ...every.map(
          (shown) => ({ on: 'delete', whileShown: shown, applied: shown % 2 === 0, how: { kind: 'kill' } }) as const,
        ),
      );
      const first = await bot.run(rollback);
      expect(first.code).not.toBe(0);
      const between = await bot.run(post);
      expect(between.code).not.toBe(0);
      await bot.runUntilDone(rollback);
      expect(server.posts()).toEqual([]);
      expect((await bot.run(post)).code).toBe(2);
      expect((await bot.run([...post, '--again'])).code).toBe(0);
      expectThread(server, texts);
    }));

  it('goes on with the frozen words when the list changed in the middle', () =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      server.fail({ on: 'create', whileShown: 6, applied: true, how: { kind: 'kill' } });
      expect((await bot.run(post)).code).toBeNull();
      await bot.writeList(
        list.replaceAll('that', 'which').replaceAll('memory', 'mind').replace('Slow Thinking', 'Fast Thinking'),
      );
      expect(await textsOf(bot)).not.toEqual(texts);
      await bot.runUntilDone(post);
      expectThread(server, texts);
    }));

  it('does not post a second time when the state file is lost', () =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      expect((await bot.run(post)).code).toBe(0);
      await rm(path.join(bot.folder, 'state.json'));
      const again = await bot.run(post);
      expect([again.code, said(again)]).toEqual([3, expect.stringContaining('resolve')]);
      expectThread(server, texts);
    }));

  it('posts the picture with the hook, knows it again without an answer, and says what is in it', () =>
    withBot(async (server, bot) => {
      const env = { CARD: 'on' };
      const texts = await textsOf(bot);
      server.fail({ on: 'create', whileShown: 0, applied: true, how: { kind: 'reset' } });
      await bot.runUntilDone(post, env);
      expectThread(server, texts);
      expect(server.posts().map(({ mediaIds }) => mediaIds.length)).toEqual([1, ...Array<number>(11).fill(0)]);
      expect(server.altTexts()[0]).toContain('Agents that Read & Write');
    }));

  it('says when the day is used up, and leaves the rest to a later run', () =>
    withBot(async (server, bot) => {
      const reset = Math.floor(Date.now() / 1000) + 7200;
      const headers = { 'x-user-limit-24hour-remaining': '0', 'x-user-limit-24hour-reset': String(reset) };
      server.fail({
        on: 'create',
        whileShown: 3,
        applied: false,
        how: answer(429, { title: 'Too Many Requests' }, headers),
      });
      const run = await bot.run(post);
      expect(run.code).toBe(1);
      expect(said(run)).toContain(new Date(reset * 1000).toISOString().slice(0, 10));
      expect(server.posts()).toHaveLength(3);
    }));

  it('lets the request in flight end when it is told to stop, and goes on from there', () =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      server.fail({ on: 'create', whileShown: 5, applied: true, how: { kind: 'silence' } });
      const running = bot.run(post, { X_TIMEOUT_MS: '60000' });
      while (server.posts().length < 6) await new Promise((next) => setTimeout(next, 20));
      const stopped = performance.now();
      bot.signal('SIGTERM');
      const run = await running;
      expect(run.code).not.toBe(0);
      expect(performance.now() - stopped).toBeGreaterThan(7000);
      expect(performance.now() - stopped).toBeLessThan(12_000);
      await bot.runUntilDone(post);
      expectThread(server, texts);
    }));
});

describe.runIf(isBuilt)('no secret is ever read anywhere', { concurrent: true, timeout: 300_000 }, () => {
  const outputs: string[] = [];
  afterAll(() => expect(outputs.length).toBeGreaterThan(20));

  /** Every form in which a key could slip out. */
  const secrets = Object.values(xKeys).flatMap((key) => [
    key,
    encodeURIComponent(key),
    Buffer.from(key).toString('base64').slice(0, 20),
  ]);
  const expectClean = async (bot: Bot, run: Run): Promise<string> => {
    const state = await bot.state().catch(() => '');
    const everything = [run.out, run.err, state].join('\n');
    outputs.push(everything);
    for (const secret of [...secrets, 'oauth_signature', 'oauth_nonce']) expect(everything).not.toContain(secret);
    return everything;
  };
  const echo = { title: 'Forbidden', type: 'about:blank', detail: `You sent ${Object.values(xKeys).join(' and ')}` };
  const page = `<html>OAuth oauth_consumer_key="${xKeys.appKey}", oauth_nonce="abc", oauth_signature="${encodeURIComponent(xKeys.appSecret)}"</html>`;
  const routes: readonly Route[] = ['me', 'timeline', 'create', 'delete'];
  const commands = [post, rollback, ['doctor'], ['status'], ['status', '--json'], [...post, '--json']];

  it.each(routes.flatMap((route) => [401, 403, 429, 503].map((status) => [route, status] as const)))(
    'when X echoes them on %s with %i',
    (on, status) =>
      withBot(async (server, bot) => {
        if (on === 'delete') await bot.run(post);
        const how = answer(status, status === 503 ? page : echo, { 'retry-after': '7200' });
        server.fail({ on, applied: false, how }, { on: 'create', whileShown: 2, applied: false, how });
        const command = { me: ['doctor'], delete: rollback }[on as string] ?? post;
        const debug = { LOG_LEVEL: 'debug' };
        const said = await expectClean(bot, await bot.run(command, debug));
        // The words were there, and were masked: an error that says nothing at all would prove nothing.
        if (on !== 'timeline') expect(said).toContain('[hidden]');
        await expectClean(bot, await bot.run(['status', '--json'], debug));
        if (status !== 503) await expectClean(bot, await bot.run([...command, '--json'], debug));
      }),
  );

  it('when the network is gone, or the address is wrong', () =>
    withBot(async (server, bot) => {
      for (const url of ['http://127.0.0.1:1', 'https://weekthread.invalid', server.url.replace('http:', 'https:')])
        for (const command of commands)
          await expectClean(bot, await bot.run(command, { X_API_URL: url, LOG_LEVEL: 'debug' }));
    }));

  it('when the keys are half set, or of the wrong kind', () =>
    withBot(async (_, bot) => {
      for (const name of ['X_APP_KEY', 'X_ACCESS_SECRET'])
        for (const value of ['', `${xKeys.appSecret}\n${xKeys.accessSecret}`])
          await expectClean(bot, await bot.run(post, { [name]: value, LOG_LEVEL: 'debug' }));
    }));
});

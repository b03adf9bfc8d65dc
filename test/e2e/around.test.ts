import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Fault, How } from '../peers/x-server.ts';
import { lagMs, withBot } from './bench.ts';
import { isBuilt, type Run } from './bot.ts';
import { smallDisk } from './disk.ts';
import { list, week } from './list.ts';
import { expectSettled, expectThread, textsOf } from './thread.ts';

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
      await expectSettled(bot, server);
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

  it('says how many posts a roll-back has deleted that X stopped in the middle, and what they cost', () =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      expect((await bot.run(post)).code).toBe(0);
      server.fail({ on: 'delete', whileShown: 5, applied: false, how: answer(403, { detail: 'Not now.' }) });
      const { code, out } = await bot.run([...rollback, '--json']);
      expect(code).toBe(1);
      const removed = texts.length - 5;
      const stopped = { network: 'x', status: 'stopped', removed, costUsd: removed / 100 };
      expect(JSON.parse(out)).toMatchObject({ networks: [stopped] });
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

  it.each([3, 12])(
    'goes on after post %i when the state file is lost, once a person has said whose the hook is',
    (count) =>
      withBot(async (server, bot) => {
        const texts = await textsOf(bot);
        if (count < 12) server.fail({ on: 'create', whileShown: count, applied: false, how: { kind: 'kill' } });
        expect((await bot.run(post)).code).toBe(count < 12 ? null : 0);
        await rm(path.join(bot.folder, 'state.json'));
        await setTimeout(lagMs); // Until the timeline shows the hook: what it hides nobody can find.
        const doubt = await bot.run(post);
        expect([doubt.code, said(doubt)]).toEqual([3, expect.stringContaining(server.posts()[0]!.id)]);
        expect((await bot.run(post)).code).toBe(3);
        const typed = /weekthread (resolve \S+ --to x --posted \d+)/.exec(said(doubt))![1]!;
        expect((await bot.run(typed.split(' '))).code).toBe(0);
        expect((await bot.run(post)).code).toBe(0);
        expectThread(server, texts);
        await expectSettled(bot, server);
      }),
  );

  it('posts nothing that it cannot write down, on a disk that is full', (test) =>
    withBot(async (server, bot) => {
      const disk = await smallDisk(path.join(bot.folder, 'disk'));
      if (!disk) return test.skip('no disk can be mounted here');
      try {
        const texts = await textsOf(bot);
        const env = { STATE_FILE: path.join(bot.folder, 'disk', 'state.json') };
        server.fail({ on: 'create', whileShown: 4, applied: true, how: { kind: 'kill' } });
        await bot.run(post, env);
        await disk.fill();
        for (let again = 0; again < 2; again += 1) {
          const full = await bot.run(post, env);
          expect([full.code, said(full)]).toEqual([1, expect.stringContaining('disk is full')]);
        }
        expect(server.posts()).toHaveLength(5);
        await disk.clear();
        await bot.runUntilDone(post, env);
        expectThread(server, texts);
      } finally {
        await disk.remove();
      }
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
      const { networks } = JSON.parse((await bot.run([...post, '--json'])).out) as { networks: unknown[] };
      const posts = server.posts().map(({ id }) => expect.objectContaining({ id }) as unknown);
      expect(networks).toEqual([expect.objectContaining({ status: 'stopped', posts, costUsd: 0.415 })]);
    }));
});

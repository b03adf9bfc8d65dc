import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../peers/x-server.ts';
import { withBot } from './bench.ts';
import { isBuilt, until } from './process.ts';
import { expectSettled, expectThread, textsOf } from './thread.ts';

const post = ['post', '--to', 'x', '--yes'];
const withinMs = 120_000;
const anyAge = { MAX_AGE_DAYS: '36500' };

/** A container in the eyes of the kernel: process ids of its own, and a host name of its own if one is given. It is killed with
 *  the command that starts it. */
const container = (host?: string): readonly string[] => [
  ...['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'],
  ...(host === undefined ? [] : ['--uts', 'sh', '-c', `hostname ${host} && exec "$@"`, 'sh']),
];

function mayUnshare(): boolean {
  try {
    execFileSync('unshare', [...container('elsewhere').slice(1), 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('Here no namespace can be made (unshare): killed containers are not tried.');
    return false;
  }
}
const killed: Fault = { on: 'create', whileShown: 5, applied: true, how: { kind: 'kill' } };

describe.runIf(isBuilt && mayUnshare())('a container that was killed', { concurrent: true, timeout: 300_000 }, () => {
  it.each([
    ['of the same name', undefined, undefined],
    ['of another name', 'first', 'second'],
  ])('is followed within two minutes by another one %s', (_, first, second) =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      server.fail(killed);
      expect((await bot.start(post, {}, container(first)).ended).code).toBeNull();
      const start = performance.now();
      const next = await bot.start(post, {}, container(second)).ended;
      expect([next.code, next.err]).toEqual([0, expect.stringContaining('this run takes over within 45 s')]);
      expect(performance.now() - start).toBeLessThan(withinMs);
      expectThread(server, texts);
      await expectSettled(bot, server);
    }),
  );

  it('is followed by a start that goes on by itself, and tells nobody to clear a lock', () =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      server.fail(killed);
      expect((await bot.start(['start'], anyAge, container('pod-1')).ended).code).toBeNull();
      const next = bot.start(['start'], anyAge, container('pod-2'));
      await until('the whole thread', () => next.said().includes('Posted'));
      bot.kill();
      await next.ended;
      expect(next.said()).not.toContain('unlock');
      expectThread(server, texts);
    }));

  it('is followed by one of eight that start at once', () =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      server.fail(killed);
      expect((await bot.start(post, {}, container('first')).ended).code).toBeNull();
      const eight = Array.from({ length: 8 }, (_, index) => bot.start(post, {}, container(`next-${index}`)).ended);
      const codes = (await Promise.all(eight)).map(({ code }) => code);
      // A run that hears of another one at work ends with 1; one that waits until it is done finds all posted.
      expect(codes.filter((code) => code !== 0 && code !== 1)).toEqual([]);
      expect(codes).toContain(0);
      expectThread(server, texts);
      await expectSettled(bot, server);
    }));
});

describe.runIf(isBuilt)('a bot that stands still', { concurrent: true, timeout: 300_000 }, () => {
  it('for longer than its lock lasts is overtaken, and when it wakes up writes and sends nothing, and says so', () =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      const frozen = bot.start(post, { X_POST_PAUSE_MS: '1500' });
      await until('five posts', () => server.posts().length === 5);
      frozen.child.kill('SIGSTOP');
      expect((await bot.run(post)).code).toBe(0);
      expectThread(server, texts);
      const [state, requests] = [await bot.state(), server.requests.length];
      frozen.child.kill('SIGCONT');
      const { code, err } = await frozen.ended;
      expect([code, err]).toEqual([1, expect.stringContaining('has lost its lock')]);
      expect([await bot.state(), server.requests.length]).toEqual([state, requests]);
      await expectSettled(bot, server);
    }));
});

import { describe, expect, it } from 'vitest';
import type { Fault } from '../peers/x-server.ts';
import { withBot } from './bench.ts';
import { isBuilt, type Run, until } from './process.ts';
import { expectSettled, expectThread, textsOf } from './thread.ts';

const post = ['post', '--to', 'x', '--yes'];
const silence: Fault = { on: 'create', whileShown: 5, applied: true, how: { kind: 'silence' } };
const patient = { X_TIMEOUT_MS: '60000' };

async function timed(running: Promise<Run>): Promise<Run & { readonly ms: number }> {
  const start = performance.now();
  const run = await running;
  return { ...run, ms: performance.now() - start };
}

describe.runIf(isBuilt)('a bot that is told to stop', { concurrent: true, timeout: 300_000 }, () => {
  it('lets the request in flight end for 8 s, and goes on from there in the next run', () =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      server.fail(silence);
      const running = bot.run(post, patient);
      await until('what was awaited', () => server.posts().length === 6);
      bot.signal('SIGTERM');
      const run = await timed(running);
      expect(run.code).not.toBe(0);
      expect(run.ms).toBeGreaterThan(7000);
      expect(run.ms).toBeLessThan(14_000);
      await bot.runUntilDone(post);
      expectThread(server, texts);
    }));

  it('twice stops at once, leaves no lock that anybody must clear, and goes on in the next run', () =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      server.fail(silence);
      const running = bot.run(post, patient);
      await until('what was awaited', () => server.posts().length === 6);
      bot.signal('SIGINT');
      await new Promise((next) => setTimeout(next, 300));
      bot.signal('SIGINT');
      const run = await timed(running);
      expect([run.code, run.ms < 4000]).toEqual([130, true]);
      await bot.runUntilDone(post);
      expectThread(server, texts);
      await expectSettled(bot, server);
    }));

  it('in the middle of a wait ends the wait at once', () =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      const reset = String(Math.floor(Date.now() / 1000) + 600);
      const headers = { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': reset };
      const how = { kind: 'answer', status: 429, body: { title: 'Too Many Requests' }, headers } as const;
      server.fail({ on: 'create', whileShown: 3, applied: false, how });
      const running = bot.run(post);
      await until('what was awaited', () => server.faultsLeft().length === 0);
      await new Promise((next) => setTimeout(next, 500));
      bot.signal('SIGINT');
      const run = await timed(running);
      expect([run.code, run.ms < 4000]).toEqual([1, true]);
      expect(run.err).toContain('waiting until');
      expect(server.posts()).toHaveLength(3);
      await bot.letTimePass();
      await bot.runUntilDone(post);
      expectThread(server, texts);
    }));
});

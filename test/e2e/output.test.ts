import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { withBot } from './bench.ts';
import { isBuilt, type Running, startCli, until } from './process.ts';
import { smallDisk } from './disk.ts';
import { expectSettled, expectThread, textsOf } from './thread.ts';

const post = ['post', '--to', 'x', '--yes'];
const paced = { X_POST_PAUSE_MS: '100' };
const leave = ({ child }: Running): void => {
  child.stdout.destroy();
  child.stderr.destroy();
};

describe.runIf(isBuilt)('a bot whose output nobody reads any more', { concurrent: true, timeout: 120_000 }, () => {
  it.each([0, 3])('posts the whole thread all the same, from post %i on, and its exit code says so', (count) =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      const run = bot.start(post, paced);
      await until('what was awaited', () => server.posts().length >= count);
      leave(run);
      expect((await run.ended).code).toBe(0);
      expectThread(server, texts);
      await expectSettled(bot, server);
    }),
  );

  it('ends as its posts did when X refuses one', () =>
    withBot(async (server, bot) => {
      const how = { kind: 'answer', status: 403, body: { detail: 'Not now.' } } as const;
      server.fail({ on: 'create', whileShown: 4, applied: false, how });
      const run = bot.start(post, paced);
      leave(run);
      expect((await run.ended).code).toBe(1);
      expect(server.posts()).toHaveLength(4);
    }));

  it('goes on when it was started for good, until it is stopped', () =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      const run = bot.start(['start'], { ...paced, MAX_AGE_DAYS: '36500' });
      await until('what was awaited', () => server.posts().length >= 2);
      leave(run);
      await until('what was awaited', () => server.posts().length === texts.length);
      expectThread(server, texts);
      await new Promise((next) => setTimeout(next, 1000));
      expect([run.child.exitCode, run.child.signalCode]).toEqual([null, null]);
      run.child.kill('SIGTERM');
      expect((await run.ended).code).toBe(0);
    }));

  it.runIf(hasTerminals())('outlives the terminal that it was started in', () =>
    withBot(async (server, bot) => {
      const texts = await textsOf(bot);
      const terminal = bot.start(post, paced, ['sh', '-c', 'exec script -qec "$*" /dev/null', 'sh']);
      await until('what was awaited', () => server.posts().length >= 2);
      terminal.child.kill('SIGKILL'); // Whoever made the terminal is gone, and with it the terminal.
      await until('what was awaited', () => server.posts().length === texts.length);
      expectThread(server, texts);
    }),
  );

  it('posts the whole thread though its log is on a disk that is full', (test) =>
    withBot(async (server, bot) => {
      const disk = await smallDisk(path.join(bot.folder, 'disk'));
      if (!disk) return test.skip('no disk can be mounted here');
      try {
        const texts = await textsOf(bot);
        await disk.fill();
        const run = bot.start(post, {}, ['sh', '-c', 'exec "$@" > disk/log 2>&1', 'sh']);
        expect((await run.ended).code).toBe(0);
        expectThread(server, texts);
      } finally {
        await disk.remove();
      }
    }));
});

describe.runIf(isBuilt)('a command that only reads', () => {
  it('fails, and says so, where its output is not whole', () => {
    const shell = 'node dist/cli.js --help > /dev/full';
    const ended = spawnSync('sh', ['-c', shell], { encoding: 'utf8' });
    expect([ended.status, ended.stderr]).toEqual([1, expect.stringContaining('The output is not whole: ENOSPC')]);
  });

  const list = Array.from({ length: 400 }, (_, week) => {
    const day = new Date(Date.UTC(2026, 5, 14 - 7 * week)).toISOString().slice(0, 10);
    return `## Papers ${day}\n\n1. [A title](https://example.org/${String(week)}/1) - ${'Some words of it. '.repeat(10)}\n2. [Another](https://example.org/${String(week)}/2) - More.\n`;
  });
  it.each([
    [
      'waits for a slow reader and gives it all',
      '(sleep 1; cat)',
      (words: string): unknown => JSON.parse(words),
      list.length,
    ],
    ['ends well if nobody reads on', 'head -c 1', (words: string): unknown => words, 1],
  ])('%s', async (_, reader, read, count) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'weekthread-'));
    writeFileSync(path.join(folder, 'list.md'), `# Papers\n\n${list.join('\n')}`);
    const shell = ['bash', '-o', 'pipefail', '-c', `"$@" | ${reader}`, 'bash'];
    const run = await startCli(['weeks', '--json', '--source', 'list.md'], folder, {}, shell).ended;
    expect([run.code, read(run.out)]).toEqual([0, expect.objectContaining({ length: count })]);
  });
});

/** Whether script(1) is here, which makes a terminal for a command. */
function hasTerminals(): boolean {
  try {
    execFileSync('script', ['-qec', 'true', '/dev/null'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('Here is no script(1): closed terminals are not tried.');
    return false;
  }
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { ALL_PIECES, costOf, doubling, PLACES } from '../../bench/hostile.mjs';
import { createBot, isBuilt } from '../e2e/bot.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'weekthread-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const show = ['post', '--dry-run', '--to', 'x'];
const places = Object.keys(ALL_PIECES);

// Twice as long takes twice the time; four times is a square. What is measured is the whole process, its start taken off.
describe.runIf(isBuilt)('a list that means harm', { timeout: 300_000 }, () => {
  it.each(places)('takes no more than its share of time: %s', (place) => {
    const make = ALL_PIECES[place];
    if (!make) return expect.fail('no such place');
    for (const command of [show, ['lint']]) {
      const ratio = (): number => doubling(command, make, 400_000, cwd).ratio;
      // A busy machine may spoil one measurement.
      const first = ratio();
      expect(first < 3 ? first : ratio(), command.join(' ')).toBeLessThan(3);
    }
  });

  it.each([
    ['one summary', '— '],
    ['ten summaries', 'a '],
    ['summaries of many rows', '@a '],
    ['summaries of many rows', '\\'],
    ['dated headings', '● '],
    ['lines', '1. a '],
    ['prose under the week', '[a]('],
  ])('of 4 MB takes no minutes and little memory: %s of %j', (place, piece) => {
    const { ms, mb } = costOf(show, PLACES[place]?.(piece, 3_900_000) ?? '', cwd);
    expect(ms).toBeLessThan(15_000);
    expect(mb).toBeLessThan(200);
  });

  it('is read for sixty years of weeks, and lint says so', () => {
    const list = PLACES['dated headings']?.('a ', 3_900_000) ?? '';
    const source = path.join(cwd, 'weeks.md');
    writeFileSync(source, list);
    for (const command of ['weeks', 'lint']) {
      const { ms, mb } = costOf([command], list, cwd);
      expect([command, ms < 10_000, mb < 300]).toEqual([command, true, true]);
    }
    const { stdout } = spawnSync(process.execPath, [cli, 'lint', '--json', '--source', source], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { PATH: process.env.PATH },
    });
    const line = list.split('## ', 3_001).join('').split('\n').length;
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ rule: 'too-long', line }));
  });

  it.each(['weeks', 'lint', 'post all --dry-run'])('ends at the first signal while it is read: %s', async (command) => {
    const list = PLACES['many weeks']?.('— ', 3_900_000) ?? '';
    const server = createServer((_, response) => response.end(list));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    const bot = await createBot('http://127.0.0.1:9', '');
    try {
      const running = bot.start(command.split(' '), { LIST_SOURCE: `http://127.0.0.1:${port}/list.md` });
      await new Promise((sent) => server.once('request', (_, response) => response.once('finish', sent)));
      running.child.kill('SIGTERM');
      const { out } = await running.ended;
      expect([running.child.signalCode, out]).toEqual(['SIGTERM', '']);
    } finally {
      await bot.close();
      server.closeAllConnections();
      server.close();
    }
  });

  it('is refused where it is larger, before it is read whole', () => {
    const { ms, mb, status } = costOf(show, PLACES['one summary']?.('a ', 30_000_000) ?? '', cwd);
    expect(status).toBe(1);
    expect([ms < 3000, mb < 120]).toEqual([true, true]);
  });
});

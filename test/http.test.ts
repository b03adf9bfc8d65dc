import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withinTime } from '../src/http/within-time.ts';
import { bundleChild, startChild } from './fakes/children.ts';

let bundle = '';
let server: Server;
beforeAll(async () => {
  bundle = await bundleChild(new URL('children/wait.ts', import.meta.url));
  server = createServer((request, response) => {
    if (request.url?.startsWith('/body')) response.writeHead(200, { 'content-type': 'application/json' }).write('{');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('a wait on a network', () => {
  it.each(
    ['list', 'x', 'bluesky', 'mastodon', 'webhook', 'deaf'].flatMap((what) =>
      ['headers', 'body'].map((hanging) => ({ what, hanging })),
    ),
  )('on $what ends, hanging $hanging, with garbage collected meanwhile', { timeout: 60_000 }, async (row) => {
    // A webhook's answer counts by its status alone: its body is not waited for.
    const end = row.what === 'webhook' && row.hanging === 'body' ? /true/ : /0\.5 s|in time/;
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/${row.hanging}`;
    const child = startChild('--expose-gc', bundle, row.what, url);
    const late = setTimeout(() => child.process.kill('SIGKILL'), 30_000);
    await child.ended;
    clearTimeout(late);
    expect(`${child.lines().join('\n')}${child.stderr()}`).toMatch(end);
    expect(child.process.exitCode).toBe(0);
  });

  it('is known to be over before any timer could say so, and not before that', async () => {
    await withinTime({ timeoutMs: 60 }, ({ isOver, renew, signal }) => {
      expect(isOver()).toBe(false);
      const freeze = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
      freeze(100);
      expect([isOver(), signal.aborted]).toEqual([true, false]);
      renew();
      expect(isOver()).toBe(false);
      return Promise.resolve();
    });
  });

  it('is not begun after the bot was told to stop, and leaves no listener behind', async () => {
    const controller = new AbortController();
    const limits = { timeoutMs: 60_000, abort: controller.signal };
    await expect(withinTime(limits, () => Promise.resolve(1))).resolves.toBe(1);
    const stopped = withinTime(limits, () => new Promise(() => undefined));
    controller.abort(new Error('asked to stop'));
    await expect(stopped).rejects.toThrow('asked to stop');
    await expect(withinTime(limits, () => Promise.reject(new Error('begun')))).rejects.toThrow('asked to stop');
  });
});

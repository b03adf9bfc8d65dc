import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHttp } from '../src/http.ts';
import { withinTime } from '../src/http/within-time.ts';
import { createMask } from '../src/mask.ts';
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

let asked: Server | undefined;
afterEach(() => asked?.closeAllConnections());

async function listen(answer: RequestListener): Promise<string> {
  const made = createServer(answer);
  asked = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((made.address() as AddressInfo).port)}`;
}

const client = (abort = new AbortController().signal, fetcher = fetch) =>
  createHttp({
    ...{ fetch: fetcher, abort, timeoutMs: 300, setting: 'BLUESKY_SERVICE' },
    mask: createMask(() => ['SECRET1']),
  });

describe('A request', () => {
  it('brings an answer, whatever it says', async () => {
    const url = await listen((_, response) => response.writeHead(418, { 'x-a': 'b' }).end('<h1>no</h1>'));
    const result = await client()({ method: 'GET', url });
    expect(result).toMatchObject({ status: 'answered', code: 418, json: undefined, text: '<h1>no</h1>' });
  });

  it('is unsent where nobody listens, or no such place is known', async () => {
    const url = await listen(() => undefined);
    await new Promise((resolve) => asked?.close(resolve));
    expect(await client()({ method: 'POST', url })).toMatchObject({ status: 'unsent', permanent: false });
    const nowhere = await client()({ method: 'POST', url: 'http://nowhere.invalid' });
    // A resolver that is itself out of reach may only time out: then nobody knows.
    expect(['unsent', 'lost']).toContain(nowhere.status);
  });

  it.each<[string, RequestListener]>([
    ['the connection breaks', (request) => request.socket.resetAndDestroy()],
    ['nothing comes', () => undefined],
    [
      'half of it comes',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"a":', () => response.socket?.destroy());
      },
    ],
    ['it never ends', (_, response) => void response.writeHead(200).write('{')],
  ])('is lost where %s', async (_, answer) => {
    const url = await listen(answer);
    expect((await client()({ method: 'POST', url })).status).toBe('lost');
  });

  it('is given up when the bot must stop, and not begun after that', async () => {
    const url = await listen(() => undefined);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    const ask = client(controller.signal);
    expect(await ask({ method: 'POST', url })).toMatchObject({
      status: 'lost',
      words: expect.stringMatching(/stop/) as string,
    });
    expect((await ask({ method: 'POST', url })).status).toBe('unsent');
  });

  it('follows no redirect: its token would go elsewhere, and a POST would become a GET', async () => {
    let times = 0;
    const url = await listen((_, response) => {
      times += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await client()({ method: 'POST', url })).toMatchObject({ status: 'answered', code: 302 });
    expect(times).toBe(1);
  });

  it.each([
    ['an address that is none', { url: 'SECRET1' }],
    ['a password in the address', { url: 'http://me:SECRET1@127.0.0.1' }],
    ['a header that cannot be', { url: 'http://127.0.0.1', headers: { authorization: 'Bearer SECRET1\nx' } }],
  ])('is never sent with %s, and the secret is kept', async (_, request) => {
    const result = await client()({ method: 'GET', ...request });
    expect(result).toMatchObject({ status: 'unsent', permanent: true });
    expect(JSON.stringify(result)).not.toContain('SECRET1');
  });

  const coded = (code: string, syscall?: string): Error =>
    Object.assign(new Error(code), { code, ...(syscall !== undefined && { syscall }) });

  it.each<[string, Error, object]>([
    ['to connect', coded('EHOSTUNREACH', 'connect'), { status: 'unsent', permanent: false }],
    ['to find the name', coded('EHOSTUNREACH', 'getaddrinfo'), { status: 'unsent', permanent: false }],
    ['to trust a certificate', coded('DEPTH_ZERO_SELF_SIGNED_CERT'), { status: 'unsent', permanent: true }],
    ['to read', coded('EHOSTUNREACH', 'read'), { status: 'lost' }],
    // One address refused, and another one broke in the middle.
    ['twice', new AggregateError([coded('ECONNREFUSED'), coded('ECONNRESET')]), { status: 'lost' }],
  ])('that fails %s is known to be sent or not', async (_, cause, result) => {
    const failing: typeof fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    expect(await client(undefined, failing)({ method: 'POST', url: 'https://127.0.0.1' })).toMatchObject(result);
  });

  it('says what its code means, and what to check', async () => {
    const result = await client()({ method: 'GET', url: 'http://weekthread.invalid' });
    expect(result).toMatchObject({
      words: expect.stringMatching(/^no answer \(E\w+: .*check BLUESKY_SERVICE\)$/) as string,
    });
  });
});

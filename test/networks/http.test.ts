import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../src/http.ts';
import { createMask } from '../../src/mask.ts';

let server: Server | undefined;
afterEach(() => server?.closeAllConnections());

async function listen(answer: RequestListener): Promise<string> {
  const made = createServer(answer);
  server = made;
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
    await new Promise((resolve) => server?.close(resolve));
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
    let asked = 0;
    const url = await listen((_, response) => {
      asked += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await client()({ method: 'POST', url })).toMatchObject({ status: 'answered', code: 302 });
    expect(asked).toBe(1);
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

  it('never meets a certificate that it does not trust', async () => {
    const failing: typeof fetch = () =>
      Promise.reject(
        new TypeError('fetch failed', {
          cause: Object.assign(new Error('self-signed'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
        }),
      );
    const result = await client(undefined, failing)({ method: 'POST', url: 'https://127.0.0.1' });
    expect(result).toMatchObject({ status: 'unsent', permanent: true });
  });

  it.each([
    ['connect', 'unsent'],
    ['getaddrinfo', 'unsent'],
    ['read', 'lost'],
  ])('that fails in %s is %s', async (syscall, status) => {
    const cause = Object.assign(new Error('no way'), { code: 'EHOSTUNREACH', syscall });
    const failing: typeof fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    expect((await client(undefined, failing)({ method: 'POST', url: 'http://127.0.0.1' })).status).toBe(status);
  });

  it('says what its code means, and what to check', async () => {
    const result = await client()({ method: 'GET', url: 'http://weekthread.invalid' });
    expect(result).toMatchObject({
      words: expect.stringMatching(/^no answer \(E\w+: .*check BLUESKY_SERVICE\)$/) as string,
    });
  });

  it('is lost, not unsent, where one address refused and another one broke in the middle', async () => {
    const errors = ['ECONNREFUSED', 'ECONNRESET'].map((code) => Object.assign(new Error(code), { code }));
    const failing: typeof fetch = () =>
      Promise.reject(new TypeError('fetch failed', { cause: new AggregateError(errors) }));
    expect((await client(undefined, failing)({ method: 'POST', url: 'http://127.0.0.1' })).status).toBe('lost');
  });
});

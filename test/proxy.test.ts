import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { proxyFor } from '../src/proxy.ts';
import { ten, week } from './commands/world.ts';
import { isBuilt } from './e2e/bot.ts';
import { folderWith } from './e2e/command.ts';
import { startPeer } from './peers/peer.ts';
import { joined, startProxy, type ProxyServer } from './peers/proxy-server.ts';
import { startXServer, xVariables } from './peers/x-server.ts';

describe('the proxy for an address', () => {
  const by = (address: string, noProxy = '') =>
    proxyFor(address, { http: 'http://plain', https: 'http://tls', direct: noProxy.split(/[ ,]+/) });

  it('is the one for its scheme', () => {
    expect([by('http://a.example/'), by('https://a.example/')]).toEqual(['http://plain', 'http://tls']);
    expect(proxyFor('https://a.example', { http: 'http://plain', direct: [] })).toBeUndefined();
  });

  it.each([
    ['*', 'https://a.example', true],
    ['a.example', 'https://a.example', true],
    ['A.Example', 'https://x.a.example', true],
    ['.a.example,b.example', 'https://b.example', true],
    ['*.a.example', 'https://x.a.example', true],
    ['a.example', 'https://ba.example', false],
    ['a.example:443', 'https://a.example', true],
    ['a.example:8443', 'https://a.example', false],
    ['localhost, 127.0.0.1', 'http://127.0.0.1:8080', true],
    ['127.0.0.0/8', 'http://127.9.9.9', true],
    ['10.0.0.0/8', 'http://11.0.0.1', false],
    ['10.0.0.0/8', 'http://10.example', false],
    ['[::1]', 'http://[::1]:8080', true],
    ['[::1]:8080', 'http://[::1]:8080', true],
    ['fd00::/8', 'http://[fd12::1]', true],
  ])('is none for NO_PROXY=%s and %s: %s', (noProxy, address, isDirect) => {
    expect(by(address, noProxy) === undefined).toBe(isDirect);
  });
});

/** A certificate for this machine, that a child process is told to trust. */
let certificate: { readonly folder: string; readonly cert: string; readonly key: string } | undefined;
beforeAll(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'weekthread-'));
  const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1';
  const subject = ['-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', names];
  const files = ['-keyout', path.join(folder, 'key.pem'), '-out', path.join(folder, 'cert.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  try {
    await promisify(execFile)('openssl', ['req', '-x509', ...kind, ...subject, ...files]);
    const [cert, key] = await Promise.all(
      ['cert.pem', 'key.pem'].map((name) => readFile(path.join(folder, name), 'utf8')),
    );
    certificate = { folder, cert: cert!, key: key! };
  } catch {
    await rm(folder, { recursive: true, force: true });
  }
});
afterAll(() => certificate && rm(certificate.folder, { recursive: true, force: true }));

/** The same server, encrypted. */
async function encrypted(plain: string): Promise<string> {
  const server = createTlsServer({ cert: certificate!.cert, key: certificate!.key }, (socket) => {
    joined(connect(Number(new URL(plain).port), '127.0.0.1'), socket);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  return `https://localhost:${(server.address() as AddressInfo).port}`;
}

/** A server that has a list, takes notices, and is no network. */
async function startServer(): Promise<{ readonly url: string; readonly notices: string[] }> {
  const notices: string[] = [];
  const server = await startPeer(({ url: { pathname }, body }, answer) => {
    if (pathname === '/hook') notices.push(body.toString());
    if (pathname === '/list.md') answer.end(week('June 14 - June 21, 2026', ...ten('Lantern')));
    else answer.writeHead(pathname === '/hook' ? 200 : 404).end('{}');
  });
  onTestFinished(server.close);
  return { url: server.url, notices };
}

async function proxyWith(login?: string): Promise<ProxyServer> {
  const proxy = await startProxy(login);
  onTestFinished(proxy.close);
  return proxy;
}

const keysOfX = {
  ...xVariables,
  X_POST_PAUSE_MS: '0',
  X_TIMEOUT_MS: '10000',
  RECONCILE_WAIT_SECONDS: '1',
};

describe.runIf(isBuilt)('through a real proxy', { timeout: 120_000 }, () => {
  it.each([
    ['http', 'HTTP_PROXY'],
    ['http', 'http_proxy'],
    ['https', 'HTTPS_PROXY'],
    ['https', 'https_proxy'],
  ])('an address with %s is asked by way of %s: list, networks, webhook', async (scheme, name) => {
    if (!certificate) return;
    const { url: plain, notices } = await startServer();
    const x = await startXServer({});
    onTestFinished(x.close);
    const proxy = await proxyWith('me:pass-word');
    const [at, xAt] = scheme === 'http' ? [plain, x.url] : [await encrypted(plain), await encrypted(x.url)];
    x.change({ origin: xAt });
    const env = {
      ...keysOfX,
      [name]: proxy.url.replace('//', '//me:pass-word@'),
      NODE_EXTRA_CA_CERTS: path.join(certificate.folder, 'cert.pem'),
      LIST_SOURCE: `${at}/list.md`,
      NOTIFY_URL: `${at}/hook`,
      X_API_URL: xAt,
      BLUESKY_SERVICE: at,
      BLUESKY_HANDLE: 'me.example.org',
      BLUESKY_APP_PASSWORD: 'abcd',
      MASTODON_URL: at,
      MASTODON_ACCESS_TOKEN: 'abcd',
    };
    const { run } = await folderWith();
    const asked = async (command: string): Promise<string> => {
      const before = proxy.asked.length;
      const { code, out, err } = await run(command, env);
      expect(out + err).not.toContain('pass-word');
      const ways = proxy.asked.slice(before);
      return `${code ?? 'killed'} ${ways.map((way) => way.replace(/\?.*/, '')).join('\n')}\n${out}${err}`;
    };
    const way = (address: string, path: string): string =>
      scheme === 'http' ? `${address}${path}` : `CONNECT ${new URL(address).host}`;
    expect(await asked('weeks')).toContain(way(at, '/list.md'));
    expect(await asked('doctor --to bluesky')).toContain(way(at, '/xrpc/'));
    expect(await asked('doctor --to mastodon')).toContain(way(at, '/api/'));
    const posted = await asked('post --to x --yes');
    expect(posted).toMatch(/^0 /);
    expect(posted).toContain(way(xAt, '/2/tweets'));
    expect(x.posts()).toHaveLength(12);
    expect(notices).toHaveLength(1);
    const doctor = await asked('doctor --to x');
    expect(doctor).toContain(`${scheme}: through http://***@127.0.0.1`);
  });

  it('hosts of NO_PROXY are asked directly', async () => {
    const { url } = await startServer();
    const proxy = await proxyWith();
    const { run } = await folderWith({ '.env': `HTTP_PROXY=${proxy.url}\nLIST_SOURCE=${url}/list.md\n` });
    expect(await run('weeks', { NO_PROXY: 'localhost,127.0.0.0/8' })).toMatchObject({ code: 0 });
    expect(proxy.asked).toEqual([]);
    expect(await run('weeks', { NO_PROXY: 'localhost' })).toMatchObject({ code: 0 });
    expect(proxy.asked).toEqual([`GET ${url}/list.md`]);
    const { out } = await run('doctor', { NO_PROXY: 'localhost' });
    expect(out).toContain(`https: directly, http: through ${proxy.url}; directly for NO_PROXY=localhost`);
  });

  it('nothing counts as sent that the proxy refused, or that found no proxy', async () => {
    const proxy = await proxyWith('me:pass-word');
    const dead = 'http://127.0.0.1:65531';
    const env = { ...keysOfX, X_API_URL: 'https://localhost:65530', LIST_SOURCE: 'content' };
    const { run } = await folderWith();
    const refused = await run('doctor --to x', { ...env, HTTPS_PROXY: proxy.url.replace('//', '//me:wrong-word@') });
    expect(refused.out).toMatch(/the proxy http:\/\/\S+@127\.0\.0\.1:\d+ did not lead on: 407/);
    expect(refused.out + refused.err).not.toContain('wrong-word');
    expect((await run('doctor --to x', { ...env, HTTPS_PROXY: dead })).out).toContain('ECONNREFUSED');
    const list = { LIST_SOURCE: 'https://localhost:65530/list.md' };
    expect((await run('weeks', { ...list, HTTPS_PROXY: proxy.url })).err).toContain('did not lead on: 407');
    expect((await run('weeks', { ...list, HTTPS_PROXY: dead })).err).toContain('the proxy http://127.0.0.1:65531');
    const socks = await run('weeks', { HTTPS_PROXY: 'socks5://me:pass-word@127.0.0.1:1' });
    expect([socks.code, socks.err]).toEqual([2, expect.stringContaining('expected the address of an HTTP proxy')]);
    expect(socks.err).not.toContain('pass-word');
  });
});

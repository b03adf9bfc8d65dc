import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig, secretsIn } from '../../src/config.ts';
import { HIDDEN, maskOf } from '../../src/mask.ts';
import { maskAddress } from '../../src/source/address.ts';
import { isPrivate } from '../../src/source/request.ts';
import { readDocuments } from '../../src/source/source.ts';
import { deskWith, ten, week } from '../commands/world.ts';
import { createBot, isBuilt } from '../e2e/bot.ts';

const SECRET = 'hunter2+&"\'<ümlaut>/s3cr3t';

describe('a mask', () => {
  const mask = maskOf([SECRET]);
  it.each([
    ['as it is', SECRET],
    ['in an address', encodeURIComponent(SECRET)],
    ['in an address, in small letters', encodeURIComponent(SECRET).toLowerCase().replace('%c3%bcmlaut', '%c3%bcmlaut')],
    ['escaped twice', encodeURIComponent(encodeURIComponent(SECRET))],
    ['in a form', new URLSearchParams({ key: SECRET }).toString()],
    ['in JSON', JSON.stringify({ key: SECRET })],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ key: 'x' })).replace('x', JSON.stringify(SECRET).slice(1, -1))],
    [
      'in HTML',
      SECRET.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    ],
    ['in a header', `Basic ${Buffer.from(`a:${SECRET}`).toString('base64')}`],
    ['in a header, behind a longer name', `Basic ${Buffer.from(`ab:${SECRET}`).toString('base64')}`],
    ['in a header, behind the longest name', `Basic ${Buffer.from(`abc:${SECRET}:more`).toString('base64')}`],
    ['in base64 for addresses', Buffer.from(`x${SECRET}`).toString('base64url')],
  ])('hides a secret %s', (_, words) => {
    const masked = mask(`before ${words} after`);
    expect(masked).toContain(HIDDEN);
    expect(masked).toMatch(/^before .* after$/);
    for (const part of ['hunter2', 's3cr3t', Buffer.from(SECRET).toString('base64').slice(4, 14)])
      expect(masked).not.toContain(part);
  });

  it('finds what is secret in variables that nobody checked', () => {
    const env = {
      X_APP_KEY: ' abcdef ',
      LIST_SOURCE: 'https://me:pass%20word@example.org/l.md?sess=0123456789&ref=main',
      LINKS: 'each',
    };
    const masked = maskOf(secretsIn(env))(`abcdef pass%20word "pass word" 0123456789 main each`);
    expect(masked).toBe(`${HIDDEN} ${HIDDEN} "${HIDDEN}" ${HIDDEN} main each`);
  });

  it.each([
    ['https://e.org/l.md?ref=main&x=abc&sess=1', 'https://e.org/l.md?ref=main&x=***&sess=***'],
    ['https://e.org/l.md?raw=1', 'https://e.org/l.md?raw=1'],
    ['https://me:pw@e.org/l.md?v=2', 'https://***@e.org/l.md?v=2'],
  ])('shows the address %s as %s', (given, shown) => {
    expect(maskAddress(given)).toBe(shown);
  });
});

describe('keys', () => {
  const problems = (env: Readonly<Record<string, string>>): readonly string[] => {
    const reading = readConfig(env);
    return 'problems' in reading ? reading.problems : [];
  };
  it.each([
    [{ MASTODON_URL: 'http://m.example', MASTODON_ACCESS_TOKEN: 'abcdef' }, 'MASTODON_URL'],
    [
      { BLUESKY_SERVICE: 'http://b.example', BLUESKY_HANDLE: 'a.b.example', BLUESKY_APP_PASSWORD: 'abcdef' },
      'BLUESKY_SERVICE',
    ],
    [{ LIST_SOURCE: 'http://me:secret@l.example/list.md' }, 'LIST_SOURCE'],
    [{ MASTODON_URL: 'https://m.example', MASTODON_ACCESS_TOKEN: 'abcdef' }, undefined],
    [{ MASTODON_URL: 'http://localhost:3000', MASTODON_ACCESS_TOKEN: 'abcdef' }, undefined],
    [{ MASTODON_URL: 'http://[::1]:3000', MASTODON_ACCESS_TOKEN: 'abcdef' }, undefined],
    [{ MASTODON_URL: 'http://m.example', MASTODON_ACCESS_TOKEN: 'abcdef', ALLOW_HTTP: 'm.example' }, undefined],
    [{ LIST_SOURCE: 'http://l.example/list.md' }, undefined],
  ])('of %j go only over https, to this machine, or where it is permitted', (env, name) => {
    expect(problems(env)).toEqual(name === undefined ? [] : [expect.stringContaining(`${name} would send keys`)]);
  });
});

describe('a redirect of a list', () => {
  const asked: string[] = [];
  const serving =
    (location: string): typeof fetch =>
    (input) => {
      const url = input instanceof Request ? input.url : String(input);
      asked.push(url);
      return Promise.resolve(
        asked.length === 1
          ? new Response(null, { status: 302, headers: { location } })
          : new Response(week('May 1 - May 7, 2026', 'A')),
      );
    };
  const read = async (from: string, location: string) => {
    asked.length = 0;
    const cacheFolder = await mkdtemp(path.join(tmpdir(), 'weekthread-'));
    return readDocuments(from, { fetch: serving(location), cacheFolder, timeoutMs: 5000 });
  };

  it.each([
    'http://127.0.0.1/list.md',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/list.md',
    'http://[::1]/list.md',
    'http://[::ffff:192.168.0.1]/list.md',
    'http://localhost/list.md',
    'http://db.internal/list.md',
    'http://2130706433/list.md',
  ])('from a public address to %s is refused', async (location) => {
    await expect(read('http://93.184.216.34/list.md', location)).rejects.toThrow('no public address');
    expect(asked).toHaveLength(1);
  });

  it('is followed where the list itself is private, and between public addresses', async () => {
    expect((await read('http://10.0.0.1/list.md', 'http://127.0.0.1/list.md')).documents).toHaveLength(1);
    expect((await read('http://93.184.216.34/list.md', 'http://93.184.216.35/list.md')).documents).toHaveLength(1);
  });

  it('has its user part neither used nor shown', async () => {
    const { warnings } = await read('http://127.0.0.1/a.md', 'http://me:hunter2@127.0.0.1/b.md');
    expect(asked[1]).toBe('http://127.0.0.1/b.md');
    expect(warnings.join('')).not.toContain('hunter2');
  });

  it('is judged by what an address is', async () => {
    for (const host of ['0.0.0.0', '100.64.1.1', '172.31.0.1', '[fe80::1]', '[fd00::1]', 'printer.local', 'localhost.'])
      expect([host, await isPrivate(host)]).toEqual([host, true]);
    const embedded = [
      '[64:ff9b::7f00:1]',
      '[64:ff9b::a9fe:a9fe]',
      '[2002:a00:1::1]',
      '[::7f00:1]',
      '[::ffff:0:7f00:1]',
    ];
    for (const host of [...embedded, '[fec0::1]', '[ff02::1]', '224.0.0.1', '255.255.255.255'])
      expect([host, await isPrivate(host)]).toEqual([host, true]);
    const inPublic = ['[64:ff9b::5db8:d822]', '[2002:5db8:d822::1]'];
    for (const host of ['93.184.216.34', '172.32.0.1', '[2606:2800:220:1::1]', 'weekthread.invalid', ...inPublic])
      expect([host, await isPrivate(host)]).toEqual([host, false]);
  });
});

describe.runIf(isBuilt)('credentials that a server makes up', { timeout: 60_000 }, () => {
  const listen = async (server: Server): Promise<string> => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  it('are in no output, no state and no notice', async () => {
    const heard: string[] = [];
    const take = async (request: IncomingMessage): Promise<void> => {
      for await (const part of request) heard.push(String(part));
    };
    const server = createServer((request, response) => {
      if (request.method === 'POST') void take(request);
      const { host = '' } = request.headers;
      if (request.url === '/list.md')
        response.writeHead(302, { location: `http://me:hunter2@${host}/gone.md?k=hunter2` });
      else response.writeHead(request.method === 'POST' ? 200 : 404);
      response.end();
    });
    const url = await listen(server);
    const bot = await createBot(url, '');
    const env = { LIST_SOURCE: `${url}/list.md`, NETWORKS: 'site', NOTIFY_URL: `${url}/hook`, LOG_LEVEL: 'debug' };
    const runs = [
      await bot.run(['post', '--due'], env),
      await bot.run(['weeks'], env),
      await bot.run(['status', '--json'], env),
    ];
    const all = [...runs.flatMap(({ out, err }) => [out, err]), ...heard, ...(await bot.files())].join('\n');
    await bot.close();
    server.close();
    expect(runs.map(({ code }) => code)).toEqual([1, 1, 0]);
    expect(heard.join('')).toContain('list.md');
    expect(all).not.toContain('hunter2');
  });
});

describe('an address that is written wrong', () => {
  it.each([
    { LIST_SOURCE: 'ftp://me:pw-123456@example.org/a.md' },
    { LIST_SOURCE: 'https:/me:pw-123456@example.org/a.md' },
    { LIST_SOURCE: 'me:pw-123456@example.org/a.md' },
    { LIST_SOURCE: 'https://me:12?pw-123456@127.0.0.1/a.md' },
    { LIST_SOURCE: 'https://127.0.0.1:1/a.md,https://me:pw-123456@127.0.0.1:1/b.md' },
    { STATE_FILE: 'postgresql://me:pw-123456@127.0.0.1:1/db' },
    { MASTODON_URL: 'me:pw-123456@m.example' },
    { BLUESKY_SERVICE: 'ftp://me:pw-123456@b.example' },
    { LIST_URL: 'me:pw-123456@l.example' },
  ])('shows its password no more than a right one: %j', async (env) => {
    const desk = await deskWith(week('May 1 - May 7, 2026', ...ten('Paper')));
    const runs = [await desk.run('weeks', { env }), await desk.run('status', { env })];
    expect(Math.max(...runs.map(({ code }) => code))).toBeGreaterThan(0);
    expect(runs.map(({ out, err }) => out + err).join('')).not.toContain('123456');
  });
});

describe('an error at the very top', () => {
  it('is masked, even where the settings are wrong', async () => {
    const desk = await deskWith(week('May 1 - May 7, 2026', ...ten('Paper')));
    const env = { X_APP_KEY: 'k-123456', LINKS: 'never', LIST_SOURCE: 'https://me:pw-123456@example.org/k-123456.md' };
    await writeFile(path.join(desk.folder, 'plan.json'), '{');
    const { code, err } = await desk.run('weeks', { env });
    expect(code).toBe(2);
    expect(err).toContain('LINKS');
    expect(err).not.toMatch(/123456/);
  });
});

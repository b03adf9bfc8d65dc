import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SourceIo } from '../../src/source/reading.ts';
import { readDocuments } from '../../src/source/source.ts';
import { temporaryFolder } from '../fakes/children.ts';
import { refused } from '../fakes/refused.ts';

const servers: Server[] = [];
let cacheFolder: string;
let now: Date;
let handle: RequestListener;
let asked: IncomingMessage[];
let origin: string;

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop(): Promise<void> {
  const closed = servers.splice(0).map(
    (server) =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  await Promise.all(closed);
}

type Headers = Readonly<Record<string, string>>;
const says =
  (code: number, headers: Headers = {}, body: string | Uint8Array = 'no'): RequestListener =>
  (_, response) => {
    response.writeHead(code, headers).end(body);
  };
const sends = (body: string | Uint8Array, headers?: Headers) => says(200, headers, body);

const read = (source: string, io: Partial<SourceIo> = {}) =>
  readDocuments(source, { fetch, cacheFolder, timeoutMs: 2000, now: () => now, ...io });
const textOf = async (source = origin) => (await read(source)).documents[0]?.text;
const failure = (source = origin, io: Partial<SourceIo> = {}) => refused(() => read(source, io));

const later = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000);
};

beforeEach(async () => {
  cacheFolder = path.join(await temporaryFolder(), 'state.json.cache');
  now = new Date('2026-06-22T15:01:00Z');
  asked = [];
  handle = sends('## Week\n');
  origin = await serve((request, response) => {
    asked.push(request);
    handle(request, response);
  });
});
afterEach(stop);

describe('an address', () => {
  it('gives the text that the server sends, compressed or not', async () => {
    const text = '## Week\r\n';
    handle = sends(`\uFEFF${text}`);
    const file = `${origin}/list.md`;
    expect(await read(file)).toEqual({ documents: [{ file, text }], warnings: [] });
    handle = sends(gzipSync(text), { 'content-encoding': 'gzip' });
    expect(await textOf()).toBe(text);
  });

  it('may be one of several, read in their order, each once', async () => {
    handle = (request, response) => response.end(`## ${request.url ?? ''}`);
    const { documents } = await read(`${origin}/b.md  ${origin}/a.md\n${origin}/b.md`);
    expect(documents.map(({ text }) => text)).toEqual(['## /b.md', '## /a.md']);
    expect(asked).toHaveLength(2);
  });

  it('follows redirects, keeps the name that was given, and goes neither in a circle nor out of the web', async () => {
    handle = (request, response) =>
      (request.url === '/old' ? says(301, { location: '/new' }) : sends('moved'))(request, response);
    expect((await read(`${origin}/old`)).documents).toEqual([{ file: `${origin}/old`, text: 'moved' }]);
    handle = says(302, { location: '/again' });
    expect(await failure()).toMatch(/sends on more than 5 times/);
    handle = says(302, { location: 'file:///etc/passwd' });
    expect(await failure()).toMatch(/sends on to file:/);
  });
});

describe('a second reading', () => {
  const date = 'Mon, 22 Jun 2026 15:00:00 GMT';
  it.each([
    ['etag', '"one"', 'if-none-match'],
    ['last-modified', date, 'if-modified-since'],
  ])('asks with %s and takes the copy where nothing changed', async (name, value, header) => {
    handle = sends('## Week\n', { [name]: value });
    const first = await read(origin);
    handle = (request, response) => response.writeHead(request.headers[header] === value ? 304 : 200).end();
    expect(await read(origin)).toEqual(first);
    expect(asked[1]?.headers[header]).toBe(value);
  });

  it('takes what is new where something changed, and keeps that', async () => {
    await read(origin);
    handle = sends('## Next\n');
    await read(origin);
    await stop();
    expect(await textOf()).toBe('## Next\n');
  });
});

describe('a network that fails', () => {
  it.each<readonly [string, RequestListener, RegExp]>([
    ['a server error', says(503), /answers HTTP 503/],
    ['too many requests', says(429), /HTTP 429/],
    ['a cut connection', (request) => request.socket.destroy(), /was not read: no answer/],
    [
      'a body that breaks off',
      (request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('## We');
        setTimeout(() => request.socket.destroy(), 20);
      },
      /was not read: no answer/,
    ],
    ['silence', () => undefined, /no answer within 0.2 s/],
    [
      'a body that never ends',
      (_, response) => {
        response.writeHead(200).write('## We');
        const drip = setInterval(() => response.write('.'), 20);
        response.on('close', () => clearInterval(drip));
      },
      /no answer within 0.2 s/,
    ],
  ])('%s: the copy is used, with a warning that says how old it is', async (_, fault, words) => {
    expect((await read(origin)).isStale).toBeUndefined();
    handle = fault;
    later(72);
    const { documents, warnings, isStale } = await read(origin, { timeoutMs: 200 });
    expect([documents[0]?.text, isStale, warnings.length]).toEqual(['## Week\n', true, 1]);
    expect(warnings[0]).toMatch(words);
    expect(warnings[0]).toMatch(/: the copy of 2026-06-22 15:01 UTC, 3 days old, is used instead\.$/);
  });

  it('without a copy is an error that names the address and what to do', async () => {
    await stop();
    const words = /^http:\S+\/list\.md was not read: no answer \(.*ECONNREFUSED.*\)\. .*Check the address/;
    expect(await failure(`${origin}/list.md`)).toMatch(words);
  });

  it('counts the age of a copy from when the server last confirmed it', async () => {
    handle = sends('## Week\n', { etag: '"one"' });
    await read(origin);
    later(48);
    handle = says(304);
    await read(origin);
    later(2);
    handle = says(500);
    expect((await read(origin)).warnings[0]).toMatch(/2 hours old/);
  });

  it('a run that is stopped stops reading', async () => {
    await read(origin);
    const stop = new AbortController();
    handle = () => stop.abort();
    expect(await failure(origin, { signal: stop.signal })).toMatch(/asked to stop/);
  });
});

describe('a server that says no', () => {
  it.each([
    [404, /does not exist \(HTTP 404\)\. The list may have moved/],
    [410, /does not exist \(HTTP 410\)/],
    [403, /may not be read \(HTTP 403\)\. Make the list public/],
    [401, /may not be read \(HTTP 401\)/],
    [304, /says "304 not modified" of something that was never read/],
    [206, /answers HTTP 206/],
  ])('%i is an error that says what to do', async (code, words) => {
    handle = says(code);
    expect(await failure()).toMatch(words);
  });

  it('is believed after a day: a list that moved must not look like one where nothing happens', async () => {
    await read(origin);
    handle = says(404);
    later(23);
    expect((await read(origin)).warnings[0]).toMatch(/does not exist.*23 hours old/);
    later(2);
    expect(await failure()).toMatch(/does not exist .* last read 2026-06-22 15:01 UTC/);
  });
});

describe('something else than a list', () => {
  const endless: RequestListener = (_, response) => {
    const push = () => {
      while (!response.destroyed && response.write('x'.repeat(1024 * 1024)));
    };
    response.on('drain', push);
    push();
  };
  const bomb = gzipSync(Buffer.alloc(25 * 1024 * 1024, 'x'));

  it.each<readonly [string, RequestListener, RegExp]>([
    ['a web page', sends('<!doctype html><html>'), /is a web page.*Give the address of the markdown/],
    ['a binary file', sends(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])), /is a binary file/],
    ['an empty answer', sends(''), /is empty/],
    ['more than 4 MB, given up before it is all there', endless, /sends more than 4 MB/],
    ['4 MB out of a few bytes', sends(bomb, { 'content-encoding': 'gzip' }), /more than 4 MB/],
  ])('%s', async (_, answer, words) => {
    handle = answer;
    expect(await failure(origin, { timeoutMs: 8000 })).toMatch(words);
  });
});

describe('a part of a web page in the place of the list', () => {
  it.each([
    '<!-- server 7 -->\n<!DOCTYPE html>\n<html><body>Sign in</body></html>',
    '<div class="login"><h1>Sign in</h1><form><input name="user"></form></div>',
    '<script>\nconst a = b[0](c) ** 2;\n# no heading\n</script>\n<p>Please wait …</p>',
    '<h1>503 Service Unavailable</h1>\n<p>Try again later.</p>',
    '\n<body>Gone</body>',
    '<title>Login</title>',
  ])('is told, and does not take the place of the copy: %j', async (page) => {
    await read(origin);
    handle = sends(page);
    later(1);
    const { documents, warnings, isStale } = await read(origin);
    expect([documents[0]?.text, isStale]).toEqual(['## Week\n', true]);
    expect(warnings[0]).toMatch(/is a web page \(HTML\), not markdown: the copy of 2026-06-22 15:01 UTC/);
    handle = says(503);
    expect(await textOf()).toBe('## Week\n');
  });

  it.each([
    '<h1 align="center">Papers</h1>\n\n## Week (May 11 - May 17) - 2026\n',
    '<!-- made by hand -->\n# Papers\n',
    '<div align="center"><img src="a.png"></div>\n\n[2026](years/2026.md)\n',
    '<h2>Papers of the Week (May 11 - May 17, 2026)</h2>\n<ol><li>One</li></ol>\n',
    '<details>\n<summary>May 11 - May 17, 2026</summary>\n<ol><li>One</li></ol></details>\n',
    '<think> is a word\n\n**June 8 - June 14, 2026**\n',
  ])('is not seen in a list that begins with a tag: %j', async (text) => {
    handle = sends(text);
    expect(await textOf()).toBe(text);
  });
});

describe('credentials in an address', () => {
  it('are sent to its own server, unescaped, and shown nowhere', async () => {
    const source = `${origin.replace('//', '//me:p%40ss@')}/list.md`;
    const { documents } = await read(`${source}?ref=main&token=p%40ss`);
    expect(asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
    expect(asked[0]?.url).toBe('/list.md?ref=main&token=p%40ss');
    expect(documents[0]?.file).toBe(`${origin.replace('//', '//***@')}/list.md?ref=main&token=***`);
    const kept = (await readdir(cacheFolder)).map((file) => readFile(path.join(cacheFolder, file), 'utf8'));
    await stop();
    await rm(cacheFolder, { recursive: true });
    expect(`${(await Promise.all(kept)).join()} ${await failure(source)}`).not.toMatch(/p@ss|p%40ss/);
  });

  it('are not sent on to another server', async () => {
    const seen: IncomingMessage[] = [];
    const other = await serve((request, response) => {
      seen.push(request);
      response.end('there');
    });
    handle = says(302, { location: `${other}/list.md` });
    await read(origin.replace('//', '//token@'));
    expect([asked, seen].map(([first]) => first?.headers.authorization !== undefined)).toEqual([true, false]);
  });
});

describe('pages of code hosts', () => {
  it.each([
    ['https://github.com/o/r/blob/main/README.md', 'https://raw.githubusercontent.com/o/r/main/README.md'],
    ['https://github.com/o/r/blob/main/years/2026.md#top', 'https://raw.githubusercontent.com/o/r/main/years/2026.md'],
    ['https://gitlab.com/o/r/-/blob/main/README.md', 'https://gitlab.com/o/r/-/raw/main/README.md'],
  ])('%s is read from its raw address, with a word', async (given, raw) => {
    const fetched = (input: unknown) => Promise.resolve(new Response(input === raw ? '## Week\n' : '<html>'));
    const { documents, warnings } = await read(given, { fetch: fetched });
    expect(documents[0]?.file).toBe(raw);
    expect(warnings[0]).toContain(raw);
  });

  it('the page of a repository names the raw address', async () => {
    const page = () => Promise.resolve(new Response('<!DOCTYPE html><html>'));
    const words = await failure('https://github.com/o/r', { fetch: page });
    expect(words).toContain('https://raw.githubusercontent.com/o/r/HEAD/README.md');
  });
});

describe('the folder of copies', () => {
  it('that cannot be written costs a warning, not the list', async () => {
    await writeFile(cacheFolder, 'a file stands in the way');
    const { documents, warnings } = await read(origin);
    expect(documents).toHaveLength(1);
    expect(warnings[0]).toMatch(/no copy of it could be kept/);
  });

  it('holds whole copies only, for their owner alone, and a damaged one is asked for anew', async () => {
    await Promise.all(Array.from({ length: 8 }, () => read(origin)));
    const [name = '', ...others] = await readdir(cacheFolder);
    expect([name, others]).toEqual([expect.stringMatching(/^[\da-f]{64}\.json$/), []]);
    expect((await stat(path.join(cacheFolder, name))).mode & 0o777).toBe(0o600);
    for (const damage of ['', '{', '{"text":""}', '[]', '\0'.repeat(100)]) {
      await writeFile(path.join(cacheFolder, name), damage);
      expect(await textOf()).toBe('## Week\n');
    }
  });
});

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Batch } from '../../src/core/record/thread-record.ts';
import { type Week, weekOf } from '../../src/core/week.ts';
import type { Account } from '../../src/networks/network.ts';
import { createSite } from '../../src/networks/site/account.ts';
import type { SiteSettings } from '../../src/networks/site/settings.ts';
import { refusalOf } from '../../src/networks/site/page-files.ts';
import { smallDisk } from '../e2e/disk.ts';
import { sampleEdition, sampleThread } from '../render/sample.ts';

const { posts } = sampleThread({ network: 'site', limit: null, links: 'label' });
const place = { key: 'k' };
let home: string;
let warnings: string[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'site-'));
  warnings = [];
});
afterEach(() => rm(home, { recursive: true, force: true }));

const settings = (more: Partial<SiteSettings> = {}): SiteSettings => ({
  folder: join(home, 'public'),
  url: '',
  listUrl: 'https://example.org/list',
  language: 'en',
  accent: '#c2410c',
  ...more,
});

const tools = {
  clock: { now: () => new Date(), sleep: () => Promise.resolve() },
  fetch,
  abort: new AbortController().signal,
  warn: (line: string) => void warnings.push(line),
};

const connect = async (more: Partial<SiteSettings> = {}): Promise<Account> => {
  const outcome = await createSite(settings(more), tools).connect();
  if (outcome.status !== 'connected') throw new Error(outcome.refusal.words);
  return outcome.account;
};

const batchOf = (account: Account, week: Week, media?: string): Batch => {
  const edition = { week, heading: sampleEdition.heading };
  const moment = `${week.slice(11)}T17:00:00.000Z`;
  const card = { file: media ?? '', alt: 'Ten titles', width: 1200, height: 675 };
  const context = { edition, frozenAt: moment, at: moment, ...(media === undefined ? {} : { media: card }) };
  const [batch] = account.batches(posts, context);
  return batch!;
};

const publish = async (account: Account, week: Week): Promise<Batch> => {
  const batch = batchOf(account, week);
  expect(await account.send(batch, place)).toMatchObject({ status: 'posted' });
  return batch;
};

const tree = async (folder = join(home, 'public')): Promise<ReadonlyMap<string, string>> => {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const read = files
    .filter((file) => file.isFile())
    .map(async (file) => {
      const path = join(file.parentPath, file.name);
      return [path.slice(folder.length + 1), (await readFile(path)).toString('base64')] as const;
    });
  return new Map((await Promise.all(read)).sort(([one], [other]) => (one < other ? -1 : 1)));
};

const weeks = ['2026-04-27/2026-05-03', '2026-05-04/2026-05-10', '2026-05-11/2026-05-17'] as const;

describe('the site as a network', () => {
  it('knows the addresses of all posts before the page is written', async () => {
    const onDisk = await connect();
    const batch = batchOf(onDisk, weeks[2]);
    expect(batch.posts).toEqual(posts.map((_, at) => at));
    expect(batch.refs).toHaveLength(12);
    expect(batch.refs?.[0]).toEqual({
      id: '2026-05-11/',
      url: `file://${join(home, 'public/2026-05-11/index.html')}`,
    });
    const [first, second] = batchOf(await connect({ url: 'https://example.org/ai/' }), weeks[2]).refs ?? [];
    expect(first?.url).toBe('https://example.org/ai/2026-05-11/');
    expect(second).toEqual({ id: '2026-05-11/#post-2', url: 'https://example.org/ai/2026-05-11/#post-2' });
  });

  it('gives every anchor that it names', async () => {
    const batch = await publish(await connect(), weeks[2]);
    const html = await readFile(join(home, 'public/2026-05-11/index.html'), 'utf8');
    for (const { id } of batch.refs ?? [])
      if (id.includes('#')) expect(html).toContain(`id="${id.split('#')[1] ?? ''}"`);
  });

  it('gives two weeks that begin on the same day a page each', async () => {
    const account = await connect();
    await publish(account, '2026-05-11/2026-05-17');
    await publish(account, '2026-05-11/2026-05-18');
    expect([...(await tree()).keys()].filter((file) => file.endsWith('thread.json'))).toHaveLength(2);
  });

  it('gives a list with other papers a page of its own, though another was posted under its dates', async () => {
    const week = weekOf('2026-05-11', '2026-05-17');
    const edition = { week, heading: sampleEdition.heading };
    const at = '2026-05-24T17:00:00.000Z';
    const others = posts.map((post) => ({
      ...post,
      links: post.links.map((link) => ({ ...link, url: `${link.url}-other` })),
    }));
    await publish(await connect(), week);
    const [batch] = (await connect()).batches(others, { edition, frozenAt: at, at });
    expect(batch?.refs?.[0]?.id).toBe('2026-05-11_2/');
    await (await connect()).send(batch!, place);
    expect(await (await connect()).find(batch!, place)).toMatchObject({ status: 'found' });
    const [again] = (await connect()).batches(others, { edition, frozenAt: at, at });
    expect(again?.refs).toEqual(batch?.refs);
    const read = (file: string): Promise<string> => readFile(join(home, 'public', file), 'utf8');
    expect(await read('2026-05-11/index.html')).not.toContain('-other');
    expect(await read('2026-05-11_2/index.html')).toContain('-other');
    expect(await read('index.html')).toContain('href="2026-05-11_2/index.html"');
    expect(new Set((await read('atom.xml')).match(/<id>.*?<\/id>/g)).size).toBe(3);
  });

  it('gives the same site whatever the order of publishing, and when a week is sent again', async () => {
    const account = await connect();
    for (const week of weeks) await publish(account, week);
    const inOrder = await tree();
    await publish(account, weeks[1]);
    expect(await tree()).toEqual(inOrder);
    await rm(join(home, 'public'), { recursive: true });
    for (const week of [weeks[1], weeks[2], weeks[0]]) await publish(account, week);
    expect(await tree()).toEqual(inOrder);
  });

  it('finds a page only when everything is there, and ends whole wherever it was killed', async () => {
    const account = await connect();
    await publish(account, weeks[0]);
    await publish(account, weeks[2]);
    const before = await tree();
    const batch = await publish(account, weeks[1]);
    const after = await tree();
    const changed = [...after].filter(([file, content]) => before.get(file) !== content);
    expect(changed.length).toBeGreaterThan(6);
    for (const order of [changed, changed.toReversed()]) {
      for (const count of order.keys()) {
        await layOut(new Map([...before, ...order.slice(0, count)]));
        await writeFile(join(home, 'public/index.html.0123456789abcdef.tmp'), '<p>half');
        expect(await account.find(batch, place)).toEqual({ status: 'absent' });
        await account.send(batch, place);
        expect(await account.find(batch, place)).toEqual({ status: 'found', refs: batch.refs });
        const now = new Map([...(await tree())].filter(([file]) => !file.endsWith('.tmp')));
        expect(now).toEqual(after);
      }
    }
  });

  it('takes a week off again, so that nothing of it is left, also after a removal that was killed', async () => {
    const account = await connect();
    await publish(account, weeks[0]);
    await publish(account, weeks[2]);
    const without = await tree();
    const batch = await publish(account, weeks[1]);
    const withIt = await tree();
    expect(await account.remove(batch.refs ?? [])).toEqual({ status: 'removed' });
    expect(await tree()).toEqual(without);
    expect(await account.find(batch, place)).toEqual({ status: 'absent' });
    expect(await account.remove(batch.refs ?? [])).toEqual({ status: 'removed' });

    await layOut(withIt);
    await rm(join(home, 'public/2026-05-04'), { recursive: true });
    expect(await account.remove(batch.refs ?? [])).toEqual({ status: 'removed' });
    expect(await tree()).toEqual(without);
  });

  it('removes the newest and the oldest week, and leaves an empty site', async () => {
    const account = await connect();
    const batches = [];
    for (const week of weeks) batches.push(await publish(account, week));
    await account.remove(batches[2]?.refs ?? []);
    const [oldest, middle] = await Promise.all(
      ['2026-04-27', '2026-05-04'].map((day) => readFile(join(home, 'public', day, 'index.html'), 'utf8')),
    );
    expect(middle).not.toContain('2026-05-11');
    expect(oldest).toContain('../2026-05-04/index.html');
    await account.remove(batches[0]?.refs ?? []);
    expect(await readFile(join(home, 'public/2026-05-04/index.html'), 'utf8')).not.toContain('2026-04-27');
    await account.remove(batches[1]?.refs ?? []);
    expect(await readFile(join(home, 'public/index.html'), 'utf8')).toContain('Nothing was published yet');
    expect(warnings).toEqual([]);
  });

  it('leaves files alone that are not its own, and never leaves its folder', async () => {
    const account = await connect();
    const batch = await publish(account, weeks[2]);
    await writeFile(join(home, 'public/2026-05-11/notes.txt'), 'mine');
    await mkdir(join(home, 'private'));
    await writeFile(join(home, 'private/thread.json'), 'mine');
    await account.remove([...(batch.refs ?? []), { id: '../private/', url: '' }, { id: '', url: '' }]);
    expect(await readFile(join(home, 'public/2026-05-11/notes.txt'), 'utf8')).toBe('mine');
    expect(await readFile(join(home, 'private/thread.json'), 'utf8')).toBe('mine');
  });

  it('keeps the card beside the pages and takes it off with the last week that shows it', async () => {
    const account = await connect({ url: 'https://example.org/' });
    const card = { png: new Uint8Array([1, 2, 3]), alt: 'Ten titles', width: 1200, height: 675 };
    const first = await account.upload?.(card);
    expect(await account.upload?.(card)).toEqual(first);
    const file = first?.status === 'uploaded' ? (first.media as { file: string }).file : '';
    const batch = batchOf(account, weeks[2], file);
    await account.send(batch, place);
    const html = await readFile(join(home, 'public/2026-05-11/index.html'), 'utf8');
    expect(html).toContain(`<meta property="og:image" content="https://example.org/${file}">`);
    expect(html).toContain('<meta property="og:image:alt" content="Ten titles">');
    expect(html).toContain(`src="../${file}" width="1200" height="675" alt="Ten titles"`);
    expect([...(await readFile(join(home, 'public', file)))]).toEqual([1, 2, 3]);
    await account.remove(batch.refs ?? []);
    expect([...(await tree()).keys()].filter((name) => name.startsWith('cards/'))).toEqual([]);
  });

  it('makes every page anew when the site gets an address', async () => {
    await publish(await connect(), weeks[0]);
    await publish(await connect(), weeks[1]);
    await publish(await connect({ url: 'https://example.org/' }), weeks[2]);
    const oldest = await readFile(join(home, 'public/2026-04-27/index.html'), 'utf8');
    expect(oldest).toContain('<link rel="canonical" href="https://example.org/2026-04-27/">');
  });

  it('tells of a damaged week and goes on without it', async () => {
    const account = await connect();
    await publish(account, weeks[0]);
    await writeFile(join(home, 'public/2026-04-27/thread.json'), '{"version":1,');
    await publish(account, weeks[1]);
    expect(warnings[0]).toContain(join('2026-04-27', 'thread.json'));
    expect(await readFile(join(home, 'public/index.html'), 'utf8')).not.toContain('2026-04-27');
  });

  it('refuses with words and advice where the folder cannot be written', async () => {
    await writeFile(join(home, 'file'), '');
    const network = createSite(settings({ folder: join(home, 'file/public') }), tools);
    const outcome = await network.connect();
    expect(outcome).toMatchObject({
      status: 'refused',
      refusal: { advice: expect.stringContaining('SITE_FOLDER') as string },
    });
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    expect(refusalOf(full, 'public').advice).toContain('Make room');
  });

  it.skipIf(!existsSync('/proc/self'))('refuses where no folder can be made, and does not try for ever', async () => {
    const outcome = await createSite(settings({ folder: '/proc/site/public' }), tools).connect();
    expect(outcome).toMatchObject({
      refusal: { advice: 'No folder can be made there. Set SITE_FOLDER to another one.' },
    });
  });

  it('makes the folders above its own, and takes one that a link leads to', async () => {
    await connect({ folder: join(home, 'a/b/public') });
    await symlink(join(home, 'a'), join(home, 'link'));
    await connect({ folder: join(home, 'link/c') });
    expect([await readdir(join(home, 'a')), await readdir(join(home, 'a/b'))]).toEqual([['b', 'c'], ['public']]);
  });

  it('refuses on a full disk, keeps what is there, and goes on when there is room (skipped where none can be mounted)', async () => {
    const disk = await smallDisk(join(home, 'public'));
    if (!disk) return;
    try {
      const account = await connect();
      await publish(account, weeks[0]);
      const before = await readFile(join(home, 'public/2026-04-27/thread.json'), 'base64');
      await disk.fill();
      expect(await account.send(batchOf(account, weeks[1]), place)).toMatchObject({
        status: 'refused',
        refusal: { advice: expect.stringContaining('Make room') as string },
      });
      expect(await readFile(join(home, 'public/2026-04-27/thread.json'), 'base64')).toBe(before);
      await disk.clear();
      const batch = await publish(account, weeks[1]);
      expect(await account.find(batch, place)).toMatchObject({ status: 'found' });
    } finally {
      await disk.remove();
    }
  });

  it("never overwrites somebody else's home page", async () => {
    await mkdir(join(home, 'public'));
    await writeFile(join(home, 'public/index.html'), '<h1>My own site</h1>');
    const outcome = await createSite(settings(), tools).connect();
    expect(outcome).toMatchObject({
      status: 'refused',
      refusal: { advice: expect.stringContaining('SITE_FOLDER') as string },
    });
    expect(await readFile(join(home, 'public/index.html'), 'utf8')).toBe('<h1>My own site</h1>');
  });

  it('refuses, instead of losing the page, when the folder is replaced by a file in the middle', async () => {
    const account = await connect();
    await rm(join(home, 'public'), { recursive: true });
    await writeFile(join(home, 'public'), '');
    expect(await account.send(batchOf(account, weeks[0]), place)).toMatchObject({ status: 'refused' });
  });

  it('is brought up to date in under a second when one week is added to 520', async () => {
    const account = await connect();
    const first = await publish(account, '2016-01-04/2016-01-10');
    const body = JSON.parse(typeof first.body === 'string' ? first.body : '{}') as object;
    for (let index = 1; index < 520; index += 1) {
      const [start, end] = [0, 6].map((days) => day('2016-01-04', index * 7 + days)) as [string, string];
      mkdirSync(join(home, 'public', start));
      const text = JSON.stringify({ ...body, week: weekOf(start, end) });
      writeFileSync(join(home, 'public', start, 'thread.json'), text);
    }
    await publish(account, '2026-01-04/2026-01-11');
    // The processor's time, so that whatever else this machine does changes nothing.
    const before = process.cpuUsage();
    await publish(account, '2026-01-11/2026-01-18');
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});

const day = (from: string, days: number): string =>
  new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);

const layOut = async (files: ReadonlyMap<string, string>): Promise<void> => {
  await rm(join(home, 'public'), { recursive: true, force: true });
  for (const [file, content] of files) {
    await mkdir(dirname(join(home, 'public', file)), { recursive: true });
    await writeFile(join(home, 'public', file), Buffer.from(content, 'base64'));
  }
};

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Batch } from '../../src/core/record/thread-record.ts';
import { addDays, type Week, weekOf } from '../../src/core/week.ts';
import type { Account, ConnectOutcome } from '../../src/networks/network.ts';
import { createSite } from '../../src/networks/site/account.ts';
import { refusalOf } from '../../src/networks/site/page-files.ts';
import type { SiteSettings } from '../../src/networks/site/addresses.ts';
import { smallDisk } from '../e2e/disk.ts';
import { temporaryFolder } from '../fakes/children.ts';
import { sampleEdition, sampleThread } from '../render/sample.ts';

const { posts } = sampleThread({ network: 'site', limit: null, links: 'label' });
const place = { key: 'k' };
const weeks = ['2026-04-27/2026-05-03', '2026-05-04/2026-05-10', '2026-05-11/2026-05-17'] as const;
let home: string;
let warnings: string[];

beforeEach(async () => {
  home = await temporaryFolder();
  warnings = [];
});

const at = (file: string): string => join(home, 'public', file);
const read = (file: string): Promise<string> => readFile(at(file), 'utf8');

const tryToConnect = (more: Partial<SiteSettings> = {}): Promise<ConnectOutcome> =>
  createSite(
    { folder: at(''), url: '', listUrl: 'https://example.org/list', language: 'en', accent: '#c2410c', ...more },
    { warn: (line) => void warnings.push(line) },
  ).connect();

const connect = async (more?: Partial<SiteSettings>): Promise<Account> => {
  const outcome = await tryToConnect(more);
  if (outcome.status !== 'connected') throw new Error(outcome.refusal.words);
  return outcome.account;
};

const batchOf = (account: Account, week: Week, media?: string, words = posts): Batch => {
  const moment = `${week.slice(11)}T17:00:00.000Z`;
  const card = { file: media ?? '', alt: 'Ten titles', width: 1200, height: 675 };
  const edition = { week, heading: sampleEdition.heading };
  return account.batches(words, { edition, frozenAt: moment, at: moment, ...(media && { media: card }) })[0]!;
};

const publish = async (account: Account, week: Week): Promise<Batch> => {
  const batch = batchOf(account, week);
  expect(await account.send(batch, place)).toMatchObject({ status: 'posted' });
  return batch;
};

const tree = async (): Promise<ReadonlyMap<string, string>> => {
  const files = await readdir(at(''), { recursive: true, withFileTypes: true });
  const found = files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .sort();
  const contents = found.map(async (path) => [path.slice(at('').length + 1), await readFile(path, 'base64')] as const);
  return new Map(await Promise.all(contents));
};

const layOut = async (files: ReadonlyMap<string, string>): Promise<void> => {
  await rm(at(''), { recursive: true, force: true });
  for (const [file, content] of files) {
    await mkdir(dirname(at(file)), { recursive: true });
    await writeFile(at(file), Buffer.from(content, 'base64'));
  }
};

describe('the site as a network', () => {
  it('knows the addresses of all posts before the page is written, and gives every anchor that it names', async () => {
    const batch = await publish(await connect(), weeks[2]);
    expect(batch.posts).toEqual([...posts.keys()]);
    expect(batch.refs).toHaveLength(12);
    expect(batch.refs?.[0]).toEqual({ id: '2026-05-11/', url: `file://${at('2026-05-11/index.html')}` });
    const html = await read('2026-05-11/index.html');
    for (const { id } of batch.refs?.slice(1) ?? []) expect(html).toContain(`id="${id.split('#')[1] ?? ''}"`);
    const [first, second] = batchOf(await connect({ url: 'https://example.org/ai/' }), weeks[2]).refs ?? [];
    expect(first?.url).toBe('https://example.org/ai/2026-05-11/');
    expect(second).toEqual({ id: '2026-05-11/#post-2', url: 'https://example.org/ai/2026-05-11/#post-2' });
  });

  it('gives a list with other papers, or with other dates, a page of its own', async () => {
    const others = posts.map((post) => ({
      ...post,
      links: post.links.map((link) => ({ ...link, url: `${link.url}-other` })),
    }));
    for (const week of ['2026-05-11/2026-05-18', weeks[2]] as const) await publish(await connect(), week);
    const account = await connect();
    const batch = batchOf(account, weeks[2], undefined, others);
    expect(batch.refs?.[0]?.id).toBe('2026-05-11_2/');
    await account.send(batch, place);
    expect(await (await connect()).find(batch, place)).toMatchObject({ status: 'found' });
    expect(batchOf(await connect(), weeks[2], undefined, others).refs).toEqual(batch.refs);
    expect(await read('2026-05-11/index.html')).not.toContain('-other');
    expect(await read('2026-05-11_2/index.html')).toContain('-other');
    expect(await read('index.html')).toContain('href="2026-05-11_2/index.html"');
    expect(new Set((await read('atom.xml')).match(/<id>.*?<\/id>/g)).size).toBe(4);
  });

  it('gives the same site whatever the order of publishing, and when a week is sent again', async () => {
    const account = await connect();
    for (const week of weeks) await publish(account, week);
    const inOrder = await tree();
    await publish(account, weeks[1]);
    expect(await tree()).toEqual(inOrder);
    await rm(at(''), { recursive: true });
    for (const week of [weeks[1], weeks[2], weeks[0]]) await publish(account, week);
    expect(await tree()).toEqual(inOrder);
  });

  it('finds a page only when everything is there, and ends whole wherever it was killed', async () => {
    const account = await connect();
    for (const week of [weeks[0], weeks[2]]) await publish(account, week);
    const before = await tree();
    const batch = await publish(account, weeks[1]);
    const after = await tree();
    const changed = [...after].filter(([file, content]) => before.get(file) !== content);
    expect(changed.length).toBeGreaterThan(6);
    for (const order of [changed, changed.toReversed()])
      for (const count of order.keys()) {
        await layOut(new Map([...before, ...order.slice(0, count)]));
        await writeFile(at('index.html.0123456789abcdef.tmp'), '<p>half');
        expect(await account.find(batch, place)).toEqual({ status: 'absent' });
        await account.send(batch, place);
        expect(await account.find(batch, place)).toEqual({ status: 'found', refs: batch.refs });
        expect(new Map([...(await tree())].filter(([file]) => !file.endsWith('.tmp')))).toEqual(after);
      }
  });

  it('takes a week off again, so that nothing of it is left, also after a removal that was killed', async () => {
    const account = await connect();
    for (const week of [weeks[0], weeks[2]]) await publish(account, week);
    const without = await tree();
    const batch = await publish(account, weeks[1]);
    const withIt = await tree();
    const killed = async (): Promise<void> => {
      await layOut(withIt);
      await rm(at('2026-05-04'), { recursive: true });
    };
    for (const begin of [undefined, undefined, killed]) {
      await begin?.();
      expect(await account.remove(batch.refs ?? [])).toEqual({ status: 'removed' });
      expect(await tree()).toEqual(without);
      expect(await account.find(batch, place)).toEqual({ status: 'absent' });
    }
  });

  it('leads past weeks that were removed, and leaves an empty site', async () => {
    const account = await connect();
    const refs = [];
    for (const week of weeks) refs.push((await publish(account, week)).refs ?? []);
    for (const index of [2, 0]) {
      await account.remove(refs[index] ?? []);
      expect(await read('2026-05-04/index.html')).not.toContain(weeks[index]?.slice(0, 10));
    }
    await account.remove(refs[1] ?? []);
    expect(await read('index.html')).toContain('Nothing was published yet');
    expect(warnings).toEqual([]);
  });

  it('leaves files alone that are not its own, and never leaves its folder', async () => {
    const account = await connect();
    const { refs = [] } = await publish(account, weeks[2]);
    const own = [at('2026-05-11/notes.txt'), join(home, 'private/thread.json')];
    await mkdir(join(home, 'private'));
    for (const file of own) await writeFile(file, 'mine');
    await account.remove([...refs, { id: '../private/', url: '' }, { id: '', url: '' }]);
    for (const file of own) expect(await readFile(file, 'utf8')).toBe('mine');
  });

  it('keeps the card beside the pages and takes it off with the last week that shows it', async () => {
    const account = await connect({ url: 'https://example.org/' });
    const card = { png: new Uint8Array([1, 2, 3]), alt: 'Ten titles', width: 1200, height: 675 };
    const first = await account.upload?.(card);
    expect(await account.upload?.(card)).toEqual(first);
    const file = first?.status === 'uploaded' ? (first.media as { file: string }).file : '';
    const batch = batchOf(account, weeks[2], file);
    await account.send(batch, place);
    const html = await read('2026-05-11/index.html');
    expect(html).toContain(`<meta property="og:image" content="https://example.org/${file}">`);
    expect(html).toContain('<meta property="og:image:alt" content="Ten titles">');
    expect(html).toContain(`src="../${file}" width="1200" height="675" alt="Ten titles"`);
    expect([...(await readFile(at(file)))]).toEqual([1, 2, 3]);
    await account.remove(batch.refs ?? []);
    expect([...(await tree()).keys()].filter((name) => name.startsWith('cards/'))).toEqual([]);
  });

  it('makes every page anew when the site gets an address, and tells of a damaged week, which it leaves out', async () => {
    for (const week of weeks.slice(0, 2)) await publish(await connect(), week);
    await writeFile(at('2026-05-04/thread.json'), '{"version":1,');
    await publish(await connect({ url: 'https://example.org/' }), weeks[2]);
    const canonical = '<link rel="canonical" href="https://example.org/2026-04-27/">';
    expect(await read('2026-04-27/index.html')).toContain(canonical);
    expect(warnings[0]).toContain(join('2026-05-04', 'thread.json'));
    expect(await read('index.html')).not.toContain('2026-05-04');
  });

  it('makes the folders above its own, and takes one that a link leads to', async () => {
    await connect({ folder: join(home, 'a/b/public') });
    await symlink(join(home, 'a'), join(home, 'link'));
    await connect({ folder: join(home, 'link/c') });
    expect([await readdir(join(home, 'a')), await readdir(join(home, 'a/b'))]).toEqual([['b', 'c'], ['public']]);
  });

  it('is brought up to date in under a second when one week is added to 520', async () => {
    const account = await connect();
    const { body } = await publish(account, '2016-01-04/2016-01-10');
    const data = JSON.parse(typeof body === 'string' ? body : '{}') as object;
    for (let index = 1; index < 520; index += 1) {
      const [start, end] = [addDays('2016-01-04', index * 7), addDays('2016-01-10', index * 7)];
      mkdirSync(at(start));
      writeFileSync(at(`${start}/thread.json`), JSON.stringify({ ...data, week: weekOf(start, end) }));
    }
    await publish(account, '2026-01-04/2026-01-11');
    // The processor's time, so that whatever else this machine does changes nothing.
    const before = process.cpuUsage();
    await publish(account, '2026-01-11/2026-01-18');
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});

describe('a site that cannot be written', () => {
  const refused = (advice: string) => ({
    status: 'refused',
    refusal: { advice: expect.stringContaining(advice) as string },
  });

  it('refuses with words and advice', async () => {
    await writeFile(join(home, 'file'), '');
    expect(await tryToConnect({ folder: join(home, 'file/public') })).toMatchObject(refused('SITE_FOLDER'));
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    expect(refusalOf(full, 'public').advice).toContain('Make room');
  });

  it.skipIf(!existsSync('/proc/self'))('refuses where no folder can be made, and does not try for ever', async () => {
    expect(await tryToConnect({ folder: '/proc/site/public' })).toMatchObject(
      refused('does not exist. Create it, or set SITE_FOLDER to another place.'),
    );
  });

  it('refuses on a full disk, keeps what is there, and goes on when there is room (skipped where none can be mounted)', async () => {
    const disk = await smallDisk(at(''));
    if (!disk) return;
    try {
      const account = await connect();
      await publish(account, weeks[0]);
      const before = await read('2026-04-27/thread.json');
      await disk.fill();
      expect(await account.send(batchOf(account, weeks[1]), place)).toMatchObject(refused('Make room'));
      expect(await read('2026-04-27/thread.json')).toBe(before);
      await disk.clear();
      expect(await account.find(await publish(account, weeks[1]), place)).toMatchObject({ status: 'found' });
    } finally {
      await disk.remove();
    }
  });

  it("never overwrites somebody else's home page", async () => {
    await mkdir(at(''));
    await writeFile(at('index.html'), '<h1>My own site</h1>');
    expect(await tryToConnect()).toMatchObject(refused('SITE_FOLDER'));
    expect(await read('index.html')).toBe('<h1>My own site</h1>');
  });
});

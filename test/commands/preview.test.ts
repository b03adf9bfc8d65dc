import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sortBatches } from '../../src/core/record/thread-batches.ts';
import type { BatchState, ThreadRecord } from '../../src/core/record/thread-record.ts';
import type { Post } from '../../src/core/thread/posts.ts';
import { openJournal } from '../../src/journal/state-file.ts';
import { type Desk, deskWith, ten, week } from './world.ts';

const list = week('June 15 - June 21) - (2026', ...ten('Paper'));
const keys = { X_APP_KEY: 'app-key', X_APP_SECRET: 'app-sec', X_ACCESS_TOKEN: 'acc-tok', X_ACCESS_SECRET: 'acc-sec' };
const deskOf = (env: Readonly<Record<string, string>> = {}, text = list): Promise<Desk> =>
  deskWith(text, { CARD: 'off', ...env });

/** What the page says of the next run: `X would publish 12 posts.` */
const nextRun = (html: string): readonly string[] =>
  [...html.matchAll(/<li><strong>([^<]*)<\/strong> <span>(.*?)<\/span><\/li>/g)].map(([, name, words]) =>
    `${name ?? ''} ${(words ?? '').replace(/<[^>]*>/g, '')}`.trim(),
  );

/** A thread of the list on X as the journal holds it, its first posts in these states and the rest unsent. */
const halfPosted = async (desk: Desk, ...states: readonly BatchState[]): Promise<void> => {
  const [thread] = (await desk.json<{ threads: { posts: Post[] }[] }>('post --dry-run --to x')).threads;
  const posts = (thread?.posts ?? []).map(({ kind, text, length }, at): Post => {
    const base = { text: text.replace('Paper a', 'Frozen a'), length, links: [] };
    return kind === 'entry' ? { kind, ...base, rank: at, title: 'Title', summary: 'Summary' } : { kind, ...base };
  });
  const record: ThreadRecord = {
    ...{ week: '2026-06-15/2026-06-21', aliases: [], heading: 'Top Papers of the Week', links: [], entryHashes: [] },
    ...{ network: 'x', account: { id: '1', name: '@papers' }, frozenAt: '2026-06-22T15:00:00.000Z', costUsd: 2 },
    posts,
    batches: sortBatches(posts.map((_, at) => ({ posts: [at], body: {}, state: states[at] ?? { status: 'unsent' } }))),
  };
  const journal = await openJournal(path.join(desk.folder, 'state.json'));
  await journal.save((state) => ({ ...state, threads: [record] }));
};

const posted: BatchState = {
  status: 'posted',
  at: '2026-06-22T15:01:00.000Z',
  refs: [{ id: '11', url: 'https://x.com/papers/status/11' }],
};

describe('what the preview says of the next run', () => {
  it('is a line for each network: what it would post, where nothing is meant, which keys are missing', async () => {
    const { out } = await (await deskOf({ NETWORKS: 'site,x' })).run('preview --out -');
    expect(nextRun(out)).toEqual([
      'Site would publish 12 posts.',
      'X could not post yet: set X_APP_KEY, X_APP_SECRET, X_ACCESS_TOKEN and X_ACCESS_SECRET first.',
      'Bluesky is not among NETWORKS: nothing would be sent.',
      'Mastodon is not among NETWORKS: nothing would be sent.',
    ]);
  });

  it('says beside the entry which letters the picture leaves out', async () => {
    const desk = await deskOf({ CARD: 'on' }, list.replace('2) **Paper b**', '2) **Paper 言語**'));
    const { out } = await desk.run('preview --out - --to site');
    expect(out.split('<li class="post">')[3]).toContain('the picture leaves them out: 言 語.');
  });

  it('begins with the networks that posts go to', async () => {
    const { out } = await (await deskOf({ NETWORKS: 'mastodon,x' })).run('preview --out -');
    const panels = [...out.matchAll(/<section class="panel (\w+)"/g)].map(([, network]) => network);
    expect(panels).toEqual(['mastodon', 'x', 'site', 'bluesky']);
  });

  it('tells the price, and that the run would stop where that is too much', async () => {
    const { out } = await (await deskOf({ ...keys, MAX_COST_USD: '1' })).run('preview --out - --to x');
    expect(nextRun(out)).toEqual([
      expect.stringMatching(/^X would publish 12 posts, for 2\.0\d+ USD\.$/),
      expect.stringMatching(/^Together would stop before the first post: 2\.0\d+ USD is more than MAX_COST_USD=1\.$/),
    ]);
  });

  it('says when it was posted, leads there, and names the entries that the list changed since', async () => {
    const desk = await deskOf();
    await desk.run('post');
    const before = await desk.run('preview --out - --to site');
    expect(nextRun(before.out)).toEqual(['Site was posted 2026-06-22 17:00 UTC: nothing would be sent. Look at it']);
    expect(before.out).toMatch(/<a href="file:[^"]*2026-06-15\/index.html">Look at it<\/a>/);
    await writeFile(desk.list, list.replace('Paper c', 'Paper zzz'));
    const after = await desk.run('preview --out - --to site');
    expect(nextRun(after.out)[0]).toContain('nothing would be sent; the list has changed since, in entry 3.');
  });

  it('goes on with the frozen words of a half-posted thread, and shows which posts are up', async () => {
    const desk = await deskOf(keys);
    await halfPosted(desk, posted);
    const { out } = await desk.run('preview --out - --to x');
    expect(nextRun(out)[0]).toMatch(/^X would go on with post 2 of 12, for /);
    expect(out).toContain('<a href="https://x.com/papers/status/11">posted 2026-06-22 15:01</a>');
    expect(out.match(/>posted /g)).toHaveLength(1);
    expect(out).toContain('Frozen a');
    expect(out).not.toContain('1/10 Paper a');
    expect(out).toContain('<span class="handle">@papers</span>');
  });

  it('looks first for a post in doubt, and shows what a network refused', async () => {
    const desk = await deskOf(keys);
    await halfPosted(desk, posted, { status: 'sending', at: '2026-06-22T15:02:00.000Z' });
    const doubt = await desk.run('preview --out - --to x');
    expect(nextRun(doubt.out)[0]).toMatch(/^X would first look for post 2 of 12, which is in doubt, for /);
    expect(doubt.out).toContain('>in doubt</span>');
    const refusal = { words: 'You are not "permitted"' };
    await halfPosted(desk, posted, { status: 'refused', at: '2026-06-22T15:02:00.000Z', refusal });
    const refused = await desk.run('preview --out - --to x');
    expect(nextRun(refused.out)[0]).toMatch(/^X would go on with post 2 of 12/);
    expect(refused.out).toContain('title="You are not &quot;permitted&quot;">refused</span>');
  });

  it('reads the state file and writes nothing but the page', async () => {
    const desk = await deskOf(keys);
    await halfPosted(desk, posted);
    const file = path.join(desk.folder, 'state.json');
    const [before, names] = [await readFile(file, 'utf8'), await readdir(desk.folder)];
    const out = path.join(desk.folder, 'page.html');
    expect(await desk.run(`preview --to x --out ${out}`)).toMatchObject({ code: 0, out: `${out}\n` });
    expect(await readFile(file, 'utf8')).toBe(before);
    expect((await readdir(desk.folder)).sort()).toEqual([...names, 'page.html'].sort());
  });
});

describe('the preview of a plan', () => {
  const planOf = async (desk: Desk, edit: (text: string) => string): Promise<string> => {
    const { out } = await desk.run('post --dry-run --json --to x');
    const file = path.join(desk.folder, 'plan.json');
    await writeFile(file, edit(out));
    return file;
  };

  it('shows the words of the plan, and would post to its networks whatever NETWORKS says', async () => {
    const desk = await deskOf({ NETWORKS: 'site', ...keys });
    const plan = await planOf(desk, (text) => text.replaceAll('Paper b is measured', 'Mine is measured'));
    const { out } = await desk.says(`preview --out - --plan ${plan}`, 0, 'Mine is measured');
    expect(nextRun(out)[0]).toMatch(/^X would publish 12 posts, for /);
  });

  it('keeps what lint says of the list beside its posts', async () => {
    const desk = await deskOf({}, list.replace('(https://example.org/Paper%20d)', '(http://)'));
    const plan = await planOf(desk, (text) => text);
    await desk.says(`preview --out - --plan ${plan}`, 0, '<ul class="findings">');
  });

  it('takes unsent posts of a half-posted thread from the plan, and refuses other words for those that are up', async () => {
    const desk = await deskOf(keys);
    const file = await planOf(desk, (text) => text.replaceAll('Paper b is measured', 'Mine is measured'));
    await halfPosted(desk, posted);
    const taken = await desk.says(`preview --out - --plan ${file}`, 0, 'Mine is measured');
    expect(taken.out).not.toContain('Frozen a');
    const plan = await readFile(file, 'utf8');
    await writeFile(file, plan.replace('"text": "', '"text": "Other words. '));
    await desk.says(`preview --out - --plan ${file}`, 2, 'x, post 1: it was sent already');
  });
});

describe('where the preview goes', () => {
  it('never writes over a folder, and says where the file would fit', async () => {
    const desk = await deskOf();
    const folder = path.join(desk.folder, 'pages');
    await mkdir(folder);
    await desk.says(`preview --out ${folder}/`, 2, `--out ${folder}/preview.html`);
  });

  it('says why a page cannot be written', async () => {
    const desk = await deskOf();
    const words = /page\.html: the page cannot be written \(.*ENOENT.*\)\. Choose another place with --out\./;
    await desk.says(`preview --out ${path.join(desk.folder, 'nowhere', 'page.html')}`, 1, words);
    expect(existsSync(path.join(desk.folder, 'nowhere'))).toBe(false);
  });
});

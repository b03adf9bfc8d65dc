import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import { ten, week } from '../../commands/world.ts';
import { isBuilt } from '../../e2e/bot.ts';
import { folderWith, type Folder } from '../../e2e/command.ts';

interface Thread {
  readonly week: string;
  readonly posts: readonly { readonly url: string; readonly at: string }[];
}

const newer = week('June 21 - June 28, 2026', ...ten('Kite'));
const older = week('June 14 - June 21, 2026', ...ten('Lantern'));

async function idsOf({ path: folder }: Folder): Promise<readonly unknown[]> {
  const atom = parseAtomFeed(await readFile(path.join(folder, 'public/atom.xml'), 'utf8'));
  const json = parseJsonFeed(await readFile(path.join(folder, 'public/feed.json'), 'utf8'));
  const ids = (atom.entries ?? []).map(({ id }) => id);
  expect(json.items?.map(({ id }) => id)).toEqual(ids);
  return [atom.id, ...ids];
}

describe.runIf(isBuilt)('a site that moves', { timeout: 60_000 }, () => {
  const at = (url: string) => ({ SITE_URL: url });
  const id = 'tag:old.example,2026:weekthread/ml';

  it.each([
    ['', ''],
    ['which an earlier version made', 'feedId'],
  ])(
    'keeps the ids of its feeds from its first address on, so that no reader sees a week again %s',
    async (_, forgotten) => {
      const folder = await folderWith({ content: older + newer });
      const post = async (day: string, url: string): Promise<void> =>
        expect(await folder.run(`post ${day} --again --yes`, at(url))).toMatchObject({ code: 0 });
      await post('2026-06-15', '');
      expect((await idsOf(folder))[0]).toBe('urn:x-weekthread:site');
      await folder.run('rollback 2026-06-15 --yes');
      await post('2026-06-15', 'https://old.example/ml');
      expect(await idsOf(folder)).toEqual([id, `${id}:2026-06-14--2026-06-21`]);
      const file = path.join(folder.path, 'public/site.json');
      const shared = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
      await writeFile(file, `${JSON.stringify({ ...shared, [forgotten]: undefined })}\n`);
      await post('2026-06-25', 'https://new.example/');
      const both = [id, `${id}:2026-06-21--2026-06-28`, `${id}:2026-06-14--2026-06-21`];
      expect(await idsOf(folder)).toEqual(both);
      await folder.run('rollback 2026-06-25 --yes', at(''));
      await folder.run('post 2026-06-25 --again --yes', at('https://third.example/a'));
      expect(await idsOf(folder)).toEqual(both);
      expect(await readFile(path.join(folder.path, 'public/atom.xml'), 'utf8')).toContain('https://third.example/a/');
    },
  );

  it('is made anew week by week where its folder was lost, and status shows where it is now', async () => {
    const folder = await folderWith({ content: older + newer });
    for (const day of ['2026-06-15', '2026-06-25']) await folder.run(`post ${day} --yes`);
    const site = path.join(folder.path, 'public');
    const made = await readdir(site, { recursive: true });
    await rm(site, { recursive: true });
    expect((await folder.run('post 2026-06-15 --to site')).out).toContain('already posted');
    const status = async (): Promise<{ readonly threads: readonly Thread[] }> =>
      JSON.parse((await folder.run('status --json', at('https://new.example'))).out) as never;
    const { threads } = await status();
    expect(threads.map(({ posts }) => posts[0]?.url)).toEqual([
      'https://new.example/2026-06-21-to-2026-06-28/',
      'https://new.example/2026-06-14-to-2026-06-21/',
    ]);
    for (const { week } of threads.toReversed()) {
      const again = await folder.run(`post ${week} --to site --again --at 2026-07-01T10:00:00Z`);
      expect([again.code, again.err]).toEqual([0, expect.stringContaining('site: 12/12 posted')]);
    }
    expect((await readdir(site, { recursive: true })).sort()).toEqual(made.sort());
    const minutes = (await status()).threads.map(({ posts }) => posts[0]?.at.slice(0, 16));
    expect(minutes).toEqual(['2026-07-01T10:00', '2026-07-01T10:00']);
  });

  it('tells of a thread that was taken back also when its week is posted once more', async () => {
    const folder = await folderWith({ content: older });
    for (const command of ['post', 'rollback', 'post --again', 'rollback', 'post --again'])
      expect(await folder.run(command.replace(/(?<=post|rollback)/, ' 2026-06-15'))).toMatchObject({ code: 0 });
    const { out } = await folder.run('status');
    expect(out).toMatch(
      / {2}site {6}posted .*\n(?: {12}before: rolled-back, posted \d{4}-\d\d-\d\d \d\d:\d\d UTC \(12 posts\)\n){2}/,
    );
    expect(JSON.parse((await folder.run('status --json')).out)).toMatchObject({
      threads: [{ state: 'posted', earlier: [{ posts: 12, costUsd: 0 }, { posts: 12 }] }],
    });
  });
});

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isBuilt } from '../e2e/bot.ts';
import { folderWith } from '../e2e/command.ts';

const env = `
LINKS=each
X_LINKS=last
BLUESKY_HOOK="Blue {dates}"
MASTODON_CLOSER="Over on Mastodon."
SITE_CARD=off
X_APP_KEY=key
X_APP_SECRET=key
X_ACCESS_TOKEN=key
X_ACCESS_SECRET=key
`;

interface Plan {
  readonly threads: readonly {
    readonly network: string;
    readonly costUsd: number;
    readonly posts: readonly { kind: string; text: string; links: readonly unknown[]; media?: readonly unknown[] }[];
  }[];
}

describe.runIf(isBuilt)('a setting for one network', { timeout: 60_000 }, () => {
  it('shapes the thread of that network alone, in a dry run and on the page', async () => {
    const { run, path: folder } = await folderWith({ '.env': env });
    const { out } = await run('post --dry-run --json --to x,bluesky,mastodon,site');
    const { threads } = JSON.parse(out) as Plan;
    const linked = threads.map(({ network, posts }) => [
      network,
      posts.filter(({ kind, links }) => kind === 'entry' && links.length > 0).length,
    ]);
    expect(Object.fromEntries(linked)).toEqual({ x: 0, bluesky: 10, mastodon: 10, site: 10 });
    const whose = (holds: (posts: Plan['threads'][number]['posts']) => boolean): readonly string[] =>
      threads.filter(({ posts }) => holds(posts)).map(({ network }) => network);
    expect(whose(([hook]) => hook!.text.startsWith('Blue '))).toEqual(['bluesky']);
    expect(whose((posts) => posts.at(-1)!.text === 'Over on Mastodon.')).toEqual(['mastodon']);
    expect(whose(([hook]) => (hook!.media ?? []).length > 0)).toEqual(['x', 'bluesky', 'mastodon']);
    expect((await run('preview')).code).toBe(0);
    const page = await readFile(path.join(folder, 'preview.html'), 'utf8');
    expect([page.split('Over on Mastodon.').length, page.split('data:image/png').length - 1]).toEqual([2, 3]);
  });

  it('is what advice on the price names, and is not named again once it is set', async () => {
    const { run } = await folderWith({ '.env': env });
    const each = await run('post --dry-run --to x', { X_LINKS: 'each' });
    expect(each.out).toMatch(/X · 12 posts · 2\.\d+ USD \(0\.\d+ USD with X_LINKS=last\)/);
    expect((await run('post --dry-run --to x')).out).toMatch(/X · 13 posts · 0\.\d+ USD\n/);
    const dear = await run('post --to x --yes', { X_LINKS: 'each', MAX_COST_USD: '1' });
    expect([dear.code, dear.err]).toEqual([1, expect.stringContaining('With X_LINKS=last it would cost')]);
    const none = await run('post --to x --yes', { MAX_COST_USD: '0.1' });
    expect([none.code, none.err]).toEqual([1, expect.not.stringContaining('LINKS=last')]);
  });

  it('is named where its words are cut', async () => {
    const { run } = await folderWith();
    const long = 'word '.repeat(80);
    const { err } = await run('post --dry-run --to x,bluesky', { HOOK: long, BLUESKY_HOOK: long });
    expect(err).toContain('HOOK is longer than a post on X holds (280), and is cut there: shorten it, or set X_HOOK.');
    expect(err).toContain('BLUESKY_HOOK is longer than a post on Bluesky holds (300), and is cut there: shorten it.');
  });

  it('names a font that is not there', async () => {
    const { run } = await folderWith();
    const { err } = await run('post --dry-run --to x', { CARD: 'on', CARD_FONTS: 'no-such.ttf' });
    expect(err).toMatch(/CARD_FONTS names \S*no-such\.ttf, and there is no such file/);
  });
});

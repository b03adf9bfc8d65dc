import { expect, test } from 'vitest';
import { deskWith, ten, week } from './world.ts';

const env = {
  ...{ LINKS: 'each', X_LINKS: 'last', BLUESKY_HOOK: 'Blue {dates}', MASTODON_CLOSER: 'Over on Mastodon.' },
  ...{ SITE_CARD: 'off', X_APP_KEY: 'key', X_APP_SECRET: 'key', X_ACCESS_TOKEN: 'key', X_ACCESS_SECRET: 'key' },
};
const list = week('June 14 - June 21, 2026', ...ten('Lantern'));

interface Plan {
  readonly threads: readonly {
    readonly network: string;
    readonly posts: readonly { kind: string; text: string; links: readonly unknown[]; media?: readonly unknown[] }[];
  }[];
}

test('a setting for one network shapes its thread alone, in a dry run and on the page', async () => {
  const desk = await deskWith(list, env);
  const { threads } = await desk.json<Plan>('post --dry-run --to x,bluesky,mastodon,site');
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
  const { out: page } = await desk.run('preview --out -');
  expect([page.split('Over on Mastodon.').length, page.split('data:image/png').length - 1]).toEqual([2, 3]);
});

test('a setting for one network is what advice on the price names, and is not named again once it is set', async () => {
  const desk = await deskWith(list, env);
  const each = await deskWith(list, { ...env, X_LINKS: 'each', MAX_COST_USD: '1' });
  await each.says('post --dry-run --to x', 0, /X · 12 posts · 2\.\d+ USD \(0\.\d+ USD with X_LINKS=last\)/);
  await desk.says('post --dry-run --to x', 0, /X · 13 posts · 0\.\d+ USD\n/);
  await each.says('post --to x --yes', 1, 'With X_LINKS=last it would cost');
  const none = await deskWith(list, { ...env, MAX_COST_USD: '0.1' });
  expect((await none.says('post --to x --yes', 1, 'more than MAX_COST_USD=0.1')).err).not.toContain('LINKS=last');
});

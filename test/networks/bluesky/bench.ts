import type { Json } from '../../../src/core/record/thread-record.ts';
import type { Post, PostLink } from '../../../src/core/thread/posts.ts';
import { createBluesky, type BlueskySettings } from '../../../src/networks/bluesky/account.ts';
import type { Account } from '../../../src/networks/network.ts';
import { blueskyLogin, startPdsScript } from '../../peers/pds-script.ts';
import { makeTools } from '../mastodon/bench.ts';

/** A post whose links stand behind words of its text, in order. */
export function post(kind: Post['kind'], text: string, links: readonly (readonly [string, string])[] = []): Post {
  const found = links.map(([label, url]): PostLink => {
    const start = text.lastIndexOf(label);
    return { label, url, start, end: start + label.length };
  });
  const base = { text, length: text.length, links: found };
  return kind === 'entry' ? { kind, rank: 1, title: text, summary: '', ...base } : { kind, ...base };
}

export const thread: readonly Post[] = [
  { ...post('hook', 'Ten papers of the week #AI'), media: [{ alt: 'Ten titles & more' }] },
  post('entry', '1/2 Agents 👩‍🔬 in the wild\n\nPaper · Code', [
    ['Paper', 'https://arxiv.org/abs/2606.01234'],
    ['Code', 'https://github.com/a/b'],
  ]),
  post('entry', '2/2 論文 und Übermut\n\nPaper', [['Paper', 'https://arxiv.org/abs/2606.05678']]),
  post('closer', 'That was the week. The whole list', [['The whole list', 'https://example.org/list']]),
];

export const settingsFor = (service: string, more: Partial<BlueskySettings> = {}): BlueskySettings => ({
  service,
  login: blueskyLogin,
  language: 'en',
  timeoutMs: 700,
  ...more,
});

export async function logIn() {
  const server = await startPdsScript();
  const tools = makeTools();
  const outcome = await createBluesky(settingsFor(server.url), tools).connect();
  if (outcome.status !== 'connected') throw new Error(outcome.refusal.words);
  return { server, tools, account: outcome.account };
}

export const frozenAt = '2026-06-22T15:01:00.000Z';

export const freeze = (account: Account, posts = thread, more: { at?: string; media?: Json; frozenAt?: string } = {}) =>
  account.batches(posts, {
    edition: { week: '2026-06-14/2026-06-21', heading: 'Top AI Papers of the Week' },
    frozenAt,
    at: frozenAt,
    ...more,
  });

import type { Post } from '../../../src/core/thread/posts.ts';
import { createMastodon, type MastodonSettings } from '../../../src/networks/mastodon/account.ts';
import type { Account, NetworkTools } from '../../../src/networks/network.ts';
import { mastodonToken, startMastodonServer, type Deviations } from '../../peers/mastodon-server.ts';

const post = (kind: 'hook' | 'closer', text: string, media?: Post['media']): Post => ({
  kind,
  text,
  length: text.length,
  links: [],
  ...(media && { media }),
});

/** Texts that a server's HTML makes hard to recognise. */
export const thread: readonly Post[] = [
  post('hook', 'Ten papers of the week, "June 14 to 21" & what they found #AI', [{ alt: 'Ten titles & more' }]),
  post(
    'closer',
    '1/3 Agents in the <wild>\n\nhttps://arxiv.org/abs/2606.01234?context=cs.AI&format=pdf https://github.com/a/b',
  ),
  post('closer', '2/3 Notes on AGENTS.md and claude.ai\n• one\n• two (https://example.org/a?b=1&c=2).'),
  post('closer', 'That was the week. 論文 👩‍🔬 https://example.com/list/'),
];

export const settingsFor = (url: string, more: Partial<MastodonSettings> = {}): MastodonSettings => ({
  url,
  accessToken: mastodonToken,
  visibility: 'public',
  replyVisibility: 'unlisted',
  language: 'en',
  timeoutMs: 700,
  ...more,
});

export interface Tools extends NetworkTools {
  readonly stop: () => void;
  readonly warnings: string[];
  /** How long the network slept, in ms. */
  readonly slept: number[];
}

export function makeTools(): Tools {
  const controller = new AbortController();
  const [warnings, slept]: [string[], number[]] = [[], []];
  return {
    clock: { now: () => new Date(), sleep: (ms) => Promise.resolve(void slept.push(ms)) },
    fetch,
    abort: controller.signal,
    warn: (line) => warnings.push(line),
    stop: () => controller.abort(),
    warnings,
    slept,
  };
}

/** A server with deviations, and the account logged in to it. */
export async function logIn(deviations: Deviations = {}, settings: Partial<MastodonSettings> = {}) {
  const server = await startMastodonServer(deviations);
  const tools = makeTools();
  const network = createMastodon(settingsFor(server.url, settings), tools);
  const outcome = await network.connect();
  if (outcome.status !== 'connected') throw new Error(outcome.refusal.words);
  return { server, tools, network, account: outcome.account };
}

export const freeze = (account: Account, posts = thread, media?: { id: string }) =>
  account.batches(posts, {
    edition: { week: '2026-06-14/2026-06-21', heading: 'Top AI Papers of the Week' },
    frozenAt: '2026-06-22T15:01:00.000Z',
    at: '2026-06-22T15:01:00.000Z',
    ...(media && { media }),
  });

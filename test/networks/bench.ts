import { expect } from 'vitest';
import type { Json, PostRef } from '../../src/core/record/thread-record.ts';
import type { Post, PostLink } from '../../src/core/thread/posts.ts';
import type { BlueskySettings } from '../../src/networks/bluesky/account.ts';
import type { MastodonSettings } from '../../src/networks/mastodon/account.ts';
import type { Account, Network, NetworkTools, Place } from '../../src/networks/network.ts';
import type { XSettings } from '../../src/networks/x/account.ts';
import { mastodonToken } from '../peers/mastodon-server.ts';
import { blueskyLogin } from '../peers/pds-script.ts';
import type { How } from '../peers/peer.ts';
import { xKeys } from '../peers/x/oauth.ts';

export interface Tools extends NetworkTools {
  readonly stop: () => void;
  readonly warnings: string[];
  /** How long the network slept, in ms. */
  readonly slept: number[];
}

/** What a network is given; it sleeps without waiting. */
export function makeTools(more: Partial<NetworkTools> = {}): Tools {
  const controller = new AbortController();
  const [warnings, slept]: [string[], number[]] = [[], []];
  return {
    clock: { now: () => new Date(), sleep: (ms) => Promise.resolve(void slept.push(ms)) },
    fetch,
    abort: controller.signal,
    warn: (line) => warnings.push(line),
    ...more,
    stop: () => controller.abort(),
    warnings,
    slept,
  };
}

/** A clock that is so far off. */
export const clockOff = (offMs: number): NetworkTools['clock'] => ({
  now: () => new Date(Date.now() + offMs),
  sleep: () => Promise.resolve(),
});

export async function connected(network: Network): Promise<Account> {
  const outcome = await network.connect();
  if (outcome.status !== 'connected') throw new Error(outcome.refusal.words);
  return outcome.account;
}

export const xSettings = (apiUrl: string, more: Partial<XSettings> = {}): XSettings => ({
  ...{ keys: xKeys, apiUrl, pauseMs: 0, timeoutMs: 1000, settleMs: 1000 },
  ...more,
});
export const blueskySettings = (service: string, more: Partial<BlueskySettings> = {}): BlueskySettings => ({
  ...{ service, login: blueskyLogin, language: 'en', timeoutMs: 700 },
  ...more,
});
export const mastodonSettings = (url: string, more: Partial<MastodonSettings> = {}): MastodonSettings => ({
  ...{ url, accessToken: mastodonToken, timeoutMs: 700 },
  ...{ visibility: 'public', replyVisibility: 'unlisted', language: 'en' },
  ...more,
});

/** A post whose links stand behind words of its text, in order. */
export function post(kind: Post['kind'], text: string, links: readonly (readonly [string, string])[] = []): Post {
  const found = links.map(([label, url]): PostLink => {
    const start = text.lastIndexOf(label);
    return { label, url, start, end: start + label.length };
  });
  const base = { text, length: text.length, links: found };
  return kind === 'entry' ? { kind, rank: 1, title: text, summary: '', ...base } : { kind, ...base };
}

/** Texts that what X makes of them makes hard to recognise. */
export const xThread: readonly Post[] = [
  post('closer', 'Ten papers of the week, June 14 to 21 & what they found'),
  post('closer', '1/3 Agents in the wild <fast> https://arxiv.org/abs/2606.01234'),
  post('closer', '2/3 Notes on AGENTS.md and claude.ai\n• one\n• two https://example.org/a?b=1&c=2'),
  post('closer', 'That was the week. https://example.com/list/'),
];

export const blueskyThread: readonly Post[] = [
  { ...post('hook', 'Ten papers of the week #AI'), media: [{ alt: 'Ten titles & more' }] },
  post('entry', '1/2 Agents 👩‍🔬 in the wild\n\nPaper · Code', [
    ['Paper', 'https://arxiv.org/abs/2606.01234'],
    ['Code', 'https://github.com/a/b'],
  ]),
  post('entry', '2/2 論文 und Übermut\n\nPaper', [['Paper', 'https://arxiv.org/abs/2606.05678']]),
  post('closer', 'That was the week. The whole list', [['The whole list', 'https://example.org/list']]),
];

const addresses = 'https://arxiv.org/abs/2606.01234?context=cs.AI&format=pdf https://github.com/a/b';
/** Texts that a server's HTML makes hard to recognise. */
export const mastodonThread: readonly Post[] = [
  {
    ...post('hook', 'Ten papers of the week, "June 14 to 21" & what they found #AI'),
    media: [{ alt: 'Ten titles & more' }],
  },
  post('closer', `1/3 Agents in the <wild>\n\n${addresses}`),
  post('closer', '2/3 Notes on AGENTS.md and claude.ai\n• one\n• two (https://example.org/a?b=1&c=2).'),
  post('closer', 'That was the week. 論文 👩‍🔬 https://example.com/list/'),
];

export const frozenAt = '2026-06-22T15:01:00.000Z';

export const freeze = (
  account: Account,
  posts: readonly Post[],
  more: { at?: string; media?: Json; frozenAt?: string } = {},
) =>
  account.batches(posts, {
    edition: { week: '2026-06-14/2026-06-21', heading: 'Top AI Papers of the Week' },
    ...{ frozenAt, at: frozenAt },
    ...more,
  });

/** Where a batch belongs; `tries`: how often it was sent before. */
export const placeUnder = (parent?: PostRef | string, tries = 0): Place => {
  const ref = typeof parent === 'string' ? { id: parent, url: '' } : parent;
  return {
    key: `${frozenAt}/${ref?.id ?? ''}`,
    ...(ref && { root: ref, parent: ref }),
    ...(tries > 0 && { sentAt: new Date().toISOString() }),
  };
};

export const says = (status: number, body: unknown, headers?: Record<string, string>): How => ({
  ...{ kind: 'answer', status, body },
  ...(headers && { headers }),
});

/** A card of so many bytes. */
export const cardOf = (size: number, alt = 'Ten titles & more') => ({
  ...{ png: Uint8Array.from({ length: size }, (_, index) => index % 251), alt, width: 1200, height: 675 },
});

export const containing = (words: string): string => expect.stringContaining(words) as string;

/** A refusal whose advice reads so. */
export const advising = (advice: RegExp) => ({
  status: 'refused',
  refusal: { advice: expect.stringMatching(advice) as string },
});

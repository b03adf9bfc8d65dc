import type { PostRules, Post } from './post.ts';

/** What X asks of a self-serve developer, in USD. Prices change: this is the only place that holds them. */
export const X_PRICES = {
  asOf: '2026-08-22',
  source: 'https://docs.x.com/x-api/getting-started/pricing',
  post: 0.015,
  /** A post whose text holds a URL, or a word that X turns into a link by itself. */
  postWithLink: 0.2,
  /** Set with the picture of a post. */
  altText: 0.005,
  /** The documentation says 0.005 in one place and 0.010 in another: the higher. */
  removal: 0.01,
} as const;

/** What it costs to publish one post on X, its alt text included, in USD. */
export function xPostPrice(post: Pick<Post, 'links' | 'media'>): number {
  const text = post.links.length > 0 ? X_PRICES.postWithLink : X_PRICES.post;
  return roundUsd(text + (post.media?.length ?? 0) * X_PRICES.altText);
}

/** What it costs to publish a thread, alt texts included, in USD. */
export const threadCost = (posts: readonly Pick<Post, 'links' | 'media'>[], rules: Pick<PostRules, 'price'>): number =>
  roundUsd(posts.reduce((sum, post) => sum + rules.price(post), 0));

/** What it costs to take a thread back, in USD. */
export const removalCost = (posts: number, rules: Pick<PostRules, 'removalPrice'>): number =>
  roundUsd(posts * rules.removalPrice);

// Sums of cents in binary are a hair off (0.1 + 0.2): a tenth of a cent is the smallest price there is.
const roundUsd = (usd: number): number => Math.round(usd * 1000) / 1000;

import type { PostRules, Post } from './posts.ts';

/** What it costs to publish a thread, alt texts included, in USD. */
export const threadCost = (posts: readonly Pick<Post, 'links' | 'media'>[], rules: Pick<PostRules, 'price'>): number =>
  roundUsd(posts.reduce((sum, post) => sum + rules.price(post), 0));

/** What it costs to take a thread back, in USD. */
export const removalCost = (posts: number, rules: Pick<PostRules, 'removalPrice'>): number =>
  roundUsd(posts * rules.removalPrice);

/** Sums of cents in binary are a hair off (0.1 + 0.2): a tenth of a cent is the smallest price there is. */
export const roundUsd = (usd: number): number => Math.round(usd * 1000) / 1000;

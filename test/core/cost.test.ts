import { describe, expect, it } from 'vitest';
import { threadCost } from '../../src/core/thread/price.ts';
import { blueskyRules } from '../../src/networks/bluesky/rules.ts';
import { X_PRICES, xRules } from '../../src/networks/x/rules.ts';

const link = { label: 'Paper', url: 'https://example.com', start: 0, end: 19 };
const auto = { label: 'AGENTS.md', url: 'AGENTS.md', start: 0, end: 9, auto: true } as const;

describe('the price of a post on X', () => {
  it.each([
    ['without a link', { links: [] }, 0.015],
    ['with a link', { links: [link] }, 0.2],
    ['with several links', { links: [link, link] }, 0.2],
    ['with a word that X links by itself', { links: [auto] }, 0.2],
    ['with an alt text', { links: [], media: [{ alt: 'A card' }] }, 0.02],
  ])('%s', (_, post, usd) => {
    expect(xRules.price(post)).toBe(usd);
  });

  it('is of a day that is named', () => {
    expect(X_PRICES.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

describe('the price of a thread', () => {
  const posts = [{ links: [] }, ...Array.from({ length: 10 }, () => ({ links: [link] })), { links: [] }];

  it('is the sum of its posts, to the tenth of a cent', () => {
    expect(threadCost(posts, xRules)).toBe(2.03);
    expect(threadCost(posts, blueskyRules)).toBe(0);
  });
});

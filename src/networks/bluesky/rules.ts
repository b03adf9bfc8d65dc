import { countGraphemes, type PostRules } from '../../core/thread.ts';

// app.bsky.feed.post: maxGraphemes and maxLength of `text`.
const LIMIT = 300;
const MAX_BYTES = 3000;

/** Bluesky's rules: only what a post declares is a link, a mention or a tag. */
export const blueskyRules: PostRules = {
  network: 'bluesky',
  name: 'Bluesky',
  limit: LIMIT,
  measure: countGraphemes,
  fits: (text) => countGraphemes(text) <= LIMIT && Buffer.byteLength(text) <= MAX_BYTES,
  linkStyle: 'label',
  findLinks: () => [],
  mentions: false,
  oneCashtag: false,
  // What Bluesky's own app lets a person write.
  altLimit: 2000,
  price: () => 0,
  removalPrice: 0,
};

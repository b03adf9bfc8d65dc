import { countGraphemes, findUrls, type PostRules } from '../../core/thread.ts';

/** The local site's rules: a page has no limit, so its posts hold whole summaries. */
export const siteRules: PostRules = {
  network: 'site',
  name: 'Site',
  limit: null,
  measure: countGraphemes,
  fits: () => true,
  linkStyle: 'written',
  findLinks: findUrls,
  mentions: false,
  oneCashtag: false,
  altLimit: 1500,
  price: () => 0,
  removalPrice: 0,
  replaces: true,
};

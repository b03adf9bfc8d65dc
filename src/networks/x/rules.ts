import { X_PRICES, xPostPrice, findXLinks, measureX, type PostRules } from '../../core/thread.ts';

const LIMIT = 280;

/** X's rules for an account without Premium. https://docs.x.com/fundamentals/counting-characters */
export const xRules: PostRules = {
  network: 'x',
  name: 'X',
  limit: LIMIT,
  measure: measureX,
  fits: (text) => measureX(text) <= LIMIT,
  linkStyle: 'written',
  findLinks: findXLinks,
  mentions: true,
  oneCashtag: true,
  altLimit: 1000,
  price: xPostPrice,
  removalPrice: X_PRICES.removal,
};

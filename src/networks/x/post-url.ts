import type { AccountName } from '../../core/record.ts';

/** Where a post of an account is read. */
export const addressOf = (id: string, username: string): string => `https://x.com/${username}/status/${id}`;

/** The address of a post by its id; undefined where that is no id of X's: a number of at most 19 digits. */
export const urlOf = (id: string, { name }: AccountName): string | undefined =>
  /^\d{1,19}$/.test(id) ? addressOf(id, name.replace(/^@/, '')) : undefined;

/** As browsers, apps and older links have it: the other name of the site, the page for phones, a picture of the post. */
const address =
  /^(?:https?:\/\/)?(?:www\.|mobile\.|m\.)?(?:x|twitter)\.com\/(\w+|i\/web)\/status(?:es)?\/(\d{1,19})(?![\w])/i;

/** The id of the account's post at an address; undefined where it names no post, or another account's. */
export function idAt(typed: string, { name }: AccountName): string | undefined {
  const [, owner = '', id] = address.exec(typed) ?? [];
  const isOwn = owner.toLowerCase() === name.replace(/^@/, '').toLowerCase();
  // X finds a post by its number alone, under these two names too.
  return isOwn || owner === 'i' || owner === 'i/web' ? id : undefined;
}

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where the site stands, as absolute addresses. */
export interface Addresses {
  /** With a slash at its end: `https://example.org/ai/`, or `file:///…/public/`. */
  readonly base: string;
  /** The address of a page, or of a post on it, by its id: `2026-05-11/`, `2026-05-11/#post-2`. */
  readonly of: (id: string) => string;
}

/** `url`: where the site will be read, empty when nobody knows yet: then it is read from the disk. */
export const addressesOf = (url: string, folder: string): Addresses => {
  const base = `${url === '' ? pathToFileURL(resolve(folder)).href : url}/`;
  // A server finds `index.html` by itself, a browser on a disk does not.
  return { base, of: (id) => base + (url === '' ? id.replace(/(?=#|$)/, 'index.html') : id) };
};

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SiteLook } from '../../render/page/frame.ts';

/** What the site is told by its settings. Its title is the newest list's name. */
export interface SiteSettings extends Omit<SiteLook, 'title'> {
  /** Where the site is written. */
  readonly folder: string;
  /** `#rrggbb`. */
  readonly accent: string;
}

/** Where the site stands, with a slash at its end: `https://example.org/ai/`, or `file:///…/public/`. */
export const baseOf = ({ url, folder }: Pick<SiteSettings, 'url' | 'folder'>): string =>
  url === '' ? `${pathToFileURL(resolve(folder)).href}/` : url;

/** The address of a page, or of a post on it, by its id: `2026-05-11/`, `2026-05-11/#post-2`. */
export const addressOf = (site: Pick<SiteSettings, 'url' | 'folder'>, id: string): string =>
  // A server finds `index.html` by itself, a browser on a disk does not.
  baseOf(site) + (site.url === '' ? id.replace(/(?=#|$)/, 'index.html') : id);

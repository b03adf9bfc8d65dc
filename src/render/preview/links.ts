import type { Post } from '../../core/thread.ts';
import { escapeHtml, plainLine, webAddress } from '../page/html.ts';

/** How a network draws a link whose address is written out in the text. */
type DrawAddress = (url: string) => string;

const bare = (url: string): string => url.replace(/^https?:\/\//i, '').replace(/^www\./i, '');

const ellipsised = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text;

/** X shows the host and the beginning of the path: `github.com/someone/some-rep…`. */
const onX: DrawAddress = (url) => {
  const text = bare(url).replace(/\/$/, '');
  const host = text.split('/', 1)[0] ?? '';
  return ellipsised(text, Math.max(host.length, 26));
};

/** Mastodon hides the scheme and what follows the first 30 characters. */
const onMastodon: DrawAddress = (url) => ellipsised(bare(url), 30);

const drawings: Readonly<Record<string, DrawAddress>> = { x: onX, mastodon: onMastodon };

/** A post's text as the network will show it: its links drawn as it draws them. Nothing of the list becomes markup. */
export const drawText = (post: Pick<Post, 'text' | 'links'>, network: string): string => {
  let html = '';
  let at = 0;
  for (const link of [...post.links].sort((one, other) => one.start - other.start)) {
    const words = post.text.slice(link.start, link.end);
    const href = webAddress(link.auto ? withScheme(words) : link.url);
    if (href === undefined || link.start < at || words === '') continue;
    const drawn = webAddress(words) === undefined ? words : (drawings[network] ?? plainLine)(words);
    html += `${escapeHtml(post.text.slice(at, link.start))}<a href="${escapeHtml(href)}">${escapeHtml(drawn)}</a>`;
    at = link.end;
  }
  return (html + escapeHtml(post.text.slice(at))).replace(/\r?\n/g, '<br>\n');
};

/** A word that the network links by itself leads to a host of that name: `http://AGENTS.md`. */
const withScheme = (words: string): string => (/^https?:\/\//i.test(words) ? words : `http://${words}`);

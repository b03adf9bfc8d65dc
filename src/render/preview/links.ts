import type { Post } from '../../core/thread.ts';
import type { Drawing } from '../drawing.ts';
import { escapeHtml, plainLine, webAddress } from '../page/write-html.ts';

/** A post's text as the network will show it: its links drawn as it draws them. Nothing of the list becomes markup. */
export const drawText = (post: Pick<Post, 'text' | 'links'>, { address = plainLine }: Drawing): string => {
  let html = '';
  let at = 0;
  for (const link of [...post.links].sort((one, other) => one.start - other.start)) {
    const words = post.text.slice(link.start, link.end);
    const href = webAddress(link.auto ? withScheme(words) : link.url);
    if (href === undefined || link.start < at || words === '') continue;
    const drawn = webAddress(words) === undefined ? words : address(words);
    html += `${escapeHtml(post.text.slice(at, link.start))}<a href="${escapeHtml(href)}">${escapeHtml(drawn)}</a>`;
    at = link.end;
  }
  return (html + escapeHtml(post.text.slice(at))).replace(/\r?\n/g, '<br>\n');
};

/** A word that the network links by itself leads to a host of that name: `http://AGENTS.md`. */
const withScheme = (words: string): string => (/^https?:\/\//i.test(words) ? words : `http://${words}`);

import type { EntryPost, PostLink } from '../../core/thread.ts';
import { escapeHtml, webAddress } from '../html.ts';

/** What stands below an entry's title (`titleId`): its summary, its links. Undefined when the post was written anew. */
export const entryContent = (post: EntryPost, titleId: string): string | undefined => {
  const parts = entryParts(post);
  if (!parts) return undefined;
  const { lead, bullets, links } = parts;
  return [
    lead === '' ? '' : `<p dir="auto">${escapeHtml(lead).replace(/\n+/g, '<br>\n')}</p>\n`,
    bullets.length === 0 ? '' : `<ul>\n${bullets.map(bulletItem).join('\n')}\n</ul>\n`,
    links.length === 0 ? '' : `<p class="links">${links.map((link) => labelledLink(link, titleId)).join('\n')}</p>\n`,
  ].join('');
};

const bulletItem = ({ name, sign, text }: ReturnType<typeof namedBullet>): string => {
  const [inside, after] = sign === ':' ? [sign, ''] : ['', sign];
  const named = name === '' ? '' : `<strong>${escapeHtml(name)}${inside}</strong>${after} `;
  return `<li dir="auto">${named}${escapeHtml(text)}</li>`;
};

/** A link below an entry: its label and where it leads. `describedBy` is the id of the entry's title. */
const labelledLink = ({ url, label }: PostLink, describedBy: string): string => {
  const { href, hostname } = new URL(url);
  const host = hostname.replace(/^www\./, '');
  const words = label.trim() === '' || webAddress(label) !== undefined ? host : label;
  const where = words === host ? '' : ` <span>${escapeHtml(host)}</span>`;
  return `<a href="${escapeHtml(href)}" aria-describedby="${describedBy}">${escapeHtml(words)}${where}</a>`;
};

/** The parts of an entry's post, which are all of its words: the summary up to its first bullet, the bullets, the links; undefined
 *  when somebody wrote it anew and it must be shown as it stands. */
export const entryParts = ({ text, title, summary, links }: EntryPost) => {
  const titleAt = text.indexOf(title);
  const summaryAt = titleAt < 0 ? -1 : text.indexOf(summary, titleAt + title.length);
  if (summaryAt < 0) return undefined;
  const summaryEnd = summaryAt + summary.length;
  const written = links.filter(({ auto }) => auto !== true).toSorted((one, other) => other.start - one.start);
  // Beside its parts a post as composed holds its number, `3/10`, labels such as `Paper:`, and punctuation.
  const rest = written
    .reduce((left, { start, end, label }) => `${withoutEnd(left.slice(0, start), `${label}:`)}${left.slice(end)}`, text)
    .replace(summary, '')
    .replace(title, '')
    .replace(/^[^\p{L}\p{N}]*\d+(\s*\/\s*\d+)?/u, '');
  if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(rest) || written.some(({ start }) => start < summaryEnd))
    return undefined;
  const [lead = '', ...bullets] = summary.split(/(?:^|\s+)[●•▪◦‣]\s*/u).map((part) => part.trim());
  return {
    lead,
    bullets: bullets.filter((bullet) => bullet !== '').map(namedBullet),
    links: written.filter(({ url }) => webAddress(url) !== undefined).reverse(),
  };
};

/** `Where it helps: …` or `Where it helps – …`; name and sign are empty where a point has none. */
const namedBullet = (text: string) => {
  const [all = '', name = '', sign = ''] = /^([^:.?!]{2,60}?)(:| [–—-])\s+/u.exec(text) ?? [];
  return { name, sign, text: text.slice(all.length).trim() };
};

const withoutEnd = (text: string, end: string): string =>
  text.trimEnd().endsWith(end) ? text.slice(0, text.lastIndexOf(end)) : text;

import type { EntryPost, Post, PostLink } from '../../core/thread.ts';
import { escapeHtml, hostOf, webAddress } from './write-html.ts';

/** A post's text with its links as anchors on their words; everything else stays text. */
export const textWithLinks = (post: Pick<Post, 'text' | 'links'>): string => {
  let html = '';
  let at = 0;
  for (const link of [...post.links].sort((one, other) => one.start - other.start)) {
    const href = webAddress(link.url);
    if (href === undefined || link.start < at || link.end <= link.start || link.end > post.text.length) continue;
    const words = escapeHtml(post.text.slice(link.start, link.end));
    html += `${escapeHtml(post.text.slice(at, link.start))}<a href="${escapeHtml(href)}">${words}</a>`;
    at = link.end;
  }
  return (html + escapeHtml(post.text.slice(at))).replace(/\r?\n/g, '<br>\n');
};

/** A point of a summary: `Where it helps: …` or `Where it helps – …`; name and sign are empty where it has none. */
export interface Bullet {
  readonly name: string;
  readonly sign: string;
  readonly text: string;
}

/** What an entry's post says, in parts; undefined when somebody wrote it anew and it must be shown as it stands. */
export interface EntryParts {
  /** The summary up to its first bullet. */
  readonly lead: string;
  readonly bullets: readonly Bullet[];
  readonly links: readonly PostLink[];
}

/** The parts of an entry's post: all of its words, or undefined. */
export const entryParts = (post: EntryPost): EntryParts | undefined => {
  const titleAt = post.text.indexOf(post.title);
  const summaryAt = titleAt < 0 ? -1 : post.text.indexOf(post.summary, titleAt + post.title.length);
  if (summaryAt < 0) return undefined;
  const summaryEnd = summaryAt + post.summary.length;
  const known = [
    { start: titleAt, end: titleAt + post.title.length },
    { start: summaryAt, end: summaryEnd },
    ...post.links,
  ].sort((one, other) => one.start - other.start);
  // Beside its parts a post as composed holds its number, `3/10`, and punctuation.
  const rest = without(post.text, known).replace(/^[^\p{L}\p{N}]*\d+(\s*\/\s*\d+)?/u, '');
  if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(rest)) return undefined;
  const written = post.links.filter((link) => link.auto !== true);
  if (written.some((link) => link.start < summaryEnd)) return undefined;
  return { ...bulleted(post.summary), links: written.filter((link) => webAddress(link.url) !== undefined) };
};

interface Range {
  readonly start: number;
  readonly end: number;
  readonly label?: string;
}

/** The text without these ranges, and without a label that introduces one: `Paper: https://…`. */
const without = (text: string, ranges: readonly Range[]): string => {
  let rest = '';
  let at = 0;
  for (const { start, end, label } of ranges) {
    const between = text.slice(at, Math.max(at, start));
    rest +=
      label !== undefined && between.trimEnd().endsWith(`${label}:`)
        ? between.slice(0, between.lastIndexOf(label))
        : between;
    at = Math.max(at, end);
  }
  return rest + text.slice(at);
};

const bulleted = (summary: string): Pick<EntryParts, 'lead' | 'bullets'> => {
  const [lead = '', ...bullets] = summary.split(/(?:^|\s+)[●•▪◦‣]\s*/u);
  return {
    lead: lead.trim(),
    bullets: bullets
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map(namedBullet),
  };
};

const namedBullet = (text: string): Bullet => {
  const [all = '', name = '', sign = ''] = /^([^:.?!]{2,60}?)(:| [–—-])\s+/u.exec(text) ?? [];
  return { name, sign, text: text.slice(all.length).trim() };
};

/** A link below an entry: its label and where it leads. `describedBy` is the id of the entry's title. */
export const labelledLink = (link: PostLink, describedBy: string): string => {
  const href = webAddress(link.url);
  if (href === undefined) return '';
  const host = hostOf(href);
  const label = link.label.trim() === '' || webAddress(link.label) !== undefined ? host : link.label;
  const where = label === host ? '' : ` <span>${escapeHtml(host)}</span>`;
  return `<a href="${escapeHtml(href)}" aria-describedby="${describedBy}">${escapeHtml(label)}${where}</a>`;
};

import { writtenDates, type Week } from '../core/week.ts';
import { listName } from '../core/list.ts';
import type { EntryPost, Post } from '../core/thread.ts';
import { framePage, inEnglish, type SiteLook, upFrom } from './page/page-frame.ts';
import { escapeHtml, escapeLine, plainLine } from './page/write-html.ts';
import { type Bullet, entryParts, labelledLink, textWithLinks } from './page/page-post.ts';

/** A week as the site shows it. */
export interface SiteWeek {
  readonly week: Week;
  /** From 2, where other lists were posted under the same dates before it. */
  readonly nth?: number;
  readonly heading: string;
  /** Its page's place below the site's folder: `2026-05-11/`. */
  readonly path: string;
  /** When it was published, ISO 8601. */
  readonly at: string;
  readonly posts: readonly Post[];
  readonly card?: { readonly file: string; readonly alt: string; readonly width: number; readonly height: number };
}

/** The pages before and after, by their dates. */
export interface Neighbours {
  readonly older?: SiteWeek | undefined;
  readonly newer?: SiteWeek | undefined;
}

/** The page of one week: its card, its entries with their links, the way to the weeks beside it. */
export const renderWeekPage = (week: SiteWeek, neighbours: Neighbours, look: SiteLook): string =>
  framePage(
    {
      path: week.path,
      title: `${listName(week.heading)}, ${writtenDates(week.week, look.language)}`,
      description: describe(week),
      kind: 'article',
      ...(week.card ? { picture: week.card } : {}),
      head: [headLink('prev', week, neighbours.older), headLink('next', week, neighbours.newer)].join(''),
      main: `<article id="post-1">
<header>
<p class="dates">${dateElement(week, look)}</p>
<h1 dir="auto">${escapeHtml(listName(week.heading))}</h1>
</header>
${weekBody(week, upFrom(week.path), look)}
</article>
${pager(week, neighbours, look)}`,
    },
    look,
  );

/** The first words of the thread and its titles, for search engines and previews. */
const describe = (week: SiteWeek): string =>
  plainLine(titlesOf(week).join(' · ') || (week.posts[0]?.text ?? ''))
    .slice(0, 300)
    .toWellFormed();

export const titlesOf = (week: SiteWeek): readonly string[] =>
  week.posts.filter((post) => post.kind === 'entry').map((post) => post.title);

/** The dates of a week, with the day it begins in the machine's words. */
export const dateElement = (week: Pick<SiteWeek, 'week'>, look: SiteLook): string =>
  `<time datetime="${escapeLine(week.week.slice(0, 10))}">${escapeHtml(writtenDates(week.week, look.language))}</time>`;

/** The thread as HTML, below its name and dates; `up` leads to the site's folder, or is its absolute address in a feed. */
export const weekBody = (week: SiteWeek, up: string, look: SiteLook): string =>
  week.posts
    .map((post, at) => {
      if (post.kind === 'entry') return entryHtml(post, at);
      return at === 0 ? wordsHtml(withoutName(post, week, look), at) + cardHtml(week, up) : wordsHtml(post, at);
    })
    .filter((html) => html !== '')
    .join('\n');

/** The hook without the lines that the page already shows as its title: the list's name and its dates. */
const withoutName = (hook: Post, week: SiteWeek, look: SiteLook): Post => {
  const shown = [listName(week.heading), writtenDates(week.week, look.language)];
  let from = 0;
  for (const line of hook.text.split('\n')) {
    if (line.trim() !== '' && !shown.includes(line.trim())) break;
    from += line.length + 1;
  }
  if (from === 0 || hook.links.some(({ start }) => start < from)) return hook;
  const links = hook.links.map((link) => ({ ...link, start: link.start - from, end: link.end - from }));
  return { ...hook, text: hook.text.slice(from), links };
};

const wordsHtml = (post: Post, at: number): string =>
  textWithLinks(post)
    .split(/(?:<br>\s*){2,}/)
    .filter((html) => html.trim() !== '')
    .map((html, part) => {
      const id = part === 0 && at > 0 ? ` id="post-${at + 1}"` : '';
      return `<p class="words ${post.kind}"${id} dir="auto">${html}</p>`;
    })
    .join('\n');

const cardHtml = (week: SiteWeek, up: string): string => {
  if (!week.card) return '';
  const { file, alt, width, height } = week.card;
  return `\n<img class="card" src="${escapeHtml(up + file)}" width="${width}" height="${height}" alt="${escapeLine(alt)}">`;
};

const entryHtml = (post: EntryPost, at: number): string => {
  const id = `post-${at + 1}`;
  const content = entryContent(post, `${id}-t`);
  const title =
    content === undefined
      ? `<h2 id="${id}-t" class="alone"><span class="rank">${post.rank}</span></h2>`
      : `<h2 id="${id}-t" dir="auto"><span class="rank">${post.rank}</span> ${escapeHtml(post.title)}</h2>`;
  return `<section class="entry" id="${id}" aria-labelledby="${id}-t">
${title}
${content ?? `<p class="words" dir="auto">${textWithLinks(post)}</p>\n`}</section>`;
};

/** What stands below an entry's title (`titleId`): its summary, its links. Undefined when the post was written anew. */
export const entryContent = (post: EntryPost, titleId: string): string | undefined => {
  const parts = entryParts(post);
  if (!parts) return undefined;
  const links = parts.links.map((link) => labelledLink(link, titleId)).filter((html) => html !== '');
  return [
    parts.lead === '' ? '' : `<p dir="auto">${escapeHtml(parts.lead).replace(/\n+/g, '<br>\n')}</p>\n`,
    bullets(parts.bullets),
    links.length === 0 ? '' : `<p class="links">${links.join('\n')}</p>\n`,
  ].join('');
};

const bullets = (list: readonly Bullet[]): string =>
  list.length === 0 ? '' : `<ul>\n${list.map((bullet) => `<li dir="auto">${named(bullet)}</li>`).join('\n')}\n</ul>\n`;

const named = ({ name, sign, text }: Bullet): string => {
  if (name === '') return escapeHtml(text);
  const [inside, after] = sign === ':' ? [sign, ''] : ['', sign];
  return `<strong>${escapeHtml(name)}${inside}</strong>${after} ${escapeHtml(text)}`;
};

const headLink = (rel: 'prev' | 'next', week: SiteWeek, other: SiteWeek | undefined): string =>
  other ? `<link rel="${rel}" href="${upFrom(week.path)}${other.path}index.html">\n` : '';

const pager = (week: SiteWeek, { older, newer }: Neighbours, look: SiteLook): string => {
  if (!older && !newer) return '';
  const link = (other: SiteWeek | undefined, rel: 'prev' | 'next', words: string): string =>
    other
      ? `<a rel="${rel}" href="${upFrom(week.path)}${other.path}index.html"><span${inEnglish(look)}>${words}</span> ${dateElement(other, look)}</a>`
      : '';
  return `<nav class="pager">${link(older, 'prev', 'Previous')}${link(newer, 'next', 'Next')}</nav>`;
};

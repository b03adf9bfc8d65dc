import { type Week, weekStart, writtenDates } from '../core/week.ts';
import { listName } from '../core/list.ts';
import type { EntryPost, Post } from '../core/thread.ts';
import { escapeHtml, escapeLine, linkedHtml, plainLine } from './html.ts';
import { framePage, inEnglish, type SiteCard, type SiteLook, upFrom } from './page/frame.ts';
import { entryContent } from './page/entry-parts.ts';

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
  readonly card?: SiteCard;
}

/** The page of one week: its card, its entries with their links, the way to the weeks beside it by their dates. */
export const renderWeekPage = (
  week: SiteWeek,
  { older, newer }: { older?: SiteWeek | undefined; newer?: SiteWeek | undefined },
  look: SiteLook,
): string => {
  const name = listName(week.heading);
  const beside = [
    { other: older, rel: 'prev', words: 'Previous' },
    { other: newer, rel: 'next', words: 'Next' },
  ].flatMap(({ other, ...each }) =>
    other ? [{ ...each, other, href: `${upFrom(week.path)}${other.path}index.html` }] : [],
  );
  const pager = beside.map(
    ({ rel, href, words, other }) =>
      `<a rel="${rel}" href="${href}"><span${inEnglish(look)}>${words}</span> ${dateElement(other, look)}</a>`,
  );
  return framePage(
    {
      path: week.path,
      title: `${name}, ${writtenDates(week.week, look.language)}`,
      // For search engines and previews.
      description: plainLine(titlesOf(week).join(' · ') || (week.posts[0]?.text ?? ''))
        .slice(0, 300)
        .toWellFormed(),
      kind: 'article',
      picture: week.card,
      head: beside.map(({ rel, href }) => `<link rel="${rel}" href="${href}">\n`).join(''),
      main: `<article id="post-1">
<header>
<p class="dates">${dateElement(week, look)}</p>
<h1 dir="auto">${escapeHtml(name)}</h1>
</header>
${weekBody(week, upFrom(week.path), look)}
</article>
${pager.length === 0 ? '' : `<nav class="pager">${pager.join('')}</nav>`}`,
    },
    look,
  );
};

export const titlesOf = (week: SiteWeek): readonly string[] =>
  week.posts.filter((post) => post.kind === 'entry').map((post) => post.title);

/** The dates of a week, with the day it begins in the machine's words. */
const dateElement = ({ week }: Pick<SiteWeek, 'week'>, look: Pick<SiteLook, 'language'>): string =>
  `<time datetime="${week.slice(0, 10)}">${escapeHtml(writtenDates(week, look.language))}</time>`;

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
  const shown = ['', listName(week.heading), writtenDates(week.week, look.language)];
  let from = 0;
  for (const line of hook.text.split('\n')) {
    if (!shown.includes(line.trim())) break;
    from += line.length + 1;
  }
  if (hook.links.some(({ start }) => start < from)) return hook;
  const links = hook.links.map((link) => ({ ...link, start: link.start - from, end: link.end - from }));
  return { ...hook, text: hook.text.slice(from), links };
};

const wordsHtml = (post: Post, at: number): string =>
  linkedHtml(post)
    .split(/(?:<br>\s*){2,}/)
    .filter((html) => html.trim() !== '')
    .map((html, part) => {
      const id = part === 0 && at > 0 ? ` id="post-${at + 1}"` : '';
      return `<p class="words ${post.kind}"${id} dir="auto">${html}</p>`;
    })
    .join('\n');

const cardHtml = ({ card }: SiteWeek, up: string): string =>
  card
    ? `\n<img class="card" src="${escapeHtml(up + card.file)}" width="${card.width}" height="${card.height}" alt="${escapeLine(card.alt)}">`
    : '';

const entryHtml = (post: EntryPost, at: number): string => {
  const id = `post-${at + 1}`;
  const content = entryContent(post, `${id}-t`);
  const rank = `<span class="rank">${post.rank}</span>`;
  const title =
    content === undefined
      ? `<h2 id="${id}-t" class="alone">${rank}</h2>`
      : `<h2 id="${id}-t" dir="auto">${rank} ${escapeHtml(post.title)}</h2>`;
  return `<section class="entry" id="${id}" aria-labelledby="${id}-t">
${title}
${content ?? `<p class="words" dir="auto">${linkedHtml(post)}</p>\n`}</section>`;
};

/** The home page: the newest thread first, then every week by year. `weeks` come newest first. */
export const renderHome = (weeks: readonly SiteWeek[], look: SiteLook): string => {
  const [newest] = weeks;
  const main = newest
    ? newestThread(newest, look) + archive(weeks, look)
    : `<p class="hook empty"${inEnglish(look)}>Nothing was published yet.</p>`;
  return framePage(
    {
      path: '',
      title: look.title,
      description: newest ? titlesOf(newest).join(' · ').slice(0, 300) : `${look.title}: nothing was published yet.`,
      kind: 'website',
      picture: newest?.card,
      head: '',
      main: `<h1 class="quiet">${escapeHtml(look.title)}</h1>\n${main}`,
    },
    look,
  );
};

const newestThread = (week: SiteWeek, look: SiteLook): string => {
  const page = `${week.path}index.html`;
  const titles = week.posts.flatMap((post, at) =>
    post.kind === 'entry'
      ? `<li value="${post.rank}"><a href="${page}#post-${at + 1}" dir="auto"><span class="rank" aria-hidden="true">${post.rank}</span> <span>${escapeHtml(post.title)}</span></a></li>`
      : [],
  );
  return `<section class="newest" aria-labelledby="newest">
<p class="dates">${dateElement(week, look)}</p>
<h2 id="newest" dir="auto"><a href="${page}">${escapeHtml(listName(week.heading))}</a></h2>
<ol class="titles">
${titles.join('\n')}
</ol>
</section>
`;
};

/** All weeks by year; and the way down to a year, for four years of weeks are a long page. */
const archive = (weeks: readonly SiteWeek[], look: SiteLook): string => {
  if (weeks.length < 2) return '';
  const years = [...new Set(weeks.map(({ week }) => weekStart(week).slice(0, 4)))];
  const links = years.map((year) => `<a href="#year-${year}">${year}</a>`).join('\n');
  const nav = years.length < 2 ? '' : `<nav class="years" aria-label="Years"${inEnglish(look)}>${links}</nav>`;
  const sections = years.map((year) => {
    const lines = weeks.filter(({ week }) => week.startsWith(year)).map((week) => archiveLine(week, look));
    return `<section class="year" aria-labelledby="year-${year}">
<h2 id="year-${year}">${year}</h2>
<ul>
${lines.join('\n')}
</ul>
</section>`;
  });
  return [nav, ...sections].join('\n');
};

const archiveLine = (week: SiteWeek, look: SiteLook): string => {
  const [first = listName(week.heading)] = titlesOf(week);
  return `<li><a href="${week.path}index.html">${dateElement(week, look)}</a> <span dir="auto">${escapeHtml(first)}</span></li>`;
};

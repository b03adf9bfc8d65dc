import { listName } from '../../core/list.ts';
import { weekStart } from '../../core/week.ts';
import { dateElement, type SiteWeek, titlesOf } from '../page.ts';
import { framePage, inEnglish, type SiteLook } from './page-frame.ts';
import { escapeHtml } from './write-html.ts';

/** The home page: the newest thread first, then every week by year. `weeks` come newest first. */
export const renderHome = (weeks: readonly SiteWeek[], look: SiteLook): string => {
  const [newest] = weeks;
  return framePage(
    {
      path: '',
      title: look.title,
      description: newest ? titlesOf(newest).join(' · ').slice(0, 300) : `${look.title}: nothing was published yet.`,
      kind: 'website',
      ...(newest?.card ? { picture: newest.card } : {}),
      main: `<h1 class="quiet">${escapeHtml(look.title)}</h1>
${newest ? newestThread(newest, look) + archive(weeks, look) : `<p class="hook empty"${inEnglish(look)}>Nothing was published yet.</p>`}`,
    },
    look,
  );
};

const newestThread = (week: SiteWeek, look: SiteLook): string => {
  const entries = week.posts
    .map((post, at) => ({ post, at }))
    .flatMap(({ post, at }) => (post.kind === 'entry' ? [{ rank: post.rank, title: post.title, at }] : []));
  return `<section class="newest" aria-labelledby="newest">
<p class="dates">${dateElement(week, look)}</p>
<h2 id="newest" dir="auto"><a href="${week.path}index.html">${escapeHtml(listName(week.heading))}</a></h2>
<ol class="titles">
${entries
  .map(
    ({ rank, title, at }) =>
      `<li value="${rank}"><a href="${week.path}index.html#post-${at + 1}" dir="auto"><span class="rank" aria-hidden="true">${rank}</span> <span>${escapeHtml(title)}</span></a></li>`,
  )
  .join('\n')}
</ol>
</section>
`;
};

const archive = (weeks: readonly SiteWeek[], look: SiteLook): string => {
  if (weeks.length < 2) return '';
  const years = [...new Set(weeks.map((week) => weekStart(week.week).slice(0, 4)))];
  return [yearLinks(years, look), ...yearSections(years, weeks, look)].join('\n');
};

/** The way down to a year: four years of weeks are a long page. */
const yearLinks = (years: readonly string[], look: SiteLook): string => {
  if (years.length < 2) return '';
  const links = years.map((year) => `<a href="#year-${year}">${year}</a>`).join('\n');
  return `<nav class="years" aria-label="Years"${inEnglish(look)}>${links}</nav>`;
};

const yearSections = (years: readonly string[], weeks: readonly SiteWeek[], look: SiteLook): readonly string[] =>
  years.map(
    (year) => `<section class="year" aria-labelledby="year-${year}">
<h2 id="year-${year}">${year}</h2>
<ul>
${weeks
  .filter((week) => weekStart(week.week).startsWith(year))
  .map((week) => archiveLine(week, look))
  .join('\n')}
</ul>
</section>`,
  );

const archiveLine = (week: SiteWeek, look: SiteLook): string => {
  const [first = listName(week.heading)] = titlesOf(week);
  return `<li><a href="${week.path}index.html">${dateElement(week, look)}</a> <span dir="auto">${escapeHtml(first)}</span></li>`;
};

import { listName } from '../../core/list.ts';
import { weekStart } from '../../core/week.ts';
import { escapeHtml } from '../html.ts';
import { dateElement, type SiteWeek, titlesOf } from '../page.ts';
import { framePage, inEnglish, type SiteLook } from './frame.ts';

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

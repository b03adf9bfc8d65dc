import { describe, expect, it } from 'vitest';
import { contrast } from '../../src/core/card/colour.ts';
import { composeThread, defaultWords } from '../../src/core/thread/compose.ts';
import type { EntryPost } from '../../src/core/thread/posts.ts';
import { siteRules } from '../../src/networks/site/rules.ts';
import { linkedHtml } from '../../src/render/html.ts';
import type { SiteLook } from '../../src/render/page/frame.ts';
import { entryParts } from '../../src/render/page/entry-parts.ts';
import { renderHome, renderWeekPage, type SiteWeek } from '../../src/render/page.ts';
import { siteStyle } from '../../src/render/style.ts';
import { hostileEdition } from '../browser/pages.ts';
import { htmlProblems, sampleEdition, sampleThread } from './sample.ts';

const look: SiteLook = {
  title: 'Quiet Papers',
  language: 'en',
  url: 'https://example.org/ai/',
  listUrl: 'https://example.org/list',
};
const style = { network: 'site', limit: null, links: 'label' } as const;

const week = (start: string, end: string, more: Partial<SiteWeek> = {}): SiteWeek => ({
  week: `${start}/${end}`,
  heading: sampleEdition.heading,
  path: `${start}/`,
  at: `${end}T17:00:00.000Z`,
  posts: sampleThread(style).posts,
  ...more,
});

const may11 = week('2026-05-11', '2026-05-17', {
  card: { file: 'cards/0123456789abcdef.png', alt: 'Ten titles', width: 1200, height: 675 },
});
const may4 = week('2026-05-04', '2026-05-10');
const december = week('2025-12-22', '2025-12-28');

describe('the pages of the site', () => {
  it('are valid HTML, whatever the list holds', async () => {
    const nowhere = { ...look, url: '', listUrl: '' };
    const bare = hostileEdition.entries.map((each) => ({ ...each, summary: '', links: [] }));
    const editions = [hostileEdition, { ...hostileEdition, entries: bare }, { ...sampleEdition, entries: [] }];
    const strange = editions.flatMap((edition) => {
      const hostile = { ...may11, heading: edition.heading, posts: sampleThread(style, edition).posts };
      const shown = { ...look, title: edition.heading };
      return [renderHome([hostile], shown), renderWeekPage(hostile, { older: may4 }, shown)];
    });
    for (const html of [
      renderHome([may11, may4, december], look),
      renderHome([], nowhere),
      renderWeekPage(may11, { older: may4, newer: undefined }, look),
      renderWeekPage(may4, { older: december, newer: may11 }, nowhere),
      ...strange,
    ])
      expect(await htmlProblems(html)).toEqual([]);
  });

  it('need no script, load nothing but their own style and pictures, lead to those beside them, and tell other sites what they are', () => {
    const html = renderWeekPage(may11, {}, look);
    expect(renderWeekPage(may4, { older: december, newer: may11 }, look)).toMatch(
      /<a rel="prev" href="..\/2025-12-22\/index.html">.*<a rel="next" href="..\/2026-05-11\/index.html">/,
    );
    expect(html).not.toContain('<script');
    expect(html.match(/(src|<link rel="stylesheet" href)="[^"]*"/g)).toEqual([
      '<link rel="stylesheet" href="../style.css"',
      'src="../cards/0123456789abcdef.png"',
    ]);
    for (const [property, content] of [
      ['og:title', 'Quiet Papers of the Week, May 11–17, 2026'],
      ['og:url', 'https://example.org/ai/2026-05-11/'],
      ['og:image', 'https://example.org/ai/cards/0123456789abcdef.png'],
      ['og:image:alt', 'Ten titles'],
    ])
      expect(html).toContain(`<meta property="${property}" content="${content}">`);
    expect(html).toContain('<link rel="canonical" href="https://example.org/ai/2026-05-11/">');
    expect(renderWeekPage(may11, {}, { ...look, url: '' })).not.toMatch(/og:image|og:url|canonical/);
  });

  it('show the newest thread first and all weeks by year, and lead to each year where there are several', () => {
    const html = renderHome([may11, may4, december], look);
    expect(html.indexOf('Sparse Lanterns')).toBeLessThan(html.indexOf('2026-05-04/index.html'));
    expect([...html.matchAll(/<h2 id="year-(\d+)"/g)].map(([, year]) => year)).toEqual(['2026', '2025']);
    expect([...html.matchAll(/<a href="#(year-\d+)">/g)].map(([, id]) => id)).toEqual(['year-2026', 'year-2025']);
    for (const { path } of [may11, may4, december]) expect(html).toContain(`href="${path}index.html"`);
    expect(renderHome([may11, may4], look)).not.toContain('class="years"');
    expect(renderHome([may11], look)).not.toContain('class="year"');
  });

  it('say the name and the dates of the list once, whatever the hook repeats', () => {
    const frame = { ...defaultWords(siteRules), listUrl: look.listUrl, language: 'en' };
    const settings = { ...frame, links: 'each', linkLabels: ['Paper', 'Code'] } as const;
    const { posts } = composeThread(sampleEdition, siteRules, settings);
    const [, main = ''] = renderWeekPage({ ...may11, posts }, {}, look).split('<main');
    const [opening = ''] = main.split('<section');
    expect(opening.match(/Quiet Papers of the Week|May 11–17, 2026|10 in this list/g)).toHaveLength(3);
    expect(main.match(/<h2 id="post-\d+-t" dir="auto">/g)).toHaveLength(10);
    for (const part of [
      '<li dir="auto"><strong>Where it helps:</strong> Long prompts with few topics gain the most.</li>',
      'aria-describedby="post-2-t">Code <span>example.net</span></a>',
      '<a href="https://example.org/list">https://example.org/list</a>',
    ])
      expect(main).toContain(part);
  });

  it.each(['#c2410c', '#ffff00', '#000000', '#ffffff'])('are readable in both themes with the accent %s', (accent) => {
    const themes = [
      ...siteStyle(accent).matchAll(/--ground: (\S+); --paper: \S+; --ink: (\S+); --quiet: (\S+);.*?--accent: (\S+);/g),
    ];
    expect(themes).toHaveLength(2);
    for (const [, ground = '', ...colours] of themes)
      for (const colour of colours) expect(contrast(colour, ground)).toBeGreaterThanOrEqual(4.5);
  });
});

describe('an entry on a page', () => {
  const url = 'https://example.org/p';
  const entry = (text: string, summary = 'A summary.'): EntryPost => {
    const start = text.indexOf(url);
    const links = start < 0 ? [] : [{ label: 'Paper', url, start, end: start + url.length }];
    return { kind: 'entry', rank: 3, title: 'Title', summary, text, length: text.length, links };
  };

  it.each([
    `3/10 Title\n\nA summary.\n\nPaper: ${url}`,
    `Title\n\nA summary.\n\n${url}`,
    `3. Title — A summary. (${url} )`,
  ])('stands in parts: %j', (text) =>
    expect(entryParts(entry(text))).toMatchObject({ lead: 'A summary.', bullets: [], links: [{ url }] }),
  );

  it.each([
    `Look: 3/10 Title\n\nA summary.\n\nPaper: ${url}`,
    `3/10 Title\n\nA summary.\n\nPaper: ${url}\nGo and read it`,
    `3/10 Title\n\nA summary.\n\n2026 ${url}`,
    `3/10 Title\n\nA summary. 🔥\n\n${url}`,
    `3/10 Other\n\nA summary.\n\n${url}`,
    `3/10 Title\n\nMine.\n\n${url}`,
    `3/10 Title ${url}\n\nA summary.`,
  ])('is shown to the letter when a person wrote %j', (text) => {
    const post = entry(text);
    expect(entryParts(post)).toBeUndefined();
    expect(renderWeekPage({ ...may11, posts: [post] }, {}, look)).toContain(linkedHtml(post));
    expect(linkedHtml(post)).toContain(`<a href="${url}">`);
  });

  it('keeps bullets, their names, and lines', () => {
    const summary = 'Lead.\n• First point: it is good.\n● Cost – low.\n● No name here';
    expect(entryParts(entry(`3/10 Title\n\n${summary}`, summary))).toEqual({
      lead: 'Lead.',
      bullets: [
        { name: 'First point', sign: ':', text: 'it is good.' },
        { name: 'Cost', sign: ' –', text: 'low.' },
        { name: '', sign: '', text: 'No name here' },
      ],
      links: [],
    });
  });
});

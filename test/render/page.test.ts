import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { contrast } from '../../src/core/card/colour.ts';
import { composeThread, defaultWords } from '../../src/core/thread/compose.ts';
import type { EntryPost, Post } from '../../src/core/thread/posts.ts';
import { siteRules } from '../../src/networks/site/rules.ts';
import type { SiteLook } from '../../src/render/page/frame.ts';
import { renderHome } from '../../src/render/page/home.ts';
import { linkedHtml } from '../../src/render/html.ts';
import { entryParts } from '../../src/render/page/post.ts';
import { siteStyle } from '../../src/render/style.ts';
import { renderWeekPage, type SiteWeek } from '../../src/render/page.ts';
import { hostileEdition } from '../browser/pages.ts';
import { sampleEdition, sampleThread } from './sample.ts';

const look: SiteLook = {
  title: 'Quiet Papers',
  language: 'en',
  url: 'https://example.org/ai/',
  listUrl: 'https://example.org/list',
};
const { posts } = sampleThread({ network: 'site', limit: null, links: 'label' });

const week = (start: string, end: string, more: Partial<SiteWeek> = {}): SiteWeek => ({
  week: `${start}/${end}`,
  heading: sampleEdition.heading,
  path: `${start}/`,
  at: `${end}T17:00:00.000Z`,
  posts,
  ...more,
});

const may11 = week('2026-05-11', '2026-05-17', {
  card: { file: 'cards/0123456789abcdef.png', alt: 'Ten titles', width: 1200, height: 675 },
});
const may4 = week('2026-05-04', '2026-05-10');
const december = week('2025-12-22', '2025-12-28');

const problems = async (html: string): Promise<readonly string[]> => {
  const report = await new HtmlValidate({ extends: ['html-validate:standard'] }).validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line} ${ruleId} ${message}`),
  );
};

const entry = (text: string, title: string, summary: string): EntryPost => {
  const start = text.indexOf('https://');
  const url = start < 0 ? '' : (text.slice(start).split(/\s/, 1)[0] ?? '');
  const links = start < 0 ? [] : [{ label: 'Paper', url, start, end: start + url.length }];
  return { kind: 'entry', rank: 3, title, summary, text, length: text.length, links };
};

describe('the pages of the site', () => {
  it('are valid HTML', async () => {
    expect(await problems(renderHome([may11, may4, december], look))).toEqual([]);
    expect(await problems(renderHome([], { ...look, url: '', listUrl: '' }))).toEqual([]);
    expect(await problems(renderWeekPage(may11, { older: may4, newer: undefined }, look))).toEqual([]);
    expect(await problems(renderWeekPage(may4, { older: december, newer: may11 }, { ...look, url: '' }))).toEqual([]);
  });

  it('are valid HTML whatever the list holds', async () => {
    const bare = hostileEdition.entries.map((each) => ({ ...each, summary: '', links: [] }));
    for (const edition of [hostileEdition, { ...hostileEdition, entries: bare }, { ...sampleEdition, entries: [] }]) {
      const thread = sampleThread({ network: 'site', limit: null, links: 'label' }, edition);
      const strange = { ...may11, heading: edition.heading, posts: thread.posts };
      const shown = { ...look, title: edition.heading };
      expect(await problems(renderHome([strange], shown))).toEqual([]);
      expect(await problems(renderWeekPage(strange, { older: may4 }, shown))).toEqual([]);
    }
  });

  it('need no script and load nothing but their own style and pictures', () => {
    const html = renderWeekPage(may11, {}, look);
    expect(html).not.toContain('<script');
    expect(html.match(/(src|<link rel="stylesheet" href)="[^"]*"/g)).toEqual([
      '<link rel="stylesheet" href="../style.css"',
      'src="../cards/0123456789abcdef.png"',
    ]);
  });

  it('tell other sites what they are (Open Graph), with absolute addresses, or none', () => {
    const html = renderWeekPage(may11, {}, look);
    for (const [property, content] of [
      ['og:title', 'Quiet Papers of the Week, May 11–17, 2026'],
      ['og:url', 'https://example.org/ai/2026-05-11/'],
      ['og:image', 'https://example.org/ai/cards/0123456789abcdef.png'],
      ['og:image:alt', 'Ten titles'],
    ]) {
      expect(html).toContain(`<meta property="${property}" content="${content}">`);
    }
    expect(html).toContain('<link rel="canonical" href="https://example.org/ai/2026-05-11/">');
    expect(renderWeekPage(may11, {}, { ...look, url: '' })).not.toMatch(/og:image|og:url|canonical/);
  });

  it('show the newest thread first and all weeks by year', () => {
    const html = renderHome([may11, may4, december], look);
    expect(html.indexOf('Sparse Lanterns')).toBeLessThan(html.indexOf('2026-05-04/index.html'));
    expect([...html.matchAll(/<h2 id="year-(\d+)"/g)].map(([, year]) => year)).toEqual(['2026', '2025']);
    for (const { path } of [may11, may4, december]) expect(html).toContain(`href="${path}index.html"`);
  });

  it('lead to each year where there are several, and show no archive of a single week', () => {
    const html = renderHome([may11, may4, december], look);
    expect([...html.matchAll(/<a href="#(year-\d+)">/g)].map(([, id]) => id)).toEqual(['year-2026', 'year-2025']);
    expect(renderHome([may11, may4], look)).not.toContain('class="years"');
    expect(renderHome([may11], look)).not.toContain('class="year"');
  });

  it('lead to the weeks beside them', () => {
    const html = renderWeekPage(may4, { older: december, newer: may11 }, look);
    expect(html).toContain('<a rel="prev" href="../2025-12-22/index.html">');
    expect(html).toContain('<a rel="next" href="../2026-05-11/index.html">');
    expect(renderWeekPage(may4, {}, look)).not.toContain('class="pager"');
  });

  it('say the name and the dates of the list once, whatever the hook repeats', () => {
    const frame = { ...defaultWords(siteRules), listUrl: look.listUrl, language: 'en' };
    const settings = { ...frame, links: 'each', linkLabels: ['Paper', 'Code'] } as const;
    const thread = composeThread(sampleEdition, siteRules, settings);
    const main = renderWeekPage({ ...may11, posts: thread.posts }, {}, look).split('<main')[1] ?? '';
    const opening = main.split('<section')[0] ?? '';
    expect(opening.match(/Quiet Papers of the Week/g)).toHaveLength(1);
    expect(opening.match(/May 11–17, 2026/g)).toHaveLength(1);
    expect(opening).toContain('10 in this list');
    expect(main.match(/<h2 id="post-\d+-t" dir="auto">/g)).toHaveLength(10);
    expect(main).toContain(
      '<li dir="auto"><strong>Where it helps:</strong> Long prompts with few topics gain the most.</li>',
    );
    expect(main).toContain('aria-describedby="post-2-t">Code <span>example.net</span></a>');
    expect(main).toContain('<a href="https://example.org/list">https://example.org/list</a>');
  });

  it('are readable in both themes with any accent', () => {
    for (const accent of ['#c2410c', '#ffff00', '#000000', '#ffffff']) {
      for (const [, paper = '', ink = '', quiet = '', shown = ''] of siteStyle(accent).matchAll(
        /--ground: (\S+); --paper: \S+; --ink: (\S+); --quiet: (\S+);.*?--accent: (\S+);/g,
      )) {
        for (const colour of [ink, quiet, shown]) expect(contrast(colour, paper)).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect([...siteStyle('#c2410c').matchAll(/--accent/g)].length).toBeGreaterThanOrEqual(2);
  });
});

describe('an entry on a page', () => {
  const url = 'https://example.org/p';
  it.each([
    ['as composed', `3/10 Title\n\nA summary.\n\nPaper: ${url}`],
    ['without a number', `Title\n\nA summary.\n\n${url}`],
    ['with other marks', `3. Title — A summary. (${url} )`],
  ])('stands in parts: %s', (_, text) => {
    expect(entryParts(entry(text, 'Title', 'A summary.'))).toMatchObject({
      lead: 'A summary.',
      bullets: [],
      links: [{ url }],
    });
  });

  it.each([
    ['words before it', `Look: 3/10 Title\n\nA summary.\n\nPaper: ${url}`],
    ['words after it', `3/10 Title\n\nA summary.\n\nPaper: ${url}\nGo and read it`],
    ['a number', `3/10 Title\n\nA summary.\n\n2026 ${url}`],
    ['an emoji', `3/10 Title\n\nA summary. 🔥\n\n${url}`],
    ['another title', `3/10 Other\n\nA summary.\n\n${url}`],
    ['another summary', `3/10 Title\n\nMine.\n\n${url}`],
    ['a link inside it', `3/10 Title ${url}\n\nA summary.`],
  ])('is shown to the letter when a person gave it %s', (_, text) => {
    const post = entry(text, 'Title', 'A summary.');
    expect(entryParts(post)).toBeUndefined();
    const html = renderWeekPage(week('2026-05-11', '2026-05-17', { posts: [post] }), {}, look);
    expect(html).toContain(linkedHtml(post));
    expect(html).toContain(`<a href="${url}">`);
  });

  it('keeps bullets, their names, and lines', () => {
    const summary = 'Lead.\n• First point: it is good.\n● Cost – low.\n● No name here';
    const parts = entryParts(entry(`3/10 Title\n\n${summary}`, 'Title', summary));
    expect(parts).toEqual({
      lead: 'Lead.',
      bullets: [
        { name: 'First point', sign: ':', text: 'it is good.' },
        { name: 'Cost', sign: ' –', text: 'low.' },
        { name: '', sign: '', text: 'No name here' },
      ],
      links: [],
    });
  });

  it('keeps the words of a link that leads to no web page, without a link', () => {
    const post: Pick<Post, 'text' | 'links'> = {
      text: 'One & two',
      links: [{ label: 'One', url: 'javascript:alert(1)', start: 0, end: 3 }],
    };
    expect(linkedHtml(post)).toBe('One &amp; two');
  });
});

import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/list/finding.ts';
import type { Post } from '../../src/core/thread/posts.ts';
import { type PreviewModel, renderPreview } from '../../src/render/preview-page.ts';
import { roomsWith } from '../../src/networks/index.ts';
import type { Drawing } from '../../src/render/drawing.ts';
import { linkedHtml } from '../../src/render/html.ts';
import { initials } from '../../src/render/preview/preview-post.ts';
import { sampleEdition, sampleThread } from './sample.ts';

const drawings = new Map<string, Drawing>(roomsWith().map(({ id, drawing }) => [id, drawing]));
const drawingOf = (id: string) => drawings.get(id) ?? {};
const x = { name: 'X', drawing: drawingOf('x'), thread: sampleThread({ network: 'x', limit: 280, links: 'written' }) };
const site = {
  name: 'Site',
  drawing: drawingOf('site'),
  thread: sampleThread({ network: 'site', limit: null, links: 'label' }),
};

const model: PreviewModel = {
  edition: sampleEdition,
  threads: [x, site],
  findings: [],
  nextRun: [{ name: 'X', words: 'would publish 12 posts, for 2.015 USD' }],
  language: 'en',
  accent: '#c2410c',
};

const finding = (more: Partial<Finding>): Finding => ({
  rule: 'some-rule',
  severity: 'warning',
  file: sampleEdition.file,
  line: 13,
  column: 6,
  message: 'Something is odd.',
  advice: 'Mend it.',
  week: sampleEdition.week,
  ...more,
});

/** The part of a page that shows one post. */
const postOf = (html: string, panel: number, number: number): string =>
  html.split('<section class="panel')[panel + 1]?.split('<li class="post">')[number] ?? '';

const link = (text: string, words: string, url: string): Pick<Post, 'text' | 'links'> => {
  const start = text.indexOf(words);
  return { text, links: [{ label: words, url, start, end: start + words.length }] };
};

describe('a link in the preview', () => {
  const long = 'https://www.example.org/papers/a-rather-long-address/of-a-paper.pdf';
  it.each([
    ['x', long, 'example.org/papers/a-rathe…'],
    ['x', 'https://a-very-long-host-of-somebody.example.org/paper', 'a-very-long-host-of-somebody.example.org…'],
    ['x', 'https://arxiv.org/abs/2605.06554', 'arxiv.org/abs/2605.06554'],
    ['mastodon', long, 'example.org/papers/a-rather-lo…'],
    ['mastodon', 'https://arxiv.org/abs/2605.06554', 'arxiv.org/abs/2605.06554'],
    ['elsewhere', long, long],
  ])('is drawn as on %s: %s', (network, url, drawn) => {
    expect(linkedHtml(link(`See ${url} now`, url, url), drawingOf(network))).toBe(
      `See <a href="${url}">${drawn}</a> now`,
    );
  });

  it('stands behind its label where the network puts it there', () => {
    expect(linkedHtml(link('1 A paper\n\nPaper', 'Paper', long), drawingOf('bluesky'))).toBe(
      `1 A paper<br>\n<br>\n<a href="${long}">Paper</a>`,
    );
  });

  it('is drawn for a word that the network links by itself', () => {
    const post = {
      text: 'Reads AGENTS.md first',
      links: [{ label: 'AGENTS.md', url: 'AGENTS.md', start: 6, end: 15, auto: true as const }],
    };
    expect(linkedHtml(post, drawingOf('x'))).toBe('Reads <a href="http://agents.md/">AGENTS.md</a> first');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', ''])('is none for %s', (url) => {
    expect(linkedHtml(link('See <b>this</b>', 'this', url), drawingOf('x'))).toBe('See &lt;b&gt;this&lt;/b&gt;');
  });
});

describe('the preview', () => {
  it('is valid HTML, with findings, card and without', async () => {
    const card = new Uint8Array([137, 80, 78, 71]);
    for (const each of [model, { ...model, card, findings: [finding({}), finding({ line: 8 })], nextRun: [] }]) {
      const report = await new HtmlValidate({ extends: ['html-validate:standard'] }).validateString(
        renderPreview(each),
      );
      expect(
        report.results.flatMap(({ messages }) =>
          messages.map(({ ruleId, message, line }) => `${line} ${ruleId} ${message}`),
        ),
      ).toEqual([]);
    }
  });

  it('asks nothing of anybody', () => {
    const html = renderPreview({ ...model, card: new Uint8Array([1]) });
    expect(html).not.toMatch(/<script|@import|url\(|src="(?!data:)|<link(?! rel="icon" href="data:,")/);
    expect(html).toContain("default-src 'none'");
  });

  it('shows every post with its length, and each thread with its price', () => {
    const html = renderPreview(model);
    for (const [at, post] of x.thread.posts.entries()) {
      expect(postOf(html, 0, at + 1)).toContain(`${post.length}/280</span>`);
    }
    expect(postOf(html, 1, 2)).toContain(`${site.thread.posts[1]?.length ?? 0} characters`);
    expect(html).toContain('12 posts · 2.015 USD');
    expect(html).toContain('12 posts · free');
    expect(html).toContain('<li><strong>X</strong> <span>would publish 12 posts, for 2.015 USD.</span></li>');
  });

  it('says how much too long a post is', () => {
    const [hook, ...others] = x.thread.posts;
    const thread = { ...x.thread, posts: [{ ...hook!, length: 299 }, ...others] };
    expect(postOf(renderPreview({ ...model, threads: [{ ...x, thread }] }), 0, 1)).toContain('19 too long: 299');
  });

  it('puts a finding beside the post of its entry, and no other', () => {
    const html = renderPreview({ ...model, findings: [finding({}), finding({ line: 8, message: 'The heading.' })] });
    for (const panel of [0, 1]) {
      for (const number of [1, 2, 3, 5, 12]) expect(postOf(html, panel, number)).not.toContain('Something is odd.');
      expect(postOf(html, panel, 4)).toContain('<strong>Warning</strong> Something is odd. Mend it.');
      expect(postOf(html, panel, 4)).toContain('content/2026.md:13:6');
    }
    expect(html.split('<div class="panels">')[0]).toContain('The heading.');
  });

  it('leaves out what concerns other weeks, and keeps what concerns the file', () => {
    const { rule, severity, file, line, column, advice } = finding({});
    const ofFile = { rule, severity, file, line, column, advice, message: 'The file is odd.' };
    const html = renderPreview({ ...model, findings: [finding({ week: '2026-05-04/2026-05-10' }), ofFile] });
    expect(html).not.toContain('Something is odd.');
    expect(html.match(/The file is odd/g)).toHaveLength(1);
  });

  it('shows the card with its alt text, and says where it will be when there is none', () => {
    const alt = x.thread.posts[0]?.media?.[0]?.alt ?? '';
    const html = renderPreview({ ...model, card: new Uint8Array([1, 2, 3]) });
    expect(postOf(html, 0, 1)).toContain(
      `<img src="data:image/png;base64,AQID" width="1200" height="675" alt="${alt}">`,
    );
    expect(postOf(html, 0, 1)).toContain(`<span class="alt">ALT</span> ${alt}`);
    expect(postOf(renderPreview(model), 0, 1)).toContain('The picture of the week goes here.');
  });

  it.each([
    ['Quiet Papers of the Week', 'QP'],
    ['papers', 'P'],
    ['👩‍🔬 lab', 'L'],
    ['', '?'],
  ])('draws an avatar for %s', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});

import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/list/finding.ts';
import type { Post } from '../../src/core/thread/posts.ts';
import { roomsWith } from '../../src/networks/index.ts';
import { linkedHtml } from '../../src/render/html.ts';
import { type PreviewModel, renderPreview } from '../../src/render/preview-page.ts';
import { htmlProblems, sampleEdition, sampleThread } from './sample.ts';

const drawingOf = (network: string) => roomsWith().find(({ id }) => id === network)?.drawing ?? {};
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
const preview = (more: Partial<PreviewModel> = {}): string => renderPreview({ ...model, ...more });

const general: Finding = {
  ...{ rule: 'title-long', severity: 'warning' as const, file: sampleEdition.file, line: 13, column: 6 },
  ...{ message: 'Something is odd.', advice: 'Mend it.' },
};
const finding = (more: Partial<Finding> = {}): Finding => ({ ...general, week: sampleEdition.week, ...more });

/** The part of a page that shows one post. */
const postOf = (html: string, panel: number, number: number): string =>
  html.split('<section class="panel')[panel + 1]?.split('<li class="post">')[number] ?? '';

const link = (text: string, label: string, url: string, auto?: true): Pick<Post, 'text' | 'links'> => {
  const start = text.indexOf(label);
  return { text, links: [{ label, url, start, end: start + label.length, ...(auto && { auto }) }] };
};

describe('a link in the preview', () => {
  const long = 'https://www.example.org/papers/a-rather-long-address/of-a-paper.pdf';
  const host = 'https://a-very-long-host-of-somebody.example.org/paper';
  const short = 'https://arxiv.org/abs/2605.06554';
  const written = (url: string, drawn: string) => [link(url, url, url), `<a href="${url}">${drawn}</a>`] as const;
  it.each<[network: string, post: Pick<Post, 'text' | 'links'>, html: string]>([
    ['x', ...written(long, 'example.org/papers/a-rathe…')],
    ['x', ...written(host, 'a-very-long-host-of-somebody.example.org…')],
    ['x', ...written(short, 'arxiv.org/abs/2605.06554')],
    ['mastodon', ...written(long, 'example.org/papers/a-rather-lo…')],
    ['mastodon', ...written(short, 'arxiv.org/abs/2605.06554')],
    ['elsewhere', ...written(long, long)],
    ['bluesky', link('1 A\n\nPaper', 'Paper', long), `1 A<br>\n<br>\n<a href="${long}">Paper</a>`],
    ['x', link('AGENTS.md', 'AGENTS.md', 'AGENTS.md', true), '<a href="http://agents.md/">AGENTS.md</a>'],
    ...['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', ''].map(
      (url): [string, Pick<Post, 'text' | 'links'>, string] => [
        'x',
        link('<b>this</b>', 'this', url),
        '&lt;b&gt;this&lt;/b&gt;',
      ],
    ),
  ])('is drawn as on %s: %j', (network, post, html) => expect(linkedHtml(post, drawingOf(network))).toBe(html));
});

describe('the preview', () => {
  it('is valid HTML, with findings, card and without, and asks nothing of anybody', async () => {
    const full = preview({ card: new Uint8Array([1]), findings: [finding(), finding({ line: 8 })], nextRun: [] });
    for (const html of [preview(), full]) {
      expect(await htmlProblems(html)).toEqual([]);
      expect(html).not.toMatch(/<script|@import|url\(|src="(?!data:)|<link(?! rel="icon" href="data:,")/);
      expect(html).toContain("default-src 'none'");
    }
  });

  it('shows every post with its length, and each thread with its price', () => {
    const html = preview();
    for (const [at, post] of x.thread.posts.entries())
      expect(postOf(html, 0, at + 1)).toContain(`${post.length}/280</span>`);
    expect(postOf(html, 1, 2)).toContain(`${site.thread.posts[1]?.length ?? 0} characters`);
    for (const words of ['12 posts · 2.015 USD', '12 posts · free', 'would publish 12 posts, for 2.015 USD.</span>'])
      expect(html).toContain(words);
    const [hook, ...others] = x.thread.posts;
    const thread = { ...x.thread, posts: [{ ...hook!, length: 299 }, ...others] };
    expect(postOf(preview({ threads: [{ ...x, thread }] }), 0, 1)).toContain('19 too long: 299');
  });

  it('puts a finding beside the post of its entry, and no other; what concerns the list above; and no other week', () => {
    const html = preview({
      findings: [
        finding(),
        finding({ line: 8, message: 'The heading.' }),
        { ...general, message: 'The file is odd.' },
        finding({ week: '2026-05-04/2026-05-10', message: 'Another week.' }),
      ],
    });
    for (const panel of [0, 1]) {
      for (const number of [1, 2, 3, 5, 12]) expect(postOf(html, panel, number)).not.toContain('Something is odd.');
      expect(postOf(html, panel, 4)).toContain('<strong>Warning</strong> Something is odd. Mend it.');
      expect(postOf(html, panel, 4)).toContain('content/2026.md:13:6');
    }
    expect(html.split('<div class="panels">')[0]).toMatch(/The heading\.[^]*The file is odd\./);
    expect(html.match(/The file is odd|Another week/g)).toHaveLength(1);
  });

  it('shows the card with its alt text, and says where it will be when there is none', () => {
    const alt = x.thread.posts[0]?.media?.[0]?.alt ?? '';
    const post = postOf(preview({ card: new Uint8Array([1, 2, 3]) }), 0, 1);
    expect(post).toContain(`<img src="data:image/png;base64,AQID" width="1200" height="675" alt="${alt}">`);
    expect(post).toContain(`<span class="alt">ALT</span> ${alt}`);
    expect(postOf(preview(), 0, 1)).toContain('The picture of the week goes here.');
  });

  it('draws an avatar for any name', () => {
    const avatarOf = (name: string) =>
      /"avatar" aria-hidden="true">(.*?)</.exec(preview({ threads: [{ ...x, account: { name, handle: '' } }] }))?.[1];
    expect(['Quiet Papers of the Week', 'papers', '👩‍🔬 lab', ''].map(avatarOf)).toEqual(['QP', 'P', 'L', '?']);
  });
});

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cardAlt } from '../../src/core/card/card-text.ts';
import type { Edition } from '../../src/core/list/edition.ts';
import type { Finding } from '../../src/core/list/finding.ts';
import { addDays, weekEnd, weekOf } from '../../src/core/week.ts';
import { roomsWith } from '../../src/networks/index.ts';
import type { Card } from '../../src/networks/network.ts';
import { createSite } from '../../src/networks/site/account.ts';
import { drawCard } from '../../src/render/draw-card.ts';
import { renderPreview } from '../../src/render/preview-page.ts';
import { sampleEdition, sampleThread } from '../render/sample.ts';

const accent = '#c2410c';
const language = 'en';

/** Pages made from an edition, on the disk: the site with four weeks of it, and its preview. */
export interface Pages {
  readonly folder: string;
  readonly home: string;
  readonly week: string;
  readonly preview: string;
}

/** Everything that a list may try: markup, script addresses, ends of CDATA and comments, quotes, overrides of direction. */
export const hostileEdition: Edition = {
  ...sampleEdition,
  heading: '</title><script>alert(1)</script> "Papers" ]]> of \u202ethe Week (May 11 - May 17) - 2026',
  file: 'content/<b>2026</b>.md',
  entries: sampleEdition.entries.map((entry) => ({
    ...entry,
    title: `"><script>alert(${entry.rank})</script> ]]> --> --&gt; \u202eevil\u0000 <img src=x onerror=alert(1)> ' onfocus='alert(1)' ${'wide'.repeat(60)} ${entry.title}`,
    summary: `${entry.summary} ]]> </style></title><!-- <iframe src="https://evil.example/"></iframe> &lt;b&gt; &#60;script&#62; \u2067 ${"'".repeat(3)}`,
    links: [
      { label: 'javascript:alert(1)', url: 'javascript:alert(1)' },
      { label: '<b>Data</b>', url: 'data:text/html,<script>alert(1)</script>' },
      { label: 'long'.repeat(50), url: `https://${'a'.repeat(60)}.${'b'.repeat(60)}.example/` },
      { label: '"Paper" onclick=alert(1)', url: 'https://example.org/"onmouseover="alert(1)' },
    ],
  })),
};

export const makePages = async (edition: Edition): Promise<Pages> => {
  const folder = await mkdtemp(join(tmpdir(), 'pages-'));
  const alt = cardAlt(edition, 1000, language);
  const png = await drawCard(edition, { theme: 'light', accent, fonts: [] });
  await makeSite(join(folder, 'site'), edition, { png, alt, width: 1200, height: 675 });
  await writeFile(join(folder, 'preview.html'), makePreview(edition, png, alt));
  const address = (...parts: string[]): string => pathToFileURL(join(folder, ...parts)).href;
  return {
    folder,
    home: address('site', 'index.html'),
    week: address('site', '2026-05-04', 'index.html'),
    preview: address('preview.html'),
  };
};

const makeSite = async (folder: string, edition: Edition, card: Card): Promise<void> => {
  const settings = { folder, url: '', listUrl: 'https://example.org/list', language, accent };
  const outcome = await createSite(settings, { warn: console.warn }).connect();
  if (outcome.status !== 'connected') throw new Error(outcome.refusal.words);
  const { account } = outcome;
  const uploaded = await account.upload?.(card);
  const media = uploaded?.status === 'uploaded' ? { media: uploaded.media } : {};
  for (const start of ['2025-12-29', '2026-04-27', '2026-05-04', '2026-05-11']) {
    const week = weekOf(start, addDays(start, 6));
    const { posts } = sampleThread({ network: 'site', limit: null, links: 'label' }, { ...edition, week });
    const at = `${weekEnd(week)}T17:00:00.000Z`;
    for (const batch of account.batches(posts, { edition: { ...edition, week }, frozenAt: at, at, ...media }))
      if ((await account.send(batch, { key: week })).status !== 'posted') throw new Error(week);
  }
};

const makePreview = (edition: Edition, card: Uint8Array, alt: string): string => {
  const finding = (severity: Finding['severity'], line: number): Finding => ({
    ...{ rule: 'title-long', severity, file: edition.file, line, column: 6, week: edition.week },
    message: `The title "${edition.entries[2]?.title ?? ''}" is cut on the card.`,
    advice: 'Shorten it, or leave it as it is.',
  });
  const threads = (
    [
      { name: 'X', network: 'x', limit: 280, links: 'written' },
      { name: 'Bluesky', network: 'bluesky', limit: 300, links: 'label' },
      { name: 'Mastodon', network: 'mastodon', limit: 500, links: 'written' },
      { name: 'Site', network: 'site', limit: null, links: 'label' },
    ] as const
  ).map(({ name, ...style }) => {
    const thread = sampleThread(style, edition);
    const posts = thread.posts.map((post) => (post.media ? { ...post, media: [{ alt }] } : post));
    return {
      name,
      drawing: roomsWith().find(({ id }) => id === style.network)?.drawing ?? {},
      thread: { ...thread, posts },
      account: { name: 'Quiet Papers', handle: '@quietpapers@a-long-name-of-a-server.example' },
    };
  });
  const nextRun = [
    { name: 'X', words: 'would publish 12 posts, for 2.015 USD' },
    { name: 'Site', words: 'was posted: nothing would be sent', url: 'https://example.org/' },
  ];
  const findings = [finding('warning', 13), finding('error', 15), finding('info', 8)];
  return renderPreview({ edition, threads, card, findings, nextRun, language, accent });
};

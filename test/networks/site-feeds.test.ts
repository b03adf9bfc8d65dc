import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import { newFeedId, renderFeeds } from '../../src/networks/site/feeds.ts';
import type { SiteLook } from '../../src/render/page/frame.ts';
import type { SiteWeek } from '../../src/render/page.ts';
import { hostileEdition } from '../browser/pages.ts';
import { sampleEdition, sampleThread } from '../render/sample.ts';

const style = { network: 'site', limit: null, links: 'label' } as const;
const look = (url: string): SiteLook & { readonly folder: string } => ({
  title: 'Papers <of> & "the" week ]]>',
  language: 'en',
  url,
  listUrl: '',
  folder: '/public',
});

const weeks: readonly SiteWeek[] = [
  {
    week: '2026-05-11/2026-05-17',
    path: '2026-05-11/',
    at: '2026-05-18T17:00:00.000Z',
    heading: sampleEdition.heading,
    posts: sampleThread(style).posts,
  },
  {
    week: '2026-05-04/2026-05-10',
    path: '2026-05-04/',
    at: '2026-05-20T17:00:00.000Z',
    heading: hostileEdition.heading,
    posts: sampleThread(style, hostileEdition).posts,
  },
];

const feeds = (url: string, shown = weeks): ReturnType<typeof renderFeeds> =>
  renderFeeds(shown, look(url), newFeedId(url));

describe('the feeds', () => {
  const { atom, json } = feeds('https://example.org/ai/');
  const fromAtom = parseAtomFeed(atom);
  const fromJson = parseJsonFeed(json);

  it('are read by a kept parser, with the same weeks in the same order', () => {
    expect(fromAtom.title?.value).toBe('Papers <of> & "the" week ]]>');
    expect(fromJson.title).toBe('Papers <of> & "the" week ]]>');
    expect(fromAtom.updated).toBe('2026-05-20T17:00:00.000Z');
    expect(fromAtom.links).toContainEqual({ rel: 'self', href: 'https://example.org/ai/atom.xml' });
    expect(fromJson.feed_url).toBe('https://example.org/ai/feed.json');
    expect(fromAtom.entries?.map(({ id }) => id)).toEqual(fromJson.items?.map(({ id }) => id));
    expect(fromAtom.entries?.[0]).toMatchObject({
      title: { value: 'Quiet Papers of the Week, May 11–17, 2026' },
      links: [{ href: 'https://example.org/ai/2026-05-11/' }],
      published: '2026-05-18T17:00:00.000Z',
    });
    expect(fromJson.items?.[0]).toMatchObject({
      title: 'Quiet Papers of the Week, May 11–17, 2026',
      url: 'https://example.org/ai/2026-05-11/',
    });
  });

  it('hold the full text and every link, absolute', () => {
    const content = fromJson.items?.[0]?.content_html ?? '';
    for (const { title, links } of sampleEdition.entries) {
      expect(content).toContain(title);
      for (const { url } of links) expect(content).toContain(`href="${url}"`);
    }
    expect(content).not.toMatch(/(href|src)="(?!https?:)/);
    expect(fromAtom.entries?.[0]?.content?.value).toMatch(/Sparse Lanterns/);
  });

  it('keep a hostile list as text', () => {
    const item = fromJson.items?.[1];
    expect(item?.content_html).toContain('&lt;script&gt;');
    for (const html of [
      item?.content_html,
      fromAtom.entries?.[1]?.content?.value,
      fromAtom.entries?.[1]?.title?.value,
    ]) {
      expect(html).not.toMatch(/<(script|iframe|img)|javascript:[^<]*"|="data:/);
    }
    expect(item?.title).toContain('<script>');
    expect(atom).not.toMatch(/[\u0000-\u0008\u202e]/);
  });

  it('name a week by its dates, whatever else changes', () => {
    const ids = (url: string, shown = weeks): unknown =>
      parseAtomFeed(feeds(url, shown).atom).entries?.map(({ id }) => id);
    expect(ids('https://example.org/ai/')).toEqual([
      'tag:example.org,2026:weekthread/ai:2026-05-11--2026-05-17',
      'tag:example.org,2026:weekthread/ai:2026-05-04--2026-05-10',
    ]);
    const renamed = weeks.map((week) => ({ ...week, heading: 'Another name', path: `x/${week.path}`, posts: [] }));
    expect(ids('https://example.org/ai/', renamed)).toEqual(ids('https://example.org/ai/'));
    expect(ids('')).toEqual([
      'urn:x-weekthread:site:2026-05-11--2026-05-17',
      'urn:x-weekthread:site:2026-05-04--2026-05-10',
    ]);
  });

  it('are whole and steady when nothing was published, and hold half a year at most', () => {
    expect(parseAtomFeed(feeds('https://example.org/', []).atom).entries ?? []).toEqual([]);
    expect(parseJsonFeed(feeds('https://example.org/', []).json).items ?? []).toEqual([]);
    const many = Array.from({ length: 60 }, () => weeks[0]!);
    expect(parseJsonFeed(feeds('https://example.org/', many).json).items).toHaveLength(26);
  });
});

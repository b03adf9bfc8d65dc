import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import { newFeedId, renderFeeds } from '../../src/networks/site/feeds.ts';
import type { SiteWeek } from '../../src/render/page.ts';
import { hostileEdition } from '../browser/pages.ts';
import { sampleEdition, sampleThread } from '../render/sample.ts';

const title = 'Papers <of> & "the" week ]]>';
const weeks = [
  { edition: sampleEdition, week: '2026-05-11/2026-05-17', at: '2026-05-18T17:00:00.000Z' },
  { edition: hostileEdition, week: '2026-05-04/2026-05-10', at: '2026-05-20T17:00:00.000Z' },
].map(({ edition, ...each }): SiteWeek => {
  const { posts } = sampleThread({ network: 'site', limit: null, links: 'label' }, edition);
  return {
    ...each,
    week: each.week as SiteWeek['week'],
    path: `${each.week.slice(0, 10)}/`,
    heading: edition.heading,
    posts,
  };
});

const feeds = (url: string, shown: readonly SiteWeek[] = weeks) => {
  const site = { title, language: 'en', url, listUrl: '', folder: '/public', accent: '' };
  const { atom, json } = renderFeeds(shown, site, newFeedId(url));
  return { atom, fromAtom: parseAtomFeed(atom), fromJson: parseJsonFeed(json) };
};

describe('the feeds', () => {
  const { atom, fromAtom, fromJson } = feeds('https://example.org/ai/');

  it('are read by a kept parser, with the same weeks in the same order', () => {
    expect([fromAtom.title?.value, fromJson.title]).toEqual([title, title]);
    expect(fromAtom.updated).toBe('2026-05-20T17:00:00.000Z');
    expect(fromAtom.links).toContainEqual({ rel: 'self', href: 'https://example.org/ai/atom.xml' });
    expect(fromJson.feed_url).toBe('https://example.org/ai/feed.json');
    expect(fromAtom.entries?.map(({ id }) => id)).toEqual(fromJson.items?.map(({ id }) => id));
    const [name, url] = ['Quiet Papers of the Week, May 11–17, 2026', 'https://example.org/ai/2026-05-11/'];
    const published = '2026-05-18T17:00:00.000Z';
    expect(fromAtom.entries?.[0]).toMatchObject({ title: { value: name }, links: [{ href: url }], published });
    expect(fromJson.items?.[0]).toMatchObject({ title: name, url });
  });

  it('hold the full text and every link, absolute', () => {
    const content = fromJson.items?.[0]?.content_html ?? '';
    for (const entry of sampleEdition.entries)
      for (const part of [entry.title, ...entry.links.map(({ url }) => `href="${url}"`)])
        expect(content).toContain(part);
    expect(content).not.toMatch(/(href|src)="(?!https?:)/);
    expect(fromAtom.entries?.[0]?.content?.value).toMatch(/Sparse Lanterns/);
  });

  it('keep a hostile list as text', () => {
    const [item, entry] = [fromJson.items?.[1], fromAtom.entries?.[1]];
    expect(item?.content_html).toContain('&lt;script&gt;');
    for (const html of [item?.content_html, entry?.content?.value, entry?.title?.value])
      expect(html).not.toMatch(/<(script|iframe|img)|javascript:[^<]*"|="data:/);
    expect(item?.title).toContain('<script>');
    expect(atom).not.toMatch(/[\u0000-\u0008\u202e]/);
  });

  it('name a week by its dates, whatever else changes', () => {
    const idsOf = (id: string): readonly string[] => [`${id}:2026-05-11--2026-05-17`, `${id}:2026-05-04--2026-05-10`];
    const renamed = weeks.map((week) => ({ ...week, heading: 'Another name', path: `x/${week.path}`, posts: [] }));
    for (const [url, id, shown] of [
      ['https://example.org/ai/', 'tag:example.org,2026:weekthread/ai', weeks],
      ['https://example.org/ai/', 'tag:example.org,2026:weekthread/ai', renamed],
      ['', 'urn:x-weekthread:site', weeks],
    ] as const)
      expect(feeds(url, shown).fromAtom.entries?.map((entry) => entry.id)).toEqual(idsOf(id));
  });

  it('are whole and steady when nothing was published, and hold half a year at most', () => {
    const none = feeds('https://example.org/', []);
    expect([none.fromAtom.entries ?? [], none.fromJson.items ?? []]).toEqual([[], []]);
    const many = Array.from({ length: 60 }, () => weeks[0]!);
    expect(feeds('https://example.org/', many).fromJson.items).toHaveLength(26);
  });
});

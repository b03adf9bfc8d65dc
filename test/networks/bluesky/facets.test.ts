import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/record/thread-record.ts';
import type { Post } from '../../../src/core/thread/posts.ts';
import { facetsOf } from '../../../src/networks/bluesky/repo-record.ts';
import { post } from './bench.ts';

/** What a reader sees: the words under each facet, cut out of the bytes, and where they lead. */
function read(of: Post): readonly (readonly [string, string])[] {
  const bytes = Buffer.from(of.text, 'utf8');
  return facetsOf(of).map((facet) => {
    const { index, features } = facet as unknown as Facet;
    const words = bytes.subarray(index.byteStart, index.byteEnd).toString('utf8');
    return [words, features[0]!.uri ?? `#${features[0]!.tag ?? ''}`] as const;
  });
}

interface Facet {
  readonly index: { readonly byteStart: number; readonly byteEnd: number };
  readonly features: readonly { readonly $type: string; readonly uri?: string; readonly tag?: string }[];
}

const scripts = ['plain', 'Übermut', '論文', 'обзор', 'مقالات', 'समीक्षा', '👩‍🔬👨‍👩‍👧', '🏳️‍🌈', 'e\u0301', '𝔸𝕀', '\u200b'];

describe('Links of a Bluesky post', () => {
  it.each(scripts)('cover their labels to the byte, before and behind %s', (words) => {
    const links = [
      [`Paper${words}`, 'https://example.org/1'],
      ['Code', 'https://example.org/2'],
    ] as const;
    expect(read(post('entry', `${words} 1/10 ${words}\n\nPaper${words} · Code ${words}`, links))).toEqual(links);
  });

  it('cover their labels whatever the text is', () => {
    const label = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), label, fc.string({ unit: 'grapheme' }), (before, words, after) => {
        const url = 'https://example.org/a';
        const [start, end] = [before.length, before.length + words.length];
        const text = before + words + after;
        const entry = { ...post('entry', text), links: [{ label: words, url, start, end }] };
        expect(read(entry)).toEqual([[words, url]]);
      }),
      { numRuns: 200 },
    );
  });

  it('are not made of words that only other networks link, nor of what is no address', () => {
    const text = 'AGENTS.md and this';
    const links = [
      { label: 'AGENTS.md', url: 'AGENTS.md', start: 0, end: 9, auto: true as const },
      { label: 'this', url: 'not an address', start: 14, end: 18 },
    ];
    expect(facetsOf({ ...post('entry', text), links })).toEqual([]);
  });
});

describe('Hashtags of a Bluesky post', () => {
  it.each<[string, readonly string[]]>([
    ['Papers #AI #MachineLearning', ['#AI', '#MachineLearning']],
    ['論文 #機械学習、#AI。', ['#機械学習', '#AI']],
    ['#start, (#inside) and #end!', ['#start', '#inside', '#end']],
    ['#naïve_Bayes #COVID19 #state-of-the-art', ['#naïve_Bayes', '#COVID19', '#state-of-the-art']],
    ['we are #1, C# is not a tag, nor a#b, nor # alone, nor #42', []],
    [`#${'a'.repeat(65)}`, []],
  ])('in %j', (text, tags) => {
    expect(read(post('hook', text)).map(([words]) => words)).toEqual(tags);
  });

  it('say their word without the sign, in either width', () => {
    expect(read(post('closer', '👩‍🔬 ＃論文'))).toEqual([['＃論文', '#論文']]);
  });

  it('are the operator’s: a summary makes none, and a link keeps its own', () => {
    expect(facetsOf(post('entry', 'ranks #first'))).toEqual([]);
    expect(read(post('closer', 'see #list', [['#list', 'https://example.org/']]))).toEqual([
      ['#list', 'https://example.org/'],
    ]);
  });

  it('stand in the order of the text among the links', () => {
    const facets = facetsOf(post('closer', '#AI all of it #ML', [['all of it', 'https://example.org/']])) as Json[];
    const starts = (facets as unknown as Facet[]).map(({ index }) => index.byteStart);
    expect(starts).toEqual([0, 4, 14]);
  });
});

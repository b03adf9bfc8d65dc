import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/record/thread-record.ts';
import type { Post } from '../../../src/core/thread/posts.ts';
import { threadKeys, tidOf } from '../../../src/networks/bluesky/batches.ts';
import { cidOfBytes, cidOfRecord } from '../../../src/networks/bluesky/cid.ts';
import { facetsOf } from '../../../src/networks/bluesky/repo-record.ts';
import { post } from '../bench.ts';

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

describe('Record keys', () => {
  // The example of https://atproto.com/specs/tid: all zero.
  it('are written in the alphabet of TIDs', () => expect(tidOf(0n, 0)).toBe('2222222222222'));

  it('sort as their moments do', () => {
    const moments = [0n, 1n, 31n, 32n, 1_782_140_460_000_000n, 1_782_140_460_000_001n, 2n ** 53n - 1n];
    const keys = moments.map((moment) => tidOf(moment, 1023));
    expect(keys.toSorted()).toEqual(keys);
    for (const key of keys) expect(key).toMatch(/^[234567abcdefghij][234567a-z]{12}$/);
  });

  it('are never shared by two posts, weeks or freezings', () => {
    const weeks = ['2026-06-14/2026-06-21', '2026-06-21/2026-06-28'];
    const moments = ['2026-06-22T15:01:00.000Z', '2026-06-22T15:01:00.001Z'];
    const keys = weeks.flatMap((week) => moments.flatMap((moment) => threadKeys(200, moment, week)));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('Hashes', () => {
  // Known from elsewhere: the CID of an empty map, and of "hello world" as raw bytes.
  it('are those of DAG-CBOR and of raw bytes', () => {
    expect(cidOfRecord({})).toBe('bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua');
    expect(cidOfBytes(Buffer.from('hello world'))).toBe('bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e');
  });

  it('do not depend on the order of the fields, but on every link', () => {
    const link = (cid: string) => ({ a: 1, ref: { $link: cid } });
    const [one, other] = [cidOfRecord({}), cidOfBytes(Buffer.from('x'))];
    expect(cidOfRecord({ ref: { $link: one }, a: 1 })).toBe(cidOfRecord(link(one)));
    expect(cidOfRecord(link(one))).not.toBe(cidOfRecord(link(other)));
    expect(cidOfRecord({ ref: one, a: 1 })).not.toBe(cidOfRecord(link(one)));
  });
});

import { describe, expect, it } from 'vitest';
import { isSameWeek, markEdition, normaliseLink, sharedLinks } from '../../src/core/list/fingerprint.ts';
import { editionOf, table } from './edition-of.ts';

describe('one address', () => {
  it.each([
    ['http://www.arxiv.org/pdf/2301.04104v2.pdf', 'https://arxiv.org/abs/2301.04104'],
    ['https://arxiv.org/abs/2301.04104v1', 'https://arxiv.org/abs/2301.04104/'],
    ['https://export.arxiv.org/abs/2301.04104', 'https://arxiv.org/html/2301.04104v3'],
    ['https://arxiv.org/abs/cs/0112017v1', 'https://arxiv.org/pdf/cs/0112017'],
    ['https://twitter.com/a/status/1?s=20&t=Ab', 'https://x.com/a/status/1'],
    ['https://a.org/p/?utm_source=x&id=7', 'http://www.a.org/p?id=7'],
    ['https://A.org/p', 'https://a.org//p/#part'],
    ['https://openreview.net/forum?id=1&noteId=2', 'https://openreview.net/forum?noteId=2&id=1'],
  ])('%s is %s', (a, b) => {
    expect(normaliseLink(a)).toBe(normaliseLink(b));
  });

  it.each([
    ['https://arxiv.org/abs/2301.04104', 'https://arxiv.org/abs/2301.04105'],
    ['https://openreview.net/forum?id=1', 'https://openreview.net/forum?id=2'],
    ['https://a.org/P', 'https://a.org/p'],
  ])('%s is not %s', (a, b) => {
    expect(normaliseLink(a)).not.toBe(normaliseLink(b));
  });

  it('may be no address at all', () => {
    expect(normaliseLink(' XXX ')).toBe('xxx');
  });
});

describe('the mark of an edition', () => {
  const edition = editionOf(
    table(
      '| 1) **One** - s | [Tweet](https://x.com/a/status/1), [Paper](https://arxiv.org/abs/2605.00001v2) |',
      '| 2) **Two** - s | [Tweet](https://x.com/a/status/2) |',
      '| 3) **Three** - s | |',
    ),
  );

  it('holds the paper link of each entry, and a hash of its words', () => {
    const mark = markEdition(edition, (text) => `<${text}>`);
    expect(mark).toEqual({
      week: '2026-05-11/2026-05-17',
      heading: 'Papers of the Week (May 11 - May 17) - 2026',
      links: ['arxiv.org/abs/2605.00001', 'x.com/a/status/2'],
      entryHashes: [
        '<One\ns\nTweet https://x.com/a/status/1\nPaper https://arxiv.org/abs/2605.00001v2>',
        '<Two\ns\nTweet https://x.com/a/status/2>',
        '<Three\ns>',
      ],
    });
  });
});

describe('a week seen before', () => {
  const record = {
    week: '2026-05-11/2026-05-17',
    aliases: ['2026-05-10/2026-05-16'],
    links: ['a', 'b', 'c', 'd', 'e', 'f'],
  } as const;
  it.each([
    ['2026-05-11/2026-05-17', [], true],
    ['2026-05-10/2026-05-16', [], true],
    ['2026-05-18/2026-05-24', [], false],
    ['2026-05-18/2026-05-24', ['a', 'b', 'c', 'x', 'y', 'z'], true],
    ['2026-05-18/2026-05-24', ['a', 'b', 'c', 'w', 'x', 'y', 'z'], false],
    ['2026-05-18/2026-05-24', ['a', 'b'], false],
    ['2026-05-18/2026-05-24', ['a', 'a', 'a', 'a'], false],
    ['2026-05-18/2026-05-24', ['a', 'b', 'c'], true],
  ] as const)('%s with %j: %s', (week, links, same) => {
    expect(isSameWeek({ week, links }, record)).toBe(same);
  });

  it('counts each shared link once', () => {
    expect(sharedLinks(['a', 'a', 'b'], ['a', 'c'])).toBe(1);
  });
});

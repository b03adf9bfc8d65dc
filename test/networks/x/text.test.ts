import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likeness, type UrlEntity } from '../../../src/networks/x/likeness.ts';
import { show } from '../../peers/x/entities.ts';

const asX = (words: string, media: readonly string[] = []): { text: string; urls: readonly UrlEntity[] } => {
  const { text, urls } = show('1800000000000000001', words, media, 'weekly_papers');
  const told = urls.map(({ url, expanded_url, media_key }) => ({ url, expanded: expanded_url, isMedia: !!media_key }));
  return { text, urls: told };
};

describe('whether a post has the words that were sent', () => {
  it.each([
    ['plain words', 'The week in ten papers'],
    ['links', '3/10 Agents https://arxiv.org/abs/2606.01234 and https://github.com/a/b?x=1&y=2#c'],
    ['a link with a slash at its end', 'The list: https://example.org/list/'],
    ['bare domains', 'claude.ai reads AGENTS.md, see also x.ai/about.'],
    ['signs that are escaped', 'If a < b && b > c then "R&D" &amp; co'],
    ['line breaks and bullets', '2/10 Memory\n\n• one\n•  two\t three '],
    ['accents in two parts', 'Cafe\u0301 by Jose\u0301'],
    ['a link with accents', 'https://de.wikipedia.org/wiki/K%C3%BCnstliche_Intelligenz'],
    ['a link with an escaped blank', '2/10 Agents https://example.org/a%20b%C2%A0c and more'],
    ['signs nobody sees', 'written by @\u200Bsomebody with 👩‍🔬'],
    ['a domain of another script', 'siehe müller.de und https://例え.jp/x'],
  ])('knows %s again', (_, words) => {
    const { text, urls } = asX(words);
    expect(likeness(text, urls, words)).toBe('same');
    const withMedia = asX(words, ['3_1']);
    expect(likeness(withMedia.text, withMedia.urls, words)).toBe('same');
  });

  it('takes a post whose links are not told, as the answer to a post is, for one that may be the same', () => {
    const words = '2/10 Agents\n\nPaper: https://example.org/a%20b';
    expect(likeness(asX(words).text, [], words)).toBe('maybe');
  });

  it.each([
    ['another rank', '3/10 Agents https://a.org/1', '4/10 Agents https://a.org/1'],
    ['another link', '3/10 Agents https://a.org/1', '3/10 Agents https://a.org/2'],
    ['one link less', 'Agents https://a.org/1 https://a.org/2', 'Agents https://a.org/1'],
    ['more words', 'The week in papers', 'The week in papers, and more'],
  ])('tells apart %s', (_, one, other) => {
    const { text, urls } = asX(one);
    expect(likeness(text, urls, other)).toBe('different');
  });

  it('knows a domain of another script again that X writes in ASCII', () => {
    const urls = [{ url: 'https://t.co/a', expanded: 'http://xn--mller-kva.de/weg', isMedia: false }];
    expect(likeness('siehe https://t.co/a', urls, 'siehe müller.de/weg')).toBe('same');
    expect(likeness('siehe https://t.co/a', urls, 'siehe möller.de/weg')).toBe('different');
  });

  it('does not say no when X does not tell where a link goes', () => {
    const words = '3/10 Agents https://a.org/1 and more';
    expect(likeness(asX(words).text, [], words)).toBe('maybe');
    expect(likeness(asX(words).text, [], '4/10 Agents https://a.org/1 and more')).toBe('different');
  });

  it('does not say no when the list itself links to t.co', () => {
    const shown = {
      text: 'Look https://t.co/zz',
      urls: [{ url: 'https://t.co/zz', expanded: 'https://a.org', isMedia: false }],
    };
    expect(likeness(shown.text, shown.urls, 'Look https://t.co/abc')).toBe('maybe');
  });

  it('keeps a link to a picture that belongs to the words', () => {
    const words = 'Seen at https://x.com/a/status/12/photo/1';
    const { text, urls } = asX(words);
    const told = urls.map((entity) => ({ ...entity, isMedia: true }));
    expect(likeness(text, told, words)).toBe('same');
  });

  it('knows whatever was sent again, and tells it from the same with another rank', () => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        ' ',
        '\n',
        '• ',
        '&',
        '<b>',
        '&lt;',
        'https://arxiv.org/abs/1',
        'claude.ai',
        '(http://a.org/b)',
        '$',
        '%41',
        'http://a.org/%00',
      ),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 9 }), fc.boolean(), (parts, hasMedia) => {
        const words = `7/10 ${parts.join(' ')}`;
        const { text, urls } = asX(words, hasMedia ? ['3_1'] : []);
        expect(likeness(text, urls, words)).toBe('same');
        expect(likeness(text, urls, words.replace('7/10', '8/10'))).toBe('different');
      }),
      { numRuns: 100 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saysTheSame } from '../../../src/networks/mastodon/words.ts';
import { htmlOf } from '../../peers/mastodon-html.ts';

const link = 'https://arxiv.org/abs/2606.01234?context=cs.AI&format=pdf';

describe('A published status says what was sent', () => {
  it.each<[string, string, string]>([
    ['character references', '<p>&quot;A&quot; &amp; &lt;b&gt; it&#39;s &#x1F600;</p>', '"A" & <b> it\'s 😀'],
    ['line breaks', '<p>one<br>two<br />three</p><p>four</p>', 'one\ntwo\nthree\n\nfour'],
    ['no paragraph at all', 'one two', ' one\ntwo '],
    ['hidden parts of a link', `<a href="${link}"><span class="invisible">https://</span>${link.slice(8)}</a>`, link],
    ['a shortened link', `see <a href='${link.replace('&', '&amp;')}'>arxiv.org/abs/26…</a>.`, `see ${link}.`],
    ['a link in brackets', `(<a href="${link}">arxiv…</a>)`, `(${link})`],
    ['a slash that the server adds', '<a href="https://example.org/">example.org</a>', 'https://example.org'],
    ['a word that became a link', '<p>Read <a href="http://AGENTS.md">AGENTS.md</a>!</p>', 'Read AGENTS.md!'],
    ['hashtags and mentions', '<p>#<span>AI</span> <a href="x">@<span>bot</span></a></p>', '#AI @bot'],
    ['accents that are written in two parts', '<p>Cafe\u0301</p>', 'Caf\u00e9'],
    ['a reference that nobody knows', '<p>a &unknown; b</p>', 'a &unknown; b'],
  ])('in spite of %s', (_, html, sent) => expect(saysTheSame(html, sent)).toBe(true));

  it.each<[string, string, string]>([
    ['a word more', '<p>one two three</p>', 'one two'],
    ['a word less', '<p>one</p>', 'one two'],
    ['another rank', '<p>3/10 Title</p>', '2/10 Title'],
    ['another link', '<a href="https://example.org/a">example.org/a</a>', 'https://example.org/b'],
    ['a link where a word was sent', '<a href="https://example.org/a">here</a>', 'there'],
    ['nothing', '', 'one'],
  ])('but not %s', (_, html, sent) => expect(saysTheSame(html, sent)).toBe(false));

  const word = fc.oneof(
    fc.stringMatching(/^[\p{L}\p{N}<>&"'.,:;!?()•—-]{1,12}$/u),
    fc.constantFrom(link, '#AI', 'AGENTS.md', '👩‍🔬', '論文', 'a&amp;b', '&lt;p&gt;', 'https://example.com/list/'),
  );
  const text = fc
    .array(fc.tuple(word, fc.constantFrom(' ', '\n', '\n\n')), { minLength: 1, maxLength: 20 })
    .map((parts) => parts.map(([said, gap]) => said + gap).join(''));
  const manner = fc.record({ shortensLinks: fc.boolean(), linksBareNames: fc.boolean() });

  it('whatever it is, and however the server shows it', () => {
    fc.assert(
      fc.property(text, manner, (sent, how) => saysTheSame(htmlOf(sent, how), sent)),
      { numRuns: 300 },
    );
  });

  it('and nothing else', () => {
    const changed = fc.tuple(text, word).filter(([sent, more]) => more.trim() !== '' && sent.trim() !== '');
    fc.assert(
      fc.property(changed, manner, ([sent, more], how) => !saysTheSame(htmlOf(`${sent} ${more}`, how), sent)),
      { numRuns: 300 },
    );
  });
});

import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { readsAlike, saysTheSame } from '../../../src/networks/mastodon/likeness.ts';
import { statusSchema } from '../../../src/networks/mastodon/schemas.ts';
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
    [
      'a mention without its server',
      '<p>By <a href="https://b.example/@ann">@<span>ann</span></a></p>',
      'By @ann@b.example',
    ],
    ['a mention with a server', '<p><a href="https://a.example/@ann">@ann@a.example</a>: hi</p>', '@ann: hi'],
    ['curly quotes, long dashes and dots in one', '<p>“A” isn’t – it’s… B</p>', '"A" isn\'t -- it\'s... B'],
    [
      'marks that became bold, code and crossed out',
      '<b>one</b> <code>two_2</code> <del>three</del>',
      '**one** `two_2` ~~three~~',
    ],
    ['emoji that became pictures', '<p>ok <img class="emoji" alt="🚀" src="x"> <img alt=":go:">!</p>', 'ok 🚀 :go:!'],
    ['ligatures that were taken apart', '<p>fine ABC</p>', 'ﬁne ＡＢＣ'],
    ['a reference that nobody knows', '<p>a &unknown; b</p>', 'a &unknown; b'],
  ])('in spite of %s', (_, html, sent) => expect(saysTheSame({ content: html }, sent)).toBe(true));

  it.each<[string, string, string]>([
    ['a word more', '<p>one two three</p>', 'one two'],
    ['a word less', '<p>one</p>', 'one two'],
    ['another rank', '<p>3/10 Title</p>', '2/10 Title'],
    ['another link', '<a href="https://example.org/a">example.org/a</a>', 'https://example.org/b'],
    ['a link where a word was sent', '<a href="https://example.org/a">here</a>', 'there'],
    ['somebody else', '<a href="https://b.example/@ann">@ann</a>', '@bea@b.example'],
    ['nothing', '', 'one'],
  ])('but not %s', (_, html, sent) => expect(saysTheSame({ content: html }, sent)).toBe(false));

  it('where the server has the words as they were sent, whatever it shows', () => {
    expect(saysTheSame({ content: '<i>b</i>', text: 'a <i>b</i>' }, 'a <i>b</i>')).toBe(true);
  });

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
      fc.property(text, manner, (sent, how) => saysTheSame({ content: htmlOf(sent, how) }, sent)),
      { numRuns: 300 },
    );
  });

  it('and nothing else', () => {
    const changed = fc.tuple(text, word).filter(([, more]) => /[\p{L}\p{N}]/u.test(more));
    fc.assert(
      fc.property(
        changed,
        manner,
        ([sent, more], how) => !saysTheSame({ content: htmlOf(`${sent} ${more}`, how) }, sent),
      ),
      { numRuns: 300 },
    );
  });
});

describe('A published status may say what was sent', () => {
  const sent = '3/10 Agents in the wild\n\nThey ask :ok: for help (c) 2026.\n\nPaper: https://arxiv.org/abs/2611.00001';
  it.each<[string, string]>([
    [
      'though some of its words are others',
      '<p>3/10 Agents in the wild</p><p>They ask 👌 for help © 2026. Paper: x</p>',
    ],
    ['though its end is missing', '<p>3/10 Agents in the wild</p><p>They ask…</p>'],
    [
      'though more stands there',
      `<p>3/10 Agents in the wild. They ask :ok: for help (c) 2026. Paper: y. Sent by 7 bots.</p>`,
    ],
  ])('%s', (_, content) => expect(readsAlike({ content }, sent)).toBe(true));

  it.each<[string, string]>([
    ['other numbers', '<p>4/10 Agents in the wild</p><p>They ask :ok: for help (c) 2026. Paper: x</p>'],
    ['other words', '<p>3/10 is my favourite: the agents surprised me</p>'],
    ['nothing', ''],
  ])('but not with %s', (_, content) => expect(readsAlike({ content }, sent)).toBe(false));

  it('but not with the dates of another week', () => {
    const hook = (days: string) =>
      `Top AI Papers of the Week\nNovember ${days}, 2026\n\n10 in this thread, one post each 🧵`;
    expect(readsAlike({ content: hook('9–15') }, hook('16–22'))).toBe(false);
  });
});

const idOf = (id: string): unknown => {
  const read = v.safeParse(statusSchema, JSON.parse(`{ "id": ${id}, "account": { "acct": "papers" } }`));
  return read.success ? read.output.id : undefined;
};

describe('the id of a status', () => {
  it('is text, whatever it looks like', () => {
    expect(['"117666838364749825"', '"01GAXDIOJS"'].map(idOf)).toEqual(['117666838364749825', '01GAXDIOJS']);
  });

  it('may be a number, but not one whose last digits are lost', () => {
    expect(idOf('4711')).toBe('4711');
    expect(idOf('117666838364749825')).toBeUndefined();
  });
});

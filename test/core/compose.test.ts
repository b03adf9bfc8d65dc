import fc from 'fast-check';
import twitterText from 'twitter-text';
import { describe, expect, it } from 'vitest';
import {
  composeThread,
  costWithLinksLast,
  DEFAULT_CLOSER,
  DEFAULT_HOOK,
  defaultWords,
  type ComposeSettings,
} from '../../src/core/thread/compose.ts';
import { cutWords } from '../../src/core/thread/compose/hook-and-closer.ts';
import type { Edition, Entry, Link } from '../../src/core/list/edition.ts';
import type { PostRules, Post, Thread } from '../../src/core/thread/posts.ts';
import { blueskyRules } from '../../src/networks/bluesky/rules.ts';
import { mastodonRules } from '../../src/networks/mastodon/rules.ts';
import { siteRules } from '../../src/networks/site/rules.ts';
import { xRules } from '../../src/networks/x/rules.ts';
import { inventedWeek } from './golden/invented.ts';
import { areSamplesAtHand, sampleEditions } from './samples.ts';
import { isExtract } from './words-of.ts';

const settings: ComposeSettings = {
  links: 'each',
  linkLabels: ['Paper', 'Code', 'GitHub', 'Project'],
  hook: DEFAULT_HOOK,
  closer: DEFAULT_CLOSER,
  listUrl: '',
  language: 'en',
};
const networks = [xRules, blueskyRules, mastodonRules(), siteRules] as const;
const paper: Link = { label: 'Paper', url: 'https://arxiv.org/abs/2604.00001' };

const editionOf = (...entries: readonly Partial<Entry>[]): Edition => ({
  ...inventedWeek,
  entries: entries.map((entry, index) => ({
    rank: index + 1,
    title: 'A Title',
    summary: 'It works.',
    links: [paper],
    line: 1,
    ...entry,
  })),
});
const entryPost = (
  entry: Partial<Entry>,
  rules: PostRules = xRules,
  more: Partial<ComposeSettings> = {},
): Post & { kind: 'entry' } => {
  const post = composeThread(editionOf(entry), rules, { ...settings, ...more }).posts[1];
  if (post?.kind !== 'entry') throw new Error('no post of an entry');
  return post;
};

/** A thread as a reviewer reads it. */
const draw = (thread: Thread): string =>
  thread.posts
    .map((post) => {
      const links = post.links.map(
        ({ label, url, start, end, auto }) =>
          `  [${post.text.slice(start, end)}] ${label} ${url}${auto ? ' (by itself)' : ''}`,
      );
      return [`--- ${post.kind}, ${post.length} of ${thread.limit ?? 'any'}`, post.text, ...links].join('\n');
    })
    .concat(`--- ${thread.costUsd} USD\n`)
    .join('\n');

describe('a thread', () => {
  it.each(networks)('reads as reviewed: $network', async (rules) => {
    const thread = composeThread(inventedWeek, rules, {
      ...settings,
      ...defaultWords(rules),
      listUrl: 'https://example.com/list',
      alt: 'A card',
    });
    await expect(draw(thread)).toMatchFileSnapshot(`golden/${rules.network}.txt`);
  });

  it.each([xRules, blueskyRules, mastodonRules()])(
    'with its links at the end reads as reviewed: $network',
    async (rules) => {
      const thread = composeThread(inventedWeek, rules, { ...settings, links: 'last' });
      await expect(draw(thread)).toMatchFileSnapshot(`golden/${rules.network}-links-last.txt`);
    },
  );

  it('opens with what, when and how many, without a link', () => {
    const [hook] = composeThread(inventedWeek, xRules, settings).posts;
    expect(hook).toMatchObject({ kind: 'hook', links: [] });
    expect(hook?.text).toContain('Top Robotics Papers of the Week\nApril 27 – May 3, 2026\n\n10 ');
  });

  it.each(networks.slice(0, 3))(
    'keeps dates, count and address whole where the words around them have no room: $network',
    (rules) => {
      const plain = 'Word by word this goes on. '.repeat(9).trim();
      const lines = [plain, plain, '{heading}, {dates}, {count} posts', plain, plain, plain, '{list}'].join('\n');
      const listUrl = 'https://example.org/list';
      const [hook] = composeThread(inventedWeek, rules, { ...settings, hook: lines, listUrl }).posts;
      expect(hook?.text).toContain('Top Robotics Papers of the Week, April 27 – May 3, 2026, 10 posts');
      expect(hook?.text.endsWith(listUrl)).toBe(true);
      const oneLine = `${plain} ${plain} ${plain} ${plain} {dates} {list}`;
      const posts = composeThread(inventedWeek, rules, { ...settings, closer: oneLine, listUrl }).posts;
      expect(posts.at(-1)?.text).toContain('…\n\nApril 27 – May 3, 2026\n\nhttps://example.org/list');
      expect(posts.every(({ text }) => rules.fits(text))).toBe(true);
    },
  );

  it('names the words of the operator that a post has no room for', () => {
    const long = 'Word by word this goes on. '.repeat(30);
    expect(cutWords(inventedWeek, xRules, settings)).toEqual([]);
    expect(cutWords(inventedWeek, xRules, { ...settings, hook: long })).toEqual(['HOOK']);
    expect(cutWords(inventedWeek, xRules, { ...settings, closer: `${long}{dates}` })).toEqual(['CLOSER']);
    expect(cutWords({ ...inventedWeek, heading: long }, xRules, settings)).toEqual([]);
    expect(cutWords(inventedWeek, siteRules, { ...settings, hook: long })).toEqual([]);
  });

  it('has no link in its hook, even where the heading holds a word that is one', () => {
    const thread = composeThread({ ...inventedWeek, heading: 'Papers of Claude.ai (May 1 - 7)' }, xRules, settings);
    expect(twitterText.extractUrls(thread.posts[0]?.text ?? '')).toEqual([]);
    expect(thread.posts[0]?.links).toEqual([]);
  });

  it.each([
    ['their ranks', [1, 2, 3], ['1/3', '2/3', '3/3']],
    ['their ranks, if the list counts down', [3, 2, 1], ['3/3', '2/3', '1/3']],
    ['their places, if a rank is missing', [1, 2, 4], ['1/3', '2/3', '3/3']],
    ['their places, if a rank stands twice', [1, 2, 2], ['1/3', '2/3', '3/3']],
  ])('numbers its entries by %s', (_, ranks, numbers) => {
    const { posts } = composeThread(editionOf(...ranks.map((rank) => ({ rank }))), xRules, settings);
    expect(posts.slice(1, -1).map(({ text }) => text.split(' ')[0])).toEqual(numbers);
    expect(posts.slice(1, -1).map((post) => post.kind === 'entry' && post.rank)).toEqual(ranks);
  });

  it('costs a fifth with its links at the end', () => {
    const edition = editionOf(
      ...Array.from({ length: 10 }, (_, index) => ({
        links: [{ label: 'Paper', url: `https://arxiv.org/abs/${index}` }],
      })),
    );
    expect(composeThread(edition, xRules, settings).costUsd).toBe(2.03);
    expect(composeThread(edition, xRules, { ...settings, links: 'last' }).costUsd).toBe(0.38);
    expect(composeThread(edition, xRules, { ...settings, alt: 'A card' }).costUsd).toBe(2.035);
  });

  it.each([
    ['an invented week', [inventedWeek]],
    ['words that X turns into links', [editionOf({ summary: 'Write AGENTS.md first.' }, { title: 'Claude.ai' }, {})]],
    ['a word for a link that has no room', [editionOf({ summary: `${'It works well. '.repeat(30)}See AGENTS.md.` })]],
    ['every sample week (none where ../shared/lists is absent)', areSamplesAtHand ? sampleEditions() : []],
  ])('is told beforehand for its links at the end: %s', (_, editions) => {
    for (const edition of editions)
      expect(costWithLinksLast(edition, xRules, settings)).toBe(
        composeThread(edition, xRules, { ...settings, links: 'last' }).costUsd,
      );
  });

  it('needs as many closers as its links have no room in one', () => {
    const edition = editionOf(
      ...Array.from({ length: 30 }, (_, index) => ({
        links: [{ label: 'Paper', url: `https://arxiv.org/abs/${index}` }],
      })),
    );
    const { posts } = composeThread(edition, xRules, { ...settings, links: 'last', listUrl: 'https://example.com' });
    const closers = posts.filter(({ kind }) => kind === 'closer');
    expect(closers.length).toBe(4);
    expect(closers.flatMap(({ links }) => links.map(({ url }) => url))).toEqual([
      ...Array.from({ length: 30 }, (_, index) => `https://arxiv.org/abs/${index}`),
      'https://example.com',
    ]);
    for (const [index, line] of closers
      .flatMap(({ text }) => text.split('\n'))
      .filter((each) => each.includes('arxiv'))
      .entries())
      expect(line).toBe(`${index + 1}. https://arxiv.org/abs/${index}`);
  });

  it.each([
    [
      '{heading}, {count}: {list}\nfollow {list}',
      'https://example.com',
      'Top Robotics Papers of the Week, 1: https://example.com\nfollow https://example.com',
    ],
    ['{heading}\n\nmore: {list}\n\nbye', '', 'Top Robotics Papers of the Week\n\nbye'],
    ['{dates}\\n{unknown}', '', 'April 27 – May 3, 2026\n{unknown}'],
  ])('fills a template: %s', (hook, listUrl, text) => {
    expect(composeThread(editionOf({}), xRules, { ...settings, hook, listUrl }).posts[0]?.text).toBe(text);
  });

  it('cuts the alt text of its card at a word', () => {
    const { posts } = composeThread(inventedWeek, xRules, { ...settings, alt: 'ten titles '.repeat(200) });
    const alt = posts[0]?.media?.[0]?.alt ?? '';
    expect(alt.length).toBeLessThanOrEqual(1000);
    expect(alt).toMatch(/(?:ten|titles)…$/);
    expect(composeThread(inventedWeek, xRules, settings).posts[0]?.media).toBeUndefined();
  });
});

describe('the post of an entry', () => {
  const long =
    'Shows what happens when a robot that was trained on smooth floors is put on gravel, grass, and ice without another word.';

  it.each<[string, Partial<Entry>, readonly string[]]>([
    [
      'the wanted ones, best first',
      { links: [{ label: 'Tweet', url: 'https://x.com/1' }, { label: 'code', url: 'https://a.com/c' }, paper] },
      [paper.url, 'https://a.com/c'],
    ],
    [
      'one with two labels',
      {
        links: [
          { label: 'Tweet', url: 'https://x.com/1' },
          { label: 'Paper/Book', url: 'https://a.com/b' },
        ],
      },
      ['https://a.com/b'],
    ],
    [
      'the first, where none is wanted',
      {
        links: [
          { label: 'Blog', url: 'https://a.com/b' },
          { label: 'Tweet', url: 'https://x.com/1' },
        ],
      },
      ['https://a.com/b'],
    ],
    [
      'none of a person, where another one stands beside it',
      {
        links: [
          { label: '@kim', url: 'https://a.com/kim' },
          { label: 'docs', url: 'https://a.com/d' },
        ],
      },
      ['https://a.com/d'],
    ],
    ['none twice', { links: [paper, { ...paper, label: 'Code' }] }, [paper.url]],
    [
      'one whole URL, where the network would stop at a sign',
      { links: [{ label: 'Paper', url: 'https://a.com/x(y.' }] },
      ['https://a.com/x%28y%2E'],
    ],
  ])('keeps of its links %s', (_, entry, urls) => {
    const post = entryPost(entry);
    expect(post.links.map(({ url }) => url)).toEqual(urls);
    expect(twitterText.extractUrls(post.text)).toEqual(urls);
  });

  it.each(['title', 'summary'])('says the place of a link whose label is a part of its %s', (part) => {
    const label = 'Reeds and how they stand again';
    const entry = { [part]: `It was told in ${label}.`, links: [{ label, url: 'https://marsh.example.org/1' }] };
    expect(entryPost(entry).text.split(label)).toHaveLength(2);
    expect(entryPost(entry, blueskyRules).links[0]?.label).toBe('marsh.example.org');
  });

  it.each([
    ['labels', 'T'.repeat(40), long, /^1\/1 T{40}\n\n.*word\.\n\nPaper: https:\S+\nCode: https:\S+$/s],
    [
      'no labels, if that makes room',
      'T '.repeat(50).trim(),
      long,
      /^1\/1 (?:T ?){50}\n\n.*word\.\n\nhttps:\S+\nhttps:\S+$/s,
    ],
    [
      'one link rather than a word of the title',
      `${'T '.repeat(20).trim()}: ${'and '.repeat(20)}more`,
      long,
      /^1\/1 (?:T ?){20}: (?:and ){20}more\n\n.*word\.\n\nhttps:\S+$/s,
    ],
    [
      'one link, if that makes room',
      'T '.repeat(58).trim(),
      long,
      /^1\/1 (?:T ?){58}\n\n.*word\.\n\n(?:Paper: )?https:\S+$/s,
    ],
  ])('frees space before it cuts a sentence: %s', (_, title, summary, shape) => {
    const post = entryPost({ title, summary, links: [paper, { label: 'Code', url: 'https://github.com/a/b' }] });
    expect(post.text).toMatch(shape);
  });

  it.each([
    [
      'labels go for another whole sentence',
      'T'.repeat(30),
      `${'S'.repeat(89)} first. ${'S'.repeat(83)} next.`,
      /^1\/1 T{30}\n\nS+ first\. S+ next\.\n\nhttps:\S+\nhttps:\S+$/,
    ],
    [
      'labels stay where nothing comes of it',
      'T'.repeat(30),
      `${'S'.repeat(89)} first. ${'S'.repeat(175)} next.`,
      /^1\/1 T{30}\n\nS+ first\.\n\nPaper: \S+\nCode: \S+$/,
    ],
    [
      'the title stays, however little is said',
      `Name: ${'T'.repeat(80)}`,
      `${'S'.repeat(69)} first. ${'S'.repeat(65)} next.`,
      /^1\/1 Name: T{80}\n\nS+ first\. S+ next\.\n\nPaper: \S+$/,
    ],
  ])('says more where space can be freed: %s', (_, title, summary, shape) => {
    const post = entryPost({ title, summary, links: [paper, { label: 'Code', url: 'https://github.com/a/b' }] });
    expect(post.text).toMatch(shape);
  });

  it('mentions nobody, tags nothing, and has one cashtag', () => {
    const post = entryPost({
      title: 'By @someone for #robots',
      summary: 'RT @other: $ABC and $DEF rise.As (@third) said of #1 and a@b.org, @x_y.',
    });
    expect(twitterText.extractMentions(post.text)).toEqual([]);
    expect(twitterText.extractHashtags(post.text)).toEqual([]);
    expect(twitterText.extractCashtags(post.text)).toEqual(['ABC']);
    expect(post.text.replaceAll('\u200B', '')).toContain(
      'By @someone for #robots\n\nRT @other: $ABC and $DEF rise. As (@third)',
    );
    expect(post.length).toBe(twitterText.parseTweet(post.text).weightedLength);
  });

  it.each(['\u0560#robots', '½#robots', 'and/#or', '❤️#love', '²#ー', '#\u0301a', '#·x', '\u24d0#b'])(
    'tags nothing in %s',
    (text) => {
      expect(twitterText.extractHashtags(text.normalize('NFC'))).not.toEqual([]);
      expect(twitterText.extractHashtags(entryPost({ title: text, summary: text }).text)).toEqual([]);
    },
  );

  it('puts a space after a full stop, and leaves names that are links as they are, counted and priced', () => {
    const post = entryPost({ summary: 'A survey of models.In all, AGENTS.md wins.', links: [] });
    expect(post.summary).toBe('A survey of models. In all, AGENTS.md wins.');
    expect(post.links).toEqual(
      [{ label: 'AGENTS.md', url: 'AGENTS.md', auto: true, start: 35 + 9, end: 44 + 9 }].map((link) => ({
        ...link,
        start: post.text.indexOf('AGENTS'),
        end: post.text.indexOf('AGENTS') + 9,
      })),
    );
    expect(xRules.price(post)).toBe(0.2);
  });

  it('stands behind labels on Bluesky', () => {
    const post = entryPost({ links: [paper, { label: 'Code', url: 'https://github.com/a/b' }] }, blueskyRules);
    expect(post.text).toBe('1/1 A Title\n\nIt works.\n\nPaper · Code');
    expect(post.links.map(({ start, end }) => post.text.slice(start, end))).toEqual(['Paper', 'Code']);
  });

  it.each([
    ['without a summary', { summary: '' }, '1/1 A Title\n\nPaper: https://arxiv.org/abs/2604.00001'],
    ['without links', { links: [] }, '1/1 A Title\n\nIt works.'],
    ['without a title', { title: '' }, '1/1\n\nIt works.\n\nPaper: https://arxiv.org/abs/2604.00001'],
    ['with a title alone', { summary: '', links: [] }, '1/1 A Title'],
    ['with nothing at all', { title: '', summary: '', links: [] }, '1/1'],
  ])('is sound %s', (_, entry, text) => {
    expect(entryPost(entry).text).toBe(text);
  });

  it('cuts a title that is too long for the post at a word', () => {
    const post = entryPost({ title: 'A study of robots and the '.repeat(20) });
    expect(post.title).toMatch(/(?:study|robots)…$/);
    expect(post.text).toContain('It works.');
  });
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        ...'The model|learns|not|but|@name|#tag|$ABC|AGENTS.md|it.In|https://a.com/b|模型。|🧑‍💻|works.|;|●|(e.g.|x)|العربية|Key findings:|long-context|2.5'.split(
          '|',
        ),
      ),
      { maxLength: 90 },
    )
    .map((words) => words.join(' ')),
);
const anyEntry = fc.record({
  rank: fc.integer({ min: 1, max: 12 }),
  title: text,
  summary: text,
  links: fc.array(
    fc.record({
      label: fc.constantFrom('Paper', 'Code', '', 'Tweet'),
      url: fc
        .tuple(fc.webPath(), fc.webQueryParameters(), fc.webFragments())
        .map(([path, query, fragment]) => `https://example.com${path}?${query}#${fragment}`),
    }),
    { maxLength: 3 },
  ),
  line: fc.constant(1),
});

describe('any edition', () => {
  it.each([...networks, mastodonRules({ maxCharacters: 200 })])('becomes a sound thread: $network', (rules) => {
    const anySettings = fc.record({
      links: fc.constantFrom('each', 'last'),
      listUrl: fc.constantFrom('', 'https://example.com/list'),
      heading: text,
    });
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 4 }), anySettings, (entries, { links, listUrl, heading }) => {
        const thread = composeThread({ ...inventedWeek, heading, entries }, rules, { ...settings, links, listUrl });
        expect(thread.posts.filter(({ kind }) => kind === 'entry')).toHaveLength(entries.length);
        for (const post of thread.posts) expectSound(post, rules);
        thread.posts.slice(1, entries.length + 1).forEach((post, index) => {
          const source = entries[index];
          if (post.kind !== 'entry' || !source) throw new Error('entries come right after the hook');
          expect(isExtract(post.summary, source.summary)).toBe(true);
          expect(isExtract(post.title, source.title)).toBe(true);
          if (links === 'each' && source.links.length > 0) expect(post.links.some(({ auto }) => !auto)).toBe(true);
        });
      }),
      { numRuns: 50 },
    );
  });
});

function expectSound(post: Post, rules: PostRules): void {
  expect(rules.fits(post.text), post.text).toBe(true);
  expect(post.length).toBe(rules.measure(post.text));
  for (const { start, end } of rules.findLinks(post.text))
    expect(
      post.links.some((link) => link.start === start && link.end === end),
      post.text,
    ).toBe(true);
  for (const { label, url, start, end } of post.links)
    expect([label.trim() || 'Link', url]).toContain(post.text.slice(start, end));
  if (!rules.mentions) return;
  const entities = twitterText.extractEntitiesWithIndices(post.text);
  const cashtags = entities.filter((entity) => 'cashtag' in entity);
  expect(entities.filter((entity) => 'screenName' in entity || 'hashtag' in entity)).toEqual([]);
  if (rules.oneCashtag && post.kind === 'entry') expect(cashtags.length).toBeLessThanOrEqual(1);
}

describe.skipIf(!areSamplesAtHand)('the sample lists (skipped where ../shared/lists is absent)', () => {
  it('fit, and link what is meant, by the reference of X itself', () => {
    for (const edition of sampleEditions())
      for (const post of composeThread(edition, xRules, settings).posts) {
        expect(twitterText.parseTweet(post.text).weightedLength).toBeLessThanOrEqual(280);
        expect(twitterText.extractUrls(post.text)).toEqual(post.links.map(({ url }) => url));
      }
  });
});

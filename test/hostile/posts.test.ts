import fc from 'fast-check';
import twitterText from 'twitter-text';
import { describe, expect, it } from 'vitest';
import { composeThread, DEFAULT_CLOSER, DEFAULT_HOOK, type ComposeSettings } from '../../src/core/thread/compose.ts';
import type { Edition, Link } from '../../src/core/list/edition.ts';
import type { PostRules, Post } from '../../src/core/thread/posts.ts';
import { facetsOf } from '../../src/networks/bluesky/repo-record.ts';
import { blueskyRules } from '../../src/networks/bluesky/rules.ts';
import { mastodonRules } from '../../src/networks/mastodon/rules.ts';
import { siteRules } from '../../src/networks/site/rules.ts';
import { xRules } from '../../src/networks/x/rules.ts';
import { inventedWeek } from '../core/golden/invented.ts';

const networks: readonly PostRules[] = [xRules, blueskyRules, mastodonRules(), siteRules];
const settings: ComposeSettings = {
  links: 'each',
  linkLabels: ['Paper', 'Code'],
  hook: DEFAULT_HOOK,
  closer: DEFAULT_CLOSER,
  listUrl: 'https://example.org/list',
  language: 'en',
};

interface Words {
  readonly title: string;
  readonly summary: string;
  readonly heading: string;
  readonly links: readonly Link[];
}
const editionOf = ({ title, summary, heading, links }: Words): Edition => ({
  ...inventedWeek,
  heading,
  entries: [{ rank: 1, title, summary, links, line: 1 }],
});
const plain: Words = {
  title: 'A Title',
  summary: 'It works on all of the tasks.',
  heading: 'Top Papers (May 1 - May 7)',
  links: [{ label: 'Paper', url: 'https://arxiv.org/abs/2605.00001' }],
};
const postsOf = (words: Partial<Words>, rules: PostRules, more: Partial<ComposeSettings> = {}): readonly Post[] =>
  composeThread(editionOf({ ...plain, ...words }), rules, { ...settings, alt: words.heading ?? 'A card', ...more })
    .posts;

// What Mastodon reads in a status (Account::MENTION_RE; Tag::HASHTAG_RE of 4.1 and of 4.3).
const MASTODON_MENTION = /(?<![=/\p{L}\p{M}\p{Nd}\p{Pc}])@[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*/iu;
const NAME = '[\\p{L}\\p{M}\\p{Nd}\\p{Pc}\\u00b7\\u30fb\\u200c]*[\\p{L}\\p{M}\\p{Pc}]';
const MASTODON_TAGS = [
  new RegExp(`(?<![=/)\\p{L}\\p{N}])[#＃]${NAME}`, 'iu'),
  new RegExp(`(?:^|[^/)\\w])#${NAME}`, 'iu'),
];
const TURNS = /[\u202a-\u202e\u2066-\u2069]/;
const USER_PART = /(?<!\S)https?:\/\/[^\s/?#\\()[\]<>"']*@/i;

/** Everything that the words of a post do on its network beside being read. */
function deedsOf(post: Post, { network }: PostRules): readonly string[] {
  const text = post.text;
  const seen = [text, ...(post.media ?? []).map(({ alt }) => alt)];
  const deeds = seen.flatMap((each) => [TURNS.exec(each), USER_PART.exec(each)].flatMap((found) => found?.[0] ?? []));
  const lies = post.links.filter(
    ({ auto, ...link }) => !auto && showsOther(text.slice(link.start, link.end), link.url),
  );
  const users = post.links.filter(({ url }) => URL.canParse(url) && new URL(url).username !== '');
  return [...deeds, ...[...lies, ...users].map(({ url }) => url), ...actsOn(network, post)];
}

/** An address in words, read as a browser would read it. */
const showsOther = (words: string, url: string): boolean =>
  /^https?:|^[\w.-]+\.(?:org|com|app|ai|md)(?:\/|$)/i.test(words) &&
  URL.canParse(words.includes('://') ? words : `https://${words}`) &&
  hostOf(words.includes('://') ? words : `https://${words}`) !== hostOf(url);
const hostOf = (url: string): string => new URL(url).hostname.replace(/^www\./, '');

function actsOn(network: string, post: Post): readonly string[] {
  const { text } = post;
  if (network === 'bluesky') {
    return JSON.stringify(facetsOf(post)).match(/facet#(?:tag|mention)/g) ?? [];
  }
  if (network === 'mastodon') {
    return [MASTODON_MENTION, ...MASTODON_TAGS].flatMap((one) => one.exec(text)?.[0] ?? []);
  }
  if (network !== 'x') return [];
  const entities = twitterText.extractEntitiesWithIndices(text);
  const acting = entities.filter((entity) => 'screenName' in entity || 'hashtag' in entity || 'listSlug' in entity);
  const cashtags = entities.filter((entity) => 'cashtag' in entity).slice(1);
  return [...acting, ...cashtags].map((entity) => JSON.stringify(entity));
}

const messy = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'@|＠|#|＃|$|@potus|@a@evil.social|＠jack|#scam|#1|#１a|_#tag|&#tag|=#tag|/#tag|½#tag|é@name|RT @x|rt:@x|.@x|$ABC|$DEF.X'.split(
          '|',
        ),
        ...'https://|http://|arxiv.org|evil.example|https://arxiv.org/abs/1|https://arxiv.org@evil.example/|https://а.org/|https://x.co/a,@jack'.split(
          '|',
        ),
        ...'https://a.newtld/@jack|https://x.co/_#tag|https://x.co/?#tag|/@jack|bsky.app/login|claude.ai|AGENTS.md|\\@|\u202e|\u2066|\u200b'.split(
          '|',
        ),
        ...' | |word|The model works.|(|)|[|]|-|—|:|,|.|"|/|_|a|1|é|ß|模|の|\u0301|\u200d|👩‍🔬|e.g.|●|;|!|?|=|&|%40|%23'.split(
          '|',
        ),
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
const address = fc
  .tuple(
    fc.constantFrom(
      'https://arxiv.org',
      'https://user:pass@arxiv.org',
      'https://arxiv.org@evil.example',
      'http://xn--e1awd7f.com',
      'https://аpple.com',
      'https://a.newtld',
    ),
    messy,
  )
  .map(([host, rest]) => `${host}/${rest.replace(/[\s<>"]/g, '')}`)
  .filter((url) => URL.canParse(url));
const words: fc.Arbitrary<Words> = fc.record({
  title: messy,
  summary: fc.array(messy, { maxLength: 4 }).map((parts) => parts.join(' ')),
  heading: messy.map((text) => `${text} (May 1 - May 7)`),
  links: fc.array(fc.record({ label: fc.oneof(messy, fc.constant('Paper')), url: address }), { maxLength: 3 }),
});

describe('nothing that a list says acts in a post', () => {
  it.each(networks)(
    'whatever its words are: $network',
    (rules) => {
      fc.assert(
        fc.property(words, fc.constantFrom('each' as const, 'last' as const), (given, links) => {
          for (const post of postsOf(given, rules, { links })) {
            expect(deedsOf(post, rules)).toEqual([]);
            expect(rules.fits(post.text)).toBe(true);
          }
        }),
        { numRuns: 600, seed: 20260614 },
      );
    },
    120_000,
  );
});

describe('the inputs of the review', () => {
  const url = 'https://evil.example/login';
  const entryOf = (given: Partial<Words>, rules: PostRules): Post =>
    postsOf(given, rules).find(({ kind }) => kind === 'entry') ?? expect.fail('no entry');

  it.each(networks)('a label that mentions and tags is a label: $network', (rules) => {
    const label = '@potus@evil.social @jack ＠jill #scam $ABC $DEF';
    const links = [
      { label, url },
      { label: 'Paper', url: `${url}/2` },
    ];
    const posts = postsOf({ links }, rules, { linkLabels: [label, 'Paper'] });
    expect(posts.flatMap((post) => deedsOf(post, rules))).toEqual([]);
    expect(posts[1]?.links.map((link) => link.label.replaceAll('\u200b', ''))).toContain(label);
  });

  it.each(networks)('two cashtags in the heading are one in hook and closer: $network', (rules) => {
    const posts = postsOf({ heading: 'Papers about $ABC and $DEF (May 1 - May 7)' }, rules);
    expect(posts.flatMap((post) => deedsOf(post, rules))).toEqual([]);
  });

  it.each([
    ['https://bsky.app/login', 'evil.example'],
    ['bsky.app/login', 'evil.example'],
    ['Log in at bsky.app', 'evil.example'],
    ['bsky．app', 'evil.example'],
    ['bsky\u200b.app', 'evil.example'],
    ['bsky\u3164.app', 'evil.example'],
    ['bsky。app', 'evil.example'],
    ['//bsky.app', 'evil.example'],
    ['ftp://bsky.app', 'evil.example'],
    ['банк.рф', 'evil.example'],
    ['Log in at 日本.jp', 'evil.example'],
    ['evil.example', 'evil.example'],
    ['Paper', 'Paper'],
    ['GPT-4.1 report', 'GPT-4.1 report'],
    ['Node.js v22.1.0, e.g. 论文。代码', 'Node.js v22.1.0, e.g. 论文。代码'],
  ])('on Bluesky the label %j over another host reads %j', (label, reads) => {
    const post = entryOf({ links: [{ label, url }] }, blueskyRules);
    const [link] = post.links;
    expect(post.text.slice(link?.start, link?.end)).toBe(reads);
    expect(link?.url).toBe(url);
  });

  it.each([
    ['https://arxiv.org@evil.example/abs/1', 'https://evil.example/abs/1'],
    ['https://user:pass@arxiv.org:8080/abs/1?a=b@c#d', 'https://arxiv.org:8080/abs/1?a=b@c#d'],
    ['https://arxiv.org\\@evil.example/', 'https://arxiv.org/@evil.example/'],
    ['https://аrxiv.org/abs/1', 'https://xn--rxiv-43d.org/abs/1'],
    ['https://ａrxiv.org/abs/1', 'https://arxiv.org/abs/1'],
    ['https://bücher.example/', 'https://bücher.example/'],
    ['https://日本.com/', 'https://xn--wgv71a.com/'],
    ['https://例え.テスト/', 'https://例え.テスト/'],
    ['https://arxiv.org/a\u202eb', 'https://arxiv.org/a%E2%80%AEb'],
    ['https://arxiv.org/abs/2605.00001v2', 'https://arxiv.org/abs/2605.00001v2'],
  ])('the address %j is posted as %j', (given, posted) => {
    for (const rules of networks) {
      const [link] = entryOf({ links: [{ label: 'Paper', url: given }] }, rules).links;
      expect(new URL(link?.url ?? '').href).toBe(new URL(posted).href);
      if (rules.linkStyle === 'label') expect(link?.url).toBe(posted);
    }
  });

  it('words of the operator tag on purpose, and those of the list beside them do not', () => {
    const heading = 'Papers #scam @jack (May 1 - May 7)';
    const more = { hook: '#ML {heading}', closer: '#{heading} @{heading} ${heading}' };
    const tagsOf = (rules: PostRules): readonly string[] =>
      postsOf({ heading }, rules, more).flatMap(({ text }) => twitterText.extractHashtags(text));
    expect(tagsOf(xRules)).toEqual(['ML']);
    expect(tagsOf(mastodonRules())).toEqual(['ML']);
    const facets = postsOf({ heading }, blueskyRules, more).flatMap((post) => facetsOf(post));
    expect(JSON.stringify(facets).match(/"tag":"[^"]*"/g)).toEqual(['"tag":"ML"']);
    const mentions = postsOf({ heading }, xRules, more).flatMap(({ text }) => twitterText.extractMentions(text));
    expect(mentions).toEqual([]);
  });
});

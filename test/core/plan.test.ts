import { describe, expect, it } from 'vitest';
import { composeThread, DEFAULT_CLOSER, DEFAULT_HOOK } from '../../src/core/thread/compose.ts';
import { readPlan, toPlanJson } from '../../src/core/thread/plan.ts';
import type { PostRules } from '../../src/core/thread/posts.ts';
import { blueskyRules } from '../../src/networks/bluesky/rules.ts';
import { mastodonRules } from '../../src/networks/mastodon/rules.ts';
import { siteRules } from '../../src/networks/site/rules.ts';
import { xRules } from '../../src/networks/x/rules.ts';
import { inventedWeek } from './golden/invented.ts';
import { areSamplesAtHand, sampleEditions } from './samples.ts';

const networks = [xRules, blueskyRules, mastodonRules(), siteRules];
const rulesOf = (id: string): PostRules | undefined => networks.find(({ network }) => network === id);
const settings = {
  links: 'each',
  linkLabels: ['Paper', 'Code'],
  hook: DEFAULT_HOOK,
  closer: DEFAULT_CLOSER,
  listUrl: 'https://example.com/list',
  language: 'en',
} as const;
const threadsOf = (edition = inventedWeek, links: 'each' | 'last' = 'each') =>
  networks.map((rules) => composeThread(edition, rules, { ...settings, links, alt: 'A card' }));
const planJson = (network: string, ...posts: readonly object[]) => ({
  week: '2026-04-27/2026-05-03',
  heading: 'A heading',
  threads: [{ network, posts }],
});
const entry = (text: string, links: readonly object[] = []) => ({ kind: 'entry', rank: 1, text, links });
const problemsOf = (json: unknown): readonly string[] => {
  const reading = readPlan(json, rulesOf);
  return 'problems' in reading ? reading.problems : [];
};
const onePost = (network: string, post: object) => {
  const reading = readPlan(planJson(network, post), rulesOf);
  if ('problems' in reading) throw new Error(reading.problems.join('\n'));
  return reading.plan.threads[0]!.posts[0]!;
};

describe('the JSON of a dry run', () => {
  it('says all that a reader may ask, and no places in the text', () => {
    const { week, heading } = inventedWeek;
    const json = toPlanJson(week, heading, threadsOf().slice(0, 1));
    expect(json).toMatchObject({ week, heading, threads: [{ network: 'x', limit: 280, costUsd: 2.035 }] });
    expect(json.threads[0]?.posts[0]).toEqual({
      kind: 'hook',
      text: expect.stringContaining('Top Robotics Papers') as string,
      length: 91,
      limit: 280,
      links: [],
      media: [{ alt: 'A card' }],
    });
    expect(json.threads[0]?.posts[5]).toMatchObject({
      kind: 'entry',
      rank: 5,
      title: 'Follow the Agent',
      summary: expect.stringContaining('Describes how') as string,
      links: [
        { label: 'AGENTS.md', url: 'AGENTS.md', auto: true },
        { label: 'Paper', url: 'https://arxiv.org/abs/2604.00005' },
      ],
    });
  });

  it.each(['each', 'last'] as const)('read back is the thread it was made from (LINKS=%s)', (links) => {
    const threads = threadsOf(inventedWeek, links);
    const json: unknown = JSON.parse(JSON.stringify(toPlanJson(inventedWeek.week, inventedWeek.heading, threads)));
    expect(readPlan(json, rulesOf)).toEqual({
      plan: { week: inventedWeek.week, heading: inventedWeek.heading, threads },
    });
  });

  it.skipIf(!areSamplesAtHand)(
    'read back is the thread it was made from, for every sample week (skipped where ../shared/lists is absent)',
    () => {
      for (const edition of sampleEditions()) {
        const threads = threadsOf(edition);
        const json: unknown = JSON.parse(JSON.stringify(toPlanJson(edition.week, edition.heading, threads)));
        expect(readPlan(json, rulesOf)).toEqual({ plan: { week: edition.week, heading: edition.heading, threads } });
      }
    },
  );
});

describe('an edited plan', () => {
  const paper = { label: 'Paper', url: 'https://example.com/p' };

  it('counts by its text, whatever else it says', () => {
    const post = onePost('x', {
      ...entry('1/2 New title\n\nNew words.\n\nPaper: https://example.com/p', [paper]),
      title: 'Old',
      summary: 'Old',
      length: 7,
      limit: 9,
    });
    expect(post).toEqual({
      kind: 'entry',
      rank: 1,
      title: 'New title',
      summary: 'New words.',
      text: '1/2 New title\n\nNew words.\n\nPaper: https://example.com/p',
      length: 57,
      links: [{ ...paper, start: 34, end: 55 }],
    });
  });

  it('has a link for every URL that was written into it, and for every word that the network links', () => {
    const post = onePost('x', entry('1/2 See https://example.com/new and AGENTS.md'));
    expect(post.links).toEqual([
      { label: 'https://example.com/new', url: 'https://example.com/new', start: 8, end: 31 },
      { label: 'AGENTS.md', url: 'AGENTS.md', start: 36, end: 45, auto: true },
    ]);
    expect(xRules.price(post)).toBe(0.2);
  });

  it('keeps apart links that begin alike, and labels from words that hold them', () => {
    const long = { label: 'Code', url: 'https://example.com/p2' };
    const { links } = onePost('x', {
      kind: 'closer',
      text: '1. https://example.com/p2\n2. https://example.com/p',
      links: [paper, long],
    });
    expect(links.map(({ start, end }) => [start, end])).toEqual([
      [3, 25],
      [29, 50],
    ]);
    const closer = onePost('bluesky', { kind: 'closer', text: '1. Paper\n\nPapers of the week', links: [paper] });
    expect(closer.links).toEqual([{ ...paper, start: 3, end: 8 }]);
  });

  it('may stand behind a label or be written out on Bluesky', () => {
    const labelled = onePost('bluesky', entry('1/2 Paper cuts\n\nPaper about paper.\n\nPaper', [paper]));
    expect(labelled.links).toEqual([{ ...paper, start: 36, end: 41 }]);
    const written = onePost('bluesky', entry('1/2 Title https://example.com/p', [paper]));
    expect(written.links).toEqual([{ ...paper, start: 10, end: 31 }]);
  });

  it.each<[string, unknown, readonly (string | RegExp)[]]>([
    [
      'a text that is too long',
      planJson('x', { kind: 'hook', text: 'Hi' }, entry('x'.repeat(300))),
      ['X, post 2 of 2: The text has 300 of at most 280 characters. Shorten it by 20.'],
    ],
    ['a text that is empty', planJson('x', entry(' ')), [/X, post 1 of 1: The text is empty/]],
    ['too many bytes', planJson('bluesky', entry(`a${'\u0301'.repeat(1600)}`)), [/in bytes/]],
    [
      'a lost link',
      planJson('mastodon', entry('1/2 Title', [paper])),
      [/Mastodon, post 1 of 1: The link https:\/\/example\.com\/p is not in the text/],
    ],
    [
      'a lost label',
      planJson('bluesky', entry('1/2 Title', [paper])),
      [/stands behind “Paper”, which is not in the text/],
    ],
    [
      'a link that other words touch',
      planJson('x', entry('1/2 https://example.com/pq', [paper])),
      [/X would link https:\/\/example\.com\/pq in place of/],
    ],
    [
      'an alt text that is too long',
      planJson('x', { kind: 'hook', text: 'Hi', media: [{ alt: 'a'.repeat(1001) }] }),
      [/alt text has 1001 of at most 1000/],
    ],
    ['several at once', planJson('x', entry(''), entry('x'.repeat(281))), [/post 1 of 2/, /post 2 of 2/]],
    ['an unknown network', planJson('myspace', entry('Hi')), [/myspace, which is no network/]],
    [
      'two threads for one network',
      {
        ...planJson('x', entry('Hi')),
        threads: [...planJson('x', entry('Hi')).threads, ...planJson('x', entry('Ho')).threads],
      },
      [/two threads for x/],
    ],
    ['an array', [planJson('x', entry('Hi'))], [/this is an array/]],
    ['another kind of JSON', { tweets: [] }, [/^week: /, /^heading: /, /^threads: /]],
    ['a text that is no text', planJson('x', entry('Hi'), { ...entry('Ho'), text: 5 }), [/^thread 1, post 2, text: /]],
    [
      'a text that is there already',
      planJson('x', entry('Hi'), entry('Ho'), entry('Hi ')),
      [/^X, post 3 of 3: The text is that of post 1/],
    ],
    ['two cashtags on X', planJson('x', entry('Buy $ABC, sell $DEF')), [/^X, post 1 of 1: .*: \$ABC, \$DEF/]],
    [
      'a post of another kind',
      planJson('x', { kind: 'poll', text: 'Hi' }),
      [/^thread 1, post 1, kind: Expected .*, got "poll"\./],
    ],
    [
      'a post without a text',
      planJson('x', { kind: 'hook' }),
      [/^thread 1, post 1, text: Expected "text", got nothing\./],
    ],
    ['no posts', planJson('x'), [/at least one post/]],
    ['nothing', null, [/the plan: /]],
  ])('is refused with %s', (_, json, expected) => {
    const problems = problemsOf(json);
    expect(problems).toHaveLength(expected.length);
    problems.forEach((problem, index) => expect(problem).toMatch(expected[index]!));
  });
});

import { describe, expect, it } from 'vitest';
import { composeThread, DEFAULT_CLOSER, DEFAULT_HOOK } from '../../src/core/thread/compose.ts';
import { blueskyRules } from '../../src/networks/bluesky/rules.ts';
import { mastodonRules } from '../../src/networks/mastodon/rules.ts';
import { xRules } from '../../src/networks/x/rules.ts';
import { areSamplesAtHand, sampleEditions } from './samples.ts';
import { endsNaturally, isExtract } from './words-of.ts';

const editions = areSamplesAtHand ? sampleEditions() : [];

/** Every summary of the samples as a network's post has it, beside its source. */
function summariesFor(rules: typeof xRules, links: 'each' | 'last') {
  const settings = { hook: DEFAULT_HOOK, closer: DEFAULT_CLOSER, listUrl: '', language: 'en' };
  const linkLabels = ['Paper', 'Code', 'GitHub', 'Project'];
  return editions.flatMap((edition) => {
    const { posts } = composeThread(edition, rules, { ...settings, linkLabels, links });
    const entries = posts.filter((post) => post.kind === 'entry');
    return entries.flatMap(({ summary, title }, index) => {
      const source = edition.entries[index]?.summary ?? '';
      return source === '' ? [] : [{ week: edition.week, title, summary, source }];
    });
  });
}

const firstOf = (source: string): string => source.split(/(?<=[.!?])\s/)[0] ?? '';

// `MEASURE=1 npx vitest run test/core/shorten-samples.test.ts` prints the numbers.
describe.skipIf(!areSamplesAtHand)('the sample lists, shortened (skipped where ../shared/lists is absent)', () => {
  it.each(
    [xRules, blueskyRules, mastodonRules()].flatMap((rules) =>
      (['each', 'last'] as const).map((links) => ({ network: rules.network, rules, links })),
    ),
  )('read complete: $network, links $links', ({ network, rules, links }) => {
    const all = summariesFor(rules, links);
    const elided = all.filter(({ summary, source }) => summary.endsWith('…') && !source.endsWith('…'));
    const broken = all.filter(({ summary, source }) => !endsNaturally(summary, source));
    const short = all.filter(({ summary, source }) => summary.length < 60 && firstOf(source).length > 60);
    const percent = (100 * (1 - broken.length / all.length)).toFixed(1);
    if (process.env.MEASURE)
      console.log(
        `${network} ${links}: ${percent} % of ${all.length} natural, ${elided.length} …, ${short.length} short`,
      );
    expect(all.length).toBeGreaterThan(250);
    expect(broken.length / all.length, JSON.stringify(broken, null, 1)).toBeLessThanOrEqual(0.03);
    expect(elided.length / all.length, JSON.stringify(elided, null, 1)).toBeLessThanOrEqual(0.002);
    expect([...short, ...all.filter(({ summary }) => summary === '')]).toEqual([]);
    expect(all.filter(({ summary, source }) => !isExtract(summary, source))).toEqual([]);
  });
});

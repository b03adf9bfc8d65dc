import { describe, expect, it } from 'vitest';
import { composeThread, DEFAULT_CLOSER, DEFAULT_HOOK } from '../../src/core/thread/compose.ts';
import { blueskyRules } from '../../src/networks/bluesky/rules.ts';
import { mastodonRules } from '../../src/networks/mastodon/rules.ts';
import { xRules } from '../../src/networks/x/rules.ts';
import { judge, readArchive } from './archive/archive.ts';
import { inventedWeek } from './golden/invented.ts';
import { endsNaturally, isExtract } from './words-of.ts';

const archive = readArchive();
const settings = { hook: DEFAULT_HOOK, closer: DEFAULT_CLOSER, listUrl: '', language: 'en', linkLabels: ['Paper'] };

describe('the invented archive', () => {
  it('has forty entries and more, of every kind of sentence', () => {
    expect(archive.length).toBeGreaterThanOrEqual(40);
    const tags = new Set(archive.flatMap(({ units }) => units.map(({ tag }) => tag)));
    expect([...tags].sort().join('')).toBe('BFQVWX');
  });

  it.each([xRules, blueskyRules, mastodonRules()])('says what each work brings: $network', (rules) => {
    const links = [{ label: 'Paper', url: 'https://arxiv.org/abs/2604.00001' }];
    const entries = archive.map(({ title, summary }, at) => ({ rank: at + 1, title, summary, links, line: at + 1 }));
    const { posts } = composeThread({ ...inventedWeek, entries }, rules, { ...settings, links: 'each' });
    const shown = posts
      .filter((post) => post.kind === 'entry')
      .map(({ summary }, at) => ({ summary, entry: archive[at]! }));
    const poor = shown.filter(({ summary, entry }) => !judge(summary, entry).isGood).map(({ summary }) => summary);
    const foreign = shown.filter(({ summary, entry }) => !isExtract(summary, entry.summary));
    const unnatural = shown.filter(({ summary, entry }) => !endsNaturally(summary, entry.summary));
    expect(poor.length / shown.length, poor.join('\n')).toBeLessThanOrEqual(0.04);
    expect(foreign).toEqual([]);
    expect(unnatural.length / shown.length).toBeLessThanOrEqual(0.03);
  });
});

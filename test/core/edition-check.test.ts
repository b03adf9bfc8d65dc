import { describe, expect, it } from 'vitest';
import { findPlaceholders, placeholderIn } from '../../src/core/list/gaps.ts';
import { editionOf, table } from './edition-of.ts';

describe('a placeholder', () => {
  it.each([
    'XXX',
    'xxxx',
    'xx',
    'TBD',
    'todo',
    '???',
    '…',
    'Title',
    'Lorem ipsum dolor',
    'finds that XXX holds',
    'TODO: write',
  ])('is %j', (words) => {
    expect(placeholderIn(words)).toBeDefined();
  });

  it.each([
    'XXL Models',
    'Todo Lists for Agents',
    'A Paper about Titles',
    'x',
    'xLSTM',
    'XX chromosomes',
    'TBDNet - a network',
    'Why?',
  ])('is not %j', (words) => {
    expect(placeholderIn(words)).toBeUndefined();
  });

  it('is an entry without a title', () => {
    const entry = { rank: 1, line: 1, title: ' ', summary: 'something', links: [] };
    expect(findPlaceholders({ entries: [entry] })).toHaveLength(1);
  });
});

describe('an edition', () => {
  it('names the entries that are not written yet', () => {
    const edition = editionOf(
      table('| 1) **One** - s | [Paper](https://a.org/1) |', '| 2) **XXX** - XXX | [Paper](xxx) |'),
    );
    expect(findPlaceholders(edition)).toEqual([{ rank: 2, line: 7, words: 'XXX' }]);
  });

  it.each([
    ['[Paper](xxx)', '[Paper](xxx)'],
    ['[Paper](https://a.org/1), [Code](link)', '[Code](link)'],
    ['[Paper](https://a.org/1), [Tweet](#)', '[Tweet](#)'],
    ['[Paper](https://arxiv.org/abs/xxxx.xxxxx)', '[Paper](https://arxiv.org/abs/xxxx.xxxxx)'],
    ['[Paper](), [Code](https://a.org/1)', '[Paper]()'],
    ['[Code]()', '[Code]()'],
    ['[Paper](https://a.org/1), [Code]()', undefined],
    ['[Paper](https://a.org/1), [Talk](./talk.md)', undefined],
    ['', undefined],
  ])('with the links %j is not finished for want of %j', (links, words) => {
    const edition = editionOf(table(`| 1) **One** - s | ${links} |`));
    expect(findPlaceholders(edition)).toEqual(words === undefined ? [] : [{ rank: 1, line: 6, words }]);
  });
});

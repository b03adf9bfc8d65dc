import { describe, expect, test } from 'vitest';
import { count, listed } from '../../src/render/words.ts';

describe('counted and listed words', () => {
  test.each([
    [1, 'post', '1 post'],
    [12, 'post', '12 posts'],
    [2, 'entry', '2 entries'],
    [5, 'day', '5 days'],
  ])('%i %s: %s', (n, noun, words) => {
    expect(count(n, noun)).toBe(words);
  });

  test('the last is set off by a word', () => {
    expect([listed(['x']), listed(['x', 'site']), listed(['x', 'site', 'bluesky'], 'or')]).toEqual([
      'x',
      'x and site',
      'x, site or bluesky',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { count } from '../../src/render/words.ts';

describe('a number and its noun', () => {
  it.each([
    [1, 'post', '1 post'],
    [12, 'post', '12 posts'],
    [1, 'entry', '1 entry'],
    [0, 'entry', '0 entries'],
    [5, 'day', '5 days'],
  ])('%i %s is written %s', (n, noun, words) => {
    expect(count(n, noun)).toBe(words);
  });
});

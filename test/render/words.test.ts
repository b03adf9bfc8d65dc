import { describe, expect, test } from 'vitest';
import { makePaper } from '../../src/render/paper.ts';
import { drawReceipt, drawRemoval, type Receipt } from '../../src/render/receipt.ts';
import { count, listed } from '../../src/render/words.ts';

test('words are counted and listed', () => {
  expect([count(1, 'post'), count(12, 'post'), count(2, 'entry'), count(5, 'day')]).toEqual([
    '1 post',
    '12 posts',
    '2 entries',
    '5 days',
  ]);
  expect([listed(['x']), listed(['x', 'site']), listed(['x', 'site', 'bluesky'], 'or')]).toEqual([
    'x',
    'x and site',
    'x, site or bluesky',
  ]);
});

describe('a receipt', () => {
  const paper = makePaper({ isInteractive: false, columns: 80, colours: false });
  const posts = [{ id: '7', url: 'https://x.com/papers/status/7', at: '2026-06-22T17:00:00.000Z' }];
  const receipt: Receipt = { network: 'x', status: 'posted', costUsd: 0, posts };

  test.each([
    [300, 'in less than a second'],
    [1_400, 'in 1 s'],
    [185_000, 'in 3 min 5 s'],
  ])('tells %i ms as people say it', (ms, words) => {
    expect(drawReceipt(receipt, ms, paper)).toContain(`posted 1 post ${words}\n`);
    expect(drawRemoval({ network: 'x', status: 'rolled-back', removed: 1, costUsd: 0 }, ms, paper)).toContain(words);
  });

  test.each(['stopped', 'in-doubt'] as const)('says what happened when it is %s', (status) => {
    const line = `x: ${status.replace('-', ' ')}. Post 2 of 6 was not posted.`;
    const words = 'Post 2 of 6 was not posted.';
    expect(drawReceipt({ ...receipt, status, words, posts: [] }, 300, paper)).toBe(line);
    expect(drawRemoval({ network: 'x', status, removed: 0, costUsd: 0, words }, 300, paper)).toBe(line);
  });
});

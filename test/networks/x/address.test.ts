import { describe, expect, it } from 'vitest';
import { idAt, urlOf } from '../../../src/networks/x/account.ts';

const account = { id: '1', name: '@Weekly_Papers' };
const id = '1930000000000000002';

describe('the address of a post on X', () => {
  it.each([
    `https://x.com/weekly_papers/status/${id}`,
    `https://X.com/Weekly_Papers/status/${id}?s=20&t=abc`,
    `https://twitter.com/weekly_papers/status/${id}`,
    `https://mobile.twitter.com/weekly_papers/status/${id}#m`,
    `http://www.twitter.com/weekly_papers/statuses/${id}/`,
    `https://mobile.x.com/weekly_papers/status/${id}/photo/1`,
    `https://x.com/i/status/${id}`,
    `https://x.com/i/web/status/${id}`,
    `x.com/weekly_papers/status/${id}`,
  ])('names its id: %s', (address) => {
    expect(idAt(address, account)).toBe(id);
  });

  it.each([
    ['another account', `https://x.com/somebody/status/${id}`],
    ['a page of the account', 'https://x.com/weekly_papers'],
    ['another site', `https://x.com.example.org/weekly_papers/status/${id}`],
    ['a site whose name ends so', `https://notx.com/weekly_papers/status/${id}`],
    ['a number that is too long', `https://x.com/weekly_papers/status/${id}1234`],
    ['words', 'I saw it'],
  ])('does not name one: %s', (_, address) => {
    expect(idAt(address, account)).toBeUndefined();
  });

  it('is made of the id and the name of the account', () => {
    expect(urlOf(id, account)).toBe(`https://x.com/Weekly_Papers/status/${id}`);
    for (const wrong of ['', 'abc', '12a', `${id}1234`, '-1']) expect(urlOf(wrong, account)).toBeUndefined();
  });
});

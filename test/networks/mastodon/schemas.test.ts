import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { statusSchema } from '../../../src/networks/mastodon/schemas.ts';

const idOf = (id: string): unknown => {
  const read = v.safeParse(statusSchema, JSON.parse(`{ "id": ${id}, "account": { "acct": "papers" } }`));
  return read.success ? read.output.id : undefined;
};

describe('the id of a status', () => {
  it('is text, whatever it looks like', () => {
    expect(['"117666838364749825"', '"01GAXDIOJS"'].map(idOf)).toEqual(['117666838364749825', '01GAXDIOJS']);
  });

  it('may be a number, but not one whose last digits are lost', () => {
    expect(idOf('4711')).toBe('4711');
    expect(idOf('117666838364749825')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { shorten } from '../../src/core/thread/shorten.ts';
import { RULE_NAMES } from '../../src/core/thread/shorten/explain.ts';
import { readArchive } from './archive/archive.ts';
import { EXAMPLES } from './archive/examples.ts';

const archive = readArchive();
const lengthOf = (text: string): number => text.length;

describe('the rules by which a post is chosen', () => {
  it('have an example each, and a name of their own', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual([...RULE_NAMES].sort());
    expect(new Set(RULE_NAMES).size).toBe(RULE_NAMES.length);
  });

  it.each(Object.entries(EXAMPLES))('count: %s', (rule, { title, summary, most, gives }) => {
    const source = summary ?? archive.find((entry) => entry.title === title)?.summary ?? '';
    expect(shorten(source, most, lengthOf, { title }).text).toBe(gives);
    expect(shorten(source, most, lengthOf, { title, off: new Set([rule]) }).text).not.toBe(gives);
  });
});

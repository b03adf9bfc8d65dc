import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shorten } from '../../src/core/thread/shorten.ts';
import { RULE_NAMES } from '../../src/core/thread/shorten/explain.ts';
import { readArchive } from './archive/archive.ts';

/**
 * An example for each rule: `# rule | title | room in characters | where the list shows it`; after `<` its summary, where it is not that
 * of the archive's entry with the title; after `>` what it gives with the rule, and not without.
 */
const examples = readFileSync(new URL('archive/examples.txt', import.meta.url), 'utf8')
  .trim()
  .split(/^# /m)
  .slice(1);
const archive = new Map(readArchive().map(({ title, summary }) => [title, summary]));
const lengthOf = (text: string): number => text.length;

describe('the rules by which a post is chosen', () => {
  it('have an example each, and a name of their own', () => {
    expect(examples.map((example) => example.split(' | ')[0]).sort()).toEqual([...new Set(RULE_NAMES)].sort());
  });

  it.each(examples)('count: %s', (example) => {
    const [rule = '', title = '', most] = example.split(' | ');
    const source = /^< (.*)$/m.exec(example)?.[1] ?? archive.get(title) ?? '';
    const gives = /^> (.*)$/m.exec(example)?.[1];
    expect(shorten(source, Number(most), lengthOf, { title }).text).toBe(gives);
    expect(shorten(source, Number(most), lengthOf, { title, off: new Set([rule]) }).text).not.toBe(gives);
  });
});

import { describe, expect, it } from 'vitest';
import type { Batch, BatchState, ThreadRecord } from '../../src/core/record.ts';
import { replaceUnsent } from '../../src/core/replace.ts';
import { FROZEN } from '../fakes/state.ts';
import { threadOfTexts } from '../fakes/world.ts';

const AT = '2026-06-22T15:00:00.000Z';
const posted: BatchState = { status: 'posted', at: AT, refs: [{ id: '1', url: 'https://x.example/1' }] };
const refused: BatchState = { status: 'refused', at: AT, doubts: 0, refusal: { words: 'No' } };
const unsent: BatchState = { status: 'unsent' };

const made = (...texts: readonly string[]): readonly Batch[] =>
  texts.map((text, index) => ({ posts: [index], body: text }));
const thread = (...states: readonly BatchState[]): ThreadRecord => ({
  ...FROZEN,
  posts: threadOfTexts(['A', 'B', 'C']).posts,
  batches: made('A', 'B', 'C').map((batch, index) => ({ ...batch, state: states[index] ?? unsent })),
  phase: { status: 'publishing' },
});
const replace = (record: ThreadRecord, ...texts: readonly string[]) =>
  replaceUnsent(record, threadOfTexts(texts), made(...texts));

describe('an edited plan for a half-posted thread', () => {
  it('replaces what was not sent, and nothing else', () => {
    const record = thread(posted, refused);
    const replacing = replace(record, 'A', 'B2', 'C2', 'D2');
    if (replacing.status !== 'replaced') throw new Error(replacing.words);
    expect(replacing.record.batches).toEqual([
      record.batches[0],
      ...made('A', 'B2', 'C2', 'D2')
        .slice(1)
        .map((batch) => ({ ...batch, state: unsent })),
    ]);
    expect(replacing.record.posts.map((post) => post.text)).toEqual(['A', 'B2', 'C2', 'D2']);
    expect(replacing.record.frozenAt).toBe(record.frozenAt);
  });

  it.each([
    ['posted', thread(posted)],
    ['being sent', thread({ status: 'sending', at: AT, doubts: 0 })],
    ['refused after a try without an answer', thread({ ...refused, doubts: 1 })],
  ])('may not change a post that was %s', (_, record) => {
    expect(replace(record, 'A2', 'B', 'C')).toMatchObject({
      status: 'problem',
      words: expect.stringContaining('post 1') as string,
    });
    expect(replace(record)).toMatchObject({ status: 'problem' });
  });

  it('changes nothing where one request posts the whole thread, or where it is taken back', () => {
    const whole = thread(posted);
    const refs = [{ id: '1', url: 'https://x.example/1' }];
    const known = { ...whole, batches: whole.batches.map((batch) => ({ ...batch, refs })) };
    expect(replace(known, 'A', 'B2', 'C')).toMatchObject({ status: 'problem' });
    const leaving = { ...whole, phase: { status: 'rolling-back', at: AT, left: [] } } as const;
    expect(replace(leaving, 'A', 'B2', 'C')).toMatchObject({ status: 'problem' });
  });
});

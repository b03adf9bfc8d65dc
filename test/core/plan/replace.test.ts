import { describe, expect, it } from 'vitest';
import { allOf, sortBatches } from '../../../src/core/record/thread-batches.ts';
import { postsThatStay, replaceProblems, replaceUnsent } from '../../../src/core/record/thread-batches.ts';
import type { Batch, BatchState, ThreadRecord } from '../../../src/core/record/thread-record.ts';
import { parseState, stateText } from '../../../src/journal/state-text.ts';
import { FROZEN, FULL_STATE } from '../../fakes/state.ts';
import { threadOfTexts } from '../../fakes/world.ts';

const AT = '2026-06-22T15:00:00.000Z';
const posted: BatchState = { status: 'posted', at: AT, refs: [{ id: '1', url: 'https://x.example/1' }] };
const refused: BatchState = { status: 'refused', at: AT, refusal: { words: 'No' } };
const unsent: BatchState = { status: 'unsent' };

const made = (...texts: readonly string[]): readonly Batch[] =>
  texts.map((text, index) => ({ posts: [index], body: text }));
const thread = (...states: readonly BatchState[]): ThreadRecord => ({
  ...FROZEN,
  posts: threadOfTexts(['A', 'B', 'C']).posts,
  batches: sortBatches(made('A', 'B', 'C').map((batch, index) => ({ ...batch, state: states[index] ?? unsent }))),
});
/** All posts in one request. */
const whole = (state: BatchState): ThreadRecord => ({
  ...thread(),
  batches: sortBatches([{ posts: [0, 1, 2], body: 'ABC', refs: [], state }]),
});
const problems = (record: ThreadRecord, ...texts: readonly string[]): readonly string[] =>
  replaceProblems(record, threadOfTexts(texts).posts);
const replace = (record: ThreadRecord, ...texts: readonly string[]): ThreadRecord =>
  replaceUnsent(record, threadOfTexts(texts), made(...texts));

describe('an edited plan for a half-posted thread', () => {
  it('replaces what was not sent, with its price, and nothing else', () => {
    const record = thread(posted, refused);
    expect(problems(record, 'A', 'B2', 'C2', 'D2')).toEqual([]);
    const next = replace(record, 'A', 'B2', 'C2', 'D2');
    expect(allOf(next.batches)).toEqual([
      record.batches.posted[0],
      ...made('A', 'B2', 'C2', 'D2')
        .slice(1)
        .map((batch) => ({ ...batch, state: unsent })),
    ]);
    expect(next.posts.map((post) => post.text)).toEqual(['A', 'B2', 'C2', 'D2']);
    expect(next.costUsd).toBe(threadOfTexts(['A', 'B2', 'C2', 'D2']).costUsd);
    expect(next.frozenAt).toBe(record.frozenAt);
  });

  it.each([
    ['posted', thread(posted)],
    ['being sent', thread({ status: 'sending', at: AT })],
    [
      'refused after a try without an answer',
      thread({ status: 'refused', at: AT, since: AT, refusal: { words: 'No' } }),
    ],
  ])('may not change or leave out a post that was %s', (_, record) => {
    expect(postsThatStay(record)).toBe(1);
    expect(problems(record, 'A2', 'B', 'C')).toEqual([expect.stringMatching(/post 1: .*Put back: "A"/)]);
    expect(problems(record)).toHaveLength(1);
  });

  it('names every post that it changes and must not', () => {
    expect(problems(thread(posted, posted), 'A2', 'B2', 'C')).toHaveLength(2);
  });

  it.each([
    ['one request posts the whole thread', whole({ status: 'sending', at: AT })],
    ['every post was sent', thread(posted, posted, { status: 'sending', at: AT })],
  ])('that changes nothing is taken where %s', (_, record) => {
    expect(problems(record, 'A', 'B', 'C')).toEqual([]);
    const same = threadOfTexts(['A', 'B', 'C']);
    const { batches, costUsd } = { ...record, costUsd: same.costUsd };
    expect(replaceUnsent(record, same, allOf(batches))).toEqual({ ...record, costUsd });
  });

  it('adds no post to a request that was sent', () => {
    expect(problems(whole({ status: 'sending', at: AT }), 'A', 'B', 'C', 'D')).toEqual([
      expect.stringContaining('Remove all after post 3'),
    ]);
    const longer = replaceUnsent(whole(refused), threadOfTexts(['A', 'B', 'C', 'D']), [
      { posts: [0, 1, 2, 3], body: 'ABCD' },
    ]);
    expect(parseState(stateText({ ...FULL_STATE, threads: [longer] }), 'state.json').threads).toEqual([longer]);
  });

  it('keeps what a person said of a post while its words stay', () => {
    const cleared: BatchState = { status: 'unsent', cleared: true };
    expect(replace(thread(cleared), 'A', 'B2', 'C').batches.unsent[0]?.state).toEqual(cleared);
    expect(replace(thread(cleared), 'A2', 'B', 'C').batches.unsent[0]?.state).toEqual(unsent);
  });
});

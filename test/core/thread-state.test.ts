import { describe, expect, it } from 'vitest';
import { sortBatches } from '../../src/core/record/thread-batches.ts';
import type { BatchState, ThreadRecord } from '../../src/core/record/thread-record.ts';
import { EMPTY_MEMORY } from '../../src/core/record/memory.ts';
import { findThread, putThread, withAlias } from '../../src/core/record/find-thread.ts';
import {
  changedEntries,
  costLeft,
  finish,
  isPostedAnew,
  leftToSend,
  publishedPosts,
  stateOf,
  takeBack,
  tombstoneOf,
} from '../../src/core/record/progress.ts';
import { finishedThread, FROZEN, weekNumber } from '../fakes/state.ts';

const AT = '2026-06-22T15:00:00.000Z';
const ref = (id: string) => ({ id, url: `https://x.example/${id}` });
const STATES = {
  unsent: { status: 'unsent' },
  sending: { status: 'sending', at: AT },
  refused: { status: 'refused', at: AT, refusal: { words: 'No' } },
  posted: { status: 'posted', at: AT, refs: [ref('1')] },
} as const satisfies Record<string, BatchState>;

const threadOf = (...names: readonly (keyof typeof STATES)[]): ThreadRecord => ({
  ...FROZEN,
  batches: sortBatches(names.map((name, index) => ({ posts: [index], body: null, state: STATES[name] }))),
});
const rollingBack = takeBack(finish(threadOf('posted', 'unsent'), 'hash'), 0.5);
const posted = finishedThread(1);
const rolledBack = tombstoneOf(posted);

describe('the state of a thread', () => {
  it.each([
    ['partial', threadOf('unsent', 'unsent')],
    ['partial', threadOf('posted', 'unsent')],
    ['in-doubt', threadOf('posted', 'sending', 'unsent')],
    ['refused', threadOf('posted', 'refused', 'unsent')],
    ['posted', threadOf('posted', 'posted')],
    ['rolling-back', rollingBack],
    ['rolling-back', takeBack(posted, 2)],
    ['posted', posted],
    ['rolled-back', rolledBack],
  ])('is %s', (state, record) => {
    expect(stateOf(record)).toBe(state);
  });

  it.each([
    [false, threadOf('posted', 'refused')],
    [false, threadOf('sending')],
    [false, posted],
    [false, rollingBack],
    [true, rolledBack],
  ])('is posted anew by --again: %s', (isAnew, record) => {
    expect(isPostedAnew(record)).toBe(isAnew);
    expect(isPostedAnew(record, true)).toBe(isAnew || record === posted);
  });

  it('tells what is left to send and what that costs', () => {
    const record = threadOf('posted', 'refused', 'unsent', 'unsent');
    expect(leftToSend(record).map((post) => post.text)).toEqual(FROZEN.posts.slice(1).map((post) => post.text));
    expect(costLeft(record, { price: (post) => (post.links.length > 0 ? 0.25 : 0.5) })).toBe(1.25);
    expect(leftToSend(posted)).toEqual([]);
    expect(leftToSend(rollingBack)).toEqual([]);
  });

  it('tells which entries the list changed since', () => {
    const record = { ...FROZEN, entryHashes: ['a', 'b', 'c'] };
    expect(changedEntries(record, ['a', 'b', 'c'])).toEqual([]);
    expect(changedEntries(record, ['a', 'x', 'c', 'd'])).toEqual([2, 4]);
    expect(changedEntries(record, ['a'])).toEqual([2, 3]);
  });

  it('is kept in short once it is finished: what was posted, and how it belongs together', () => {
    const record: ThreadRecord = {
      ...threadOf('posted'),
      batches: sortBatches([
        { posts: [0, 1], body: null, state: { status: 'posted', at: AT, refs: [ref('1'), ref('2')] } },
        { posts: [2], body: null, state: { status: 'posted', at: AT, refs: [ref('3')] } },
        { posts: [3], body: null, state: { status: 'unsent' } },
      ]),
    };
    const finished = finish(record, 'hash');
    expect(finished).toMatchObject({ batches: [2, 1], textHash: 'hash', status: 'posted', week: record.week });
    expect(publishedPosts(finished).map((post) => post.ref.id)).toEqual(['1', '2', '3']);
    const leaving = takeBack(finished, 0.25);
    expect(leaving).toMatchObject({ status: 'rolling-back', left: [[ref('3')], [ref('1'), ref('2')]], costUsd: 0.25 });
    expect(tombstoneOf(leaving)).toEqual({ ...finished, status: 'rolled-back', costUsd: 0.25 });
  });
});

describe('finding a week among the records', () => {
  const links = ['a', 'b', 'c', 'd', 'e'];
  const record = { ...finishedThread(5), links, aliases: [weekNumber(90)] };
  const state = { version: 2, threads: [finishedThread(1), record], old: [], memory: EMPTY_MEMORY } as const;
  const find = (week: string, own: readonly string[] = [], network: 'x' | 'bluesky' = 'x') =>
    findThread(state, network, { week: week as typeof record.week, aliases: [], links: own });

  it('goes by its dates, by dates it was listed under since, and by its links', () => {
    expect(find(record.week)).toBe(record);
    expect(find(weekNumber(90))).toBe(record);
    expect(find(weekNumber(91), ['a', 'b', 'c', 'z'])).toBe(record);
    expect(find(weekNumber(91), ['a', 'b', 'y', 'z'])).toBeUndefined();
    expect(find(weekNumber(91))).toBeUndefined();
    expect(find(record.week, [], 'bluesky')).toBeUndefined();
  });

  it('goes by dates before links', () => {
    expect(find(weekNumber(1), links)).toEqual(finishedThread(1));
  });

  it('remembers new dates once', () => {
    expect(withAlias(record, weekNumber(91)).aliases).toEqual([weekNumber(90), weekNumber(91)]);
    expect(withAlias(record, weekNumber(90))).toBe(record);
    expect(withAlias(record, record.week)).toBe(record);
  });

  it('replaces the record of the same week and network only', () => {
    const changed = { ...record, heading: 'Changed' };
    expect(putThread(state, changed).threads).toEqual([state.threads[0], changed]);
    expect(putThread(state, { ...record, network: 'bluesky' }).threads).toHaveLength(3);
  });
});

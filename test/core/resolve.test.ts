import { describe, expect, it } from 'vitest';
import { allOf, sortBatches } from '../../src/core/record/thread-batches.ts';
import type { BatchRecord, ThreadRecord } from '../../src/core/record/thread-record.ts';
import { resolve, type Addresses, type Verdict } from '../../src/core/record/resolve-doubt.ts';
import { FROZEN } from '../fakes/state.ts';

const AT = '2026-06-23T00:00:00.000Z';
const SENT = '2026-06-22T15:00:03.000Z';
const HOOK = { id: '1930000000000000001', url: 'https://x.com/i/status/1930000000000000001' };
const posted: BatchRecord = { posts: [0], body: null, state: { status: 'posted', at: SENT, refs: [HOOK] } };
const sending: BatchRecord = { posts: [1], body: null, state: { status: 'sending', at: SENT } };

const thread = (...batches: readonly BatchRecord[]): ThreadRecord => ({
  ...FROZEN,
  batches: sortBatches(batches),
});

function stateAfter(record: ThreadRecord, verdict: Verdict, addresses?: Addresses) {
  const resolution = resolve(record, verdict, AT, addresses);
  if (resolution.status === 'problem') return resolution.words;
  return allOf(resolution.record.batches)[record.batches.posted.length]?.state;
}
const postedAs = (id: string, url: string) => ({ status: 'posted', at: SENT, refs: [{ id, url }] });

describe('resolving a doubt', () => {
  const OTHER = '1930000000000000002';
  it.each([
    ['an id, by what the other posts look like', OTHER, `https://x.com/i/status/${OTHER}`],
    ['an id with white space around it', `  ${OTHER}\n`, `https://x.com/i/status/${OTHER}`],
    ['an address', `https://x.com/papers/status/${OTHER}`, `https://x.com/papers/status/${OTHER}`],
    ['an address with a query', `https://x.com/papers/status/${OTHER}?s=20`, `https://x.com/papers/status/${OTHER}`],
    [
      'an address with a trailing slash',
      `https://x.com/papers/status/${OTHER}/`,
      `https://x.com/papers/status/${OTHER}`,
    ],
  ])('takes %s', (_, typed, url) => {
    expect(stateAfter(thread(posted, sending), { posted: typed })).toEqual(postedAs(OTHER, url));
  });

  it.each([
    ['nothing', '  ', 'neither the id nor the address'],
    ['words', 'I saw it', 'neither the id nor the address'],
    ['an address of nothing', 'https://x.com/', 'neither the id nor the address'],
    ['another post of the thread', HOOK.id, 'is another post of this thread'],
    ['the address of another post of the thread', HOOK.url, 'is another post of this thread'],
  ])('refuses %s', (_, typed, words) => {
    expect(stateAfter(thread(posted, sending), { posted: typed })).toContain(words);
  });

  it('asks for the address of a first post, unless the network can make it of the id', () => {
    const first = thread({ ...sending, posts: [0] });
    expect(stateAfter(first, { posted: OTHER })).toContain('Give the address');
    const urlOf = (id: string): string => `https://x.com/i/web/${id}`;
    expect(stateAfter(first, { posted: OTHER }, { urlOf })).toEqual(postedAs(OTHER, `https://x.com/i/web/${OTHER}`));
    const url = `https://x.com/papers/status/${OTHER}`;
    expect(stateAfter(first, { posted: url })).toEqual(postedAs(OTHER, url));
  });

  it('settles a request of several posts by any one of them, and by nothing else', () => {
    const refs = [
      { id: 'at://a/1', url: 'https://b.example/1' },
      { id: 'at://a/2', url: 'https://b.example/2' },
    ];
    const whole = thread({ ...sending, posts: [0, 1], refs });
    expect(stateAfter(whole, { posted: 'at://a/1' })).toEqual({ status: 'posted', at: SENT, refs });
    expect(stateAfter(whole, { posted: 'https://b.example/2/' })).toEqual({ status: 'posted', at: SENT, refs });
    expect(stateAfter(whole, { posted: 'at://a/3' })).toContain('none of the posts');
    expect(stateAfter(thread({ ...sending, posts: [0, 1] }), { posted: '1' })).toContain(
      'cannot say which posts belong',
    );
  });

  it('that is not there leaves it to be sent, and says that a person looked', () => {
    expect(stateAfter(thread(posted, sending), { notPosted: true })).toEqual({ status: 'unsent', cleared: true });
  });

  it('of a post that was there before keeps that in mind for those that follow', () => {
    const seen: BatchRecord = { posts: [0], body: null, state: { status: 'sending', at: SENT, seen: HOOK } };
    expect(stateAfter(thread(seen), { posted: HOOK.id })).toEqual({
      status: 'posted',
      at: AT,
      refs: [HOOK],
      seen: true,
    });
    expect(stateAfter(thread(seen), { notPosted: true })).toEqual({ status: 'unsent', cleared: true });
  });

  it('is refused where there is none', () => {
    expect(resolve(thread(posted), { notPosted: true }, AT)).toMatchObject({
      status: 'problem',
      words: expect.stringContaining('nothing to resolve') as string,
    });
  });

  it('changes nothing else', () => {
    const record = thread(posted, sending, { posts: [2], body: 1, state: { status: 'unsent' } });
    const resolution = resolve(record, { notPosted: true }, AT);
    if (resolution.status !== 'resolved') throw new Error(resolution.words);
    const { posted: up, unsent } = record.batches;
    const cleared = { ...sending, state: { status: 'unsent', cleared: true } };
    expect(resolution.record).toEqual({ ...record, batches: { posted: up, unsent: [cleared, ...unsent] } });
  });
});

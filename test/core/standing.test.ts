import { expect, it } from 'vitest';
import { finish, takeBack, tombstoneOf } from '../../src/core/record/progress.ts';
import { inWords, type News, standingOf } from '../../src/core/record/standing.ts';
import { sortBatches } from '../../src/core/record/thread-batches.ts';
import type { AnyRecord, BatchState, ThreadRecord } from '../../src/core/record/thread-record.ts';
import { FROZEN } from '../fakes/state.ts';

const at = '2026-06-22T15:00:00.000Z';
const ref = { id: '7', url: 'https://x.example/7' };
const thread = `${FROZEN.week} --to x`;
const [post, rollback, resolve] = ['post', 'rollback', 'resolve'].map((name) => `weekthread ${name} ${thread}`);
const up: BatchState = { status: 'posted', at, refs: [ref] };

/** A thread of two posts, of which the first is up and the second is in this state. */
const of = (state: BatchState): ThreadRecord => ({
  ...FROZEN,
  posts: FROZEN.posts.slice(0, 2),
  batches: sortBatches([up, state].map((each, index) => ({ posts: [index], body: null, state: each }))),
});
const choice = (posted: string): string =>
  `\n  if it is there:  ${resolve} --posted ${posted}\n  if it is not:    ${resolve} --not-posted`;
const refusal = { words: '402: no credits', advice: 'Add some. Or `weekthread rollback`.' };
const [later, whole] = [{ ...refusal, retryAfterMs: 3_600_000 }, finish(of(up), '')];
const no = `402: no credits. Add some. Or \`${rollback}\`.`;

it.each<[string, AnyRecord, News, string, string]>([
  [
    'partial',
    of({ status: 'unsent' }),
    {},
    `Post 2 of 2 is not sent yet. ${post} goes on with it.`,
    'would go on with post 2 of 2',
  ],
  [
    'partial, too old',
    of({ status: 'unsent' }),
    { isTooOld: true },
    `Post 2 of 2 is not sent yet. It is too old to go on by itself: ${post} finishes it; ${rollback} takes back what is up.`,
    'would go on with post 2 of 2',
  ],
  [
    'refused for good',
    of({ status: 'refused', at, refusal }),
    {},
    `Post 2 of 2 was not posted: ${no} ${post} tries it again; ${rollback} takes back what is up.`,
    'would go on with post 2 of 2',
  ],
  [
    'refused for now',
    of({ status: 'refused', at, refusal: later }),
    {},
    `Post 2 of 2 was not posted: ${no} It can be tried again at 2026-06-22 18:00 UTC+2. ${post} goes on with it.`,
    'would go on with post 2 of 2',
  ],
  [
    'stopped in doubt, after it was looked for in vain',
    of({ status: 'sending', at }),
    { refusal: { words: 'reset (3 times)' } },
    `Post 2 of 2 was not posted: reset (3 times). ${post} goes on with it.`,
    'would go on with post 2 of 2',
  ],
  [
    'in doubt',
    of({ status: 'sending', at }),
    { why: '503' },
    `Post 2 of 2 is in doubt: it was sent and had no answer (503). ${post} looks for it and goes on. If it stays in doubt, look on x whether it is there:${choice('<id or url>')}`,
    'would first look for post 2 of 2, which is in doubt',
  ],
  [
    'in doubt, with an address',
    of({ status: 'sending', at, answered: [ref] }),
    { isRollback: true },
    `Post 2 of 2 is in doubt: it was sent, and the network answered that it is ${ref.url}. ${rollback} looks for it and goes on. If it stays in doubt, look on x whether it is there:${choice('7 --trust')}`,
    'would first look for post 2 of 2, which is in doubt',
  ],
  [
    'in doubt, because it was there before',
    of({ status: 'sending', at, seen: ref }),
    {},
    `Post 2 of 2 is in doubt: a post with its words was there before this state file knew of it: ${ref.url}. Look on x whether that is this thread:${choice('7')}`,
    'would first look for post 2 of 2, which is in doubt',
  ],
  [
    'being taken back',
    takeBack(whole, 0),
    { refusal: later, retryAt: at, isRollback: true },
    `It is being taken back; 2 of 2 posts are still up: ${no} It can be tried again at 2026-06-22 17:00 UTC+2. ${rollback} goes on.`,
    `is being taken back: only ${rollback} goes on with it`,
  ],
  [
    'taken back',
    tombstoneOf(whole),
    {},
    `It was taken back. ${post} --again posts it once more.`,
    'was taken back: nothing would be sent without --again',
  ],
  [
    'posted',
    of(up),
    {},
    'It was posted 2026-06-22 17:00 UTC+2.',
    'was posted 2026-06-22 17:00 UTC+2: nothing would be sent',
  ],
])(
  'a thread that is %s says what happened, what goes on with it, and what a run would do',
  (_, record, news, words, run) => {
    const standing = standingOf(record, 'Europe/Berlin', news);
    expect([inWords(standing), standing.run]).toEqual([words, run]);
  },
);

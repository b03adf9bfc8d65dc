import { expect, it } from 'vitest';
import { finish, takeBack, tombstoneOf } from '../../src/core/record/progress.ts';
import { inWords, type Heard, standingOf } from '../../src/core/record/standing.ts';
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

interface Row {
  readonly record: AnyRecord;
  readonly words: string;
  readonly news?: Heard;
  readonly run?: string;
}
const left = { unsent: of({ status: 'unsent' }), doubt: of({ status: 'sending', at }) };
const doubt = { run: 'would first look for post 2 of 2, which is in doubt' };
const looks = (command = ''): string =>
  `${command} looks for it and goes on. If it stays in doubt, look on x whether it is there:`;
const rows: Readonly<Record<string, Row>> = {
  partial: { record: left.unsent, words: `Post 2 of 2 is not sent yet. ${post} goes on with it.` },
  'partial, too old': {
    ...{ record: left.unsent, news: { isTooOld: true } },
    words: `Post 2 of 2 is not sent yet. It is too old to go on by itself: ${post} finishes it; ${rollback} takes back what is up.`,
  },
  'refused for good': {
    record: of({ status: 'refused', at, refusal }),
    words: `Post 2 of 2 was not posted: ${no} ${post} tries it again; ${rollback} takes back what is up.`,
  },
  'refused for now': {
    record: of({ status: 'refused', at, refusal: later }),
    words: `Post 2 of 2 was not posted: ${no} It can be tried again at 2026-06-22 18:00 UTC+2. ${post} goes on with it.`,
  },
  'stopped, after a post was looked for in vain': {
    ...{ record: left.doubt, news: { refusal: { words: 'reset (3 times)' } } },
    words: `Post 2 of 2 was sent in vain: reset (3 times). ${post} goes on with it.`,
  },
  'in doubt': {
    ...{ record: left.doubt, news: { why: '503' }, ...doubt },
    words: `Post 2 of 2 is in doubt: it was sent and had no answer; looking for it gave: 503. ${looks(post)}${choice('<id or url>')}`,
  },
  'in doubt, with an address': {
    ...{ record: of({ status: 'sending', at, answered: [ref] }), news: { isRollback: true }, ...doubt },
    words: `Post 2 of 2 is in doubt: it was sent, and the network answered that it is ${ref.url}. ${looks(rollback)}${choice('7 --trust')}`,
  },
  'in doubt, because it was there before': {
    ...{ record: of({ status: 'sending', at, seen: ref }), ...doubt },
    words: `Post 2 of 2 is in doubt: a post with its words was there before this state file knew of it: ${ref.url}. Look on x whether that is this thread:${choice('7')}`,
  },
  'being taken back': {
    ...{ record: takeBack(whole, 0), news: { refusal: later, retryAt: at, isRollback: true } },
    words: `It is not taken back whole (2 of 2 posts are still up): ${no} It can be tried again at 2026-06-22 17:00 UTC+2.`,
    run: `is being taken back: only ${rollback} goes on with it`,
  },
  'taken back': {
    ...{ record: tombstoneOf(whole), words: `It was taken back. ${post} --again posts it once more.` },
    run: 'was taken back: nothing would be sent without --again',
  },
  posted: {
    ...{ record: of(up), words: 'It was posted 2026-06-22 17:00 UTC+2.' },
    run: 'was posted 2026-06-22 17:00 UTC+2: nothing would be sent',
  },
};

it.each(Object.entries(rows))(
  'a thread that is %s says what happened, what goes on with it, and what a run would do',
  (_, { record, words, news, run = 'would go on with post 2 of 2' }) => {
    const standing = standingOf(record, 'Europe/Berlin', news);
    expect([inWords(standing), standing.run]).toEqual([words, run]);
  },
);

import {
  type BatchState,
  type PostRef,
  type ThreadRecord,
  lookPauseMs,
  readAgainMs,
  unsettledMs,
  publishedPosts,
  stateOf,
} from '../core/record.ts';
import type { Moment } from '../core/moment.ts';
import type { Finding } from '../networks/network.ts';
import type { InDoubt, Interrupted } from './outcome.ts';
import { weekStart } from '../core/week.ts';
import { followsSeen, numberOf, placeOf, threadOf, type PublishRun } from './run.ts';

export type Sending = Extract<BatchState, { readonly status: 'sending' }>;

/** What became of a batch that was sent without an answer. `absent`: it cannot turn up any more. */
export type Settled =
  | { readonly status: 'found'; readonly refs: readonly PostRef[] }
  | { readonly status: 'absent' }
  | InDoubt
  | Interrupted;

/** The doubt about a batch that may be up though it is not known to be: its sending had no answer; it was refused, but an
 *  earlier try had none; or it follows a post that a run whose state file is lost had sent, since the week at the earliest. */
export function doubtOf(record: ThreadRecord, index: number): Sending | undefined {
  const state = record.batches[index]?.state;
  switch (state?.status) {
    case 'sending':
      return state;
    case 'refused': {
      const { at, doubts, since } = state;
      return doubts === 0 ? undefined : { status: 'sending', at, doubts, ...(since !== undefined && { since }) };
    }
    case 'unsent':
      return state.cleared === true || !followsSeen(record, index)
        ? undefined
        : { status: 'sending', at: `${weekStart(record.week)}T00:00:00.000Z`, doubts: 0 };
    case 'posted':
    case undefined:
      return undefined;
  }
}

/** Looks for a batch in doubt, with growing pauses, until the network says that it is there, or that it is not and cannot
 *  turn up any more, or until patience ends. Never guesses. */
export async function settle(run: PublishRun, record: ThreadRecord, index: number, sending: Sending): Promise<Settled> {
  if (sending.seen) return doubtOfSeen(record, sending.seen, index);
  const { settleMs } = run.account;
  let waitedMs = 0;
  for (let looks = 1; !run.stop.aborted; looks += 1) {
    // Worked out before the look: what turns up during it must not count as looked for.
    const unsettled = unsettledMs(latest(sending.at, record.frozenAt), run.clock.now(), settleMs, waitedMs);
    const finding = believed(await find(run, record, index), sending);
    if (finding.status === 'found') return finding;
    if (finding.status === 'absent' && unsettled === 0) return finding;
    const pauseMs =
      finding.status === 'absent'
        ? Math.min(lookPauseMs(looks), unsettled)
        : readAgainMs(finding.retryAfterMs, { looks, settleMs, waitedMs });
    if (finding.status === 'unclear' && pauseMs === undefined)
      return inDoubt(record, index, `${finding.words}; the next run looks again`, sending.answered?.[0]);
    waitedMs += await pause(run, pauseMs ?? 0, finding);
  }
  return { status: 'interrupted' };
}

/** A network that said "created" and shows nothing is slow, or calls the post something else: sent again, it could be there
 *  twice. */
function believed(finding: Finding, { answered }: Sending): Finding {
  const [first] = answered ?? [];
  if (first === undefined || finding.status === 'found') return finding;
  const named = `the network answered that it is ${first.url}`;
  return finding.status === 'unclear'
    ? { ...finding, words: `${named}: ${finding.words}` }
    : { status: 'unclear', words: `${named}, and does not show it as this post` };
}

/** Looks once for a batch that is not known to be up below posts that are: the state file may be an older copy, brought back
 *  from a backup, a network may have taken what it refused, and a person may have looked too soon. Gives its refs where it is
 *  there. */
export async function lookAhead(
  run: PublishRun,
  record: ThreadRecord,
  index: number,
): Promise<readonly PostRef[] | undefined> {
  const state = record.batches[index]?.state;
  if (index === 0 || run.stop.aborted) return undefined;
  const finding = await find(run, record, index);
  if (finding.status === 'unclear' && state?.status === 'unsent') {
    const words = `${run.network}: could not look whether more of this thread is up already (${finding.words}); going by the state file alone.`;
    run.report({ kind: 'warning', words });
  }
  return finding.status === 'found' ? finding.refs : undefined;
}

/** What to type for a post; an id that could not be read is ''. */
const idOf = (seen: PostRef | undefined): string => (seen && seen.id !== '' ? seen.id : '<id or url>');

/** The network does not show what it named as the post that was sent: only a person's word counts then. */
const typedOf = (record: ThreadRecord, index: number, seen: PostRef | undefined): string => {
  const state = record.batches[index]?.state;
  const isUnmatched = state?.status === 'sending' && state.answered !== undefined;
  return isUnmatched ? `${idOf(seen)} --trust` : idOf(seen);
};

/** What a person must settle, and what to type. */
function inDoubt(record: ThreadRecord, index: number, words: string, seen?: PostRef): InDoubt {
  const batch = record.batches[index];
  const which = batch === undefined ? 'a post' : `post ${numberOf(batch)} of ${record.posts.length}`;
  const resolve = `weekthread resolve ${record.week} --to ${record.network}`;
  return {
    status: 'in-doubt',
    words: `${record.network}: ${which} of ${record.week} is in doubt: ${words}`,
    commands: { posted: `${resolve} --posted ${typedOf(record, index, seen)}`, notPosted: `${resolve} --not-posted` },
  };
}

/** A post with the hook's words was there before our first request: only a person can say whether it is ours. */
export function doubtOfSeen(record: ThreadRecord, seen: PostRef, index = 0): InDoubt {
  const words = `a post with its words was there before this state file knew of it: ${seen.url}`;
  return inDoubt(record, index, words, seen);
}

async function find(run: PublishRun, record: ThreadRecord, index: number): Promise<Finding> {
  const batch = record.batches[index];
  if (batch === undefined) return { status: 'absent' };
  const others = knownIds(run, index);
  const finding = await run.account.find(batch, { ...placeOf(record, index), others });
  const taken = finding.status === 'found' ? finding.refs.find(({ id }) => others.has(id)) : undefined;
  if (taken === undefined) return finding;
  return { status: 'unclear', words: `the only post that looks like it is another one: ${taken.url}` };
}

/** The ids of all posts of this account that the journal knows to be something else than this batch. */
function knownIds(run: PublishRun, index: number): ReadonlySet<string> {
  const { threads } = run.journal.state();
  const up = threads.filter((record) => record.network === run.network && stateOf(record) !== 'rolled-back');
  const posts = up.flatMap((record) =>
    record.week === run.week && 'phase' in record
      ? publishedPosts({ ...record, batches: record.batches.filter((_, at) => at !== index) })
      : publishedPosts(record),
  );
  const strangers = threadOf(run)?.strangers ?? [];
  return new Set([...posts.map((post) => post.ref.id), ...strangers]);
}

async function pause(run: PublishRun, ms: number, finding: Finding): Promise<number> {
  const words = finding.status === 'unclear' ? finding.words : 'it may still turn up';
  const until = new Date(run.clock.now().getTime() + ms).toISOString();
  run.report({ kind: 'waiting', until, words: `looking again for a post whose sending had no answer: ${words}` });
  await run.clock.sleep(ms, run.stop);
  return ms;
}

const latest = (a: Moment, b: Moment): Moment => (Date.parse(a) > Date.parse(b) ? a : b);

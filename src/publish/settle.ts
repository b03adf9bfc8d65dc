import { weekStart } from '../core/week.ts';
import type { Moment } from '../core/moment.ts';
import {
  type PostRef,
  type Sending,
  type ThreadRecord,
  lookPauseMs,
  nextOf,
  publishedPosts,
  readAgainMs,
  stateOf,
  unsettledMs,
} from '../core/record.ts';
import type { LookUp } from '../networks/network.ts';
import { followsSeen, type InDoubt, type Interrupted, pause, placeOf, type PublishRun } from './publish-run.ts';

/** What became of a batch that was sent without an answer. `absent`: it cannot turn up any more. */
export type Settled =
  | { readonly status: 'found'; readonly refs: readonly PostRef[] }
  | { readonly status: 'absent' }
  | InDoubt
  | Interrupted;

/** The doubt about the next batch, which may be up though it is not known to be: its sending had no answer; it was refused, but
 *  an earlier try had none; or it follows a post that a run whose state file is lost had sent, since the week at the earliest. */
export function doubtOf(record: ThreadRecord): Sending | undefined {
  const state = nextOf(record.batches)?.state;
  switch (state?.status) {
    case 'sending':
      return state;
    case 'refused': {
      const { at, since } = state;
      return since === undefined ? undefined : { status: 'sending', at, since };
    }
    case 'unsent':
      return state.cleared === true || !followsSeen(record)
        ? undefined
        : { status: 'sending', at: `${weekStart(record.week)}T00:00:00.000Z` };
    case undefined:
      return undefined;
  }
}

/** Looks for the next batch, which is in doubt, with growing pauses, until the network says that it is there, or that it is not
 *  and cannot turn up any more, or until patience ends. Never guesses. */
export async function settle(run: PublishRun, record: ThreadRecord, sending: Sending): Promise<Settled> {
  // Only a person can say whether what was there before our first request is ours.
  if (sending.seen) return { status: 'in-doubt' };
  const { settleMs } = run.account;
  let waitedMs = 0;
  for (let looks = 1; !run.stop.aborted; looks += 1) {
    // Worked out before the look: what turns up during it must not count as looked for.
    const unsettled = unsettledMs(latest(sending.at, record.frozenAt), run.clock.now(), settleMs, waitedMs);
    const finding = believed(await lookUp(run, record), sending);
    if (finding.status === 'found') return finding;
    if (finding.status === 'absent' && unsettled === 0) return finding;
    const pauseMs =
      finding.status === 'absent'
        ? Math.min(lookPauseMs(looks), unsettled)
        : readAgainMs(finding.retryAfterMs, { looks, settleMs, waitedMs });
    const words = finding.status === 'unclear' ? finding.words : 'it may still turn up';
    if (pauseMs === undefined) return { status: 'in-doubt', why: words };
    await pause(run, pauseMs, `looking again for a post whose sending had no answer: ${words}`);
    waitedMs += pauseMs;
  }
  return { status: 'interrupted' };
}

/** A network that said "created" and shows nothing is slow, or calls the post something else: sent again, it could be there
 *  twice. */
function believed(finding: LookUp, { answered }: Sending): LookUp {
  const [first] = answered ?? [];
  if (first === undefined || finding.status === 'found') return finding;
  return finding.status === 'unclear' ? finding : { status: 'unclear', words: 'it is not shown as this post' };
}

/** Looks once for a batch that is not known to be up below posts that are: the state file may be an older copy, brought back
 *  from a backup, a network may have taken what it refused, and a person may have looked too soon. Gives its refs where it is
 *  there. */
export async function lookForMore(run: PublishRun, record: ThreadRecord): Promise<readonly PostRef[] | undefined> {
  const { posted, open } = record.batches;
  if (posted.length === 0 || run.stop.aborted) return undefined;
  const finding = await lookUp(run, record);
  if (finding.status === 'unclear' && open === undefined) {
    const words = `could not look whether more of this thread is up already (${finding.words}); going by the state file alone.`;
    run.report({ kind: 'warning', words });
  }
  return finding.status === 'found' ? finding.refs : undefined;
}

/** What the network shows of the next batch. */
async function lookUp(run: PublishRun, record: ThreadRecord): Promise<LookUp> {
  const batch = nextOf(record.batches);
  if (batch === undefined) return { status: 'absent' };
  const others = knownIds(run, record);
  const finding = await run.account.find(batch, { ...placeOf(record), others });
  const taken = finding.status === 'found' ? finding.refs.find(({ id }) => others.has(id)) : undefined;
  if (taken === undefined) return finding;
  return { status: 'unclear', words: `the only post that looks like it is another one: ${taken.url}` };
}

/** The ids of all posts of this account that the journal knows to be something else than the next batch. */
function knownIds(run: PublishRun, { strangers = [] }: ThreadRecord): ReadonlySet<string> {
  const { threads } = run.journal.state();
  const up = threads.filter((record) => record.network === run.network && stateOf(record) !== 'rolled-back');
  return new Set([...up.flatMap(publishedPosts).map(({ ref }) => ref.id), ...strangers]);
}

const latest = (a: Moment, b: Moment): Moment => (Date.parse(a) > Date.parse(b) ? a : b);

import {
  allOf,
  type AnyRecord,
  type Json,
  type PostRef,
  type ThreadRecord,
  leftToSend,
  lookPauseMs,
  publishedPosts,
  type PublishedPost,
  retryWaitMs,
  stayingOf,
  TRIES,
  withRequests,
  wordsOfRefusal,
} from '../core/record.ts';
import { DAY_MS, type Moment } from '../core/moment.ts';
import type { Post } from '../core/thread.ts';
import type { LookUp } from '../networks/network.ts';
import {
  nowOf,
  pause,
  type PublishOutcome,
  type PublishRun,
  saveNext,
  saveThread,
  type WrongAccount,
} from './publish-run.ts';
import { refused, type Tally } from './waiting.ts';

/** What is checked before the first request of a run: the account, its capacity, an older copy of the thread; and dates and
 *  picture are renewed while nothing was sent. Gives an outcome where the run cannot go on. */
export async function begin(run: PublishRun, tally: Tally, record: ThreadRecord): Promise<PublishOutcome | undefined> {
  const wrong = wrongAccount(run, record);
  if (wrong) return wrong;
  if (run.stop.aborted) return { status: 'interrupted' };
  if (leftToSend(record).length === 0) return undefined;
  return (
    (await waitForCapacity(run, tally, record)) ??
    (stayingOf(record.batches).length > 0 ? undefined : await searchHook(run, record)) ??
    (isNotUp(record) ? stopOf(await renew(run, tally, record)) : undefined)
  );
}

const stopOf = (renewed: ThreadRecord | PublishOutcome): PublishOutcome | undefined =>
  'status' in renewed ? renewed : undefined;

/** What was refused is not up, and what was tried before that was looked for in vain: a picture that the network has
 *  forgotten since must not be sent for ever. */
const isNotUp = ({ batches: { posted, open } }: ThreadRecord): boolean =>
  posted.length === 0 && open?.state.status !== 'sending';

export function wrongAccount(run: PublishRun, record: Pick<AnyRecord, 'account' | 'week'>): WrongAccount | undefined {
  if (record.account.id === run.account.id) return undefined;
  return {
    status: 'wrong-account',
    words: `The thread was begun as ${record.account.name}, and these keys are ${run.account.name}'s. Use the keys it was begun with.`,
  };
}

async function waitForCapacity(
  run: PublishRun,
  tally: Tally,
  record: ThreadRecord,
): Promise<PublishOutcome | undefined> {
  for (;;) {
    const refusal = await run.account.capacity(leftToSend(record).length, recentPosts(run));
    if (refusal === undefined) break;
    const outcome = await refused(run, tally, record, refusal);
    if (outcome) return outcome;
  }
  tally.tries = 0;
  return undefined;
}

/** A lost state file must not post twice: the account's newest posts are searched for the hook, also where a person said that
 *  it is not there. Only the posts that were shown to the person then are not asked about again. */
async function searchHook(run: PublishRun, record: ThreadRecord): Promise<PublishOutcome | undefined> {
  const hook = record.posts[0];
  if (hook === undefined) return undefined;
  const finding = await searchPatiently(run, hook);
  if (finding === undefined) return { status: 'interrupted' };
  if (finding.status === 'unclear') {
    const words = `could not look whether this thread is up already (${finding.words}); going by the state file alone.`;
    run.report({ kind: 'warning', words });
  }
  if (finding.status !== 'found') return undefined;
  const [seen] = finding.refs;
  if (seen === undefined || postsKnown(run, record).includes(seen.id)) return undefined;
  const sending = { status: 'sending', at: nowOf(run), seen } as const;
  await saveNext(run, withRefs(record, finding.refs), sending);
  return { status: 'in-doubt' };
}

/** Refs that are known beforehand are those of this freezing: the thread that was found has others. */
const withRefs = (record: ThreadRecord, found: readonly PostRef[]): ThreadRecord => ({
  ...record,
  batches: withRequests(
    record.batches,
    allOf(record.batches).map((batch) => {
      const refs = batch.posts.flatMap((index) => found[index] ?? []);
      return batch.refs === undefined || refs.length === 0 ? batch : { ...batch, refs };
    }),
  ),
});

/** A network that stumbles is asked again: a search that is skipped may be the one that was needed. */
async function searchPatiently(run: PublishRun, hook: Post): Promise<LookUp | undefined> {
  for (let looks = 1; ; looks += 1) {
    const finding = await run.account.search(hook);
    if (finding.status !== 'unclear' || looks >= TRIES.searches) return finding;
    const waitMs = retryWaitMs({ retryAfterMs: lookPauseMs(looks), ...finding });
    if (waitMs === undefined) return finding;
    await pause(run, waitMs, `looking whether this thread is up already: ${finding.words}`);
    if (run.stop.aborted) return undefined;
  }
}

const postsOn = (run: PublishRun): readonly PublishedPost[] =>
  run.journal
    .state()
    .threads.filter((record) => record.network === run.network)
    .flatMap(publishedPosts);

const postsKnown = (run: PublishRun, { strangers = [] }: ThreadRecord): readonly string[] => [
  ...postsOn(run).map(({ ref }) => ref.id),
  ...strangers,
];

const recentPosts = (run: PublishRun): readonly Moment[] =>
  postsOn(run)
    .map(({ at }) => at)
    .filter((at) => Date.parse(at) > run.clock.now().getTime() - DAY_MS);

/** Dates the posts anew and uploads the picture anew: a thread resumed days later would be dated back, its picture gone. */
export async function renew(
  run: PublishRun,
  tally: Tally,
  record: ThreadRecord,
): Promise<ThreadRecord | PublishOutcome> {
  const uploaded = await uploadCard(run, tally, record);
  if ('status' in uploaded) return uploaded;
  const { week, heading, frozenAt } = record;
  const made = run.account.batches(record.posts, { edition: { week, heading }, frozenAt, at: nowOf(run), ...uploaded });
  tally.isRenewed = true;
  return await saveThread(run, { ...record, batches: withRequests(record.batches, made) });
}

async function uploadCard(
  run: PublishRun,
  tally: Tally,
  record: ThreadRecord,
): Promise<{ readonly media?: Json } | PublishOutcome> {
  for (;;) {
    if (run.card === undefined || run.account.upload === undefined) return {};
    const outcome = await run.account.upload(run.card);
    if (outcome.status === 'uploaded') return { media: outcome.media };
    // A picture that will never be taken must not keep the week from its readers.
    if (outcome.refusal.retryAfterMs === undefined) {
      const words = `the picture was not taken, the thread goes out without it: ${wordsOfRefusal(outcome.refusal)}`;
      run.report({ kind: 'warning', words });
      return {};
    }
    const stop = await refused(run, tally, record, outcome.refusal);
    if (stop) return stop;
  }
}

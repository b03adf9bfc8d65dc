import type { BatchRecord, PostRef, ThreadRecord } from './core/record.ts';
import type { SendOutcome } from './networks/network.ts';
import type { PublishOutcome } from './publish/outcome.ts';
import { begin, renew } from './publish/begin.ts';
import { finishThread } from './publish/finish.ts';
import { doubtOf, lookAhead, settle, type Sending } from './publish/look.ts';
import { countPosted, nowOf, numberOf, placeOf, saveBatch, threadOf, type PublishRun } from './publish/run.ts';
import { refused, startTally, unanswered, waitOut, type Tally } from './publish/waiting.ts';

export { freezeThread, type Freezing } from './publish/freeze.ts';
export type { PublishEvent, PublishOutcome } from './publish/outcome.ts';
export type { PublishRun } from './publish/run.ts';

/** How the run ended; undefined where the loop goes on from what the journal says now. */
type Step = PublishOutcome | undefined;

/** Sends what is missing of a frozen thread. Decides every step by the journal alone, so that a lost answer and a lost process
 *  are the same case. Throws JournalError where the state cannot be written: then nothing more is sent. */
export async function publishThread(run: PublishRun): Promise<PublishOutcome> {
  const tally = startTally();
  const obstacle = await begin(run, tally);
  if (obstacle) return obstacle;
  for (;;) {
    const record = threadOf(run);
    const index = record?.batches.findIndex((batch) => batch.state.status !== 'posted') ?? -1;
    const batch = record?.batches[index];
    if (record === undefined || batch === undefined) return await finishThread(run);
    if (run.stop.aborted) return { status: 'interrupted' };
    const outcome = await advance(run, tally, { record, index, batch });
    if (outcome) return outcome;
  }
}

/** The first batch that is not posted; all before it are. */
interface Next {
  readonly record: ThreadRecord;
  readonly index: number;
  readonly batch: BatchRecord;
}

async function advance(run: PublishRun, tally: Tally, next: Next): Promise<Step> {
  const { state } = next.batch;
  switch (state.status) {
    case 'unsent':
      return await sendUndoubted(run, tally, next);
    case 'sending':
      return await settleThenSend(run, tally, next, state);
    case 'refused':
      return (await waitOut(run, tally, next, state)) ?? (await sendUndoubted(run, tally, next));
    case 'posted':
      return undefined;
  }
}

/** Sends a batch; one that may be up already is looked for first. */
async function sendUndoubted(run: PublishRun, tally: Tally, next: Next): Promise<Step> {
  const doubt = doubtOf(next.record, next.index);
  if (doubt === undefined) {
    const refs = tally.isSure ? undefined : await lookAhead(run, next.record, next.index);
    return refs ? await posted(run, tally, next, refs, 'adopted') : await send(run, tally, next, { doubts: 0 });
  }
  await saveBatch(run, next.record, next.index, doubt);
  return undefined;
}

async function settleThenSend(run: PublishRun, tally: Tally, next: Next, state: Sending): Promise<Step> {
  const settled = await settle(run, next.record, next.index, state);
  switch (settled.status) {
    case 'found':
      return await posted(run, tally, next, settled.refs, 'adopted');
    case 'absent':
      return (
        unanswered(tally, next.record, next.batch) ??
        (await renewForgotten(run, tally, next)) ??
        (await sendAgain(run, tally, next, state))
      );
    case 'in-doubt':
    case 'interrupted':
      return settled;
  }
}

/** A network forgets a picture that no post shows within hours: one of an earlier run is uploaded anew, and the posts are
 *  dated anew, before a thread of which nothing is up is sent again. */
async function renewForgotten(run: PublishRun, tally: Tally, { record, index }: Next): Promise<Step> {
  return index > 0 || tally.isRenewed ? undefined : await renew(run, tally, record);
}

async function sendAgain(run: PublishRun, tally: Tally, { index }: Next, state: Sending): Promise<Step> {
  const record = threadOf(run);
  const batch = record?.batches[index];
  if (record === undefined || batch === undefined) return undefined;
  return await send(run, tally, { record, index, batch }, { doubts: state.doubts + 1, since: state.since ?? state.at });
}

/** Records that the batch is being sent, sends it, records what came back. */
async function send(
  run: PublishRun,
  tally: Tally,
  next: Next,
  tries: { readonly doubts: number; readonly since?: string },
): Promise<Step> {
  if (tally.underWay) await run.clock.sleep(run.account.paceMs, run.stop);
  if (run.stop.aborted) return { status: 'interrupted' };
  const record = await saveBatch(run, next.record, next.index, { status: 'sending', at: nowOf(run), ...tries });
  const { sentAt, ...place } = placeOf(record, next.index);
  tally.underWay = true;
  tally.isSure = true;
  await run.journal.confirm();
  const outcome = await run.account.send(
    next.batch,
    tries.doubts > 0 && sentAt !== undefined ? { ...place, sentAt } : place,
  );
  return await settleAnswer(run, tally, { ...next, record }, outcome, tries);
}

async function settleAnswer(
  run: PublishRun,
  tally: Tally,
  next: Next,
  outcome: SendOutcome,
  tries: { readonly doubts: number; readonly since?: string },
): Promise<Step> {
  switch (outcome.status) {
    case 'posted':
      return await posted(run, tally, next, outcome.refs, 'sent', outcome.note);
    case 'refused':
      tally.isSure = false;
      await saveBatch(run, next.record, next.index, {
        status: 'refused',
        at: nowOf(run),
        ...tries,
        refusal: outcome.refusal,
      });
      return await refused(run, tally, next, outcome.refusal);
    case 'unknown':
      tally.unanswered += 1;
      tally.lastWords = outcome.words;
      run.report({ kind: 'warning', words: unansweredWords(run, next, outcome.words) });
      if (outcome.refs) await saveAnswered(run, next, outcome.refs);
      return undefined; // The journal says `sending`: the loop looks for it.
  }
}

/** The answer said "created" and named the posts: whatever else it said, they are up. */
async function saveAnswered(run: PublishRun, { record, index }: Next, answered: readonly PostRef[]): Promise<void> {
  const state = record.batches[index]?.state;
  if (state?.status === 'sending') await saveBatch(run, record, index, { ...state, answered });
}

const unansweredWords = ({ network }: PublishRun, { record, batch }: Next, words: string): string =>
  `${network}: post ${numberOf(batch)} of ${record.posts.length} had no clear answer (${words}). It is looked for before anything else is sent.`;

async function posted(
  run: PublishRun,
  tally: Tally,
  next: Next,
  refs: readonly PostRef[],
  kind: 'sent' | 'adopted',
  note?: string,
): Promise<Step> {
  const state = { status: 'posted', at: nowOf(run), refs, ...(note !== undefined && { note }) } as const;
  const record = await saveBatch(run, next.record, next.index, state);
  // Said at once, but once: each post of the thread has the same fate.
  if (note !== undefined && note !== tally.note) run.report({ kind: 'warning', words: `${run.network}: ${note}` });
  tally.note = note ?? tally.note;
  tally.underWay = true;
  tally.tries = 0;
  tally.unanswered = 0;
  run.report({ kind, posted: countPosted(record), of: record.posts.length, refs });
  return undefined;
}

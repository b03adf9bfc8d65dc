import {
  type Batch,
  type PostRef,
  type Sending,
  type ThreadRecord,
  isFinished,
  nextOf,
  nextName,
  publishedPosts,
} from './core/record.ts';
import type { SendOutcome } from './networks/network.ts';
import { begin, renew } from './publish/begin.ts';
import {
  keptOf,
  nowOf,
  placeOf,
  type PublishOutcome,
  type PublishRun,
  recordOf,
  saveNext,
  saveThread,
} from './publish/publish-run.ts';
import { doubtOf, lookForMore, settle } from './publish/settle.ts';
import { refused, startTally, unanswered, waitOut, type Tally } from './publish/waiting.ts';

export { freezeThread, type Freezing } from './publish/freeze.ts';
export { connectPatiently, type PublishEvent, type PublishOutcome, type PublishRun } from './publish/publish-run.ts';

/** How the run ended; undefined where the loop goes on from what the journal says now. */
type Step = PublishOutcome | undefined;

/** Sends what is missing of a frozen thread. Decides every step by the journal alone, so that a lost answer and a lost process
 *  are the same case. Throws JournalError where the state cannot be written: then nothing more is sent. */
export async function publishThread(run: PublishRun): Promise<PublishOutcome> {
  const tally = startTally();
  for (let isFirst = true; ; isFirst = false) {
    const record = recordOf(run);
    // Only a roll-back goes on with a thread that is being taken back.
    if (isFinished(record)) return { status: record.status };
    const outcome = isFirst ? await begin(run, tally, record) : await advance(run, tally, record);
    if (outcome) return outcome;
  }
}

async function advance(run: PublishRun, tally: Tally, record: ThreadRecord): Promise<Step> {
  const batch = nextOf(record.batches);
  if (batch === undefined) {
    await saveThread(run, keptOf(record));
    return undefined;
  }
  if (run.stop.aborted) return { status: 'interrupted' };
  const { state } = batch;
  switch (state.status) {
    case 'sending':
      return await settleThenSend(run, tally, record, state);
    case 'refused':
      return (await waitOut(run, tally, record, state)) ?? (await sendUndoubted(run, tally, record, batch));
    case 'unsent':
      return await sendUndoubted(run, tally, record, batch);
  }
}

/** Sends a batch; one that may be up already is looked for first. */
async function sendUndoubted(run: PublishRun, tally: Tally, record: ThreadRecord, batch: Batch): Promise<Step> {
  const doubt = doubtOf(record);
  if (doubt !== undefined) {
    await saveNext(run, record, doubt);
    return undefined;
  }
  const refs = tally.isSure ? undefined : await lookForMore(run, record);
  return refs ? await posted(run, tally, record, refs, 'adopted') : await send(run, tally, record, batch);
}

async function settleThenSend(run: PublishRun, tally: Tally, record: ThreadRecord, state: Sending): Promise<Step> {
  const settled = await settle(run, record, state);
  if (settled.status === 'found') return await posted(run, tally, record, settled.refs, 'adopted');
  if (settled.status !== 'absent') return settled;
  const stop = unanswered(tally);
  if (stop) return stop;
  // A network forgets a picture that no post shows within hours.
  const renewed = record.batches.posted.length > 0 || tally.isRenewed ? record : await renew(run, tally, record);
  if ('status' in renewed) return renewed;
  const batch = nextOf(renewed.batches);
  return batch && (await send(run, tally, renewed, batch));
}

/** Records that the batch is being sent, sends it, records what came back. */
async function send(run: PublishRun, tally: Tally, record: ThreadRecord, batch: Batch): Promise<Step> {
  if (tally.underWay) await run.clock.sleep(run.account.paceMs, run.stop);
  if (run.stop.aborted) return { status: 'interrupted' };
  const place = placeOf(record);
  const since = place.sentAt === undefined ? {} : { since: place.sentAt };
  const sending: Sending = { status: 'sending', at: nowOf(run), ...since };
  const begun = await saveNext(run, record, sending);
  tally.underWay = true;
  tally.isSure = true;
  await run.journal.confirm();
  return await settleAnswer(run, tally, begun, await run.account.send(batch, place), sending);
}

async function settleAnswer(
  run: PublishRun,
  tally: Tally,
  record: ThreadRecord,
  outcome: SendOutcome,
  sending: Sending,
): Promise<Step> {
  switch (outcome.status) {
    case 'posted':
      return await posted(run, tally, record, outcome.refs, 'sent', outcome.note);
    case 'refused':
      tally.isSure = false;
      await saveNext(run, record, { ...sending, status: 'refused', at: nowOf(run), refusal: outcome.refusal });
      return await refused(run, tally, record, outcome.refusal);
    case 'unknown':
      tally.unanswered += 1;
      tally.lastWords = outcome.words;
      run.report({
        kind: 'warning',
        words: `${nextName(record)} had no clear answer (${outcome.words}). It is looked for before anything else is sent.`,
      });
      // The answer said "created" and named the posts: whatever else it said, they are up.
      if (outcome.refs) await saveNext(run, record, { ...sending, answered: outcome.refs });
      return undefined; // The journal says `sending`: the loop looks for it.
  }
}

async function posted(
  run: PublishRun,
  tally: Tally,
  before: ThreadRecord,
  refs: readonly PostRef[],
  kind: 'sent' | 'adopted',
  note?: string,
): Promise<Step> {
  const state = { status: 'posted', at: nowOf(run), refs, ...(note !== undefined && { note }) } as const;
  const record = await saveNext(run, before, state);
  // Said at once, but once: each post of the thread has the same fate.
  if (note !== undefined && note !== tally.note) run.report({ kind: 'warning', words: note });
  tally.note = note ?? tally.note;
  tally.underWay = true;
  tally.tries = 0;
  tally.unanswered = 0;
  run.report({ kind, posted: publishedPosts(record).length, of: record.posts.length, refs });
  return undefined;
}

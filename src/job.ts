import type { App } from './app.ts';
import { cardSize } from './core/card.ts';
import { threadCost, type NetworkId, type PostRules, type Thread } from './core/thread.ts';
import { type Edition, markEdition, type EditionMark } from './core/list.ts';
import {
  postsThatStay,
  replaceUnsent,
  type JournalState,
  type Refusal,
  findThread,
  isKnownByAliasAlone,
  putThread,
  type AnyRecord,
  costLeft,
  decidePost,
  isFinished,
  type PostDecision,
} from './core/record.ts';
import { messageOf } from './errors.ts';
import { hashText } from './hash.ts';
import type { Journal } from './journal.ts';
import { JournalError } from './journal/errors.ts';
import type { Account, Card } from './networks/network.ts';
import { freezeThread, publishThread, type PublishEvent, type PublishOutcome } from './publish.ts';
import { connectPatiently } from './publish/connect.ts';

/** What is left to do for one week on one network. */
export interface Job {
  readonly network: NetworkId;
  readonly rules: PostRules;
  readonly decision: PostDecision;
  /** The thread to freeze; for a thread already begun, the one whose posts replace those not sent yet. */
  readonly thread?: Thread;
  /** What the journal holds of this week on this network. */
  readonly record?: AnyRecord;
  /** What the posts still to be sent will cost, in USD. */
  readonly costUsd: number;
}

/** How a job ended. */
export type JobOutcome =
  | PublishOutcome
  | { readonly status: 'already-posted' | 'rolled-back' | 'rolling-back'; readonly record: AnyRecord }
  | { readonly status: 'not-connected'; readonly refusal: Refusal }
  | { readonly status: 'failed'; readonly error: unknown };

/** A job that was done, however it ended. */
export interface Ended {
  readonly job: Job;
  readonly outcome: JobOutcome;
  /** How long it took, in milliseconds. */
  readonly ms: number;
  /** What the journal holds of the thread now. */
  readonly record?: AnyRecord;
}

/** A thread that someone wants posted, with the mark of its edition. */
export interface Wanted {
  readonly mark: EditionMark;
  readonly rules: PostRules;
  readonly thread: Thread;
}

/** How a thread is asked for. */
export interface Asked {
  /** `--again`: also post a week that was rolled back, or whose dates a posted week once had. */
  readonly again: boolean;
  /** The words come from `--plan`: they also replace the unsent posts of a thread already begun. */
  readonly isPlan?: boolean;
}

/** What the journal keeps of an edition that is posted now. */
export const markOf = (edition: Edition): EditionMark => ({ ...markEdition(edition, hashText), aliases: [] });

/** Decides what to do from what the journal holds of the week, before anyone logs in. */
export function planJob({ mark, rules, thread }: Wanted, state: JournalState, asked: Asked): Job {
  const found = findThread(state, rules.network, mark);
  const record = asked.again && found && isKnownByAliasAlone(found, mark) ? undefined : found;
  const decision = decidePost(record, asked);
  const { network } = rules;
  if (decision === 'fresh' || !record) return { network, rules, decision, thread, costUsd: thread.costUsd };
  const job = { network, rules, decision, record };
  if (!asked.isPlan || isFinished(record)) return { ...job, costUsd: costLeft(record, rules) };
  return { ...job, thread, costUsd: threadCost(thread.posts.slice(postsThatStay(record)), rules) };
}

/** What a job needs besides its app. */
export interface JobTools {
  readonly journal: Journal;
  readonly mark: EditionMark;
  /** The card is drawn from it; needed only where a thread may be frozen. */
  readonly edition?: Edition;
  readonly report: (job: Job, event: PublishEvent) => void;
}

/** Does a job and gives how it ended. Throws nothing but JournalError. */
export async function runJob(job: Job, tools: JobTools, app: App): Promise<Ended> {
  const { clock } = app.world;
  const began = clock.now().getTime();
  const outcome = await tryJob(job, tools, app);
  const ms = clock.now().getTime() - began;
  const record = findThread(tools.journal.state(), job.network, tools.mark);
  return { job, outcome, ms, ...(record && { record }) };
}

/** Whatever goes wrong on the network becomes the job's outcome, so that it stops no other job. */
async function tryJob(job: Job, tools: JobTools, app: App): Promise<JobOutcome> {
  const { decision, record } = job;
  if (record && (decision === 'already-posted' || decision === 'rolled-back' || decision === 'rolling-back'))
    return { status: decision, record };
  try {
    const network = await app.network(job.network);
    const report = (event: PublishEvent): void => tools.report(job, event);
    const connection = await connectPatiently(network, { clock: app.world.clock, stop: app.world.stop, report });
    if (connection.status === 'interrupted') return connection;
    if (connection.status === 'refused') return { status: 'not-connected', refusal: connection.refusal };
    return await publishAs(connection.account, job, tools, app);
  } catch (error) {
    if (error instanceof JournalError) throw error;
    return { status: 'failed', error };
  }
}

async function publishAs(account: Account, job: Job, tools: JobTools, app: App): Promise<JobOutcome> {
  const { journal } = tools;
  const record = await recordOf(account, job, tools, app);
  if (!record || isFinished(record)) throw new Error(`There is no thread to publish on ${job.network}.`);
  const card = record.card === undefined ? undefined : await cardOf(record.card, record.posts, journal);
  const outcome = await publishThread({
    journal,
    network: job.network,
    account,
    week: record.week,
    clock: app.world.clock,
    stop: app.world.stop,
    report: (event) => tools.report(job, event),
    ...(card && { card }),
  });
  if (outcome.status === 'posted' && record.card !== undefined) await journal.cards.drop(record.card);
  return outcome;
}

async function recordOf(account: Account, job: Job, tools: JobTools, app: App): Promise<AnyRecord | undefined> {
  const { thread, record } = job;
  if (thread && job.decision === 'fresh') return await freeze(account, job, thread, tools, app);
  if (!thread || !record || isFinished(record)) return record;
  const at = app.world.clock.now().toISOString();
  const { frozenAt, heading, week } = record;
  const made = account.batches(thread.posts, { edition: { week, heading }, frozenAt, at });
  const replaced = replaceUnsent(record, thread, made);
  await tools.journal.save((state) => putThread(state, replaced));
  return replaced;
}

async function freeze(account: Account, { rules }: Job, thread: Thread, tools: JobTools, app: App) {
  const { journal, mark, edition } = tools;
  const {
    world: { clock },
    log: { warn },
  } = app;
  const wantsCard = edition && account.upload && thread.posts.some(({ media }) => media);
  const drawn = wantsCard ? await draw(edition, app) : undefined;
  const kept = drawn && (await journal.cards.keep(drawn, { network: thread.network, week: mark.week }));
  const frozen = { journal, network: thread.network, account, mark, now: clock.now(), rules };
  if (kept !== undefined) return await freezeThread({ ...frozen, thread, card: kept });
  if (wantsCard) warn(`${thread.network}: the thread goes out without its picture.`);
  return await freezeThread({ ...frozen, thread: withoutMedia(thread) });
}

/** A card that cannot be drawn does not stop the thread. */
async function draw(edition: Edition, app: App): Promise<Uint8Array | undefined> {
  try {
    return await app.drawCard(edition);
  } catch (error) {
    app.log.warn(`The picture of ${edition.week} could not be drawn: ${messageOf(error)}`);
    return undefined;
  }
}

const withoutMedia = (thread: Thread): Thread => ({
  ...thread,
  posts: thread.posts.map((post) => ({ ...post, media: [] })),
});

async function cardOf(name: string, posts: Thread['posts'], { cards }: Journal): Promise<Card | undefined> {
  const png = await cards.kept(name);
  const alt = posts.flatMap(({ media }) => media ?? [])[0]?.alt;
  return png && alt !== undefined ? { png, alt, ...cardSize } : undefined;
}

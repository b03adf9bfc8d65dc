import { createHash } from 'node:crypto';
import {
  type AnyRecord,
  type BatchState,
  type FinishedRecord,
  type PostRef,
  type Refusal,
  type ThreadRecord,
  finish,
  moveNext,
  putThread,
  TRIES,
  WAITS,
  wordsOfRefusal,
} from '../core/record.ts';
import type { Clock, Moment } from '../core/moment.ts';
import type { NetworkId } from '../core/thread.ts';
import type { Week } from '../core/week.ts';
import { hashOfTexts } from '../hash.ts';
import type { Journal } from '../journal.ts';
import type { Account, Card, ConnectOutcome, Network, Place } from '../networks/network.ts';

/** How a run that publishes ended. Whatever it is, the journal holds it and the next run goes on from there. */
export type PublishOutcome =
  { readonly status: FinishedRecord['status'] } | Stopped | InDoubt | Interrupted | WrongAccount;

/** The network refused something. */
export interface Stopped {
  readonly status: 'stopped';
  readonly refusal: Refusal;
  /** When it may work; absent: not before something changed. */
  readonly retryAt?: Moment;
}

/** Nobody knows whether a post is up: only a person can say. Exit code 3. */
export interface InDoubt {
  readonly status: 'in-doubt';
  /** Why it was not found; absent if it was not looked for. */
  readonly why?: string;
}

/** A stop was asked for. */
export interface Interrupted {
  readonly status: 'interrupted';
}

/** The thread was begun under another account. Nothing was sent. */
export interface WrongAccount {
  readonly status: 'wrong-account';
  readonly words: string;
}

/** What happens meanwhile, for the console and the log. */
export type PublishEvent =
  | {
      readonly kind: 'sent' | 'adopted';
      readonly posted: number;
      readonly of: number;
      readonly refs: readonly PostRef[];
    }
  | { readonly kind: 'waiting'; readonly until: Moment; readonly words: string }
  | { readonly kind: 'warning'; readonly words: string }
  | { readonly kind: 'removed'; readonly left: number };

/** What publishing and taking back are given. */
export interface PublishRun {
  readonly journal: Journal;
  readonly network: NetworkId;
  readonly account: Account;
  /** The week of the thread's record. */
  readonly week: Week;
  readonly clock: Clock;
  /** Aborts when no new request may be begun; every wait ends at once. */
  readonly stop: AbortSignal;
  /** The picture of the week; uploaded anew at each start until something was sent. */
  readonly card?: Card;
  readonly report: (event: PublishEvent) => void;
}

/** Says what it waits for, and waits; ends at once if a stop is asked for. */
export async function pause(
  { clock, stop, report }: Pick<PublishRun, 'clock' | 'stop' | 'report'>,
  ms: number,
  words: string,
): Promise<void> {
  report({ kind: 'waiting', until: new Date(clock.now().getTime() + ms).toISOString(), words });
  await clock.sleep(ms, stop);
}

/** Logs in. A network that stumbles is asked again: nothing is sent by that, and the week should not wait for the next look. */
export async function connectPatiently(
  network: Pick<Network, 'connect'>,
  run: Pick<PublishRun, 'clock' | 'stop' | 'report'>,
): Promise<ConnectOutcome | Interrupted> {
  for (let logins = 1; ; logins += 1) {
    if (run.stop.aborted) return { status: 'interrupted' };
    const outcome = await network.connect();
    if (outcome.status === 'connected') return outcome;
    const { retryAfterMs: waitMs = Infinity } = outcome.refusal;
    if (waitMs > WAITS.login || logins >= TRIES.logins) return outcome;
    await pause(run, waitMs, `logging in again: ${wordsOfRefusal(outcome.refusal)}`);
  }
}

export const nowOf = (run: Pick<PublishRun, 'clock'>): Moment => run.clock.now().toISOString();

/** The run's thread as the journal has it now. */
export function recordOf(run: Pick<PublishRun, 'journal' | 'network' | 'week'>): AnyRecord {
  const { threads } = run.journal.state();
  const record = threads.find(({ network, week }) => network === run.network && week === run.week);
  if (record === undefined) throw new Error(`The state file holds no thread of ${run.week} on ${run.network}.`);
  return record;
}

export async function saveThread<T extends AnyRecord>(run: PublishRun, record: T): Promise<T> {
  await run.journal.save((state) => putThread(state, record));
  return record;
}

/** Writes how far the next batch has come, synced, and gives the record as it is then. */
export const saveNext = (run: PublishRun, record: ThreadRecord, state: BatchState): Promise<ThreadRecord> =>
  saveThread(run, { ...record, batches: moveNext(record.batches, state) });

/** What is kept of a thread that is posted whole: ids, and a hash of its words. */
export const keptOf = (record: ThreadRecord): FinishedRecord =>
  finish(record, hashOfTexts(record.posts.map(({ text }) => text)));

/** Where the next batch belongs. Made of nothing but the record: every try, in every run, has the same. */
export function placeOf(record: ThreadRecord): Place {
  const { posted, open } = record.batches;
  const root = posted[0]?.state.refs[0];
  const parent = posted.at(-1)?.state.refs.at(-1);
  const sentAt = open?.state.since ?? (open?.state.status === 'sending' ? open.state.at : undefined);
  return {
    ...(root && { root }),
    ...(parent && { parent }),
    key: keyOf(record, posted.length),
    ...(sentAt !== undefined && { sentAt }),
    ...(followsSeen(record) && { afterSeen: true }),
  };
}

/** Whether a post above the next one was sent by a run whose state file is lost. */
export const followsSeen = ({ batches }: ThreadRecord): boolean =>
  batches.posted.some(({ state }) => state.seen === true);

function keyOf(record: ThreadRecord, index: number): string {
  const parts = [record.network, record.account.id, record.week, record.frozenAt, index];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

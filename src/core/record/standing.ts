// Where a thread stands: its state, what happened to it, and what goes on with it. The sentences of receipts, `status`, notices
// and previews are made of what stands here.
import { command, resolveCommands } from '../command.ts';
import { type Moment, momentWords } from '../moment.ts';
import type { NetworkId } from '../network-id.ts';
import { capital } from '../text.ts';
import { ageDays, compareNewestFirst, type Week } from '../week.ts';
import { isSameMatter, type SchedulerMemory } from './memory.ts';
import { isFinished, leftToRemove, publishedPosts, stateOf } from './progress.ts';
import { nextName, nextOf } from './thread-batches.ts';
import {
  type AnyRecord,
  type JournalState,
  type Refusal,
  type Refused,
  type Sending,
  type ThreadRecord,
  wordsOfRefusal,
} from './thread-record.ts';
import { TRIES } from './waits.ts';

/** What is told of a thread. */
export interface Standing {
  /** In sentences: `Post 3 of 12 is in doubt: it was sent and had no answer.` */
  readonly happened: string;
  /** The command that goes on with it, or when it is tried again; where a person must choose, a line for each choice. */
  readonly next: string;
  /** What `post` would do now, after the network's name: `would go on with post 3 of 12`. */
  readonly run: string;
}

/** What a run has heard besides what its thread's record says. */
export interface Heard {
  /** What the network did not take, and from when on it may. */
  readonly refusal?: Refusal;
  readonly retryAt?: Moment;
  /** Why a post in doubt was not found. */
  readonly why?: string;
  /** No look goes on with a thread of this age. */
  readonly isTooOld?: boolean;
  /** It was `rollback` that ran. */
  readonly isRollback?: boolean;
}

/** A thread's state in words. `zone`: the time zone in which moments are shown. */
export function standingOf(record: AnyRecord, zone: string, news: Heard = {}): Standing {
  if (isFinished(record) || nextOf(record.batches) === undefined) return finishedStanding(record, zone, news);
  const state = record.batches.open?.state;
  if (state?.status === 'sending' && news.refusal === undefined) return doubtStanding(record, state, news);
  const own = state?.status === 'refused' ? state : undefined;
  const refusal = news.refusal ?? own?.refusal;
  const name = capital(nextName(record));
  const what = state?.status === 'sending' ? 'was sent in vain' : 'was not posted';
  return {
    happened: refusal ? `${name} ${what}: ${wordsOfRefusal(refusal, record)}` : `${name} is not sent yet.`,
    next: `${againAt(news.retryAt ?? (own && retryAtOf(own)), zone)}${waysOn(record, news)}`,
    run: `would go on with ${nextName(record)}`,
  };
}

/** What a person can type about a thread that is half posted. */
function waysOn(record: ThreadRecord, { isRollback, isTooOld }: Heard): string {
  const [post, rollback] = [command('post', record), command('rollback', record)];
  const orBack = `${rollback} ${record.batches.posted.length > 0 ? 'takes back what is up' : 'gives it up'}.`;
  if (isRollback) return `${rollback} goes on.`;
  if (isTooOld) return `It is too old to go on by itself: ${post} finishes it; ${orBack}`;
  return isRefusedForGood(record) ? `${post} tries it again; ${orBack}` : `${post} goes on with it.`;
}

/** From when on something can be tried again, as a sentence before another; empty if nobody knows. */
export const againAt = (at: Moment | undefined, zone: string): string =>
  at === undefined ? '' : `It can be tried again at ${momentWords(at, zone)}. `;

/** From when on what was refused at a moment can be tried again. */
export const retryAtOf = ({ at, refusal: { retryAfterMs } }: Pick<Refused, 'at' | 'refusal'>): Moment | undefined =>
  retryAfterMs === undefined ? undefined : new Date(Date.parse(at) + retryAfterMs).toISOString();

/** A post was sent, and nobody knows whether it is up; or one with its words was up before. */
function doubtStanding(record: ThreadRecord, { seen, answered }: Sending, { why, isRollback }: Heard): Standing {
  const { network } = record;
  const shown = seen ?? answered?.[0];
  // What the network named and does not show, only a person's word settles.
  const { posted, notPosted } = resolveCommands(record, shown?.id, ...(shown && !seen ? (['--trust'] as const) : []));
  const named = answered?.[0] ? `, and the network answered that it is ${answered[0].url}` : ' and had no answer';
  const reason = seen
    ? `a post with its words was there before this state file knew of it: ${seen.url}`
    : `it was sent${named}${why === undefined ? '' : `; looking for it gave: ${why}`}`;
  const look = seen
    ? `Look on ${network} whether that is this thread`
    : `${command(isRollback ? 'rollback' : 'post', record)} looks for it and goes on. If it stays in doubt, look on ${network} whether it is there`;
  return {
    happened: `${capital(nextName(record))} is in doubt: ${reason}.`,
    next: `${look}:\n  if it is there:  ${posted}\n  if it is not:    ${notPosted}`,
    run: `would first look for ${nextName(record)}, which is in doubt`,
  };
}

/** What is posted whole, is being taken back, or is taken back. */
function finishedStanding(record: AnyRecord, zone: string, { refusal, retryAt, isRollback }: Heard): Standing {
  const [again, rollback] = [command('post', record, '--again'), command('rollback', record)];
  const state = stateOf(record);
  if (state === 'rolled-back')
    return {
      happened: 'It was taken back.',
      next: `${again} posts it once more.`,
      run: 'was taken back: nothing would be sent without --again',
    };
  const posts = publishedPosts(record);
  if (state === 'rolling-back') {
    const left = `${leftToRemove(record).flat().length} of ${posts.length} posts are still up`;
    const why = refusal && wordsOfRefusal(refusal, record);
    const goesOn = why?.includes(rollback) ? '' : `${rollback} goes on.`;
    return {
      happened:
        why === undefined ? `It is being taken back (${left}).` : `It is not taken back whole (${left}): ${why}`,
      next: `${againAt(retryAt, zone)}${goesOn}`.trimEnd(),
      run: `is being taken back: only ${rollback} goes on with it`,
    };
  }
  const when = posts[0] ? ` ${momentWords(posts[0].at, zone)}` : '';
  return {
    happened: `It was posted${when}.`,
    next: isRollback ? `${rollback} goes on.` : '',
    run: `was posted${when}: nothing would be sent`,
  };
}

/** Both in one. */
export const inWords = ({ happened = '', next = '' }: Partial<Pick<Standing, 'happened' | 'next'>>): string =>
  [happened, next].filter((part) => part !== '').join(' ');

/** Words that also stand where nobody sees which thread they are about. */
export const aboutThread = ({ week, network }: { readonly week: Week; readonly network: NetworkId }, words: string) =>
  `${week} on ${network}: ${words}`;

/** A thread that was begun and is not whole. `resume`: the next look goes on with it. All others are left to a person and block
 *  nothing. */
export interface Begun {
  readonly record: AnyRecord;
  readonly next: 'resume' | 'in-doubt' | 'refused' | 'too-old' | 'rolling-back';
}

/** Why it is not whole, and what goes on with it. */
export const wordsOfBegun = ({ record, next }: Begun, zone: string): string =>
  inWords(standingOf(record, zone, { isTooOld: next === 'too-old' }));

/** The threads that were begun and are not whole, oldest first. */
export const begunThreads = (
  { threads, memory }: Pick<JournalState, 'threads' | 'memory'>,
  now: Date,
  maxAgeDays: number,
): readonly Begun[] =>
  threads
    .flatMap((record) => {
      const next = nextStep(record, memory, now, maxAgeDays);
      return next === undefined ? [] : [{ record, next }];
    })
    .sort((a, b) => compareNewestFirst(b.record.week, a.record.week));

function nextStep(
  record: AnyRecord,
  memory: SchedulerMemory,
  now: Date,
  maxAgeDays: number,
): Begun['next'] | undefined {
  const state = stateOf(record);
  if (state === 'posted' || state === 'rolled-back') return undefined;
  if (state === 'rolling-back') return state;
  if (isRefusedForGood(record)) return 'refused';
  if (state === 'in-doubt' && isLeftInDoubt(record, memory)) return state;
  return ageDays(record.week, now) > maxAgeDays ? 'too-old' : 'resume';
}

/** A look does not try again what no waiting cures. */
export const isRefusedForGood = (record: AnyRecord): boolean => {
  const state = openOf(record);
  return state?.status === 'refused' && state.refusal.retryAfterMs === undefined;
};

const openOf = (record: AnyRecord) => (isFinished(record) ? undefined : record.batches.open?.state);

/** A request that a kill cut off looks like a doubt: the next look finds out which. Only then it is left to a person. */
function isLeftInDoubt(record: AnyRecord, { told, retry }: SchedulerMemory): boolean {
  const { network, week } = record;
  const state = openOf(record);
  if (state?.status === 'sending' && state.seen !== undefined) return true;
  if (!told.some(({ matter }) => isSameMatter(matter, { kind: 'in-doubt', network, week }))) return false;
  const isRetried = retry?.networks.includes(network) === true && retry.failures <= TRIES.doubt;
  return !isRetried;
}

import { networkOf } from './config.ts';
import { command } from './core/command.ts';
import { MINUTE_MS, momentWords } from './core/moment.ts';
import {
  type AnyRecord,
  costSoFar,
  findThread,
  notesOf,
  publishedPosts,
  type Refusal,
  stateOf,
} from './core/record.ts';
import { type Alarm, begunThreads, inDoubt } from './core/schedule.ts';
import type { NetworkId } from './core/thread.ts';
import type { Week } from './core/week.ts';
import { messageOf } from './errors.ts';
import type { PublishOutcome } from './publish.ts';
import { doubtWords, listPosts, type Receipt, refusalSentences } from './render/receipt.ts';
import { count, dollars } from './render/words.ts';
import type { Run, RunPlan } from './run-plan.ts';

/** How the run of one week on one network ended: all that anyone hears of it is made of this. */
export interface Ending extends Omit<Receipt, 'status'> {
  readonly week: Week;
  /** `declined`: nothing was begun, because it is too dear or too long, or a person did not want it. */
  readonly status: Receipt['status'] | 'declined';
  /** When it can be tried again, as a sentence after `words`. */
  readonly when?: string;
  /** What to type about a doubt. */
  readonly commands?: { readonly posted: string; readonly notPosted: string };
  /** Whether a look tries again by itself; absent where there is nothing to try. */
  readonly again?: 'later' | 'never';
  /** Nothing can be posted to this network with these keys. */
  readonly keys?: 'refused' | 'others';
  /** What the network did otherwise than it was asked to. */
  readonly notes: readonly string[];
  readonly ms: number;
}

/** Logging in was refused, or something broke that nobody foresaw. */
export type Broken =
  { readonly status: 'refused'; readonly refusal: Refusal } | { readonly status: 'failed'; readonly error: unknown };

/** How the steps of a run ended. */
export type Outcome =
  | PublishOutcome
  | { readonly status: 'already-posted' | 'rolled-back' | 'rolling-back' }
  | { readonly status: 'declined'; readonly words: string }
  | Broken;

/** The ending of a plan. `file`: the plan that the words came from, to be named again. */
export function endingOf(
  plan: RunPlan,
  outcome: Outcome,
  run: Run,
  { ms = 0, file }: { readonly ms?: number; readonly file?: string | undefined } = {},
): Ending {
  const record = findThread(run.journal.state(), plan.network, plan.mark);
  const up = record && stateOf(record) !== 'rolled-back' ? record : undefined;
  return {
    network: plan.network,
    week: plan.mark.week,
    costUsd: up ? costSoFar(up, plan.rules) : 0,
    posts: up ? listPosts(publishedPosts(up), networkOf(run.app.config, plan.network).addressOf) : [],
    notes: up ? notesOf(up) : [],
    ms,
    ...told(outcome, plan, run, record, file),
  };
}

type Told = Pick<Ending, 'status' | 'words' | 'when' | 'commands' | 'again' | 'keys'>;

function told(outcome: Outcome, plan: RunPlan, run: Run, record: AnyRecord | undefined, file?: string): Told {
  const { network } = plan;
  const thread = { week: plan.mark.week, network };
  const { timezone } = run.app.config;
  switch (outcome.status) {
    case 'posted':
      return { status: outcome.status };
    case 'already-posted': {
      const at = record && publishedPosts(record)[0]?.at;
      return { status: outcome.status, ...(at !== undefined && { words: momentWords(at, timezone) }) };
    }
    case 'rolled-back':
      return {
        status: outcome.status,
        words: `This week was taken back. To post it once more: ${onceMore(thread, file)}`,
      };
    case 'rolling-back':
      return {
        status: outcome.status,
        words: `This week is being taken back. To go on: ${command('rollback', thread)}`,
      };
    case 'in-doubt':
      return outcome;
    case 'stopped': {
      const again = isRefusedForGood(plan, run) ? 'never' : 'later';
      return { status: outcome.status, words: outcome.words, when: againAt(outcome.retryAt, timezone), again };
    }
    case 'wrong-account':
      return { status: 'stopped', words: outcome.words, again: 'never', keys: 'others' };
    case 'refused':
      return { status: 'stopped', ...notConnected(outcome.refusal) };
    case 'interrupted':
      return { status: outcome.status, words: 'Nothing is lost: the next run goes on from here.' };
    case 'declined':
      return { status: outcome.status, words: outcome.words, again: 'never' };
    case 'failed':
      return { status: outcome.status, words: messageOf(outcome.error), again: 'later' };
  }
}

const onceMore = ({ week, network }: Pick<Ending, 'week' | 'network'>, file?: string): string =>
  file === undefined
    ? command('post', { week, network }, '--again')
    : command('post', { network }, '--plan', file, '--again');

function notConnected(refusal: Refusal): Pick<Ending, 'words' | 'when' | 'again' | 'keys'> {
  const { retryAfterMs } = refusal;
  const soon =
    retryAfterMs === undefined ? '' : ` It can be tried again in ${Math.ceil(retryAfterMs / MINUTE_MS)} min.`;
  return {
    words: refusalSentences(refusal),
    when: ` Nothing was sent.${soon}`,
    again: 'later',
    ...(retryAfterMs === undefined && { keys: 'refused' }),
  };
}

function isRefusedForGood({ network, mark: { week } }: RunPlan, { app, journal }: Run): boolean {
  const begun = begunThreads(journal.state(), [network], app.world.clock.now(), app.config.maxAgeDays);
  return begun.find((thread) => thread.week === week)?.next === 'refused';
}

/** When what was refused can be tried again, as a sentence after another; empty if nobody knows. */
export const againAt = (retryAt: string | undefined, zone: string): string =>
  retryAt === undefined ? '' : ` It can be tried again at ${momentWords(retryAt, zone)}.`;

const EXIT_CODES = {
  posted: 0,
  'already-posted': 0,
  'rolled-back': 2,
  'in-doubt': 3,
  'rolling-back': 1,
  stopped: 1,
  interrupted: 1,
  failed: 1,
  declined: 1,
} as const satisfies Record<Ending['status'], number>;

/** The gravest exit code: 3 before 1 before 2 before 0. */
export function exitCodeOf(endings: readonly Pick<Ending, 'status'>[]): 0 | 1 | 2 | 3 {
  const codes = endings.map(({ status }) => EXIT_CODES[status]);
  return ([3, 1, 2] as const).find((code) => codes.includes(code)) ?? 0;
}

/** The receipt of a run that was begun. */
export function receiptOf({ network, status, costUsd, posts, words, when = '', commands }: Ending): Receipt {
  const said = words !== undefined && commands ? doubtWords({ words, commands }) : words;
  return {
    network,
    status: status === 'declined' ? 'failed' : status,
    costUsd,
    posts,
    ...(said !== undefined && { words: `${said}${when}` }),
  };
}

/** What a webhook hears. */
export interface News {
  readonly kind: 'posted' | 'taken-back' | 'failed' | 'in-doubt';
  readonly text: string;
}

/** What a webhook hears of a person's run; nothing if nothing happened. */
export function newsOf(ending: Ending): readonly News[] {
  const { words = '', status } = receiptOf(ending);
  const failed = `${ending.week} is not posted whole to ${ending.network}. ${words}`;
  if (status === 'posted') return [{ kind: 'posted', text: postedText(ending) }];
  if (status === 'in-doubt') return [{ kind: 'in-doubt', text: words }];
  return status === 'stopped' || status === 'failed' ? [{ kind: 'failed', text: failed }] : [];
}

/** A thread that is posted whole, in a line. */
export function postedText({ week, network, posts, costUsd }: Ending): string {
  const price = costUsd > 0 ? `, ${dollars(costUsd)}` : '';
  return `Posted ${week} to ${network}: ${count(posts.length, 'post')}${price}. ${posts[0]?.url ?? ''}`.trimEnd();
}

/** What a person must hear of a look's try that did not end well. */
export function alarmsOfEnding({ network, week, status, words = '', commands, again, keys }: Ending): readonly Alarm[] {
  if (commands) {
    const text = `${words}\nIf it is there: ${commands.posted}\nIf it is not: ${commands.notPosted}`;
    return [{ ...inDoubt(network, week), text }];
  }
  if (again === undefined || status === 'interrupted') return [];
  if (keys === 'refused') {
    const text = `${words} Nothing is posted to ${network} until its login works; then it goes on by itself.`;
    return [{ matter: { kind: 'keys', network }, kind: 'alarm', text }];
  }
  return again === 'later'
    ? [{ matter: { kind: 'failed', network }, kind: 'failed', text: `${words} It is tried again by itself.` }]
    : [{ matter: { kind: 'refused', network, week }, kind: 'alarm', text: words }];
}

/** The ending of a week that did not get as far as a plan. */
export const unsentEnding = (week: Week, network: NetworkId, words: string, again: 'later' | 'never'): Ending => ({
  ...{ week, network, status: 'failed', words, again },
  ...{ costUsd: 0, posts: [], notes: [], ms: 0 },
});

import type { App } from './app.ts';
import { networkOf } from './config.ts';
import { command } from './core/command.ts';
import type { EditionMark } from './core/list.ts';
import {
  aboutThread,
  againAt,
  type AnyRecord,
  costSoFar,
  findThread,
  inWords,
  isRefusedForGood,
  type Heard,
  type Notice,
  notesOf,
  publishedPosts,
  type Refusal,
  wordsOfRefusal,
  retryAtOf,
  type Standing,
  standingOf,
  stateOf,
} from './core/record.ts';
import type { Alarm } from './core/schedule.ts';
import type { NetworkId, PostRules } from './core/thread.ts';
import type { Week } from './core/week.ts';
import { messageOf } from './errors.ts';
import type { Journal } from './journal.ts';
import type { PublishOutcome } from './publish.ts';
import { type EndingStatus, type Receipt, receiptPosts } from './render/receipt.ts';
import { count, dollars } from './render/words.ts';

/** How the run of one week on one network ended: all that anyone hears of it is made of this. */
export interface Ending extends Omit<Receipt, 'status' | 'words'>, Told {
  readonly week: Week;
  /** What the network did otherwise than it was asked to. */
  readonly notes: readonly string[];
  readonly ms: number;
}

/** How something ended, what happened, and what goes on with it. */
export interface Told extends Partial<Pick<Standing, 'happened' | 'next'>> {
  readonly status: EndingStatus;
  /** Whether a look tries again by itself; absent if there is nothing to try. */
  readonly again?: 'later' | 'never';
  /** Nothing can be posted to this network with these keys. */
  readonly keys?: 'refused' | 'others';
}

/** How the steps of a run, or of a roll-back, ended. `refused`: logging in was; `failed`: something broke that nobody foresaw. */
export type Outcome =
  | PublishOutcome
  | { readonly status: 'already-posted' }
  | { readonly status: 'declined'; readonly words: string }
  | { readonly status: 'refused'; readonly refusal: Refusal }
  | { readonly status: 'failed'; readonly error: unknown };

/** The thread that was to be published. */
interface Meant {
  readonly network: NetworkId;
  readonly mark: EditionMark;
  readonly rules: PostRules;
}

/** The ending of a plan. `file`: the plan that the words came from, to be named again. */
export function endingOf(
  plan: Meant,
  outcome: Outcome,
  { app, journal }: { readonly app: App; readonly journal: Journal },
  { ms = 0, file }: { readonly ms?: number; readonly file?: string | undefined } = {},
): Ending {
  const { network, mark, rules } = plan;
  const { config } = app;
  const record = findThread(journal.state(), network, mark);
  const up = record && stateOf(record) !== 'rolled-back' ? record : undefined;
  const told = tellOutcome(outcome, record, app);
  return {
    network,
    week: mark.week,
    costUsd: up ? costSoFar(up, rules) : 0,
    posts: up ? receiptPosts(publishedPosts(up), networkOf(config, network).addressOf) : [],
    notes: up ? notesOf(up) : [],
    ms,
    ...told,
    ...(told.status === 'rolled-back' &&
      file !== undefined && {
        next: `${command('post', { network }, '--plan', file, '--again')} posts it once more.`,
      }),
  };
}

/** An outcome in words, by the thread's record as it is then. */
export function tellOutcome(outcome: Outcome, record: AnyRecord | undefined, app: App, isRollback = false): Told {
  const { status } = outcome;
  const zone = app.config.timezone;
  const stands = (heard: Heard = {}): Partial<Standing> =>
    record ? standingOf(record, zone, { ...heard, isRollback }) : { happened: 'Nothing was sent.' };
  switch (status) {
    case 'posted':
      return { status };
    case 'already-posted':
      return { status, ...stands(), next: 'Nothing was sent.' };
    case 'rolled-back':
    case 'rolling-back':
    case 'interrupted':
      return { status, ...stands() };
    case 'in-doubt':
      return { status, ...stands(outcome) };
    case 'stopped': {
      const again = record && isRefusedForGood(record) ? 'never' : 'later';
      return { status, ...stands(outcome), again };
    }
    case 'wrong-account':
      return { status: 'stopped', happened: outcome.words, again: 'never', keys: 'others' };
    case 'refused': {
      const { refusal } = outcome;
      const when = againAt(retryAtOf({ at: app.world.clock.now().toISOString(), refusal }), zone);
      const next = record && isRollback ? `${command('rollback', record)} goes on.` : 'Nothing was sent.';
      const keys = refusal.retryAfterMs === undefined ? ({ keys: 'refused' } as const) : {};
      const happened = wordsOfRefusal(refusal, record);
      return { status: 'stopped', happened, next: `${when}${next}`, again: 'later', ...keys };
    }
    case 'declined':
      return { status, happened: outcome.words, again: 'never' };
    case 'failed':
      return { status, happened: messageOf(outcome.error), again: 'later' };
  }
}

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
} as const satisfies Record<EndingStatus, number>;

/** The gravest exit code: 3 before 1 before 2 before 0. */
export function exitCodeOf(endings: readonly Pick<Ending, 'status'>[]): 0 | 1 | 2 | 3 {
  const codes = endings.map(({ status }) => EXIT_CODES[status]);
  return ([3, 1, 2] as const).find((code) => codes.includes(code)) ?? 0;
}

/** The receipt of a run that was begun. */
export function receiptOf(ending: Ending): Receipt {
  const { network, status, costUsd, posts } = ending;
  const words = inWords(ending);
  return { network, status, costUsd, posts, ...(words !== '' && { words }) };
}

/** What a webhook hears of a person's run; nothing if nothing happened. */
export const newsOf = (ending: Ending): readonly Omit<Notice, 'at'>[] =>
  ending.status === 'posted' ? [{ kind: 'posted', text: postedText(ending) }] : troubleOf(ending);

/** What a webhook hears of a run, or a roll-back, that did not come to its end. */
export function troubleOf(ending: Told & Pick<Ending, 'week' | 'network'>): readonly Omit<Notice, 'at'>[] {
  const { status } = ending;
  if (status !== 'in-doubt' && status !== 'stopped' && status !== 'failed') return [];
  return [{ kind: status === 'in-doubt' ? status : 'failed', text: aboutThread(ending, inWords(ending)) }];
}

/** A thread that is posted whole, in a line. */
export function postedText({ week, network, posts, costUsd, notes }: Ending): string {
  const price = costUsd > 0 ? `, ${dollars(costUsd)}` : '';
  const text = `Posted ${week} to ${network}: ${count(posts.length, 'post')}${price}.`;
  return [text, ...posts.slice(0, 1).map(({ url }) => url), ...notes].join(' ');
}

/** What a person must hear of a look's try that did not end well. */
export function alarmsOfEnding(ending: Ending): readonly Alarm[] {
  const { network, week, status, happened = '', again, keys } = ending;
  const text = aboutThread(ending, inWords(ending));
  if (status === 'in-doubt') return [{ matter: { kind: status, network, week }, kind: status, text }];
  if (again === undefined || status === 'interrupted') return [];
  if (keys === 'refused') {
    const told = `${network}: ${happened} Nothing is posted to it until its login works; then it goes on by itself.`;
    return [{ matter: { kind: 'keys', network }, kind: 'alarm', text: told }];
  }
  if (again === 'never') return [{ matter: { kind: 'refused', network, week }, kind: 'alarm', text }];
  const told = aboutThread(ending, `${happened} It is tried again by itself.`);
  return [{ matter: { kind: 'failed', network }, kind: 'failed', text: told }];
}

/** How a try of a look ended, as `post --due --json` calls it. `later`: it may work soon; `never`: not before something changes. */
export const tryStatus = ({ status, again = 'never' }: Ending): keyof typeof TRIES_IN_SHORT =>
  status === 'posted' || status === 'in-doubt' || status === 'interrupted' ? status : again;

/** How a try of a look ended, in a line with others. */
export const tryWords = (ending: Ending): string =>
  ending.keys === 'refused'
    ? 'not posted until its login works; then it goes on by itself'
    : TRIES_IN_SHORT[tryStatus(ending)];

const TRIES_IN_SHORT = {
  posted: 'posted',
  later: 'not posted yet; it is tried again by itself',
  never: `not posted; it needs a person, and ${command('status')} says what to do`,
  'in-doubt': `in doubt; ${command('status')} says what to type`,
  interrupted: 'stopped in the middle; the next look goes on',
} as const;

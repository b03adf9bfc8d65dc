import { command } from '../core/command.ts';
import type { TakenBack, ThreadState } from '../core/record.ts';
import type { NetworkId } from '../core/thread.ts';
import type { Week } from '../core/week.ts';
import { momentWords, monthOf } from '../core/moment.ts';
import type { Paper } from './paper.ts';
import { count, dollars, listed } from './words.ts';

/** What `status` answers; its JSON is just this. */
export interface Status {
  /** Newest week first. */
  readonly threads: readonly ThreadStatus[];
  readonly due: readonly { readonly week: Week; readonly network: NetworkId }[];
  /** Weeks that are not posted yet, and why: `has 9 of 10 entries`. */
  readonly waiting: readonly { readonly week: Week; readonly words: string }[];
  /** What keeps a week from a network, and what to do. */
  readonly blocked: readonly { readonly week: Week; readonly network: NetworkId; readonly reason: string }[];
  /** What was spent, in USD, roll-backs included: in this month (by TIMEZONE), and in the last 30 days. */
  readonly spentUsd: { readonly month: number; readonly days30: number };
  /** When the scheduler looked last, in ISO 8601, and what came of it; null where it never has. */
  readonly lastLook: string | null;
  readonly lastResult: string | null;
  /** ISO 8601; null where the schedule has no moment left. */
  readonly nextLook: string | null;
  /** Whether the scheduler has ever looked; where it has not, `nextLook` is what its schedule says. */
  readonly hasLooked: boolean;
  /** Whether `nextLook` repeats a look that failed: `start` makes it, a timer that runs `post --due` does not. */
  readonly isRetry: boolean;
  /** Whether `start` would look at once. */
  readonly looksAtStart: boolean;
  /** Why a person is needed, in sentences. */
  readonly problems: readonly string[];
}

export interface ThreadStatus {
  readonly week: Week;
  readonly network: NetworkId;
  readonly state: ThreadState;
  readonly costUsd: number;
  readonly posts: readonly { readonly id: string; readonly url: string; readonly at: string }[];
  /** How many posts the whole thread has. */
  readonly of: number;
  /** Why it is not whole, and what to do; absent where it is, or is being taken back. */
  readonly words?: string;
  /** Ranks of the entries that the list changed since. */
  readonly changed: readonly number[];
  /** Threads of this week that were taken back before this one was posted. */
  readonly earlier: readonly TakenBack[];
}

/** So many weeks are shown on the console. */
const SHOWN_WEEKS = 10;

/** Where and when a status is shown. */
interface Frame {
  readonly now: Date;
  /** The time zone in which moments are shown. */
  readonly zone: string;
  readonly paper: Paper;
}

/** What was, is and will be, at a glance. */
export function drawStatus(status: Status, frame: Frame): string {
  const { bold, dim, red, yellow } = frame.paper.ink;
  const isTold = (reason: string): boolean => status.problems.some((problem) => problem.endsWith(reason));
  const weeks = [...new Set(status.threads.map(({ week }) => week))];
  const shown = weeks.slice(0, SHOWN_WEEKS);
  const blocks = shown.map((week) => drawWeek(week, status.threads, frame));
  const more = weeks.length - shown.length;
  return [
    ...(blocks.length > 0 ? blocks : [dim('Nothing was posted yet.')]),
    ...(more > 0 ? [dim(`and ${count(more, 'older week')} (status --json lists them)`)] : []),
    '',
    `${bold('Due')}        ${drawDue(status.due)}`,
    ...status.waiting.map(({ week, words }) => `${bold('Waiting')}    ${week}: it ${words}`),
    ...status.blocked
      .filter(({ reason, week }) => !isTold(reason) && !status.waiting.some((one) => one.week === week))
      .map(({ week, network, reason }) => `${yellow('Blocked')}    ${week} on ${network}: ${reason}`),
    `${bold('Last look')}  ${drawLastLook(status, frame.zone)}`,
    `${bold('Next look')}  ${drawNextLook(status, frame)}`,
    `${bold('Spent')}      ${drawSpent(status, frame)}`,
    ...status.problems.map((problem) => `${red('A person is needed:')} ${problem}`),
  ].join('\n');
}

function drawWeek(week: Week, threads: readonly ThreadStatus[], frame: Frame): string {
  const lines = threads.filter((thread) => thread.week === week).map((thread) => drawStatusLine(thread, frame));
  return [frame.paper.ink.bold(week), ...lines].join('\n');
}

function drawStatusLine(thread: ThreadStatus, { zone, paper }: Frame): string {
  const { network, state, posts, of, costUsd, changed, words } = thread;
  const { green, yellow, red, dim } = paper.ink;
  const inks = {
    posted: green,
    'rolled-back': dim,
    partial: yellow,
    'rolling-back': yellow,
    refused: red,
    'in-doubt': red,
  };
  const isWhole = posts.length === of || state === 'rolled-back';
  const price = costUsd > 0 && isWhole ? `, ${dollars(costUsd)}` : '';
  const when = posts[0] ? ` ${momentWords(posts[0].at, zone)}` : '';
  const isUp = state === 'posted' || when === '';
  const before = thread.earlier.map(
    (one) =>
      `\n            before: rolled-back, posted ${momentWords(one.at, zone)} ${dim(`(${postsFor(one.posts, one.costUsd)})`)}`,
  );
  const begun = isUp ? when : `, ${state === 'rolled-back' ? 'posted' : 'begun'}${when}`;
  const posted = posts.length === of ? count(of, 'post') : `${posts.length} of ${count(of, 'post')}`;
  const why = words === undefined ? '' : `\n${words}`.replaceAll('\n', '\n            ');
  const edits =
    changed.length > 0
      ? `; the list changed since: ${changed.length === 1 ? 'entry' : 'entries'} ${listed(changed.map(String))}`
      : '';
  // What was taken back has no address any more.
  const first = posts[0] && state !== 'rolled-back' ? `  ${paper.ink.link(posts[0].url)}` : '';
  return `  ${network.padEnd(9)} ${inks[state](state)}${begun}${edits} ${dim(`(${posted}${price})`)}${first}${before.join('')}${why}`;
}

const postsFor = (posts: number, costUsd: number): string =>
  costUsd > 0 ? `${count(posts, 'post')}, ${dollars(costUsd)}` : count(posts, 'post');

function drawDue(due: Status['due']): string {
  if (due.length === 0) return 'nothing';
  const weeks = [...new Set(due.map(({ week }) => week))];
  return weeks
    .map((week) => `${week} on ${listed(due.filter((one) => one.week === week).map(({ network }) => network))}`)
    .join('; ');
}

function drawLastLook({ lastLook, lastResult }: Status, zone: string): string {
  if (lastLook === null) return 'none yet';
  return `${momentWords(lastLook, zone)}${lastResult === null ? '' : `: ${lastResult}`}`;
}

function drawSpent({ spentUsd: { month, days30 } }: Status, { now, zone }: Frame): string {
  const amount = (usd: number): string => (usd > 0 ? dollars(usd) : 'nothing');
  return `${amount(month)} in ${monthOf(now, zone)}, ${amount(days30)} in the last 30 days (roll-backs included)`;
}

function drawNextLook({ nextLook, hasLooked, isRetry, looksAtStart }: Status, frame: Frame): string {
  const { now } = frame;
  if (nextLook === null) return 'never: SCHEDULE has no moment left';
  if (!hasLooked) {
    const first = looksAtStart ? `${command('start')} looks at once, then` : `once ${command('start')} runs:`;
    return `the scheduler has not run yet; ${first} ${drawMoment(nextLook, frame)}`;
  }
  const when = Date.parse(nextLook) <= now.getTime() ? 'now' : drawMoment(nextLook, frame);
  if (isRetry)
    return `${when}, because the last one failed, if ${command('start')} runs; a timer that runs ${command('post', {}, '--due')} keeps to its own times`;
  return when === 'now' ? `now, where ${command('start')} runs` : when;
}

const MINUTE_MS = 60_000;

function drawMoment(moment: string, { now, zone }: Frame): string {
  const minutes = Math.round((Date.parse(moment) - now.getTime()) / MINUTE_MS);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const distance =
    days > 0 ? `${count(days, 'day')} ${hours} h` : hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
  return `${momentWords(moment, zone)}, in ${distance}`;
}

import { command } from '../core/command.ts';
import { aboutThread, type TakenBack, type ThreadState } from '../core/record.ts';
import type { NetworkId } from '../core/thread.ts';
import type { Week } from '../core/week.ts';
import { MINUTE_MS, momentWords, monthOf } from '../core/moment.ts';
import { columnsFor, type Paper } from './paper.ts';
import { count, dollars, duration, listed } from './words.ts';

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
  /** Why it is not whole, and what to do, and what the network did otherwise than asked. */
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
  const weeks = [...new Set(status.threads.map(({ week }) => week))];
  const shown = weeks.slice(0, SHOWN_WEEKS).flatMap((week) => {
    const threads = status.threads.filter((thread) => thread.week === week);
    return [bold(week), ...threads.map((thread) => drawThreadStatus(thread, frame))];
  });
  const more = weeks.length - SHOWN_WEEKS;
  // What a thread or a problem says is not said twice.
  const saidAbove = new Map(
    status.threads
      .filter(({ week }) => weeks.indexOf(week) < SHOWN_WEEKS)
      .map((thread) => [
        aboutThread(thread, thread.words ?? ''),
        aboutThread(thread, `${thread.state}, as said above`),
      ]),
  );
  const blocked = status.blocked.filter(
    ({ reason, week }) =>
      !status.problems.some((problem) => problem.endsWith(reason)) && !status.waiting.some((one) => one.week === week),
  );
  return [
    ...(shown.length > 0 ? shown : [dim('Nothing was posted yet.')]),
    ...(more > 0 ? [dim(`and ${count(more, 'older week')} (status --json lists them)`)] : []),
    '',
    `${bold('Due')}        ${drawDue(status.due)}`,
    ...status.waiting.map(({ week, words }) => `${bold('Waiting')}    ${week}: it ${words}`),
    ...blocked.map(({ week, network, reason }) => `${yellow('Blocked')}    ${week} on ${network}: ${reason}`),
    `${bold('Last look')}  ${drawLastLook(status, frame.zone)}`,
    `${bold('Next look')}  ${drawNextLook(status, frame)}`,
    `${bold('Spent')}      ${drawSpent(status, frame)}`,
    ...status.problems.map((problem) => `${red('A person is needed:')} ${saidAbove.get(problem) ?? problem}`),
  ].join('\n');
}

const MARGIN = '\n            ';

function drawThreadStatus(thread: ThreadStatus, { zone, paper }: Frame): string {
  const { network, state, posts, of, costUsd, changed, words, earlier } = thread;
  const { green, yellow, red, dim, link } = paper.ink;
  const inks = { posted: green, partial: yellow, refused: red, 'in-doubt': red };
  const ink = { ...inks, 'rolled-back': dim, 'rolling-back': yellow }[state];
  const [first] = posts;
  const begun = state === 'rolled-back' ? ', posted ' : ', begun ';
  const when = first ? `${state === 'posted' ? ' ' : begun}${momentWords(first.at, zone)}` : '';
  const edits = changed.length === 1 ? 'entry' : 'entries';
  const edited = changed.length > 0 ? `; the list changed since: ${edits} ${listed(changed.map(String))}` : '';
  const isWhole = posts.length === of || state === 'rolled-back';
  const amount = `${posts.length === of ? '' : `${posts.length} of `}${postsFor(of, isWhole ? costUsd : 0)}`;
  // What was taken back has no address any more.
  const address = first && state !== 'rolled-back' ? `  ${link(first.url)}` : '';
  const before = earlier.map(
    (one) => `before: rolled-back, posted ${momentWords(one.at, zone)} ${dim(`(${postsFor(one.posts, one.costUsd)})`)}`,
  );
  const line = `  ${network.padEnd(9)} ${ink(state)}${when}${edited} ${dim(`(${amount})`)}${address}`;
  return [line, ...before, ...(words?.split('\n') ?? [])].join(MARGIN);
}

const postsFor = (posts: number, costUsd: number): string =>
  `${count(posts, 'post')}${costUsd > 0 ? `, ${dollars(costUsd)}` : ''}`;

function drawDue(due: Status['due']): string {
  const weeks = [...new Set(due.map(({ week }) => week))].map((week) => {
    const networks = due.filter((one) => one.week === week).map(({ network }) => network);
    return `${week} on ${listed(networks)}`;
  });
  return weeks.join('; ') || 'nothing';
}

const drawLastLook = ({ lastLook, lastResult }: Status, zone: string): string =>
  lastLook === null
    ? 'none yet'
    : [momentWords(lastLook, zone), ...(lastResult === null ? [] : [lastResult])].join(': ');

function drawSpent({ spentUsd: { month, days30 } }: Status, { now, zone }: Frame): string {
  const amount = (usd: number): string => (usd > 0 ? dollars(usd) : 'nothing');
  return `${amount(month)} in ${monthOf(now, zone)}, ${amount(days30)} in the last 30 days (roll-backs included)`;
}

function drawNextLook({ nextLook, hasLooked, isRetry, looksAtStart }: Status, { now, zone }: Frame): string {
  if (nextLook === null) return 'never: SCHEDULE has no moment left';
  const start = command('start');
  const minutes = Math.round((Date.parse(nextLook) - now.getTime()) / MINUTE_MS);
  const moment = `${momentWords(nextLook, zone)}, in ${duration(Math.max(1, minutes) * MINUTE_MS)}`;
  if (!hasLooked)
    return `the scheduler has not run yet; ${looksAtStart ? `${start} looks at once, then` : `once ${start} runs:`} ${moment}`;
  const isNow = Date.parse(nextLook) <= now.getTime();
  if (isRetry)
    return `${isNow ? 'now' : moment}, because the last one failed, if ${start} runs; a timer that runs ${command('post', {}, '--due')} keeps to its own times`;
  return isNow ? `now, where ${start} runs` : moment;
}

/** One of several bots, as `status` shows it; its JSON is just this. */
export interface BotStatus extends Status {
  readonly bot: string;
  readonly folder: string;
}

/** A table with a line for each bot, and below it why a person is needed. */
export function drawFleet(bots: readonly BotStatus[], now: Date, { ink }: Paper): string {
  const head = ['bot', 'last posted', 'due', 'blocked', 'in doubt', 'next look'];
  const rows = bots.map((bot) => cellsOf(bot, now));
  const line = columnsFor([head, ...rows]);
  const problems = bots.flatMap(({ bot, problems: each }) =>
    each.map((problem) => `${ink.red(`${bot}: a person is needed:`)} ${problem}`),
  );
  return [ink.bold(line(head)), ...rows.map(line), ...(problems.length > 0 ? ['', ...problems] : [])].join('\n');
}

function cellsOf({ bot, threads, due, blocked, nextLook }: BotStatus, now: Date): readonly string[] {
  const posted = threads.find(({ state }) => state === 'posted')?.week ?? '-';
  const doubts = threads.filter(({ state }) => state === 'in-doubt').length;
  const isNow = nextLook !== null && Date.parse(nextLook) <= now.getTime();
  const next = nextLook === null ? '-' : isNow ? 'now' : momentWords(nextLook, 'Etc/UTC');
  const amounts = [due.length, blocked.length, doubts].map((amount) => (amount === 0 ? '-' : String(amount)));
  return [bot, posted, ...amounts, next];
}

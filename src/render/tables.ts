import { momentWords } from '../core/moment.ts';
import { columnsFor, type Paper } from './paper.ts';
import type { Status } from './status-table.ts';

/** One thing that `doctor` looked at. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly words: string;
}

/** The checks, a line each. */
export function drawChecks(checks: readonly Check[], { ink }: Paper): string {
  const signs = { ok: ink.green('ok'), warning: ink.yellow('warning'), failed: ink.red('FAILED') };
  const rows = checks.map(({ name, status, words }) => [signs[status], ink.bold(name), words]);
  return rows.map(columnsFor([['warning', '', ''], ...rows])).join('\n');
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

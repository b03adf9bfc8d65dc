import { momentWords } from '../core/moment.ts';
import type { Paper } from './paper.ts';
import type { Status } from './status-table.ts';

/** One of several bots, as `status` shows it; its JSON is just this. */
export interface BotStatus extends Status {
  readonly bot: string;
  readonly folder: string;
}

const HEAD = ['bot', 'last posted', 'due', 'blocked', 'in doubt', 'next look'];

/** A table with a line for each bot, and below it why a person is needed. */
export function drawFleet(bots: readonly BotStatus[], now: Date, { ink }: Paper): string {
  const rows = bots.map((bot) => cellsOf(bot, now));
  const widths = HEAD.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map(lengthOf)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell)))
      .join('  ')
      .trimEnd();
  const problems = bots.flatMap(({ bot, problems: each }) =>
    each.map((problem) => `${ink.red(`${bot}: a person is needed:`)} ${problem}`),
  );
  return [ink.bold(line(HEAD)), ...rows.map(line), ...(problems.length > 0 ? ['', ...problems] : [])].join('\n');
}

function cellsOf({ bot, threads, due, blocked, nextLook }: BotStatus, now: Date): readonly string[] {
  const posted = threads.find(({ state }) => state === 'posted')?.week ?? '-';
  const doubts = threads.filter(({ state }) => state === 'in-doubt').length;
  const isNow = nextLook !== null && Date.parse(nextLook) <= now.getTime();
  const next = nextLook === null ? '-' : isNow ? 'now' : momentWords(nextLook, 'Etc/UTC');
  return [bot, posted, amount(due.length), amount(blocked.length), amount(doubts), next];
}

const amount = (count: number): string => (count === 0 ? '-' : String(count));

const lengthOf = (text: string): number => Array.from(text).length;

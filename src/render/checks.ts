import type { Paper } from './paper.ts';

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly words: string;
}

/** The checks, a line each. */
export function drawChecks(checks: readonly Check[], { ink }: Paper): string {
  const signs = { ok: ink.green('ok     '), warning: ink.yellow('warning'), failed: ink.red('FAILED ') };
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks
    .map(({ name, status, words }) => `${signs[status]}  ${ink.bold(name.padEnd(width))}  ${words}`)
    .join('\n');
}

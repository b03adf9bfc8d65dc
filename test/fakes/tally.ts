import { appendFileSync } from 'node:fs';

/** Prints a number that the README quotes, and adds it to the file that FAULTS_LOG names: see test/e2e/count.mjs. */
export function tell(what: string, numbers: Readonly<Record<string, number>>): void {
  const said = Object.entries(numbers).map(([name, number]) => `${name} ${number}`);
  console.info(`${what}: ${said.join(', ')}`);
  const log = process.env.FAULTS_LOG;
  if (log) appendFileSync(log, `${JSON.stringify({ what, ...numbers })}\n`);
}

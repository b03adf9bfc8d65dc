import { UsageError } from '../errors.ts';
import { readList } from '../run/read-list.ts';
import { drawFindings, formatGithub } from '../render/findings.ts';
import { count, listed } from '../render/words.ts';
import type { World } from '../world.ts';
import { findingsOf } from './all-findings.ts';
import { type Options, openApp } from '../app.ts';

/** `lint`: shows what is wrong with the list. Exit code 1 if a finding is an error. */
export async function run(_values: readonly string[], options: Options, given: World): Promise<number> {
  given.endAtSignal?.();
  const format = options.format ?? 'text';
  if (format !== 'text' && format !== 'github') throw new UsageError('--format takes text or github.');
  const app = openApp(options, given);
  const { world, paper, log } = app;
  const { command = world.out } = world;
  const list = await readList(app);
  const { documents, warnings } = list;
  warnings.forEach(app.log.warn);
  const findings = await findingsOf(list, app.config, app.world.clock.now());
  if (options.json) world.out(`${JSON.stringify(findings, null, 2)}\n`);
  else if (findings.length > 0 && format === 'github') command(`${formatGithub(findings)}\n`);
  else if (findings.length > 0) world.out(`${drawFindings(findings, paper)}\n`);
  const tally = (['error', 'warning', 'info'] as const).map((severity) =>
    count(findings.filter((one) => one.severity === severity).length, severity === 'info' ? 'note' : severity),
  );
  log.info(`${listed(tally)} in ${count(documents.length, 'file')}.`);
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

import { answer, openApp, type Options } from '../app.ts';
import { UsageError } from '../errors.ts';
import { drawFindings, formatGithub } from '../render/findings.ts';
import { count, listed } from '../render/words.ts';
import { checkList } from '../run/check-list.ts';
import { readList } from '../run/read-list.ts';
import type { World } from '../world.ts';

/** `lint`: shows what is wrong with the list. Exit code 1 if a finding is an error. */
export async function run(_values: readonly string[], options: Options, given: World): Promise<number> {
  const { format = 'text', json } = options;
  if (format !== 'text' && format !== 'github') throw new UsageError('--format takes text or github.');
  const app = openApp(options, given);
  const { world, paper, log, config } = app;
  const list = await readList(app);
  list.warnings.forEach(log.warn);
  const findings = await checkList(list, config, world.clock.now());
  const { command = world.out } = world;
  if (json || (findings.length > 0 && format === 'text')) answer(app, options, findings, drawFindings(findings, paper));
  else if (findings.length > 0) command(`${formatGithub(findings)}\n`);
  const tally = (['error', 'warning', 'info'] as const).map((severity) =>
    count(findings.filter((one) => one.severity === severity).length, severity === 'info' ? 'note' : severity),
  );
  log.info(`${listed(tally)} in ${count(list.documents.length, 'file')}.`);
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

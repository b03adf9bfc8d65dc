import type { Edition, Section } from '../core/edition.ts';
import { toPlanJson } from '../core/plan.ts';
import type { PostRules } from '../core/rules.ts';
import type { Thread } from '../core/thread.ts';
import { compose, readEditions, rulesOf } from '../pipeline.ts';
import { drawFindings, drawHeading, drawThread, type ThreadView } from '../render/console.ts';
import { count } from '../render/words.ts';
import type { SetUp } from './set-up.ts';

/** The threads of some weeks as they would be posted now. Nothing is changed, nobody is asked. */
export async function dryRun(
  sections: readonly Section[],
  ready: SetUp,
  json: 'object' | 'array' | undefined,
): Promise<number> {
  const rules = await Promise.all(ready.config.networks.map((id) => rulesOf(id, ready, false)));
  const editions = await readEditions(sections);
  if (json) answer(editions, rules, ready, json);
  else await show(sections, editions, rules, ready);
  return 0;
}

function answer(
  editions: readonly Edition[],
  rules: readonly PostRules[],
  { world, config }: SetUp,
  json: 'object' | 'array',
): void {
  const threadsOf = (edition: Edition): readonly Thread[] => rules.map((each) => compose(edition, each, config));
  const plans = editions.map((edition) => toPlanJson(edition.week, edition.heading, threadsOf(edition)));
  world.out(`${JSON.stringify(json === 'array' ? plans : plans[0], null, 2)}\n`);
}

async function show(
  sections: readonly Section[],
  editions: readonly Edition[],
  rules: readonly PostRules[],
  ready: SetUp,
): Promise<void> {
  const { world, config, paper } = ready;
  const { lintSection } = await import('../core/lint.ts');
  editions.forEach((edition, index) => {
    world.out(drawHeading(edition, paper));
    for (const each of rules) {
      const thread = compose(edition, each, config);
      world.out(`${drawThread(viewOf(thread, edition, each, ready), paper)}\n`);
    }
    const findings = sections[index] ? lintSection(sections[index]) : [];
    if (findings.length > 0) world.out(`${paper.ink.bold('Lint')}\n${drawFindings(findings, paper)}\n\n`);
  });
  world.err(`This was a dry run: ${count(editions.length, 'week')}, nothing was posted and nothing was written.\n`);
}

/** A thread with the price of the other `LINKS` setting, where that is lower. */
export function viewOf(
  thread: Thread,
  edition: Edition,
  rules: PostRules,
  { config }: Pick<SetUp, 'config'>,
): ThreadView {
  const other = config.compose.links === 'each' ? 'last' : 'each';
  const costUsd = thread.costUsd > 0 ? compose(edition, rules, config, other).costUsd : 0;
  const isCheaper = costUsd < thread.costUsd;
  return { thread, name: rules.name, ...(isCheaper && { cheaper: { setting: `LINKS=${other}`, costUsd } }) };
}

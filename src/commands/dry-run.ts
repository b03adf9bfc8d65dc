import type { Edition } from '../core/edition.ts';
import { toPlanJson } from '../core/plan.ts';
import type { PostRules } from '../core/rules.ts';
import type { Thread } from '../core/thread.ts';
import { compose, rulesOf } from '../pipeline.ts';
import { drawHeading, drawThread, type ThreadView } from '../render/console.ts';
import { count } from '../render/words.ts';
import type { SetUp } from './set-up.ts';

/** The threads of some editions as they would be posted now. Nothing is changed, nobody is asked. */
export async function dryRun(
  editions: readonly Edition[],
  ready: SetUp,
  json: 'object' | 'array' | undefined,
): Promise<number> {
  const rules = await Promise.all(ready.config.networks.map((id) => rulesOf(id, ready, false)));
  if (json) answer(editions, rules, ready, json);
  else await show(editions, rules, ready);
  return 0;
}

function answer(
  editions: readonly Edition[],
  rules: readonly PostRules[],
  { world, config }: SetUp,
  json: 'object' | 'array',
): void {
  const plans = editions.map((edition) =>
    toPlanJson(
      edition.week,
      edition.heading,
      rules.map((each) => compose(edition, each, config)),
    ),
  );
  world.out(`${JSON.stringify(json === 'array' ? plans : plans[0], null, 2)}\n`);
}

async function show(editions: readonly Edition[], rules: readonly PostRules[], ready: SetUp): Promise<void> {
  const { world, config, paper } = ready;
  for (const edition of editions) {
    world.out(drawHeading(edition, paper));
    for (const each of rules) {
      const thread = compose(edition, each, config);
      world.out(`${drawThread(viewOf(thread, edition, each, ready), paper)}\n`);
    }
  }
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

import { readEditions, readList } from '../pipeline.ts';
import { harmless } from '../render/paper.ts';
import { count } from '../render/words.ts';
import type { World } from '../world.ts';
import { noWeek } from './choose.ts';
import { type Options, setUp } from './set-up.ts';

/** `weeks`: lists the editions found, newest first. */
export async function run(_values: readonly string[], options: Options, given: World): Promise<number> {
  const { world, paper, log, ...context } = setUp(options, given);
  const { sections, warnings } = await readList(context);
  warnings.forEach(context.tools.warn);
  const editions = await readEditions(sections, context.config);
  if (editions.length === 0) world.err(`${noWeek(context.config.listName)} weekthread lint may say more.\n`);
  if (options.json) {
    world.out(`${JSON.stringify(editions, null, 2)}\n`);
    return 0;
  }
  const { bold, dim } = paper.ink;
  for (const { week, entries, heading, file, line } of editions) {
    world.out(
      `${bold(week)}  ${count(entries.length, 'entry')}  ${harmless(heading)}  ${dim(harmless(`${file}:${line}`))}\n`,
    );
  }
  if (editions.length > 0) log.info(`${count(editions.length, 'week')} in ${context.config.listName}`);
  return 0;
}

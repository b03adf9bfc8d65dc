import { answer, openApp, type Options } from '../app.ts';
import { command } from '../core/command.ts';
import { countEntries, groupBy, type Section } from '../core/list.ts';
import { harmless } from '../render/paper.ts';
import { count } from '../render/words.ts';
import { readEditions, readList } from '../run/read-list.ts';
import { noWeek } from '../run/select-week.ts';
import type { World } from '../world.ts';

/** `weeks`: lists the editions found, newest first. */
export async function run(_values: readonly string[], options: Options, given: World): Promise<number> {
  const app = openApp(options, given);
  const { world, paper, log, config } = app;
  const { sections, warnings } = await readList(app);
  warnings.forEach(log.warn);
  if (sections.length === 0) world.err(`${noWeek(config.listName)} ${command('lint')} may say more.\n`);
  if (options.json) {
    answer(app, options, readEditions(sections, config), '');
    return 0;
  }
  const { bold, dim } = paper.ink;
  for (const section of sections) {
    const { week, heading, file, line } = section;
    const entries = count(countEntries(section, config.part), 'entry');
    world.out(`${bold(week)}  ${entries}  ${harmless(heading)}  ${dim(harmless(`${file}:${line}`))}\n`);
  }
  if (sections.length > 0) log.info(`${count(sections.length, 'week')} in ${config.listName}${datesFrom(sections)}`);
  return 0;
}

/** Where the dates of weeks come from that are whole files, once for the list. */
function datesFrom(sections: readonly Section[]): string {
  const places = groupBy(sections, (section) => section.datesFrom);
  if (places.size === 1 && places.has('heading')) return '';
  return `; dates from the ${Array.from(places, ([from, weeks]) => `${from} (${weeks.length})`).join(', ')}`;
}

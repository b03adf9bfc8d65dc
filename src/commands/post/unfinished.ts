import { viewList, readiness } from '../../core/schedule.ts';
import type { Edition, Section } from '../../core/list.ts';
import { type JournalState, findThread } from '../../core/record.ts';
import { listTools } from '../../pipeline.ts';
import type { App } from '../../app.ts';

/** Why a run does not post a week that nobody named: it is not finished, and was not begun on each network; undefined if it does. */
export async function unfinished(
  edition: Edition,
  sections: readonly Section[],
  state: JournalState | undefined,
  { config, world }: App,
): Promise<string | undefined> {
  const mark = state && (await import('../../job.ts')).markOf(edition);
  if (state && mark && config.networks.every((id) => findThread(state, id, mark) !== undefined)) return undefined;
  const waiting = state?.memory.sources.find(({ source }) => source === config.listName)?.waiting ?? [];
  const found = readiness(edition.week, {
    view: viewList(sections, await listTools(config)),
    waiting,
    unfinished: new Set(waiting.map((one) => one.week)),
    now: world.clock.now(),
    isStale: false,
  });
  return found.status === 'ready' ? undefined : found.words;
}

import { command } from '../core/command.ts';
import type { App } from '../app.ts';
import type { Edition, Section } from '../core/list.ts';
import { findThread, type JournalState } from '../core/record.ts';
import { readiness, tooMuch, viewList } from '../core/schedule.ts';
import { FailedError } from '../errors.ts';
import { markOf } from './plan-run.ts';
import { listTools } from './read-list.ts';

/** @throws FailedError if a week that nobody named is not finished, or is more than a list should make a bot post */
export async function expectReady(
  edition: Edition,
  sections: readonly Section[],
  journal: JournalState,
  app: App,
): Promise<void> {
  const { week } = edition;
  const words = await unfinished(edition, sections, journal, app);
  if (words !== undefined)
    throw new FailedError(
      `${week} ${words}. Nothing was posted. To post it as it is, name it: ${command('post', { week })}`,
    );
  const fresh = app.config.networks.filter((id) => findThread(journal, id, markOf(edition)) === undefined);
  const [reason] = fresh.flatMap((id) => tooMuch(edition, id, journal, app.config) ?? []);
  if (reason !== undefined)
    throw new FailedError(
      `${week} ${reason}. Nothing was posted. To post it all the same, name it: ${command('post', { week })}`,
    );
}

/** Why a run does not post a week that nobody named: it is not finished, and was not begun on each network; undefined if it does. */
export async function unfinished(
  edition: Edition,
  sections: readonly Section[],
  state: JournalState | undefined,
  { config, world }: App,
): Promise<string | undefined> {
  const isBegun = (on: JournalState, mark = markOf(edition)): boolean =>
    config.networks.every((id) => findThread(on, id, mark) !== undefined);
  if (state && isBegun(state)) return undefined;
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

import { type App, openApp, type Options } from '../app.ts';
import { FailedError } from '../errors.ts';
import { roomsWith } from '../networks/index.ts';
import { readListFor } from '../run/read-list.ts';
import { noWeek, selectWeek } from '../run/select-week.ts';
import type { World } from '../world.ts';
import { type PostMode, readPostMode } from './post-mode.ts';

/** `post`: publishes a week, what is due, or a plan; or only shows it. */
export async function run(values: readonly string[], options: Options, given: World): Promise<number> {
  const mode = readPostMode(values, options, roomsWith(given.networks));
  if (mode.dryRun) given.endAtSignal?.();
  const opening = mode.due ? { checkSchedule: (await import('../core/schedule.ts')).checkSchedule } : {};
  const app = openApp(options, mode.at ? rehearsing(given, mode.at) : given, opening);
  if (mode.plan !== undefined) return await (await import('./post-plan.ts')).postPlan(mode.plan, mode, app);
  if (mode.due) return await (await import('./post-due.ts')).postDue(mode, app);
  return mode.dryRun ? await showWeeks(mode, app) : await (await import('../run.ts')).runWeek(mode.week, mode, app);
}

/** The same world, but its clock starts at another moment. */
function rehearsing(world: World, at: Date): World {
  const offsetMs = at.getTime() - world.clock.now().getTime();
  return { ...world, clock: { ...world.clock, now: () => new Date(world.clock.now().getTime() + offsetMs) } };
}

async function showWeeks({ week, isWeekNamed, json, why }: PostMode, app: App): Promise<number> {
  const { sections, warnings } = await readListFor(week, app);
  warnings.forEach(app.log.warn);
  const { listName } = app.config;
  const isAll = week === 'all';
  if (isAll && sections.length === 0) throw new FailedError(noWeek(listName));
  const chosen = isAll ? sections : [selectWeek(sections, week, listName)];
  const { dryRun } = await import('./dry-run.ts');
  const form = json ? (isAll ? 'array' : 'object') : undefined;
  return await dryRun(chosen, app, { json: form, why, ...(!isWeekNamed && { list: sections }) });
}

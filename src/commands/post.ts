import { answer, type App, openApp, type Options, requireKeys } from '../app.ts';
import { command } from '../core/command.ts';
import { toPlanJson } from '../core/thread.ts';
import { FailedError, UsageError } from '../errors.ts';
import { roomsWith } from '../networks/index.ts';
import type { NetworkRoom } from '../networks/room.ts';
import { drawHeading, drawThread } from '../render/thread-view.ts';
import { readListFor } from '../run/read-list.ts';
import { noWeek, selectWeek } from '../run/select-week.ts';
import type { World } from '../world.ts';

/** `post`: publishes a week, what is due, or a plan; or only shows it. */
export async function run(values: readonly string[], options: Options, given: World): Promise<number> {
  const mode = readMode(values, options, roomsWith(given.networks));
  const opening = mode.due ? { checkSchedule: (await import('../core/schedule.ts')).checkSchedule } : {};
  const app = openApp(options, mode.at ? rehearsing(given, mode.at) : given, opening);
  if (mode.plan !== undefined) return await postPlan(mode.plan, mode, app);
  if (mode.due) return await (await import('./post-due.ts')).postDue(mode, app);
  return mode.dryRun ? await showWeeks(mode, app) : await (await import('../run.ts')).runWeek(mode.week, mode, app);
}

type PostMode = Readonly<ReturnType<typeof readMode>>;

/** What `post` was asked to do.
 *  @throws UsageError if options do not go together, or a moment cannot be read */
function readMode([week]: readonly string[], options: Options, rooms: readonly NetworkRoom[]) {
  const { at, plan, to } = options;
  const local = rooms.filter(({ isLocal }) => isLocal).map(({ id }) => id);
  const mode = {
    week: week ?? 'latest',
    isWeekNamed: week !== undefined,
    dryRun: options.dryRun === true,
    due: options.due === true,
    again: options.again === true,
    yes: options.yes === true,
    json: options.json === true,
    /** Whether each post of a dry run says why its text was chosen. */
    why: options.why === true,
    /** Whether --to was given: then only these networks of a plan are posted to. */
    isNarrowed: to !== undefined,
    plan: typeof plan === 'string' ? plan : undefined,
  };
  const isPlan = plan !== undefined;
  const again = command('post', { week: '<week>' }, '--again');
  const isElsewhere = at !== undefined && !mode.dryRun && !local.some((id) => id === to);
  const slips: readonly (readonly [boolean, string])[] = [
    [mode.isWeekNamed && mode.due, '--due finds out by itself which week is due. Leave the week out.'],
    [mode.isWeekNamed && isPlan, 'A plan says which week it is for. Leave the week out.'],
    [mode.due && isPlan, '--due and --plan do not go together. Post the plan by itself.'],
    [mode.due && mode.again, `--due never posts a week again. Name the week: ${again}.`],
    [mode.why && !mode.dryRun, '--why explains a dry run. Write --dry-run --why.'],
    [mode.why && isPlan, '--why says why the bot chose a text; those of a plan are yours. Leave it out.'],
    [mode.week === 'all' && !mode.dryRun, 'all is for --dry-run. To post, name one week.'],
    [isElsewhere, `--at rehearses another moment. Use it with --dry-run, or with --to ${local.join(' or ')} alone.`],
  ];
  for (const [isWrong, words] of slips) if (isWrong) throw new UsageError(words);
  return { ...mode, at: typeof at === 'string' ? readMoment(at) : undefined };
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

function readMoment(text: string): Date {
  const moment = new Date(text);
  if (MOMENT.test(text) && !Number.isNaN(moment.getTime())) return moment;
  throw new UsageError(
    `--at ${text}: expected a time with its offset, such as 2026-06-22T17:00:00+02:00 or 2026-06-22T15:00:00Z.`,
  );
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

/** `post --plan`: posts, or shows, the JSON of a dry run exactly as it stands, edited or not. */
async function postPlan(file: string, mode: PostMode, app: App): Promise<number> {
  const { editionOfPlan, loadPlan } = await import('../run/load-plan.ts');
  const plan = await loadPlan(file, app, { ask: mode.dryRun ? 'quickly' : 'patiently', isNarrowed: mode.isNarrowed });
  const { ruled, threads, week, heading } = plan;
  if (mode.dryRun) {
    const drawn = ruled.map(({ rules, thread }) => drawThread({ thread, name: rules.name }, app.paper)).join('\n');
    const head = drawHeading({ week, heading, file, line: 1 }, app.paper);
    answer(app, mode, toPlanJson(week, heading, threads), `${head}${drawn}`);
    return 0;
  }
  requireKeys(
    app,
    threads.map(({ network }) => network),
  );
  const edition = await editionOfPlan(plan, app);
  const { runEdition } = await import('../run.ts');
  return await app.useJournal((journal) =>
    runEdition(edition, ruled, { ...mode, isWeekNamed: true }, { app, journal }),
  );
}

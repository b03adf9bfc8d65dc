import { command } from '../core/command.ts';
import { UsageError } from '../errors.ts';
import type { NetworkRoom } from '../networks/room.ts';
import type { Options } from '../app.ts';

/** What `post` was asked to do, its options checked against each other. */
export interface PostMode {
  /** As typed; `latest` if none was. */
  readonly week: string;
  readonly isWeekNamed: boolean;
  readonly dryRun: boolean;
  readonly due: boolean;
  readonly again: boolean;
  readonly yes: boolean;
  readonly json: boolean;
  /** Whether each post of a dry run says why its text was chosen. */
  readonly why: boolean;
  /** Whether --to was given: then only these networks of a plan are posted to. */
  readonly isNarrowed: boolean;
  readonly at?: Date;
  readonly plan?: string;
}

/** Reads the options of `post`.
 *  @throws UsageError if options do not go together, or a moment cannot be read */
export function readPostMode(values: readonly string[], options: Options, rooms: readonly NetworkRoom[]): PostMode {
  const { at, plan, to } = options;
  const local = rooms.filter(({ isLocal }) => isLocal).map(({ id }) => id);
  const mode = {
    week: values[0] ?? 'latest',
    isWeekNamed: values[0] !== undefined,
    dryRun: options.dryRun === true,
    due: options.due === true,
    again: options.again === true,
    yes: options.yes === true,
    json: options.json === true,
    why: options.why === true,
    isNarrowed: to !== undefined,
  };
  refuse(mode.isWeekNamed && mode.due, '--due finds out by itself which week is due. Leave the week out.');
  refuseWeekOfPlan(values, options);
  refuse(mode.due && plan !== undefined, '--due and --plan do not go together. Post the plan by itself.');
  refuse(
    mode.due && mode.again,
    `--due never posts a week again. Name the week: ${command('post', { week: '<week>' }, '--again')}.`,
  );
  refuse(mode.why && !mode.dryRun, '--why explains a dry run. Write --dry-run --why.');
  refuse(
    mode.why && plan !== undefined,
    '--why says why the bot chose a text; those of a plan are yours. Leave it out.',
  );
  refuse(mode.week === 'all' && !mode.dryRun, 'all is for --dry-run. To post, name one week.');
  refuse(
    at !== undefined && !mode.dryRun && !local.some((id) => id === to),
    `--at rehearses another moment. Use it with --dry-run, or with --to ${local.join(' or ')} alone.`,
  );
  return {
    ...mode,
    ...(typeof at === 'string' ? { at: readMoment(at) } : {}),
    ...(typeof plan === 'string' ? { plan } : {}),
  };
}

/** @throws UsageError if a week is named besides a plan */
export function refuseWeekOfPlan([week]: readonly string[], { plan }: Options): void {
  refuse(week !== undefined && plan !== undefined, 'A plan says which week it is for. Leave the week out.');
}

function refuse(isWrong: boolean, words: string): void {
  if (isWrong) throw new UsageError(words);
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

function readMoment(text: string): Date {
  const moment = new Date(text);
  if (MOMENT.test(text) && !Number.isNaN(moment.getTime())) return moment;
  throw new UsageError(
    `--at ${text}: expected a time with its offset, such as 2026-06-22T17:00:00+02:00 or 2026-06-22T15:00:00Z.`,
  );
}

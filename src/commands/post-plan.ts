import { command, quoted } from '../core/command.ts';
import { readFile } from 'node:fs/promises';
import type { Edition } from '../core/list.ts';
import { decodeText } from '../core/text.ts';
import { type Plan, readPlan, toPlanJson, type NetworkId, type PostRules } from '../core/thread.ts';
import { messageOf, UsageError, codeOf } from '../errors.ts';
import { runThreads } from '../run.ts';
import { type Asking, type Ruled, rulesOf } from '../run/compose-threads.ts';
import { giveReceipts } from '../run/give-receipts.ts';
import { readEditions, readList } from '../run/read-list.ts';
import { drawHeading, drawThread } from '../render/thread-view.ts';
import { listed } from '../render/words.ts';
import { requireKeys, type App } from '../app.ts';
import type { PostMode } from './post-mode.ts';

/** A plan that was checked, each thread with its network's rules. */
export interface CheckedPlan extends Plan {
  readonly ruled: readonly Ruled[];
}

/** `post --plan`: posts the JSON of a dry run exactly as it stands, edited or not. */
export async function postPlan(file: string, mode: PostMode, app: App): Promise<number> {
  const plan = await loadPlan(file, app, { ask: mode.dryRun ? 'quickly' : 'patiently', isNarrowed: mode.isNarrowed });
  if (mode.dryRun) return showPlan(file, plan, mode, app);
  requireKeys(
    app,
    plan.threads.map(({ network }) => network),
  );
  const edition = await editionOf(plan, app);
  return await app.useJournal(async (journal) => {
    const run = { app, journal, began: app.world.clock.now() };
    const endings = await runThreads(edition, plan.ruled, { ...mode, isWeekNamed: true }, run);
    return await giveReceipts(plan, endings, mode, run);
  });
}

/**
 * Reads a plan and checks all of it. `ask`: how the servers of the chosen networks are asked for their rules.
 * @throws UsageError with every problem at once: which post, and why
 */
export async function loadPlan(
  file: string,
  app: App,
  { ask, isNarrowed }: { readonly ask: Asking; readonly isNarrowed: boolean },
): Promise<CheckedPlan> {
  const all = await Promise.all(
    app.config.rooms.map(
      async ({ room: { id } }) => [id, await rulesOf(id, app, app.config.networks.includes(id) ? ask : 'no')] as const,
    ),
  );
  const rules = new Map<string, PostRules>(all);
  const reading = readPlan(await readJson(file), (id) => rules.get(id));
  if ('problems' in reading)
    throw new UsageError([`${file} cannot be posted as it is:`, ...reading.problems].join('\n  '));
  const plan = isNarrowed ? narrowed(reading.plan, file, app.config.networks) : reading.plan;
  const ruled = plan.threads.flatMap((thread) => {
    const own = rules.get(thread.network);
    return own ? [{ rules: own, thread }] : [];
  });
  return { ...plan, ruled };
}

/** The plan with only these networks' threads.
 *  @throws UsageError if it has no thread for one of them */
function narrowed(plan: Plan, file: string, networks: readonly NetworkId[]): Plan {
  const has = plan.threads.map(({ network }) => network);
  const lacking = networks.filter((network) => !has.includes(network));
  if (lacking.length > 0)
    throw new UsageError(`${file} has no thread for ${listed(lacking, 'or')}, only for ${listed(has)}.`);
  return { ...plan, threads: plan.threads.filter(({ network }) => networks.includes(network)) };
}

const howToPlan = (file: string): string =>
  `A plan is made with ${command('post', {}, '--dry-run', '--json')} > ${quoted(file)}`;

async function readJson(file: string): Promise<unknown> {
  let text: string | undefined;
  try {
    text = decodeText(await readFile(file));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new UsageError(`${file} does not exist. ${howToPlan(file)}`);
    throw new UsageError(`${file}: the plan cannot be read (${messageOf(error)}).`);
  }
  if (text === undefined) throw new UsageError(`${file} is neither UTF-8 nor UTF-16 text. Save it as UTF-8.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${messageOf(error)}. ${howToPlan(file)}`);
  }
}

/** The list's edition of the plan's week; if it has none, warns and makes one from the plan. */
export async function editionOf(plan: Plan, app: App): Promise<Edition> {
  const { sections } = await readList(app).catch(() => ({ sections: [] }));
  const own = sections.filter(({ week }) => week === plan.week);
  const [edition] = own.length === 1 ? readEditions(own, app.config) : [];
  if (own.length === 0 && sections.length > 0)
    app.log.warn(`The list has no week ${plan.week}: the plan is taken as it stands.`);
  return edition ?? fromPlan(plan);
}

function fromPlan({ week, heading, threads }: Plan): Edition {
  const entries = (threads[0]?.posts ?? []).flatMap((post, index) =>
    post.kind === 'entry'
      ? [
          {
            rank: post.rank,
            title: post.title,
            summary: post.summary,
            links: post.links.filter(({ auto }) => !auto),
            line: index + 1,
          },
        ]
      : [],
  );
  return { week, heading, file: 'plan', line: 1, entries };
}

function showPlan(file: string, plan: CheckedPlan, { json }: PostMode, { world, paper }: App): number {
  if (json) {
    world.out(`${JSON.stringify(toPlanJson(plan.week, plan.heading, plan.threads), null, 2)}\n`);
    return 0;
  }
  world.out(drawHeading({ ...plan, file, line: 1 }, paper));
  for (const { rules, thread } of plan.ruled) world.out(`${drawThread({ thread, name: rules.name }, paper)}\n`);
  return 0;
}

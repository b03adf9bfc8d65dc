import { type App, requireKeys } from './app.ts';
import type { Edition } from './core/list.ts';
import { stateOf } from './core/record.ts';
import { endingOf, type Ending, type Outcome } from './ending.ts';
import { stackOf } from './errors.ts';
import { JournalError } from './journal.ts';
import { connectPatiently, publishThread } from './publish.ts';
import { decline, expectReady, refuse } from './run/ask-first.ts';
import { composeThreads, type Ruled } from './run/compose-threads.ts';
import { cardOf, freezePlan } from './run/freeze-plan.ts';
import { type Ask, expectReplaceable, planRun, type Run, type RunPlan } from './run/plan-run.ts';
import { giveReceipts, logProgress } from './run/report.ts';
import { readListFor } from './run/read-list.ts';
import { selectEdition } from './run/select-week.ts';

// THE MAP: each step of a run is a line here, with its name in docs/running.md ("What a run does").

/** `post [week]`: a week's whole way, from the list to the receipt. Gives the exit code. */
export async function runWeek(typed: string, ask: Ask & { readonly json: boolean }, app: App): Promise<number> {
  requireKeys(app, app.config.networks);
  const list = await readListFor(typed, app); //                                              read
  list.warnings.forEach(app.log.warn);
  const edition = selectEdition(list.sections, typed, app.config); //                         select
  return await app.useJournal(async (journal) => {
    if (!ask.isWeekNamed) await expectReady(edition, list.sections, journal.state(), app);
    const threads = await composeThreads(edition, app.config.networks, app); //               compose
    return await runEdition(edition, threads, ask, { app, journal });
  });
}

/** A week with its threads, composed or from a plan: carries them out and tells. Gives the exit code. */
export async function runEdition(
  edition: Edition,
  threads: readonly Ruled[],
  ask: Ask & { readonly json: boolean },
  { app, journal }: Omit<Run, 'began'>,
): Promise<number> {
  const run = { app, journal, began: app.world.clock.now() };
  return await giveReceipts(edition, await runThreads(edition, threads, ask, run), ask, run); // tell
}

/** An edition's threads, network by network: what a look comes to as well. */
export async function runThreads(
  edition: Edition,
  threads: readonly Ruled[],
  ask: Ask,
  run: Run,
): Promise<readonly Ending[]> {
  const plans = threads.map((ruled) => planRun(edition, ruled, run.journal.state(), ask)); // plan
  expectReplaceable(plans);
  return await runPlans(plans, ask, run);
}

/** Plans, of a new thread or of one to go on with: a failure on one network stops no other. */
export async function runPlans(plans: readonly RunPlan[], ask: Ask, run: Run): Promise<readonly Ending[]> {
  const words = refuse(plans, ask, run) ?? (await decline(plans, ask, run.app)); //           ask
  if (words !== undefined) return plans.map((plan) => endingOf(plan, { status: 'declined', words }, run));
  const endings: Ending[] = [];
  for (const plan of plans) endings.push(await carryOut(plan, ask, run));
  return endings;
}

/** Whatever goes wrong on the network becomes the ending; but nothing goes on without the journal (JournalError). */
async function carryOut(plan: RunPlan, { plan: file }: Ask, run: Run): Promise<Ending> {
  const { clock } = run.app.world;
  const began = clock.now().getTime();
  const outcome = await publish(plan, run).catch((error: unknown): Outcome => {
    if (error instanceof JournalError) throw error;
    run.app.log.debug(stackOf(error));
    return { status: 'failed', error };
  });
  return endingOf(plan, outcome, run, { ms: clock.now().getTime() - began, file });
}

async function publish(plan: RunPlan, run: Run): Promise<Outcome> {
  const { network } = plan;
  const state = plan.record && stateOf(plan.record);
  if (state === 'posted') return { status: 'already-posted' };
  if (state === 'rolled-back' || state === 'rolling-back') return { status: state };
  const { app, journal } = run;
  const { clock, stop } = app.world;
  const tools = { journal, network, clock, stop, report: logProgress(network, app) };
  const connection = await connectPatiently(await app.network(network), tools); //            connect
  if (connection.status !== 'connected') return connection;
  const { account } = connection;
  const record = await freezePlan(plan, account, run); //                                     freeze
  const card = await cardOf(record, journal);
  const outcome = await publishThread({ ...tools, account, week: record.week, ...(card && { card }) }); // publish
  if (outcome.status === 'posted' && record.card !== undefined) await journal.cards.drop(record.card);
  return outcome;
}

import { tooMuch } from '../../core/schedule.ts';
import type { Edition, Section } from '../../core/list.ts';
import { type JournalState, findThread } from '../../core/record.ts';
import type { NetworkId } from '../../core/thread.ts';
import type { Week } from '../../core/week.ts';
import { FailedError } from '../../errors.ts';
import { type Ended, markOf } from '../../job.ts';
import type { Journal } from '../../journal.ts';
import { compose, readListFor, rulesOf } from '../../pipeline.ts';
import { drawReceipt } from '../../render/receipt.ts';
import { chooseEdition } from '../choose.ts';
import { warningsOfCutWords } from '../cut-words.ts';
import { warningsOfLength } from '../long-threads.ts';
import { exitCodeOf, receiptOf } from '../receipts.ts';
import { requireKeys, type App } from '../../app.ts';
import { newsOf, tell } from '../tell.ts';
import type { PostMode } from './mode.ts';
import { postThreads } from './threads.ts';
import { unfinished } from './unfinished.ts';

/** `post [week]`: publishes one week to all chosen networks. */
export async function postWeek(mode: PostMode, app: App): Promise<number> {
  const { config, world, log } = app;
  requireKeys(app, config.networks);
  const { sections, warnings } = await readListFor(mode.week, app);
  warnings.forEach(log.warn);
  const edition = await chooseEdition(sections, mode.week, config);
  return await app.useJournal(async (journal) => {
    if (!mode.isWeekNamed) {
      await expectFinished(edition, sections, journal.state(), app);
      expectOwnDays(edition, journal.state(), app);
    }
    const rules = await Promise.all(config.networks.map((id) => rulesOf(id, app, 'patiently')));
    warningsOfCutWords([edition], rules, app).forEach(log.warn);
    (await lengthOf(edition, sections, app)).forEach(log.warn);
    const threads = rules.map((each) => ({ rules: each, thread: compose(edition, each, config) }));
    const began = world.clock.now();
    const ended = await postThreads(edition, threads, journal, { ...mode, began }, app);
    return await giveReceipts(edition, ended, mode, journal, app);
  });
}

async function lengthOf(edition: Edition, sections: readonly Section[], { config }: App): Promise<readonly string[]> {
  const { readSection } = await import('../../core/list.ts');
  const own = sections.filter(({ week }) => week === edition.week);
  return own.flatMap((section) => warningsOfLength({ week: readSection(section), edition }, config));
}

/** @throws FailedError if the week is not finished: a week that nobody named must not be posted by half */
async function expectFinished(
  edition: Edition,
  sections: readonly Section[],
  journal: JournalState,
  app: App,
): Promise<void> {
  const { week } = edition;
  const words = await unfinished(edition, sections, journal, app);
  if (words === undefined) return;
  throw new FailedError(`${week} ${words}. Nothing was posted. To post it as it is, name it: weekthread post ${week}`);
}

/** @throws FailedError if the week has too many entries, or days of a week that is posted: nobody named it */
function expectOwnDays(edition: Edition, journal: JournalState, { config }: App): void {
  const { week } = edition;
  const isOther = (network: NetworkId): boolean => findThread(journal, network, markOf(edition)) === undefined;
  const [reason] = config.networks.filter(isOther).flatMap((id) => tooMuch(edition, id, journal, config) ?? []);
  if (reason === undefined) return;
  throw new FailedError(
    `${week} ${reason}. Nothing was posted. To post it all the same, name it: weekthread post ${week}`,
  );
}

/** Prints what happened on each network, tells NOTIFY_URL, and gives the exit code. */
export async function giveReceipts(
  edition: { readonly week: Week; readonly heading: string },
  ended: readonly Ended[],
  { json, plan }: Pick<PostMode, 'json' | 'plan'>,
  journal: Journal,
  app: App,
): Promise<number> {
  const { world, paper, config } = app;
  const { week, heading } = edition;
  const done = ended.map((each) => ({
    receipt: receiptOf(each, week, { zone: config.timezone, plan }),
    ms: each.ms,
  }));
  const receipts = done.map(({ receipt }) => receipt);
  if (json) world.out(`${JSON.stringify({ week, heading, networks: receipts }, null, 2)}\n`);
  else
    world.out(
      `${paper.ink.bold(heading)}\n${done.map(({ receipt, ms }) => drawReceipt(receipt, ms, paper)).join('\n')}\n`,
    );
  await tell(
    receipts.flatMap((receipt) => newsOf(receipt, week)),
    journal,
    app,
  );
  return exitCodeOf(ended);
}

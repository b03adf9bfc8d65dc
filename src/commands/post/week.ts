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
import { requireKeys, type SetUp } from '../set-up.ts';
import { newsOf, tell } from '../tell.ts';
import { withJournal } from '../with-journal.ts';
import type { PostMode } from './mode.ts';
import { postThreads } from './threads.ts';
import { unfinished } from './unfinished.ts';

/** `post [week]`: publishes one week to all chosen networks. */
export async function postWeek(mode: PostMode, ready: SetUp): Promise<number> {
  const { config, tools } = ready;
  requireKeys(ready, config.networks);
  const { sections, warnings } = await readListFor(mode.week, ready);
  warnings.forEach(tools.warn);
  const edition = await chooseEdition(sections, mode.week, config);
  return await withJournal(ready, async (journal) => {
    if (!mode.isWeekNamed) {
      await expectFinished(edition, sections, journal.state(), ready);
      expectOwnDays(edition, journal.state(), ready);
    }
    const rules = await Promise.all(config.networks.map((id) => rulesOf(id, ready, 'patiently')));
    warningsOfCutWords([edition], rules, ready).forEach(tools.warn);
    (await lengthOf(edition, sections, ready)).forEach(tools.warn);
    const threads = rules.map((each) => ({ rules: each, thread: compose(edition, each, config) }));
    const began = tools.clock.now();
    const ended = await postThreads(edition, threads, journal, { ...mode, began }, ready);
    return await giveReceipts(edition, ended, mode, journal, ready);
  });
}

async function lengthOf(edition: Edition, sections: readonly Section[], { config }: SetUp): Promise<readonly string[]> {
  const { readSection } = await import('../../core/list.ts');
  const own = sections.filter(({ week }) => week === edition.week);
  return own.flatMap((section) => warningsOfLength({ week: readSection(section), edition }, config));
}

/** @throws FailedError if the week is not finished: a week that nobody named must not be posted by half */
async function expectFinished(
  edition: Edition,
  sections: readonly Section[],
  journal: JournalState,
  ready: SetUp,
): Promise<void> {
  const { week } = edition;
  const words = await unfinished(edition, sections, journal, ready);
  if (words === undefined) return;
  throw new FailedError(`${week} ${words}. Nothing was posted. To post it as it is, name it: weekthread post ${week}`);
}

/** @throws FailedError if the week has too many entries, or days of a week that is posted: nobody named it */
function expectOwnDays(edition: Edition, journal: JournalState, { config }: SetUp): void {
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
  ready: SetUp,
): Promise<number> {
  const { world, paper, config } = ready;
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
    ready,
  );
  return exitCodeOf(ended);
}

import { answer, type App, openApp, type Options, requireKeys } from '../app.ts';
import { networkOf } from '../config.ts';
import { command } from '../core/command.ts';
import { type AnyRecord, findThread, leftToRemove, publishedPosts, stateOf } from '../core/record.ts';
import { type PostRules, removalCost } from '../core/thread.ts';
import { againAt, type Broken, type News } from '../ending.ts';
import { FailedError, messageOf, UsageError } from '../errors.ts';
import type { Journal } from '../journal.ts';
import { JournalError } from '../journal.ts';
import { tell } from '../notify.ts';
import { connectPatiently } from '../publish/connect.ts';
import { type RollbackOutcome, rollbackThread } from '../publish/take-back.ts';
import { doubtWords, drawRemoval, refusalSentences, type Removal } from '../render/receipt.ts';
import { count, dollars, listed } from '../render/words.ts';
import { rulesOf } from '../run/compose-threads.ts';
import { logProgress } from '../run/report.ts';
import { findRecords } from '../run/select-week.ts';
import type { World } from '../world.ts';

/** `rollback <week>`: deletes a thread, last post first, on every network that has it. */
export async function run([typed = '']: readonly string[], options: Options, given: World): Promise<number> {
  const app = openApp(options, given);
  const { clock } = app.world;
  return await app.useJournal(async (journal) => {
    const records = findRecords(journal.state(), typed, app.config.networks);
    requireKeys(
      app,
      records.map(({ network }) => network),
    );
    if (options.yes !== true) await expectConsent(records, app);
    const removals: Removal[] = [];
    const began = clock.now().getTime();
    for (const record of records) removals.push(await takeBack(record, journal, app));
    const ms = clock.now().getTime() - began;
    const week = records[0]?.week ?? typed;
    const lines = removals.map((removal) => drawRemoval(removal, ms, app.paper));
    answer(app, options, { week, networks: removals }, lines.join('\n'));
    const news = removals.flatMap((removal) => newsOfRemoval(removal, week));
    await tell(news, journal, app);
    if (removals.some(({ status }) => status === 'in-doubt')) return 3;
    return removals.every(({ status }) => status === 'rolled-back') ? 0 : 1;
  });
}

/** @throws FailedError if a person at the terminal does not want it */
async function expectConsent(records: readonly AnyRecord[], app: App): Promise<void> {
  const { confirm } = app.world;
  const meant = records.filter(
    (record) => networkOf(app.config, record.network).room.isLocal !== true && stateOf(record) !== 'rolled-back',
  );
  const [first] = meant;
  if (first === undefined || !confirm) return;
  const prices = await Promise.all(
    meant.map(async (record) => removalCost(postsLeft(record), await rulesOf(record.network, app, 'no'))),
  );
  const cost = prices.reduce((sum, price) => sum + price, 0);
  const price = cost > 0 ? ` for up to ${dollars(cost)}` : '';
  const where = listed(meant.map(({ network }) => network));
  if (!(await confirm(`Delete the thread of ${first.week} on ${where}${price}?`)))
    throw new FailedError('Nothing was deleted.');
}

function postsLeft(record: AnyRecord): number {
  const state = stateOf(record);
  if (state === 'rolled-back') return 0;
  return state === 'rolling-back' ? leftToRemove(record).flat().length : publishedPosts(record).length;
}

const postsDeleted = (record: AnyRecord): number => publishedPosts(record).length - postsLeft(record);

/** Whatever goes wrong on one network stops no other. */
async function takeBack(record: AnyRecord, journal: Journal, app: App): Promise<Removal> {
  const { network } = record;
  const rules = await rulesOf(network, app, 'no');
  const outcome = await removeFrom(record, rules, journal, app).catch((error: unknown) => {
    if (error instanceof JournalError || error instanceof UsageError) throw error;
    return { status: 'failed', error } as const;
  });
  const removed = postsDeleted(findThread(journal.state(), network, record) ?? record) - postsDeleted(record);
  return removalOf(record, outcome, { removed, costUsd: removalCost(removed, rules) }, app.config.timezone);
}

async function removeFrom(record: AnyRecord, rules: PostRules, journal: Journal, app: App): Promise<RemovalOutcome> {
  if (stateOf(record) === 'rolled-back') return { status: 'already-rolled-back' };
  const { network, week } = record;
  const { clock, stop } = app.world;
  const tools = { journal, network, clock, stop, report: logProgress(network, app) };
  const connection = await connectPatiently(await app.network(network), tools);
  if (connection.status !== 'connected') return connection;
  return await rollbackThread({ ...tools, account: connection.account, week, rules });
}

/** How the steps of a roll-back ended. */
type RemovalOutcome = RollbackOutcome | { readonly status: 'already-rolled-back' } | Broken;

/** How a roll-back ended on one network. */
function removalOf(
  record: AnyRecord,
  outcome: RemovalOutcome,
  done: Pick<Removal, 'removed' | 'costUsd'>,
  zone: string,
): Removal {
  const { network, week } = record;
  const goOn = `To go on: ${command('rollback', record)}`;
  const ended = (status: Removal['status'], words: string): Removal => ({ network, status, ...done, words });
  switch (outcome.status) {
    case 'rolled-back':
      return { network, status: outcome.status, ...done };
    case 'already-rolled-back':
      return ended('rolled-back', 'was taken back already; nothing was deleted');
    case 'in-doubt':
      return ended(outcome.status, doubtWords(outcome));
    case 'stopped':
      return ended(outcome.status, `${outcome.words}${againAt(outcome.retryAt, zone)}`);
    case 'wrong-account':
      return ended('stopped', outcome.words);
    case 'refused':
      return ended('stopped', `${refusalSentences(outcome.refusal, record)} ${goOn}`);
    case 'interrupted':
      return ended(outcome.status, goOn);
    case 'failed':
      return ended(outcome.status, `${week}: ${messageOf(outcome.error)}`);
  }
}

/** What a webhook hears of a roll-back; nothing if nothing was deleted. */
function newsOfRemoval({ network, status, removed, costUsd, words = '' }: Removal, week: string): readonly News[] {
  const price = costUsd > 0 ? `, ${dollars(costUsd)}` : '';
  const text = `Taken back ${week} from ${network}: ${count(removed, 'post')} deleted${price}.`;
  if (status === 'rolled-back') return removed === 0 ? [] : [{ kind: 'taken-back', text }];
  if (status === 'interrupted') return [];
  const kind = status === 'in-doubt' ? status : 'failed';
  return [{ kind, text: `${week} is not taken back whole from ${network}. ${words}` }];
}

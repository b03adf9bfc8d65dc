import { answer, type App, openApp, type Options, requireKeys } from '../app.ts';
import { networkOf } from '../config.ts';
import {
  type AnyRecord,
  findThread,
  inWords,
  leftToRemove,
  type Notice,
  publishedPosts,
  stateOf,
} from '../core/record.ts';
import { type PostRules, removalCost } from '../core/thread.ts';
import { type Outcome, tellOutcome, troubleOf } from '../ending.ts';
import { FailedError, UsageError } from '../errors.ts';
import { JournalError } from '../journal.ts';
import { tell } from '../notify.ts';
import { connectPatiently } from '../publish.ts';
import { rollbackThread } from '../publish/take-back.ts';
import { drawRemoval, type Removal } from '../render/receipt.ts';
import { count, dollars, listed } from '../render/words.ts';
import type { Run } from '../run/plan-run.ts';
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
    const ended: Ended[] = [];
    const began = clock.now().getTime();
    for (const record of records) ended.push(await takeBack(record, { app, journal }));
    const ms = clock.now().getTime() - began;
    const removals = ended.map(({ removal }) => removal);
    const lines = removals.map((removal) => drawRemoval(removal, ms, app.paper));
    answer(app, options, { week: records[0]?.week ?? typed, networks: removals }, lines.join('\n'));
    await tell(
      ended.flatMap(({ news }) => news),
      journal,
      app,
    );
    if (removals.some(({ status }) => status === 'in-doubt')) return 3;
    return removals.every(({ status }) => status === 'rolled-back') ? 0 : 1;
  });
}

type Desk = Pick<Run, 'app' | 'journal'>;

/** How a roll-back ended on one network, and what a webhook hears of it: nothing if nothing was deleted. */
interface Ended {
  readonly removal: Removal;
  readonly news: readonly Omit<Notice, 'at'>[];
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
async function takeBack(record: AnyRecord, { app, journal }: Desk): Promise<Ended> {
  const { network, week } = record;
  if (stateOf(record) === 'rolled-back') {
    const words = 'was taken back already; nothing was deleted';
    return { removal: { network, status: 'rolled-back', removed: 0, costUsd: 0, words }, news: [] };
  }
  const rules = await rulesOf(network, app, 'no');
  const outcome = await removeFrom(record, rules, { app, journal }).catch((error: unknown): Outcome => {
    if (error instanceof JournalError || error instanceof UsageError) throw error;
    return { status: 'failed', error };
  });
  const left = findThread(journal.state(), network, record) ?? record;
  const removed = postsDeleted(left) - postsDeleted(record);
  const done = { network, removed, costUsd: removalCost(removed, rules) };
  if (outcome.status === 'rolled-back') {
    const price = done.costUsd > 0 ? `, ${dollars(done.costUsd)}` : '';
    const text = `Taken back ${week} from ${network}: ${count(removed, 'post')} deleted${price}.`;
    return { removal: { ...done, status: outcome.status }, news: removed === 0 ? [] : [{ kind: 'taken-back', text }] };
  }
  const told = tellOutcome(outcome, left, app, true);
  const removal = { ...done, status: told.status, words: inWords(told) };
  return { removal, news: troubleOf({ ...told, week, network }) };
}

async function removeFrom(record: AnyRecord, rules: PostRules, { app, journal }: Desk): Promise<Outcome> {
  const { network, week } = record;
  const { clock, stop } = app.world;
  const tools = { journal, network, clock, stop, report: logProgress(network, app) };
  const connection = await connectPatiently(await app.network(network), tools);
  if (connection.status !== 'connected') return connection;
  return await rollbackThread({ ...tools, account: connection.account, week, rules });
}

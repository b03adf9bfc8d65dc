import { removalCost, type NetworkId } from '../core/thread.ts';
import { findThread, type AnyRecord, leftToRemove, publishedPosts, stateOf } from '../core/record.ts';
import { FailedError, messageOf, UsageError } from '../errors.ts';
import type { Journal } from '../journal.ts';
import { JournalError } from '../journal/errors.ts';
import { networkOf } from '../config.ts';
import type { PublishEvent } from '../publish.ts';
import { connectPatiently } from '../publish/connect.ts';
import { rollbackThread } from '../publish/rollback.ts';
import { doubtWords, drawRemoval, type Removal, refusalWords } from '../render/receipt.ts';
import { dollars, listed } from '../render/words.ts';
import type { World } from '../world.ts';
import { findRecords } from './find-records.ts';
import { logProgress } from './progress.ts';
import { againAt } from './receipts.ts';
import { type Options, requireKeys, openApp, type App } from '../app.ts';
import { newsOfRemoval, tell } from './tell.ts';

/** `rollback <week>`: deletes a thread, last post first, on every network that has it. */
export async function run([week = '']: readonly string[], options: Options, given: World): Promise<number> {
  const app = openApp(options, given);
  const { world, paper } = app;
  return await app.useJournal(async (journal) => {
    const records = findRecords(journal.state(), week, app.config.networks);
    requireKeys(
      app,
      records.map(({ network }) => network),
    );
    await expectConsent(records, options.yes === true, app);
    const removals: Removal[] = [];
    const began = world.clock.now().getTime();
    for (const record of records) removals.push(await takeBack(record, journal, app));
    const ms = world.clock.now().getTime() - began;
    if (options.json) world.out(`${JSON.stringify({ week: records[0]?.week, networks: removals }, null, 2)}\n`);
    else world.out(`${removals.map((removal) => drawRemoval(removal, ms, paper)).join('\n')}\n`);
    const taken = records[0]?.week ?? week;
    await tell(
      removals.flatMap((removal) => newsOfRemoval(removal, taken)),
      journal,
      app,
    );
    return removals.some(({ status }) => status === 'in-doubt')
      ? 3
      : removals.every(({ status }) => status === 'rolled-back')
        ? 0
        : 1;
  });
}

async function expectConsent(records: readonly AnyRecord[], yes: boolean, { config, world }: App): Promise<void> {
  const meant = records.filter(
    (record) => networkOf(config, record.network).room.isLocal !== true && stateOf(record) !== 'rolled-back',
  );
  if (yes || meant.length === 0 || !world.confirm) return;
  const prices = await Promise.all(
    meant.map(async (record) => removalCost(postsLeft(record), await networkOf(config, record.network).room.rules())),
  );
  const cost = prices.reduce((sum, price) => sum + price, 0);
  const price = cost > 0 ? ` for up to ${dollars(cost)}` : '';
  if (
    await world.confirm(
      `Delete the thread of ${meant[0]?.week ?? ''} on ${listed(meant.map(({ network }) => network))}${price}?`,
    )
  )
    return;
  throw new FailedError('Nothing was deleted.');
}

function postsLeft(record: AnyRecord): number {
  const state = stateOf(record);
  if (state === 'rolled-back') return 0;
  return state === 'rolling-back' ? leftToRemove(record).flat().length : publishedPosts(record).length;
}

const postsDeleted = (record: AnyRecord): number => publishedPosts(record).length - postsLeft(record);

async function takeBack(record: AnyRecord, journal: Journal, app: App): Promise<Removal> {
  const { network, week } = record;
  if (stateOf(record) === 'rolled-back')
    return left(network, 'rolled-back', 'was taken back already; nothing was deleted');
  try {
    return await removeOn(network, record, journal, app);
  } catch (error) {
    if (error instanceof JournalError || error instanceof UsageError) throw error;
    return left(network, 'failed', `${week}: ${messageOf(error)}`);
  }
}

async function removeOn(id: NetworkId, record: AnyRecord, journal: Journal, app: App): Promise<Removal> {
  const { config, network } = app;
  const { clock, stop } = app.world;
  const log = logProgress(app);
  const report = (event: PublishEvent): void => log({ network: id }, event);
  const connection = await connectPatiently(await network(id), { clock, stop, report });
  if (connection.status === 'interrupted') return left(id, connection.status, goOn(record));
  if (connection.status === 'refused')
    return left(id, 'stopped', `${refusalWords(connection.refusal)} ${goOn(record)}`);
  const { account } = connection;
  const rules = await networkOf(config, id).room.rules();
  const run = { journal, network: id, account, week: record.week, clock, stop, report, rules };
  const outcome = await rollbackThread(run);
  const removed = postsDeleted(findThread(journal.state(), id, record) ?? record) - postsDeleted(record);
  const done = { removed, costUsd: removalCost(removed, rules) };
  switch (outcome.status) {
    case 'rolled-back':
      return { network: id, status: outcome.status, ...done };
    case 'in-doubt':
      return { ...left(id, outcome.status, doubtWords(outcome)), ...done };
    case 'stopped':
      return { ...left(id, outcome.status, `${outcome.words}${againAt(outcome.retryAt, config.timezone)}`), ...done };
    case 'wrong-account':
      return { ...left(id, 'stopped', outcome.words), ...done };
    case 'interrupted':
      return { ...left(id, outcome.status, goOn(record)), ...done };
  }
}

const goOn = ({ week, network }: AnyRecord): string => `To go on: weekthread rollback ${week} --to ${network}`;

const left = (network: NetworkId, status: Removal['status'], words: string): Removal => ({
  network,
  status,
  removed: 0,
  costUsd: 0,
  words,
});

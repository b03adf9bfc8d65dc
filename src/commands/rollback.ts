import { type PostRules, removalCost } from '../core/thread.ts';
import { findThread, type AnyRecord, leftToRemove, publishedPosts, stateOf } from '../core/record.ts';
import { newsOfRemoval, removalOf, type RemovalOutcome } from '../ending/removal-ending.ts';
import { FailedError, UsageError } from '../errors.ts';
import type { Journal } from '../journal.ts';
import { JournalError } from '../journal/journal-errors.ts';
import { networkOf } from '../config.ts';
import { tell } from '../notify.ts';
import { connectPatiently } from '../publish/connect.ts';
import { drawRemoval, type Removal } from '../render/receipt.ts';
import { dollars, listed } from '../render/words.ts';
import { rollbackThread } from '../publish/take-back.ts';
import { logProgress } from '../run/progress-log.ts';
import type { World } from '../world.ts';
import { findRecords } from './find-records.ts';
import { type Options, requireKeys, openApp, type App } from '../app.ts';

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

/** Whatever goes wrong on one network stops no other. */
async function takeBack(record: AnyRecord, journal: Journal, app: App): Promise<Removal> {
  const { network } = record;
  const rules = await networkOf(app.config, network).room.rules();
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

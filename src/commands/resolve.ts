import { command } from '../core/command.ts';
import {
  putThread,
  resolve,
  type Resolution,
  type Verdict,
  type BatchRecord,
  type PostRef,
  type ThreadRecord,
  isFinished,
} from '../core/record.ts';
import { missingKeys } from '../config.ts';
import { examples } from '../networks/help.ts';
import { FailedError, UsageError } from '../errors.ts';
import type { Account, Network, Sighting } from '../networks/network.ts';
import { placeOf } from '../publish/publish-run.ts';
import { refusalWords } from '../render/receipt.ts';
import type { World } from '../world.ts';
import { findRecords } from './find-records.ts';
import { type Options, openApp, type App } from '../app.ts';

/** `resolve <week>`: records what a person found out about a post in doubt, once the network has shown that post. */
export async function run([week = '']: readonly string[], options: Options, given: World): Promise<number> {
  const verdict = readVerdict(options);
  const app = openApp(options, given);
  const { config, world } = app;
  const [id, ...others] = config.networks;
  if (id === undefined || others.length > 0) throw new UsageError(`Say which network is meant: --to ${examples.one}`);
  return await app.useJournal(async (journal) => {
    const record = findRecords(journal.state(), week, [id])[0];
    if (!record || isFinished(record))
      throw new UsageError(`${week} on ${id} is not in doubt: there is nothing to resolve.`);
    const network = await app.network(id);
    const { urlOf, idAt } = network;
    const resolution = resolve(record, verdict, world.clock.now().toISOString(), {
      urlOf: urlOf && ((post) => urlOf(post, record.account)),
      idAt: idAt && ((address) => idAt(address, record.account)),
    });
    if (resolution.status === 'problem') throw new UsageError(resolution.words);
    if (options.trust !== true) await expectSame(record, resolution, network, app);
    await journal.save((state) => putThread(state, resolution.record));
    const next = command('post', record);
    if (options.json)
      world.out(`${JSON.stringify({ week: record.week, network: id, resolved: verdict, next }, null, 2)}\n`);
    else world.out(`${id}: ${record.week} is settled. To go on: ${next}\n`);
    return 0;
  });
}

type Resolved = Extract<Resolution, { readonly status: 'resolved' }>;

/** Looks the post up that a person named: a wrong one would be answered by the rest of the thread, and could not be mended.
 *  @throws UsageError if it is another post; FailedError if the network does not show it */
async function expectSame(
  record: ThreadRecord,
  { batch, refs }: Resolved,
  network: Network,
  { config }: App,
): Promise<void> {
  const [ref] = refs;
  if (!ref) return;
  const TRUST = 'Nothing was changed. If you are sure, add --trust, and it is taken without being looked up.';
  const missing = missingKeys(config, record.network);
  if (missing.length > 0)
    throw new UsageError(`To look ${ref.url} up, ${record.network} needs ${missing.join(', ')}. ${TRUST}`);
  const connection = await network.connect();
  if (connection.status === 'refused')
    throw new FailedError(`${ref.url} could not be looked up: ${refusalWords(connection.refusal)} ${TRUST}`);
  const { account } = connection;
  if (account.id !== record.account.id)
    throw new UsageError(
      `These keys are ${account.name}'s, and the thread is ${record.account.name}'s. Nothing was changed.`,
    );
  const sighting = await inspect(account, ref, batch, placeOf(record));
  if (sighting.status === 'same') return;
  if (sighting.status === 'other') throw new UsageError(`${ref.url} is not this post: ${sighting.words}. ${TRUST}`);
  throw new FailedError(`${ref.url} could not be looked up: ${sighting.words}. ${TRUST}`);
}

async function inspect(
  account: Account,
  ref: PostRef,
  batch: BatchRecord,
  place: ReturnType<typeof placeOf>,
): Promise<Sighting> {
  if (account.inspect) return await account.inspect(ref, batch, place);
  const finding = await account.find(batch, place);
  if (finding.status === 'unclear') return finding;
  if (finding.status === 'absent') return { status: 'other', words: 'the network has no such post' };
  const found = finding.refs[0];
  return found?.id === ref.id ? { status: 'same' } : { status: 'other', words: `that is ${found?.url ?? 'another'}` };
}

function readVerdict({ posted, notPosted }: Options): Verdict {
  if (typeof posted === 'string' && notPosted === undefined) return { posted };
  if (notPosted === true && posted === undefined) return { notPosted };
  throw new UsageError('Say what you found: --posted <id or url>, or --not-posted.');
}

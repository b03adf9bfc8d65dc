import { answer, type App, openApp, type Options } from '../app.ts';
import { missingKeys } from '../config.ts';
import { command } from '../core/command.ts';
import {
  type BatchRecord,
  isFinished,
  type PostRef,
  putThread,
  wordsOfRefusal,
  type Resolution,
  resolve,
  type ThreadRecord,
  type Verdict,
} from '../core/record.ts';
import { FailedError, UsageError } from '../errors.ts';
import { examples } from '../networks/help.ts';
import type { Account, Network, Sighting } from '../networks/network.ts';
import { placeOf } from '../publish/publish-run.ts';
import { findRecords } from '../run/select-week.ts';
import type { World } from '../world.ts';

/** `resolve <week>`: records what a person found out about a post in doubt, once the network has shown that post. */
export async function run([typed = '']: readonly string[], options: Options, given: World): Promise<number> {
  const verdict = readVerdict(options);
  const app = openApp(options, given);
  const { config, world } = app;
  const [id, ...others] = config.networks;
  if (id === undefined || others.length > 0) throw new UsageError(`Say which network is meant: --to ${examples.one}`);
  return await app.useJournal(async (journal) => {
    const [record] = findRecords(journal.state(), typed, [id]);
    if (!record || isFinished(record))
      throw new UsageError(`${typed} on ${id} is not in doubt: there is nothing to resolve.`);
    const network = await app.network(id);
    const { urlOf, idAt } = network;
    const resolution = resolve(record, verdict, world.clock.now().toISOString(), {
      urlOf: urlOf && ((post) => urlOf(post, record.account)),
      idAt: idAt && ((address) => idAt(address, record.account)),
    });
    if (resolution.status === 'problem') throw new UsageError(resolution.words);
    if (options.trust !== true) await expectSame(record, resolution, network, app);
    await journal.save((state) => putThread(state, resolution.record));
    const { week } = record;
    const next = command('post', record);
    const found = { week, network: id, resolved: verdict, next };
    answer(app, options, found, `${id}: ${week} is settled. To go on: ${next}`);
    return 0;
  });
}

const TRUST = 'Nothing was changed. If you are sure, add --trust, and it is taken without being looked up.';

/** Looks the post up that a person named: a wrong one would be answered by the rest of the thread, and could not be mended.
 *  @throws UsageError if it is another post; FailedError if the network does not show it */
async function expectSame(
  record: ThreadRecord,
  { batch, refs: [ref] }: Extract<Resolution, { readonly status: 'resolved' }>,
  network: Network,
  { config }: App,
): Promise<void> {
  if (!ref) return;
  const missing = missingKeys(config, record.network);
  if (missing.length > 0)
    throw new UsageError(`To look ${ref.url} up, ${record.network} needs ${missing.join(', ')}. ${TRUST}`);
  const connection = await network.connect();
  if (connection.status === 'refused')
    throw new FailedError(`${ref.url} could not be looked up: ${wordsOfRefusal(connection.refusal)} ${TRUST}`);
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
  const [found] = finding.refs;
  return found?.id === ref.id ? { status: 'same' } : { status: 'other', words: `that is ${found?.url ?? 'another'}` };
}

function readVerdict({ posted, notPosted }: Options): Verdict {
  if (typeof posted === 'string' && notPosted === undefined) return { posted };
  if (notPosted === true && posted === undefined) return { notPosted };
  throw new UsageError('Say what you found: --posted <id or url>, or --not-posted.');
}

import { putThread } from '../core/records.ts';
import { resolve, type Verdict } from '../core/resolve.ts';
import { isFinished } from '../core/thread-state.ts';
import { UsageError } from '../errors.ts';
import { createNetwork } from '../networks/index.ts';
import type { World } from '../world.ts';
import { findRecords } from './find-records.ts';
import { type Options, setUp } from './set-up.ts';
import { withJournal } from './with-journal.ts';

/** `resolve <week>`: records what a person found out about a post in doubt. Sends nothing. */
export async function run([week = '']: readonly string[], options: Options, given: World): Promise<number> {
  const verdict = readVerdict(options);
  const ready = setUp(options, given);
  const { config, tools, world } = ready;
  const [id, ...others] = config.networks;
  if (id === undefined || others.length > 0) throw new UsageError('Say which network is meant: --to x');
  return await withJournal(ready, async (journal) => {
    const record = findRecords(journal.state(), week, [id])[0];
    if (!record || isFinished(record))
      throw new UsageError(`${week} on ${id} is not in doubt: there is nothing to resolve.`);
    const network = await createNetwork(id, config, tools);
    const { urlOf, idAt } = network;
    const resolution = resolve(record, verdict, tools.clock.now().toISOString(), {
      urlOf: urlOf && ((post) => urlOf(post, record.account)),
      idAt: idAt && ((address) => idAt(address, record.account)),
    });
    if (resolution.status === 'problem') throw new UsageError(resolution.words);
    await journal.save((state) => putThread(state, resolution.record));
    const next = `weekthread post ${record.week} --to ${id}`;
    if (options.json)
      world.out(`${JSON.stringify({ week: record.week, network: id, resolved: verdict, next }, null, 2)}\n`);
    else world.out(`${id}: ${record.week} is settled. To go on: ${next}\n`);
    return 0;
  });
}

function readVerdict({ posted, notPosted }: Options): Verdict {
  if (typeof posted === 'string' && notPosted === undefined) return { posted };
  if (notPosted === true && posted === undefined) return { notPosted };
  throw new UsageError('Say what you found: --posted <id or url>, or --not-posted.');
}

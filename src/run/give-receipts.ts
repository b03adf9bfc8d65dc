import type { Edition } from '../core/list.ts';
import { type Ending, exitCodeOf, newsOf, receiptOf } from '../ending.ts';
import { FailedError } from '../errors.ts';
import { tell } from '../notify.ts';
import { drawReceipt } from '../render/receipt.ts';
import type { Run } from '../run-plan.ts';

/** Prints what happened on each network, tells NOTIFY_URL, and gives the exit code.
 *  @throws FailedError if nothing was begun */
export async function giveReceipts(
  { week, heading }: Pick<Edition, 'week' | 'heading'>,
  endings: readonly Ending[],
  { json }: { readonly json: boolean },
  { app, journal }: Run,
): Promise<number> {
  const declined = endings.find(({ status }) => status === 'declined');
  if (declined) throw new FailedError(declined.words ?? '');
  const { world, paper } = app;
  const receipts = endings.map(receiptOf);
  const lines = endings.map((ending) => drawReceipt(receiptOf(ending), ending.ms, paper));
  world.out(
    json
      ? `${JSON.stringify({ week, heading, networks: receipts }, null, 2)}\n`
      : `${paper.ink.bold(heading)}\n${lines.join('\n')}\n`,
  );
  await tell(endings.flatMap(newsOf), journal, app);
  return exitCodeOf(endings);
}

import type { App } from '../app.ts';
import type { Edition } from '../core/list.ts';
import { MINUTE_MS, momentWords } from '../core/moment.ts';
import type { NetworkId } from '../core/thread.ts';
import { type Ending, exitCodeOf, newsOf, receiptOf } from '../ending.ts';
import { FailedError } from '../errors.ts';
import { tell } from '../notify.ts';
import type { PublishEvent } from '../publish.ts';
import { drawReceipt } from '../render/receipt.ts';
import { duration } from '../render/words.ts';
import type { Run } from './plan-run.ts';

/** Prints what happened on each network, tells NOTIFY_URL, and gives the exit code.
 *  @throws FailedError if nothing was begun */
export async function giveReceipts(
  { week, heading }: Pick<Edition, 'week' | 'heading'>,
  endings: readonly Ending[],
  { json }: { readonly json: boolean },
  { app, journal }: Run,
): Promise<number> {
  const declined = endings.find(({ status }) => status === 'declined');
  if (declined) throw new FailedError(declined.happened ?? '');
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

/** Logs what happens while a thread is posted or deleted. */
export const logProgress =
  (network: NetworkId, { world, log, config }: App) =>
  (event: PublishEvent): void => {
    const write = event.kind === 'waiting' || event.kind === 'warning' ? log.warn : log.info;
    write(wordsOf(network, event, (at) => waitWords(at, world.clock.now(), config.timezone)));
  };

function wordsOf(network: NetworkId, event: PublishEvent, until: (at: string) => string): string {
  switch (event.kind) {
    case 'sent':
    case 'adopted': {
      const how = event.kind === 'adopted' ? ' (it was there already)' : '';
      return `${network}: ${event.posted}/${event.of} posted${how}  ${event.refs.at(-1)?.url ?? ''}`;
    }
    case 'waiting':
      return `${network}: waiting ${until(event.until)}: ${event.words}`;
    case 'warning':
      return `${network}: ${event.words}`;
    case 'removed':
      return `${network}: removed, ${event.left} left`;
  }
}

/** Moments are shown to the minute: a wait of a few minutes says how long it is. */
const SHORT_WAIT_MS = 5 * MINUTE_MS;

function waitWords(until: string, now: Date, zone: string): string {
  const waitMs = Date.parse(until) - now.getTime();
  return waitMs < SHORT_WAIT_MS ? duration(Math.max(0, waitMs)) : `until ${momentWords(until, zone)}`;
}

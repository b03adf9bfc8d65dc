import { TRIES, WAITS, wordsOfRefusal } from '../core/record.ts';
import type { Interrupted } from './outcome.ts';
import type { ConnectOutcome, Network } from '../networks/network.ts';
import type { PublishRun } from './publish-run.ts';

/** Logs in. A network that stumbles is asked again: nothing is sent by that, and the week should not wait for the next look. */
export async function connectPatiently(
  network: Pick<Network, 'id' | 'connect'>,
  { clock, stop, report }: Pick<PublishRun, 'clock' | 'stop' | 'report'>,
): Promise<ConnectOutcome | Interrupted> {
  for (let logins = 1; ; logins += 1) {
    if (stop.aborted) return { status: 'interrupted' };
    const outcome = await network.connect();
    if (outcome.status === 'connected') return outcome;
    const { retryAfterMs: waitMs = Infinity } = outcome.refusal;
    if (waitMs > WAITS.login || logins >= TRIES.logins) return outcome;
    const until = new Date(clock.now().getTime() + waitMs).toISOString();
    report({ kind: 'waiting', until, words: `logging in again: ${wordsOfRefusal(outcome.refusal)}` });
    await clock.sleep(waitMs, stop);
  }
}

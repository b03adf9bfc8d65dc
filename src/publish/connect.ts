import { TRIES, WAITS, wordsOfRefusal } from '../core/record.ts';
import type { Interrupted } from './outcome.ts';
import type { ConnectOutcome, Network } from '../networks/network.ts';
import { pause, type PublishRun } from './publish-run.ts';

/** Logs in. A network that stumbles is asked again: nothing is sent by that, and the week should not wait for the next look. */
export async function connectPatiently(
  network: Pick<Network, 'id' | 'connect'>,
  run: Pick<PublishRun, 'clock' | 'stop' | 'report'>,
): Promise<ConnectOutcome | Interrupted> {
  for (let logins = 1; ; logins += 1) {
    if (run.stop.aborted) return { status: 'interrupted' };
    const outcome = await network.connect();
    if (outcome.status === 'connected') return outcome;
    const { retryAfterMs: waitMs = Infinity } = outcome.refusal;
    if (waitMs > WAITS.login || logins >= TRIES.logins) return outcome;
    await pause(run, waitMs, `logging in again: ${wordsOfRefusal(outcome.refusal)}`);
  }
}

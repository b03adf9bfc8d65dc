import type { HttpResult } from './http.ts';
import type { NetworkTools } from './network.ts';

const pausesMs = [2000, 5000];

/** Asks a few times what does no harm when it is done twice, where the server stumbles or does not answer. */
export async function askAgain(
  ask: () => Promise<HttpResult>,
  { clock, abort }: Pick<NetworkTools, 'clock' | 'abort'>,
): Promise<HttpResult> {
  let result = await ask();
  for (const pauseMs of pausesMs) {
    if (!stumbled(result) || abort.aborted) return result;
    await clock.sleep(pauseMs, abort);
    result = await ask();
  }
  return result;
}

const stumbled = (result: HttpResult): boolean =>
  result.status === 'lost' || (result.status === 'answered' && result.code >= 500);

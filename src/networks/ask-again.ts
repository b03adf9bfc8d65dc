import type { HttpResult } from './http.ts';
import type { NetworkTools } from './network.ts';

const pausesMs = [2000, 5000];

/** Asks a few times what does no harm when it is done twice, where the server stumbles, or its answer is lost. */
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

/** Half an answer, an empty one or a page of somebody on the way say as little as none. */
const stumbled = (result: HttpResult): boolean =>
  result.status === 'lost' ||
  (result.status === 'answered' && (result.code >= 500 || (result.code < 300 && result.json === undefined)));

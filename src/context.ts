import type { Config } from './config.ts';
import type { Edition } from './core/list.ts';
import type { Store } from './journal/port.ts';
import type { NetworkTools } from './networks/network.ts';

/** The settings and tools of a run. */
export interface Context {
  readonly config: Config;
  readonly tools: NetworkTools;
  /** Where the journal is kept. */
  readonly store: Store;
  /** Aborts when no new request may be begun. */
  readonly stop: AbortSignal;
  /** The folder for copies of lists from the web. */
  readonly cacheFolder: string;
  /** Draws the picture of a week, as PNG. */
  readonly drawCard: (edition: Edition) => Promise<Uint8Array>;
}

import type { Config } from './config.ts';
import type { Edition } from './core/edition.ts';
import type { NetworkTools } from './networks/network.ts';

/** What a run is given: its settings and its tools. */
export interface Context {
  readonly config: Config;
  readonly tools: NetworkTools;
  /** Aborts when no new request may be begun. */
  readonly stop: AbortSignal;
  /** Where copies of lists from the web are kept. */
  readonly cacheFolder: string;
  /** Draws the picture of a week, as PNG. */
  readonly drawCard: (edition: Edition) => Promise<Uint8Array>;
}

import type { Config } from './config.ts';
import type { Edition, Section } from './core/edition.ts';
import type { NetworkId, PostRules } from './core/rules.ts';
import type { Thread } from './core/thread.ts';
import type { NetworkTools } from './networks/network.ts';
import { composeThread } from './core/compose.ts';
import { outline, type Outline } from './core/outline.ts';
import { createNetwork } from './networks/index.ts';
import { readSource, type SourceReading } from './source/source.ts';

/** What a run is given: its settings and its tools. */
export interface Context {
  readonly config: Config;
  readonly tools: NetworkTools;
  /** Aborts when no new request may be begun. */
  readonly stop: AbortSignal;
  /** Where copies of lists from the web are kept. */
  readonly cacheFolder: string;
}

/** source ──read──▶ markdown ──outline──▶ sections */
export async function readList(context: Context): Promise<SourceReading & Outline> {
  const { config, tools, cacheFolder, stop } = context;
  const { clock, fetch } = tools;
  const reading = await readSource(config.listSource, {
    fetch,
    cacheFolder,
    timeoutMs: 30_000,
    signal: stop,
    now: clock.now,
  });
  return { ...reading, ...outline(reading.documents) };
}

/** section ──parse──▶ edition. The parser is loaded when the first week is wanted. */
export async function readEditions(sections: readonly Section[]): Promise<readonly Edition[]> {
  const { parseSection } = await import('./core/parse.ts');
  return sections.map(parseSection);
}

export interface Composed {
  readonly rules: PostRules;
  readonly thread: Thread;
}

/** edition ──compose──▶ a thread for each network. `ask`: the servers may be asked for their limits. */
export async function composeThreads(
  edition: Edition,
  networks: readonly NetworkId[],
  context: Context,
  ask = false,
): Promise<readonly Composed[]> {
  return await Promise.all(
    networks.map(async (id) => {
      const network = await createNetwork(id, context.config, context.tools);
      const rules = await network.rules(ask);
      return { rules, thread: composeThread(edition, rules, composeSettings(context.config)) };
    }),
  );
}

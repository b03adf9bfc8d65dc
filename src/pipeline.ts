import type { Config } from './config.ts';
import { composeThread } from './core/compose.ts';
import type { Edition, Section } from './core/edition.ts';
import { outline, type Outline } from './core/outline.ts';
import type { NetworkId, PostRules } from './core/rules.ts';
import type { Thread } from './core/thread.ts';
import type { Job, JobOutcome, JobTools } from './job.ts';
import { createNetwork, defaultRules } from './networks/index.ts';
import type { NetworkTools } from './networks/network.ts';
import { readSource, type SourceReading } from './source/source.ts';

/** What a run is given: its settings and its tools. */
export interface Context {
  readonly config: Config;
  readonly tools: NetworkTools;
  /** Aborts when no new request may be begun. */
  readonly stop: AbortSignal;
  /** Where copies of lists from the web are kept. */
  readonly cacheFolder: string;
  /** Draws the picture of a week. */
  readonly drawCard: (edition: Edition) => Promise<Uint8Array>;
}

/** source ──read──▶ markdown ──outline──▶ the weeks' sections, newest first. */
export async function readList(context: Context): Promise<SourceReading & Outline> {
  const { config, tools, cacheFolder, stop } = context;
  const { clock, fetch } = tools;
  const io = { fetch, cacheFolder, timeoutMs: 30_000, signal: stop, now: clock.now };
  const reading = await readSource(config.listSource, io);
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

/** edition ──compose──▶ a thread for each network. `ask`: the servers are asked for their limits. */
export async function composeThreads(edition: Edition, networks: readonly NetworkId[], context: Context, ask: boolean): Promise<readonly Composed[]> {
  return await Promise.all(
    networks.map(async (id) => {
      const rules = ask ? await (await createNetwork(id, context.config, context.tools)).rules(true) : await defaultRules(id);
      return { rules, thread: composeThread(edition, rules, await composeSettings(edition, rules, context.config)) };
    }),
  );
}

/** thread ──freeze──▶ batches ──publish──▶ post refs, on one network after the other: each gets its chance. */
export async function publishJobs(jobs: readonly Job[], tools: JobTools, context: Context): Promise<readonly (readonly [Job, JobOutcome])[]> {
  const { runJob } = await import('./job.ts');
  const ended: (readonly [Job, JobOutcome])[] = [];
  for (const job of jobs) ended.push([job, await runJob(job, tools, context)]);
  return ended;
}

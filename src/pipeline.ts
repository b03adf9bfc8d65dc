import { type Config, networkOf, threadSettings } from './config.ts';
import type { App } from './app.ts';
import { cardAlt } from './core/card.ts';
import {
  type ComposeSettings,
  composeThread,
  costWithLinksLast,
  defaultWords,
  type NetworkId,
  type PostRules,
  type Thread,
} from './core/thread.ts';
import type { ListTools } from './core/schedule.ts';
import {
  type Edition,
  type Section,
  outline,
  type Outline,
  filesNear,
  parseWeekQuery,
  selectSection,
} from './core/list.ts';
import { weekEnd } from './core/week.ts';
import type { Ended, Job, JobTools } from './job.ts';
import type { SourceReading } from './source/source.ts';

/** source ──read──▶ markdown ──outline──▶ the sections of weeks, newest first */
export async function readList(app: App): Promise<SourceReading & Outline> {
  return await readFrom(app, (files) => files);
}

/** As much of the list as one week needs: of many files with dates in their names those near it; all if it is not among them. */
export async function readListFor(typed: string, app: App): Promise<SourceReading & Outline> {
  const query = parseWeekQuery(typed);
  if (query.kind === 'problem' || typed === 'all') return await readList(app);
  const day = query.kind === 'latest' ? undefined : query.kind === 'day' ? query.day : weekEnd(query.week);
  const part = await readFrom(app, (files) => filesNear(files, day));
  return selectSection(part.sections, query).status === 'found' ? part : await readList(app);
}

async function readFrom(
  app: App,
  pick: (files: readonly string[]) => readonly string[],
): Promise<SourceReading & Outline> {
  const reading = await app.readSource(pick);
  const found = outline(reading.documents);
  if (found.sections.every(({ datesFrom, isDay }) => datesFrom === 'heading' && !isDay))
    return { ...reading, ...found };
  const { onlyLists } = await import('./core/list.ts');
  return { ...reading, ...found, sections: onlyLists(found.sections) };
}

/** The parser, loaded only when a week is wanted, and the hash that tells whether an entry was edited. */
export async function listTools({ part }: Pick<Config, 'part'>): Promise<ListTools> {
  const { countEntries, parseSection, readSection } = await import('./core/list.ts');
  const { lintWeek } = await import('./core/lint.ts');
  const { hashText } = await import('./hash.ts');
  const check = (section: Section): string | undefined => {
    const error = lintWeek(readSection(section)).find(({ severity }) => severity === 'error');
    return error && `${error.file}:${error.line} ${error.message}`;
  };
  return {
    parse: (section) => parseSection(section, part),
    hash: hashText,
    count: (section) => countEntries(section, part),
    check,
  };
}

/** section ──parse──▶ edition */
export async function readEditions(
  sections: readonly Section[],
  config: Pick<Config, 'part'>,
): Promise<readonly Edition[]> {
  const { parseSection } = await import('./core/list.ts');
  return sections.map((section) => parseSection(section, config.part));
}

/** Whether a network's server is asked for its rules, and with what patience. */
export type Asking = 'patiently' | 'quickly' | 'no';

/** A network's rules: asked of its server, or its defaults. */
export async function rulesOf(id: NetworkId, app: App, ask: Asking): Promise<PostRules> {
  const { room } = networkOf(app.config, id);
  if (ask === 'no' || room.asksServer !== true) return await room.rules();
  const network = await app.network(id);
  return await network.rules(true, ask === 'quickly' ? QUICK_MS : undefined);
}
/** What is only shown must not keep a person waiting. */
const QUICK_MS = 5_000;

/** edition ──compose──▶ thread; `why`: each post says why its text was chosen */
export const compose = (edition: Edition, rules: PostRules, config: Config, why = false): Thread =>
  composeThread(edition, rules, { ...settingsOf(edition, rules, config), why });

/** What a thread would cost with its links at the end, in USD. */
export const priceWithLinksLast = (edition: Edition, rules: PostRules, config: Config): number =>
  costWithLinksLast(edition, rules, settingsOf(edition, rules, config));

/** What the operator says of a thread on one network. */
export function settingsOf(edition: Edition, rules: PostRules, config: Config): ComposeSettings {
  const chosen = threadSettings(config, rules.network);
  const hasCard = chosen.hasCard && rules.altLimit !== null;
  const alt = hasCard ? { alt: cardAlt(edition, rules.altLimit, chosen.language) } : {};
  return { ...defaultWords(rules), ...chosen, listUrl: config.listUrl, ...alt };
}

/** thread ──freeze──▶ batches ──publish──▶ post refs, network by network: a failure on one stops no other */
export async function publish(jobs: readonly Job[], tools: JobTools, app: App): Promise<readonly Ended[]> {
  const { runJob } = await import('./job.ts');
  const ended: Ended[] = [];
  for (const job of jobs) ended.push(await runJob(job, tools, app));
  return ended;
}

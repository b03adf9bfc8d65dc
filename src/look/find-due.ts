import { command } from '../core/command.ts';
import type { App } from '../app.ts';
import { aboutThread, type JournalState, stateOf, TRIES } from '../core/record.ts';
import { type Alarm, decideDue, type Due, type LookReason } from '../core/schedule.ts';
import { compareNewestFirst } from '../core/week.ts';
import { type Ending, tryWords } from '../ending.ts';
import { listed } from '../render/words.ts';
import type { Run } from '../run/plan-run.ts';
import { type List, listTools, readList } from '../run/read-list.ts';

/** Decides what is due now; nothing of it is recorded. */
export async function findDue(
  { sections, isStale }: Pick<List, 'sections' | 'isStale'>,
  journal: JournalState,
  { config, world }: App,
): Promise<Due> {
  const { listName: source, networks, maxAgeDays, maxPosts } = config;
  const now = world.clock.now();
  const tools = await listTools(config);
  return decideDue({
    ...tools,
    sections,
    journal,
    source,
    networks,
    now,
    maxAgeDays,
    maxPosts,
    isStale: isStale === true,
  });
}

/** What reading the list gave a look. */
export interface DueReading {
  /** Absent if there was no list to decide on. */
  readonly due?: Due;
  /** Why the list must be read again soon. */
  readonly trouble?: string;
  readonly alarms: readonly Alarm[];
}

/** Reads the list and decides what is due. A list that cannot be read is a result too: the look reports it and is repeated. */
export async function readDue(
  { app, journal }: Run,
  reason: LookReason,
  log: (line: string) => void,
): Promise<DueReading> {
  const lost = (trouble: 'empty' | 'unreadable', words: string): DueReading => {
    log(words);
    return { trouble: words, alarms: [{ matter: { kind: 'list', trouble }, kind: 'alarm', text: words }] };
  };
  try {
    const list = await readList(app);
    list.warnings.forEach(log);
    if (list.sections.length === 0) return lost('empty', emptyWords(journal.state(), app.config.listName));
    const due = await findDue(list, journal.state(), app);
    if (due.old.length > 0) log(firstLookWords(due));
    if (list.isStale !== true) return { due, alarms: [] };
    const text = list.warnings.join(' ');
    return {
      due,
      trouble: text,
      alarms: isNews(journal, reason) ? [{ matter: { kind: 'list', trouble: 'stale' }, kind: 'failed', text }] : [],
    };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return app.world.stop.aborted ? { trouble: error.message, alarms: [] } : lost('unreadable', error.message);
  }
}

/** What a person must hear of a list without weeks. */
export function emptyWords({ memory }: Pick<JournalState, 'memory'>, listName: string): string {
  const known = memory.sources.find(({ source }) => source === listName)?.newest;
  return known
    ? `The list has no weeks any more; its newest was ${known.week}. It may have moved: look at LIST_SOURCE.`
    : `No week was found in the list. ${command('lint')} says what it holds; LIST_SOURCE says where it is.`;
}

/** A look that a person asked for is not repeated by itself, so they hear of a stale list at once. */
const isNews = (journal: Run['journal'], reason: LookReason): boolean =>
  reason === 'asked' || (journal.state().memory.retry?.failures ?? 0) >= TRIES.staleLooks;

function firstLookWords({ old }: Due): string {
  const networks = [...new Set(old.map(({ network }) => network))];
  const weeks = new Set(old.map(({ week }) => week)).size;
  return `The first look at this list for ${networks.join(', ')}: weeks before the newest are old (${weeks}) and are not posted by themselves.`;
}

/** What came of a look, in one line; where nothing was posted, why. `trouble`: why the list could not be used. */
export function lookWords(
  {
    tried,
    due,
    isInterrupted,
  }: { readonly tried: readonly Ending[]; readonly due?: Due; readonly isInterrupted: boolean },
  { threads }: Pick<JournalState, 'threads'>,
  trouble?: string,
): string {
  if (tried.length > 0) return `${tried.map((ending) => aboutThread(ending, tryWords(ending))).join('. ')}.`;
  if (isInterrupted) return 'Nothing was posted: the look was stopped; it is made again at the next start.';
  if (!due) return `Nothing was posted: ${trouble ?? 'there was no list'}`;
  const open = due.begun.map(({ record }) => `the thread of ${record.week} on ${record.network} needs a person`);
  const unfinished = due.waiting.map(({ week, words }) => `${week} ${words}`);
  const late = due.missed.map(({ week, network }) => `${week} came too late for ${network}`);
  const reasons = [...open, ...unfinished, ...late];
  return reasons.length > 0
    ? `Nothing was posted: ${listed(reasons)}.`
    : `Nothing is due: ${settledWords(due, threads)}.`;
}

/** Why nothing is left to do: the newest week is up, was taken back, or is older than the bot. */
function settledWords({ memory: { newest } }: Due, threads: JournalState['threads']): string {
  if (!newest) return 'the list has no week that has ended';
  const own = threads.filter(({ week, aliases }) => week === newest.week || aliases.includes(newest.week));
  if (own.length === 0) {
    const [last] = threads.map(({ week }) => week).sort(compareNewestFirst);
    return `the newest week, ${newest.week}, is not due${last === undefined ? '' : `; the last one posted is ${last}`}`;
  }
  const where = own.map((one) => `${stateOf(one) === 'rolled-back' ? 'taken back' : 'posted'} on ${one.network}`);
  return `the newest week, ${newest.week}, is ${listed(where)} already`;
}

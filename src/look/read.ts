import { type Alarm, decideDue, type Due, type LookReason } from '../core/schedule.ts';
import type { JournalState } from '../core/record.ts';
import type { LookPorts } from './ports.ts';

/** What reading the list gave. */
export interface DueReading {
  /** Absent if there was no list to decide on. */
  readonly due?: Due;
  /** Why the list must be read again soon. */
  readonly trouble?: string;
  readonly alarms: readonly Alarm[];
}

/** Reads the list and decides what is due. A list that cannot be read is a result too: the look reports it and is repeated. */
export async function readDue(ports: LookPorts, now: Date, reason: LookReason): Promise<DueReading> {
  const { settings, journal } = ports;
  try {
    const { sections, warnings, isStale = false } = await ports.readList();
    warnings.forEach(ports.log);
    if (sections.length === 0) return unreadable(ports, 'empty', emptyWords(journal.state(), settings.listName));
    const tools = await ports.loadParser();
    const due = decideDue({
      ...tools,
      sections,
      journal: journal.state(),
      source: settings.listName,
      ...settings,
      now,
      isStale,
    });
    if (due.old.length > 0) ports.log(firstLookWords(due));
    return isStale ? { due, ...stale(ports, warnings.join(' '), reason) } : { due, alarms: [] };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (ports.stop.aborted) return { trouble: error.message, alarms: [] };
    return unreadable(ports, 'unreadable', error.message);
  }
}

function unreadable(ports: LookPorts, trouble: 'empty' | 'unreadable', words: string): DueReading {
  ports.log(words);
  return { trouble: words, alarms: [{ matter: { kind: 'list', trouble }, kind: 'alarm', text: words }] };
}

/** What a person must hear of a list without weeks. */
export function emptyWords({ memory }: Pick<JournalState, 'memory'>, listName: string): string {
  const known = memory.sources.find(({ source }) => source === listName)?.newest;
  return known
    ? `The list has no weeks any more; its newest was ${known.week}. It may have moved: look at LIST_SOURCE.`
    : 'No week was found in the list. weekthread lint says what it holds; LIST_SOURCE says where it is.';
}

/** After so many failed looks, about an hour, a person hears that an earlier copy is used. */
const MANY_FAILURES = 3;

/** A look that a person asked for is not repeated by itself, so they hear of a stale list at once. */
function stale({ journal }: LookPorts, words: string, reason: LookReason): Pick<DueReading, 'trouble' | 'alarms'> {
  const failures = journal.state().memory.retry?.failures ?? 0;
  const isNews = reason === 'asked' || failures >= MANY_FAILURES;
  return {
    trouble: words,
    alarms: isNews ? [{ matter: { kind: 'list', trouble: 'stale' }, kind: 'failed', text: words }] : [],
  };
}

function firstLookWords({ old }: Due): string {
  const networks = [...new Set(old.map(({ network }) => network))];
  const weeks = new Set(old.map(({ week }) => week)).size;
  return `The first look at this list for ${networks.join(', ')}: weeks before the newest are old (${weeks}) and are not posted by themselves.`;
}

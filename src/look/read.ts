import type { Alarm } from '../core/alarms.ts';
import { decideDue, type Due } from '../core/due.ts';
import type { LookReason } from '../core/schedule/look.ts';
import type { LookPorts } from './ports.ts';

/** What the list gave. */
export interface DueReading {
  /** Absent where there is nothing to decide on. */
  readonly due?: Due;
  /** Why the list must be read again soon. */
  readonly trouble?: string;
  readonly alarms: readonly Alarm[];
}

/** Reads the list and decides. An unreadable list is a reading, too: it is remembered, told, and tried again. */
export async function readDue(ports: LookPorts, now: Date, reason: LookReason): Promise<DueReading> {
  const { settings, journal } = ports;
  try {
    const { sections, warnings, isStale = false } = await ports.readList();
    warnings.forEach(ports.log);
    if (sections.length === 0) return unreadable(ports, 'empty', emptyWords(ports));
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

function unreadable(ports: LookPorts, what: string, words: string): DueReading {
  ports.log(words);
  return { trouble: words, alarms: [{ matter: `list ${what}`, kind: 'alarm', text: words }] };
}

function emptyWords({ journal, settings: { listName } }: LookPorts): string {
  const known = journal.state().memory.sources.find(({ source }) => source === listName)?.newest;
  return known
    ? `The list has no weeks any more; its newest was ${known.week}. It may have moved: look at LIST_SOURCE.`
    : 'No week was found in the list. weekthread lint says what it holds; LIST_SOURCE says where it is.';
}

/** A copy is good for an hour or so. */
const MANY_FAILURES = 3;

/** A look that was asked for is not tried again by itself: a person hears of it at once. */
function stale({ journal }: LookPorts, words: string, reason: LookReason): Pick<DueReading, 'trouble' | 'alarms'> {
  const failures = journal.state().memory.retry?.failures ?? 0;
  const isNews = reason === 'asked' || failures >= MANY_FAILURES;
  return { trouble: words, alarms: isNews ? [{ matter: 'list stale', kind: 'failed', text: words }] : [] };
}

function firstLookWords({ old }: Due): string {
  const networks = [...new Set(old.map(({ network }) => network))];
  const weeks = new Set(old.map(({ week }) => week)).size;
  return `The first look at this list for ${networks.join(', ')}: weeks before the newest are old (${weeks}) and are not posted by themselves.`;
}

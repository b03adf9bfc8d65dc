import type { Alarm } from '../core/alarms.ts';
import { decideDue, type Due } from '../core/due.ts';
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
export async function readDue(ports: LookPorts, now: Date): Promise<DueReading> {
  const { settings, journal } = ports;
  try {
    const { sections, warnings, isStale } = await ports.readList();
    warnings.forEach(ports.log);
    if (sections.length === 0) return unreadable(ports, 'empty', emptyWords(ports));
    const tools = await ports.loadParser();
    const due = decideDue({
      ...tools,
      sections,
      journal: journal.state(),
      source: settings.listSource,
      ...settings,
      now,
    });
    return isStale ? { due, ...stale(ports, warnings.join(' ')) } : { due, alarms: [] };
  } catch (error) {
    if (ports.stop.aborted || !(error instanceof Error)) throw error;
    return unreadable(ports, 'unreadable', error.message);
  }
}

function unreadable(ports: LookPorts, what: string, words: string): DueReading {
  ports.log(words);
  return { trouble: words, alarms: [{ matter: `list ${what}`, kind: 'alarm', text: words }] };
}

function emptyWords({ journal, settings: { listSource } }: LookPorts): string {
  const known = journal.state().memory.sources.find(({ source }) => source === listSource)?.newest;
  return known
    ? `The list has no weeks any more; its newest was ${known.week}. It may have moved: look at LIST_SOURCE.`
    : 'No week was found in the list. weekthread lint says what it holds; LIST_SOURCE says where it is.';
}

/** A copy is good for an hour or so. */
const MANY_FAILURES = 3;

function stale({ journal }: LookPorts, words: string): Pick<DueReading, 'trouble' | 'alarms'> {
  const failures = journal.state().memory.retry?.failures ?? 0;
  return {
    trouble: words,
    alarms: failures < MANY_FAILURES ? [] : [{ matter: 'list stale', kind: 'failed', text: words }],
  };
}

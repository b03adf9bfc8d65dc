import type { Alarm } from './alarms.ts';
import { type Matter, type Notice, type SchedulerMemory, type Told, isSameMatter, matterText } from '../record.ts';

/** So many notices are kept for a webhook that does not answer. */
const MOST_KEPT = 50;

/**
 * Tells what was not told yet. A matter that no longer holds is forgotten, so that it is told again should it come back.
 * @param isOpen whether a matter that this look did not see may still hold
 */
export function announce(
  memory: SchedulerMemory,
  alarms: readonly Alarm[],
  posted: readonly string[],
  now: Date,
  isOpen: (matter: Matter) => boolean,
): Pick<SchedulerMemory, 'told' | 'outbox'> {
  const at = now.toISOString();
  const held = new Map(alarms.map((alarm) => [matterText(alarm.matter), alarm]));
  const stillTold = memory.told.filter(({ matter }) => held.has(matterText(matter)) || isOpen(matter));
  const fresh = [...held.values()].filter(
    (alarm) => !stillTold.some(({ matter }) => isSameMatter(matter, alarm.matter)),
  );
  const told: readonly Told[] = [
    ...stillTold,
    ...fresh.map(({ matter, kind, text }) => ({ matter, at, ...(kind !== 'failed' && { text }) })),
  ];
  const notices: readonly Notice[] = [
    ...posted.map((text): Notice => ({ kind: 'posted', at, text })),
    ...fresh.map(({ kind, text }): Notice => ({ kind, at, text })),
  ];
  return { told, outbox: [...memory.outbox, ...notices].slice(-MOST_KEPT) };
}

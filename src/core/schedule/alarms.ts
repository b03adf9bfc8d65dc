import { command, resolveCommands } from '../command.ts';
import type { Begun, Due } from './due.ts';
import {
  type Matter,
  type Notice,
  type SchedulerMemory,
  type Told,
  isSameMatter,
  matterText,
  WAITS,
} from '../record.ts';
import { ageDays } from './due/view.ts';
import type { NetworkId } from '../thread.ts';
import type { Week } from '../week.ts';

const DAY_MS = 24 * 3_600_000;

/** Something that a person must hear of, once for as long as it holds. */
export interface Alarm {
  readonly matter: Matter;
  readonly kind: Extract<Notice['kind'], 'failed' | 'in-doubt' | 'alarm'>;
  readonly text: string;
}

/** All that a look finds wrong with the list and the journal, before it publishes anything. */
export function alarmsOf(due: Due, now: Date): readonly Alarm[] {
  return [...due.begun.flatMap(begunAlarm), ...alarmsOfList(due, now)];
}

/** All that a look finds wrong with the list: weeks that are missed, renamed, gone or waiting, and a list that stands still. */
export function alarmsOfList(due: Due, now: Date): readonly Alarm[] {
  const ofTime = due.isStale ? [] : [...shrunkAlarm(due), ...stalledAlarm(due, now), ...waitingAlarms(due, now)];
  return [...listAlarms(due), ...ofTime];
}

/** What an earlier copy of the list cannot tell: whether it still holds. */
export const needsFreshList = ({ kind }: Matter): boolean => ['shrunk', 'stalled', 'waiting', 'list'].includes(kind);

/** A thread that nobody but a person can go on with; none for one that the next look goes on with. */
export function begunAlarm({ week, network, next }: Begun): readonly Alarm[] {
  const name = `The thread of ${week} on ${network}`;
  if (next === 'resume') return [];
  const alarm = (text: string): readonly Alarm[] => [{ matter: { kind: next, network, week }, kind: 'alarm', text }];
  switch (next) {
    case 'in-doubt':
      return [inDoubt(network, week)];
    case 'refused':
      return alarm(
        `${name} is not posted whole: a post was refused for good. ${command('status')} shows the words; ${command('post', { week, network })} tries again.`,
      );
    case 'too-old':
      return alarm(
        `${name} is half posted and too old to go on by itself. ${command('post', { week, network })} finishes it; ${command('rollback', { week, network })} takes it back.`,
      );
    case 'rolling-back':
      return alarm(`${name} is half taken back. ${command('rollback', { week, network })} goes on.`);
  }
}

/** A post was sent, and nobody knows whether it is there. `words`: what the network said when it was asked. */
export function inDoubt(network: NetworkId, week: Week, words = ''): Alarm {
  const said = words === '' ? '' : ` ${words}`;
  const text = `The thread of ${week} on ${network} is in doubt: look on ${network} whether its last post is there.${said} Then: ${resolveCommands({ week, network }).posted}, or --not-posted.`;
  return { matter: { kind: 'in-doubt', network, week }, kind: 'in-doubt', text };
}

function listAlarms(due: Due): readonly Alarm[] {
  const missed = due.missed.map(({ week, network }): Alarm => {
    const text = `${week} came too late to be posted to ${network} by itself (MAX_AGE_DAYS). ${command('post', { week, network })} posts it.`;
    return { matter: { kind: 'missed', network, week }, kind: 'alarm', text };
  });
  const renamed = due.renamed
    .filter(({ isNew }) => !isNew)
    .map(({ week, network, of }): Alarm => {
      const text = `${week} is taken for ${of}, which was shown under these dates, but its links have changed. If it is another week: ${command('post', { week, network }, '--again')}.`;
      return { matter: { kind: 'renamed', network, week }, kind: 'alarm', text };
    });
  const blocked = due.blocked.map(({ week, network, reason }): Alarm => {
    const text = `${week} is not posted to ${network} by itself: it ${reason}. ${command('post', { week, network })} posts it.`;
    return { matter: { kind: 'blocked', network, week }, kind: 'alarm', text };
  });
  return [...missed, ...renamed, ...blocked];
}

function shrunkAlarm({ memory: { source, newest }, shrunkTo }: Due): readonly Alarm[] {
  if (!newest || shrunkTo === undefined) return [];
  const text = `The list no longer shows ${newest.week}: its newest week is now ${shrunkTo}. If the newer ones live elsewhere, add that to LIST_SOURCE.`;
  return [{ matter: { kind: 'shrunk', week: newest.week, source }, kind: 'alarm', text }];
}

function stalledAlarm({ memory: { source, newest }, shrunkTo }: Due, now: Date): readonly Alarm[] {
  if (!newest || shrunkTo !== undefined || now.getTime() - Date.parse(newest.since) <= WAITS.stalledList) return [];
  const text = `The list has not moved for ${WAITS.stalledList / DAY_MS} days: its newest week is still ${newest.week}, which ended ${ageDays(newest.week, now)} days ago. If it lives elsewhere now, set LIST_SOURCE.`;
  return [{ matter: { kind: 'stalled', week: newest.week, source }, kind: 'alarm', text }];
}

function waitingAlarms(due: Due, now: Date): readonly Alarm[] {
  return due.waiting
    .filter(({ since }) => now.getTime() - Date.parse(since) > WAITS.waitingWeek)
    .map(({ week, words }) => {
      const text = `${week} is not posted: it ${words}. Once the list is mended it is posted by itself; ${command('post', { week })} posts it as it is.`;
      return { matter: { kind: 'waiting', week }, kind: 'alarm', text };
    });
}

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

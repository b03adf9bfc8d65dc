import { command } from '../command.ts';
import type { Due } from './due.ts';
import type { BlockedWeek } from './due/held-back.ts';
import type { NetworkWeek } from './due/judge.ts';
import { DAY_MS } from '../moment.ts';
import {
  aboutThread,
  type Begun,
  isSameMatter,
  type Matter,
  type Notice,
  type SchedulerMemory,
  type Told,
  WAITS,
  wordsOfBegun,
} from '../record.ts';
import { ageDays } from '../week.ts';

/** Something that a person must hear of, once for as long as it holds. */
export interface Alarm {
  readonly matter: Matter;
  readonly kind: Extract<Notice['kind'], 'failed' | 'in-doubt' | 'alarm'>;
  readonly text: string;
}

/** All that a look finds wrong with the list and the journal, before it publishes anything. */
export const alarmsOf = (due: Due, now: Date, zone: string): readonly Alarm[] => [
  ...due.begun.flatMap((begun) => begunAlarm(begun, zone)),
  ...alarmsOfList(due, now),
];

const alarm = (matter: Matter, text: string): Alarm => ({ matter, kind: 'alarm', text });

/** What an earlier copy of the list cannot tell: whether it still holds. */
export const needsFreshList = ({ kind }: Matter): boolean => ['shrunk', 'stalled', 'waiting', 'list'].includes(kind);

/** A thread that nobody but a person can go on with; none for one that the next look goes on with. */
function begunAlarm({ record, next }: Begun, zone: string): readonly Alarm[] {
  if (next === 'resume') return [];
  const { network, week } = record;
  const text = aboutThread(record, wordsOfBegun({ record, next }, zone));
  return [{ matter: { kind: next, network, week }, kind: next === 'in-doubt' ? next : 'alarm', text }];
}

/** All that a look finds wrong with the list: weeks that are missed, renamed, gone or waiting, and a list that stands still. */
export const alarmsOfList = (due: Due, now: Date): readonly Alarm[] => [
  ...due.missed.map((one) =>
    weekAlarm('missed', one, `It came too late to be posted by itself (MAX_AGE_DAYS). ${posts(one)}`),
  ),
  ...due.altered.map((one) => {
    const words = `It is taken for ${one.of}, which was shown under these dates, but its links have changed.`;
    return weekAlarm('renamed', one, `${words} If it is another week: ${command('post', one, '--again')}.`);
  }),
  ...due.blocked.map((one) => weekAlarm('blocked', one, wordsOfBlocked(one))),
  ...(due.isStale ? [] : [...newestAlarm(due, now), ...waitingAlarms(due, now)]),
];

/** Why a week waits for a person, and what to type. */
export const wordsOfBlocked = (one: BlockedWeek): string =>
  `It is not posted by itself: it ${one.reason}. ${posts(one)}`;
const posts = (one: NetworkWeek): string => `${command('post', one)} posts it.`;

const weekAlarm = (kind: 'missed' | 'renamed' | 'blocked', one: NetworkWeek, words: string): Alarm =>
  alarm({ kind, network: one.network, week: one.week }, aboutThread(one, words));

/** The newest week is gone, or has been the newest for too long. */
function newestAlarm({ memory: { source, newest }, shrunkTo }: Due, now: Date): readonly Alarm[] {
  if (!newest) return [];
  const { week, since } = newest;
  if (shrunkTo !== undefined) {
    const text = `The list no longer shows ${week}: its newest week is now ${shrunkTo}. If the newer ones live elsewhere, add that to LIST_SOURCE.`;
    return [alarm({ kind: 'shrunk', week, source }, text)];
  }
  if (now.getTime() - Date.parse(since) <= WAITS.stalledList) return [];
  const text = `The list has not moved for ${WAITS.stalledList / DAY_MS} days: its newest week is still ${week}, which ended ${ageDays(week, now)} days ago. If it lives elsewhere now, set LIST_SOURCE.`;
  return [alarm({ kind: 'stalled', week, source }, text)];
}

const waitingAlarms = ({ waiting }: Due, now: Date): readonly Alarm[] =>
  waiting
    .filter(({ since }) => now.getTime() - Date.parse(since) > WAITS.waitingWeek)
    .map(({ week, words }) => {
      const text = `${week} is not posted: it ${words}. Once the list is mended it is posted by itself; ${command('post', { week })} posts it as it is.`;
      return alarm({ kind: 'waiting', week }, text);
    });

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
  const isHeld = ({ matter }: Told): boolean => alarms.some((alarm) => isSameMatter(alarm.matter, matter));
  const stillTold = memory.told.filter((one) => isHeld(one) || isOpen(one.matter));
  const fresh = alarms.filter((alarm) => !stillTold.some(({ matter }) => isSameMatter(matter, alarm.matter)));
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

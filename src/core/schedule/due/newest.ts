import type { Renamed } from './judge.ts';
import { isAhead, type ListView } from './view.ts';
import type { SourceMemory } from '../../record.ts';
import { addDays, compareNewestFirst, weekEnd, type Week } from '../../week.ts';

export interface Newest extends Pick<SourceMemory, 'newest'> {
  /** What is the newest now, where a newer one was listed before. */
  readonly shrunkTo?: Week;
}

/** The newest week that was ever listed, and since when. One that is gone from the list stays the newest. */
export function newestOf(view: ListView, before: SourceMemory, renamed: readonly Renamed[], now: Date): Newest {
  const week = view.weeks.find((listed) => !isAhead(listed, now));
  const last = before.newest;
  if (week === undefined) return last ? { newest: last } : {};
  if (!last) return { newest: { week, since: firstSeen(week, now) } };
  const order = compareNewestFirst(week, last.week);
  if (order < 0) return { newest: { week, since: now.toISOString() } };
  if (order === 0) return { newest: last };
  const isCorrected = renamed.some((one) => one.week === week && one.of === last.week);
  return isCorrected ? { newest: { week, since: last.since } } : { newest: last, shrunkTo: week };
}

/** Of a list that is seen for the first time, the newest week came on the day after its end. */
function firstSeen(week: Week, now: Date): string {
  const ended = `${addDays(weekEnd(week), 1)}T00:00:00.000Z`;
  return ended > now.toISOString() ? now.toISOString() : ended;
}

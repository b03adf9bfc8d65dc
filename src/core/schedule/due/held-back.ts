import type { DueWeek, NetworkWeek } from './judge.ts';
import type { Edition } from '../../list.ts';
import { type JournalState, stateOf } from '../../record.ts';
import type { NetworkId } from '../../thread.ts';
import { daysBetween, weekEnd, weekStart, type Week } from '../../week.ts';

/** A week that waits for a person, who posts it by naming it. `reason` goes on after the week: `overlaps …`. */
export interface BlockedWeek extends NetworkWeek {
  readonly reason: string;
}

export interface Bounds {
  /** `MAX_POSTS`: a thread of more posts is posted only if its week is named. */
  readonly maxPosts: number;
  readonly maxAgeDays: number;
}

/** Hook and closer; where links stand together at the end, there are more. */
const AROUND = 2;

/** Takes out of what is due what no list should make a bot post by itself: too much at once, or days posted already. */
export function holdBack(
  due: readonly DueWeek[],
  journal: Pick<JournalState, 'threads'>,
  bounds: Bounds,
): { readonly weeks: readonly DueWeek[]; readonly blocked: readonly BlockedWeek[] } {
  const judged = due.map(({ edition, networks }) => {
    const { week } = edition;
    const blocked = networks.flatMap((network): readonly BlockedWeek[] => {
      const reason = crowd(due, network, bounds) ?? tooMuch(edition, network, journal, bounds);
      return reason === undefined ? [] : [{ week, network, reason }];
    });
    return { edition, networks: networks.filter((id) => !blocked.some(({ network }) => network === id)), blocked };
  });
  return {
    weeks: judged.filter(({ networks }) => networks.length > 0).map(({ edition, networks }) => ({ edition, networks })),
    blocked: judged.flatMap(({ blocked }) => blocked),
  };
}

/** Why a week is not posted to a network unless a person names it; undefined if nothing speaks against it. */
export function tooMuch(
  { week, entries }: Edition,
  network: NetworkId,
  { threads }: Pick<JournalState, 'threads'>,
  { maxPosts }: Pick<Bounds, 'maxPosts'>,
): string | undefined {
  const posts = entries.length + AROUND;
  if (posts > maxPosts) return `makes ${posts} posts, more than MAX_POSTS=${maxPosts}`;
  const other = threads.find(
    (record) =>
      record.network === network &&
      stateOf(record) !== 'rolled-back' &&
      [record.week, ...record.aliases].every((dates) => dates !== week && overlap(dates, week)),
  );
  return other && `overlaps ${other.week}, which is posted`;
}

/** As many weeks as come due while a bot stands still for `MAX_AGE_DAYS`: more at once were not published week by week. */
function crowd(due: readonly DueWeek[], network: NetworkId, { maxAgeDays }: Bounds): string | undefined {
  const usual = Math.ceil(maxAgeDays / 7) + 1;
  const found = due.filter(({ networks }) => networks.includes(network)).length;
  return found > usual ? `is one of ${found} weeks that are due at once, more than ${usual}` : undefined;
}

/** One week may end on the day on which the next begins. A list of that day alone begins no week: it lies inside the other. */
function overlap(one: Week, other: Week): boolean {
  const common = daysInCommon(one, other);
  return common > 1 || (common === 1 && [one, other].some((week) => weekStart(week) === weekEnd(week)));
}

function daysInCommon(one: Week, other: Week): number {
  const start = weekStart(one) > weekStart(other) ? weekStart(one) : weekStart(other);
  const end = weekEnd(one) < weekEnd(other) ? weekEnd(one) : weekEnd(other);
  return daysBetween(start, end) + 1;
}

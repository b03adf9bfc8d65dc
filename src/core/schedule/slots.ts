import { validateDetailed } from 'node-cron';
import { stretches, type Minute, type Stretch } from './zone.ts';

/** When to look: a cron expression in a time zone, read. */
export interface Schedule {
  readonly timezone: string;
  /** Minutes of the day, ascending. */
  readonly minutes: readonly number[];
  /** Days of the month, months from 1, days of the week from Sunday as 0; all three must match. */
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
}

const EXAMPLE = 'five fields (minute, hour, day, month, day of the week), e.g. "0 17 * * 1,2"';

/**
 * Reads a cron expression as node-cron does (five fields, or six of which the seconds are not used). A string says what
 * was expected and what is wrong.
 */
export function readSchedule(expression: string, timezone: string): Schedule | string {
  const { fields, errors } = validateDetailed(expression);
  if (!fields) return `${EXAMPLE}; ${errors.map(({ field, value }) => `${field} cannot be ${value ?? ''}`).join(', ')}`;
  const days = fields.dayOfMonth.filter((day) => typeof day === 'number');
  const weekdays = fields.dayOfWeek.filter((day) => typeof day === 'number');
  if (days.length < fields.dayOfMonth.length || weekdays.length < fields.dayOfWeek.length)
    return `${EXAMPLE}; L, W and # cannot be used`;
  const hours = [...fields.hour].sort((a, b) => a - b);
  const minutes = [...fields.minute].sort((a, b) => a - b);
  return {
    timezone,
    minutes: hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute)),
    days: new Set(days),
    months: new Set(fields.month),
    weekdays: new Set(weekdays),
  };
}

/** What is wrong with a schedule, as the end of "expected …"; undefined where nothing is. `now` is any moment. */
export function checkSchedule(expression: string, timezone: string, now = new Date(0)): string | undefined {
  const schedule = readSchedule(expression, timezone);
  if (typeof schedule === 'string') return schedule;
  return nextSlot(schedule, now) ? undefined : `${EXAMPLE}; no day is like this one`;
}

const DAY = 24 * 60;
/** February 29 comes again within eight years. */
const NEVER = 9 * 366 * DAY;

/** The first slot after a moment. */
export function nextSlot(schedule: Schedule, after: Date): Date | undefined {
  return firstSlot(schedule, after, new Date(after.getTime() + NEVER * 60_000));
}

/** The first slot after `after`, up to and with `until`. */
export function firstSlot(schedule: Schedule, after: Date, until: Date): Date | undefined {
  for (const slot of slots(schedule, minuteOf(after), minuteOf(until))) return new Date(slot * 60_000);
  return undefined;
}

/** So long may pass between two looks before a person is warned: a week and a clock change. */
const LONGEST_GAP = 7 * DAY + 120;

/** The first two looks in the coming year that are further apart than a week and two hours. */
export function longGap(schedule: Schedule, now: Date): readonly [Date, Date] | undefined {
  const end = minuteOf(now) + 366 * DAY;
  let at = minuteOf(nextSlot(schedule, now) ?? now);
  while (at < end) {
    let last: Minute | undefined;
    for (const slot of slots(schedule, at, at + LONGEST_GAP)) last = slot;
    const from = new Date(at * 60_000);
    if (last === undefined) return [from, nextSlot(schedule, from) ?? new Date(end * 60_000)];
    at = last;
  }
  return undefined;
}

const minuteOf = (moment: Date): Minute => Math.floor(moment.getTime() / 60_000);

/**
 * The slots after one minute, up to and with another. A slot that the clocks skip counts at the next minute that exists;
 * one that they show twice counts the first time.
 */
function* slots(schedule: Schedule, after: Minute, until: Minute): Generator<Minute> {
  // A day earlier, to know which minutes the clocks show for the second time.
  for (const stretch of stretches(schedule.timezone, after - DAY, until)) {
    if (stretch.to <= after) continue;
    for (const slot of slotsOf(schedule, stretch)) if (slot > after) yield slot;
  }
}

function* slotsOf(schedule: Schedule, { from, to, offset, skipped, repeatedTo }: Stretch): Generator<Minute> {
  const wall = from + offset;
  const [missed] = skipped > 0 ? wallSlots(schedule, wall - skipped, wall - 1) : [];
  if (missed !== undefined) yield from;
  const first = Math.max(missed === undefined ? wall : wall + 1, (repeatedTo ?? -Infinity) + 1);
  for (const slot of wallSlots(schedule, first, to + offset)) yield slot - offset;
}

function* wallSlots({ minutes, days, months, weekdays }: Schedule, from: number, to: number): Generator<number> {
  for (let day = Math.floor(from / DAY); day * DAY <= to; day++) {
    const date = new Date(day * DAY * 60_000);
    const matches = days.has(date.getUTCDate()) && months.has(date.getUTCMonth() + 1) && weekdays.has(date.getUTCDay());
    if (!matches) continue;
    for (const minute of minutes) {
      const slot = day * DAY + minute;
      if (slot >= from && slot <= to) yield slot;
    }
  }
}

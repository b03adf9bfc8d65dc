import { validateDetailed } from 'node-cron';
import { DAY_MS, MINUTE_MS } from '../moment.ts';

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

/** Minutes since 1970, by UTC or as a wall clock shows them. */
type Minute = number;
const DAY = DAY_MS / MINUTE_MS;
/** February 29 comes again within eight years. */
const NEVER = 9 * 366 * DAY;

/** The first slot after a moment. */
export function nextSlot(schedule: Schedule, after: Date): Date | undefined {
  return firstSlot(schedule, after, new Date(after.getTime() + NEVER * MINUTE_MS));
}

/** The first slot after `after`, up to and with `until`. */
export function firstSlot(schedule: Schedule, after: Date, until: Date): Date | undefined {
  for (const slot of slots(schedule, minuteOf(after), minuteOf(until))) return new Date(slot * MINUTE_MS);
  return undefined;
}

/** So long may pass between two looks before a person is warned: a week and a clock change. */
const LONGEST_GAP = 7 * DAY + 120;

/** The first two looks in the coming year that are further apart than a week and two hours. */
export function longGap(schedule: Schedule, now: Date): readonly [Date, Date] | undefined {
  // In a day on which there are looks, the first and the last one tell.
  const minutes = [...new Set([...schedule.minutes.slice(0, 1), ...schedule.minutes.slice(-1)])];
  const from = minuteOf(nextSlot(schedule, now) ?? now);
  let last = from;
  for (const slot of slots({ ...schedule, minutes }, from, from + NEVER)) {
    if (slot - last > LONGEST_GAP) return [new Date(last * MINUTE_MS), new Date(slot * MINUTE_MS)];
    if (slot > from + 366 * DAY) return undefined;
    last = slot;
  }
  return undefined;
}

const minuteOf = (moment: Date): Minute => Math.floor(moment.getTime() / MINUTE_MS);

/**
 * The slots after one minute, up to and with another. A slot that the clocks skip counts at the next minute that exists;
 * one that they show twice counts the first time.
 */
function* slots(
  { timezone, minutes, days, months, weekdays }: Schedule,
  after: Minute,
  until: Minute,
): Generator<Minute> {
  const wall = after + offsetAt(timezone, after);
  let last = after;
  for (let day = Math.floor(wall / DAY); (day - 1) * DAY <= until; day++) {
    const date = new Date(day * DAY * MINUTE_MS);
    const matches = days.has(date.getUTCDate()) && months.has(date.getUTCMonth() + 1) && weekdays.has(date.getUTCDay());
    for (const minute of matches ? minutes : []) {
      if (day * DAY + minute <= wall) continue;
      const slot = minuteAt(timezone, day * DAY + minute);
      if (slot > until) return;
      if (slot > last) yield slot;
      last = Math.max(last, slot);
    }
  }
}

/** When a zone's clocks show a minute: for the first time, or, if they skip it, when they go on. */
function minuteAt(zone: string, wall: Minute): Minute {
  const before = wall - offsetAt(zone, wall - DAY);
  if (before + offsetAt(zone, before) === wall) return before;
  const after = wall - offsetAt(zone, wall + DAY);
  if (after + offsetAt(zone, after) === wall) return after;
  let at = Math.min(before, after);
  while (at + offsetAt(zone, at) < wall) at += 1;
  return at;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How many minutes a zone's wall clocks are ahead of UTC; seconds (before 1972) are dropped. */
function offsetAt(zone: string, minute: Minute): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(minute * MINUTE_MS)) ?? [];
  const ahead = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return sign === '-' ? -ahead : ahead;
}

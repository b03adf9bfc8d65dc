/** Slots worked out anew, without the program's own code: where the wall clock first shows a time of day, or later. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** What the wall clock shows, in minutes since 1970 as if it were UTC. */
function wallMinute(zone: string, minute: number): number {
  let format = formats.get(zone);
  if (!format) {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...parts });
    formats.set(zone, format);
  }
  const shown = new Map(format.formatToParts(minute * 60_000).map(({ type, value }) => [type, Number(value)]));
  const [year, month, day, hour, min] = ['year', 'month', 'day', 'hour', 'minute'].map(
    (type) => shown.get(type as 'year') ?? 0,
  );
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, min) / 60_000;
}

/** The first minute at which the wall clock of a zone shows `wall` or later. */
function firstMinuteAt(zone: string, wall: number): number {
  // The offset of any zone is within a day; before a change and after it there are two candidates.
  const offsets = [wall - 1440, wall + 1440].map((minute) => wallMinute(zone, minute) - minute);
  const exact = offsets.map((offset) => wall - offset).filter((minute) => wallMinute(zone, minute) === wall);
  if (exact.length > 0) return Math.min(...exact);
  let [low, high] = [wall - 1440, wall + 1440];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wallMinute(zone, middle) >= wall) high = middle;
    else low = middle;
  }
  return high;
}

/** The slots of some days of the week at a time of day, oldest first. */
export function wallSlots(
  zone: string,
  weekdays: readonly number[],
  timeOfDay: number,
  from: number,
  to: number,
): readonly number[] {
  const slots: number[] = [];
  for (let day = Math.floor(from / 1440) - 2; day * 1440 <= to + 2880; day++) {
    if (!weekdays.includes(new Date(day * 86_400_000).getUTCDay())) continue;
    const slot = firstMinuteAt(zone, day * 1440 + timeOfDay);
    if (slot > from && slot <= to) slots.push(slot);
  }
  return slots;
}

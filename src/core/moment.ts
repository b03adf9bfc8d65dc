/** A moment, as ISO 8601 in UTC: `2026-06-22T15:01:00.000Z`. */
export type Moment = string;

/** Time and waiting, passed in so that tests control them. */
export interface Clock {
  readonly now: () => Date;
  /** Resolves after `ms`, or at once when `signal` aborts; never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Spans of time in milliseconds, as clocks and timers count. */
export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment as the clocks of a time zone show it, with what they are ahead of UTC: `2026-06-22 19:00 UTC+2`. The one form in
 *  which people read moments; JSON and the state file hold ISO 8601 in UTC. */
export function momentWords(at: Date | Moment, zone: string): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return String(at);
  const parts = new Map(
    formatOf(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const offset = part('timeZoneName')
    .replace(/^GMT(?:[+-]0)?$/, 'UTC')
    .replace('GMT', 'UTC');
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')} ${offset}`;
}

/** The month of a moment by the calendar of a time zone: `2026-06`. */
export const monthOf = (at: Date | Moment, zone: string): string => momentWords(at, zone).slice(0, 7);

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, hourCycle: 'h23', timeZoneName: 'shortOffset' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  formats.set(zone, made);
  return made;
}

/** Minutes since 1970 in UTC. */
export type Minute = number;

/** A stretch of time in which a zone's clocks run evenly. Wall clocks are minutes since 1970, as if they were UTC. */
export interface Stretch {
  /** The first and the last minute of it. */
  readonly from: Minute;
  readonly to: Minute;
  /** What the wall clock is ahead of UTC. */
  readonly offset: number;
  /** How many wall-clock minutes were skipped just before it. */
  readonly skipped: number;
  /** The last wall-clock minute that was shown before it, where clocks went back: up to it, minutes are repeated. */
  readonly repeatedTo: number | undefined;
}

/** No zone changes its clocks twice within so many minutes. */
const STEP = 360;

/** The stretches between two minutes, oldest first; their ends are cut to the question. */
export function* stretches(zone: string, from: Minute, to: Minute): Generator<Stretch> {
  let start = from;
  let offset = offsetAt(zone, from);
  let before = { skipped: 0, repeatedTo: undefined as number | undefined };
  for (let at = from; at < to;) {
    const next = Math.min(at + STEP, to);
    const after = offsetAt(zone, next);
    if (after !== offset) {
      const change = firstMinuteWith(zone, after, at, next);
      yield { from: start, to: change - 1, offset, ...before };
      before =
        after > offset
          ? { skipped: after - offset, repeatedTo: undefined }
          : { skipped: 0, repeatedTo: change - 1 + offset };
      start = change;
      offset = after;
    }
    at = next;
  }
  yield { from: start, to, offset, ...before };
}

/** Finds the change by halving: `before` has another offset, `at` has this one. */
function firstMinuteWith(zone: string, offset: number, before: Minute, at: Minute): Minute {
  if (at - before <= 1) return at;
  const middle = Math.floor((before + at) / 2);
  return offsetAt(zone, middle) === offset
    ? firstMinuteWith(zone, offset, before, middle)
    : firstMinuteWith(zone, offset, middle, at);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How many minutes a zone's wall clocks are ahead of UTC; seconds (before 1972) are dropped. */
function offsetAt(zone: string, minute: Minute): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(minute * 60_000)) ?? [];
  const ahead = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return sign === '-' ? -ahead : ahead;
}

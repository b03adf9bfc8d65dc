import { uptime } from 'node:os';

/** Starts to measure; gives the milliseconds since then, whatever is done to the clock on the wall. The time in which the machine
 *  was suspended counts: Node's own clock stands still meanwhile (Linux: CLOCK_MONOTONIC), the uptime of the machine does not. */
export function startStopwatch(): () => number {
  const startMs = performance.now();
  const startS = uptime();
  return () => Math.max(performance.now() - startMs, (uptime() - startS) * 1000);
}

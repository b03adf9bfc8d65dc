import type { LeaseTimes } from '../../src/journal.ts';

/** A lease that runs out sooner. */
export const quickTimes: LeaseTimes = { renewMs: 100, leaseMs: 2_000, takeOverMs: 3_000, pollMs: 20 };

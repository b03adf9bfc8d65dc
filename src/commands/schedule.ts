import { checkSchedule, readSchedule, type Schedule } from '../core/schedule.ts';
import { UsageError } from '../errors.ts';
import type { World } from '../world.ts';
import { type Options, setUp, type SetUp } from './set-up.ts';

/** What a command works with that uses the schedule. */
export interface ScheduledSetUp extends SetUp {
  readonly schedule: Schedule;
}

/** Reads the settings and the schedule.
 *  @throws UsageError with all problems of the configuration at once, those of the schedule included */
export function setUpSchedule(options: Options, world: World): ScheduledSetUp {
  const ready = setUp(options, world, checkSchedule);
  const schedule = readSchedule(ready.config.schedule, ready.config.timezone);
  if (typeof schedule === 'string') throw new UsageError(`SCHEDULE cannot be used: expected ${schedule}.`);
  return { ...ready, schedule };
}

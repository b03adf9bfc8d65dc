import { FailedError } from '../errors.ts';
import { describeLock, lockJournal, LockError } from '../journal/lock.ts';
import type { World } from '../world.ts';
import { type Options, setUp } from './set-up.ts';

/** `unlock`: clears a lock that nobody renews any more, after saying who holds it. Exit code 1 if its run is at work. */
export async function run(_values: readonly string[], options: Options, given: World): Promise<number> {
  const { world, config, tools, stop } = setUp(options, given);
  const { stateFile } = config;
  const answer = (status: string, words: string): void =>
    world.out(options.json ? `${JSON.stringify({ stateFile, status, words }, null, 2)}\n` : `${words}\n`);
  const holder = await describeLock(stateFile);
  if (!holder) {
    answer('free', `${stateFile} is not locked.`);
    return 0;
  }
  tools.warn(`${stateFile}: ${holder.words}`);
  if (!options.yes && world.confirm && !(await world.confirm('Clear this lock?')))
    throw new FailedError('The lock stands.');
  try {
    const lock = await lockJournal(stateFile, { onWait: tools.warn, stop });
    await lock.release();
    answer('cleared', `The lock of ${stateFile} is cleared.`);
    return 0;
  } catch (error) {
    if (!(error instanceof LockError)) throw error;
    answer('refused', error.message);
    return 1;
  }
}

import { FailedError } from '../errors.ts';
import { describeLock, unlockJournal } from '../journal/lock.ts';
import type { World } from '../world.ts';
import { type Options, setUp } from './set-up.ts';

/** `unlock`: clears a lock whose owner cannot be proven dead, after saying who holds it. */
export async function run(_values: readonly string[], options: Options, given: World): Promise<number> {
  const { world, config } = setUp(options, given);
  const { stateFile } = config;
  const answer = (status: string, words: string): void =>
    world.out(options.json ? `${JSON.stringify({ stateFile, status, words }, null, 2)}\n` : `${words}\n`);
  const holder = await describeLock(stateFile);
  if (!holder) {
    answer('free', `${stateFile} is not locked.`);
    return 0;
  }
  world.err(`${holder.words}\n`);
  if (!options.yes && world.confirm && !(await world.confirm('Clear this lock?')))
    throw new FailedError('The lock stands.');
  const unlocking = await unlockJournal(stateFile);
  answer(
    unlocking.status,
    unlocking.status === 'cleared'
      ? `The lock of ${stateFile} is cleared.`
      : unlocking.status === 'refused'
        ? unlocking.words
        : `${stateFile} is not locked.`,
  );
  return unlocking.status === 'refused' ? 1 : 0;
}

import { FailedError } from '../errors.ts';
import type { World } from '../world.ts';
import { type Options, openApp } from '../app.ts';

/** `unlock`: clears a lock that nobody renews any more, after saying who holds it. Exit code 1 if its run is running. */
export async function run(_values: readonly string[], options: Options, given: World): Promise<number> {
  const { world, store, log } = openApp(options, given);
  const { name: stateFile } = store;
  const answer = (status: string, words: string): void =>
    world.out(options.json ? `${JSON.stringify({ stateFile, status, words }, null, 2)}\n` : `${words}\n`);
  const holder = await store.holder();
  if (!holder) {
    answer('free', `${stateFile} is not locked.`);
    return 0;
  }
  log.warn(holder.words);
  if (!options.yes && world.confirm && !(await world.confirm('Clear this lock?')))
    throw new FailedError('The lock stands.');
  const unlocking = await store.unlock({ onWait: log.warn, stop: world.stop });
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

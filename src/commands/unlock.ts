import { answer, openApp, type Options } from '../app.ts';
import { FailedError } from '../errors.ts';
import type { World } from '../world.ts';

/** `unlock`: clears a lock that nobody renews any more, after saying who holds it. Exit code 1 if its run is running. */
export async function run(_values: readonly string[], options: Options, given: World): Promise<number> {
  const app = openApp(options, given);
  const { world, store, log } = app;
  const { name: stateFile } = store;
  const holder = await store.holder();
  if (holder) log.warn(holder.words);
  if (holder && !options.yes && world.confirm && !(await world.confirm('Clear this lock?')))
    throw new FailedError('The lock stands.');
  const { status, ...more } = holder
    ? await store.unlock({ onWait: log.warn, stop: world.stop })
    : ({ status: 'free' } as const);
  const said = status === 'cleared' ? `The lock of ${stateFile} is cleared.` : `${stateFile} is not locked.`;
  const words = 'words' in more ? more.words : said;
  answer(app, options, { stateFile, status, words }, words);
  return status === 'refused' ? 1 : 0;
}

import { answer, type App, openApp, type Options } from '../app.ts';
import { type AnyRecord, isFinished, type JournalState } from '../core/record.ts';
import { FailedError, UsageError } from '../errors.ts';
import type { Cards, Journal, Store } from '../journal.ts';
import { createStore } from '../journal/store.ts';
import { count } from '../render/words.ts';
import type { World } from '../world.ts';

/** `state copy <from> <to>`: copies a bot's journal between file and database. What it is copied from stays as it is. */
export async function run(
  [act, from = '', to = '']: readonly string[],
  options: Options,
  given: World,
): Promise<number> {
  if (act !== 'copy') throw new UsageError(`state ${act ?? ''}: there is only state copy <from> <to>.`);
  const app = openApp(options, given);
  const [source, target] = [storeAt(from, app), storeAt(to, app)];
  if (source.name === target.name) throw new UsageError(`${source.name} cannot be copied to itself.`);
  const threads = await source.use((journal) => target.use((copy) => copyAll(journal, copy, source.name, target.name)));
  const words = `${source.name} is copied to ${target.name}: ${count(threads, 'thread')}. From now on let the bot use only one of them: set STATE_URL and BOT, or leave them out and set STATE_FILE, then start it again.`;
  answer(app, options, { from: source.name, to: target.name, threads }, words);
  return 0;
}

function storeAt(named: string, { config }: App): Store {
  const { stateFile, bot } = config;
  if (named === 'STATE_FILE') return createStore({ stateFile, bot });
  if (named === 'STATE_URL' && config.stateUrl === undefined)
    throw new UsageError('STATE_URL is not set: set it, or name the database instead.');
  if (named === 'STATE_URL') return createStore(config);
  if (!/^postgres(ql)?:\/\//.test(named)) return createStore({ stateFile: named, bot });
  if (!URL.canParse(named)) throw new UsageError('The address of the database cannot be read.');
  return createStore({ stateFile, stateUrl: named, bot });
}

/** Gives how many threads there were.
 *  @throws FailedError if there is nothing, or something at the other place already */
async function copyAll(from: Journal, to: Journal, source: string, place: string): Promise<number> {
  const state = from.state();
  if (isEmpty(state)) throw new FailedError(`${source} holds nothing. Nothing was copied.`);
  const there = count(to.state().threads.length, 'thread');
  if (!isEmpty(to.state()))
    throw new FailedError(`${place} holds ${there} already. Nothing was copied: name another place.`);
  const copied = await Promise.all(state.threads.map((record) => withCard(record, from.cards, to.cards)));
  await to.save(() => ({ ...state, threads: copied }));
  return copied.length;
}

const isEmpty = ({ threads, old, memory }: JournalState): boolean =>
  threads.length === 0 && old.length === 0 && memory.sources.length === 0;

/** A thread that is under way takes its picture along. */
async function withCard(record: AnyRecord, from: Cards, to: Cards): Promise<AnyRecord> {
  if (isFinished(record) || record.card === undefined) return record;
  const png = await from.kept(record.card);
  return png ? { ...record, card: await to.keep(png, record) } : record;
}

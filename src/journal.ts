import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { EMPTY_MEMORY, type JournalState } from './core/record.ts';
import { messageOf, codeOf } from './errors.ts';
import { adviceOn, JournalError } from './journal/journal-errors.ts';
import { realFiles, type Files } from './journal/system-calls.ts';
import { type Cards, fileCards } from './journal/cards.ts';
import { parseState, stateText } from './journal/state-text.ts';

export { JournalError } from './journal/journal-errors.ts';

/** The journal, read and checked. One process at a time may save: see journal/store.ts. */
export interface Journal {
  /** The state as it was read, or last saved. */
  readonly state: () => JournalState;
  /** Changes the state and writes it whole, synced when this resolves; at every moment the file holds the old state or the
   *  new one. Calls are queued. Rejects with JournalError where it cannot be written: then nothing may be sent. */
  readonly save: (change: (state: JournalState) => JournalState) => Promise<void>;
  /** Asked before each request that changes something: rejects with JournalError if this run may no longer act. */
  readonly confirm: () => Promise<void>;
  readonly cards: Cards;
}

/** The state of a bot that has recorded nothing yet. */
export const NEW_STATE: JournalState = { version: 2, threads: [], old: [], memory: EMPTY_MEMORY };

/** Opens the state file; if there is none, the journal is empty and its first save makes the file. `lock`: of a run that saves.
 *  Throws JournalError if the file cannot be read, is torn, or is of another version or program: it is left as it is. */
export async function openJournal(
  path: string,
  files: Files = realFiles,
  lock?: Pick<Journal, 'confirm'>,
): Promise<Journal> {
  const file = await resolveLinks(path, files);
  if (lock !== undefined) await disarm(file, files);
  const onDisk = await readIfThere(file, path, files);
  if (onDisk === undefined) await expectFolder(file, path, files);
  return createJournal(path, file, onDisk, files, lock?.confirm ?? mayAlways);
}

const mayAlways = (): Promise<void> => Promise.resolve();

function createJournal(
  path: string,
  file: string,
  read: Buffer | undefined,
  files: Files,
  confirm: Journal['confirm'],
): Journal {
  const text = read?.toString('utf8');
  let state = text === undefined ? NEW_STATE : parseState(text, path);
  let onDisk: Uint8Array | undefined = read;
  let stamp: string | undefined;
  let queue = Promise.resolve();
  /** A stamp that differs proves nothing, since some file systems change it by themselves: then the bytes are compared. */
  const expectOurs = async (): Promise<void> => {
    const hasStamp = stamp !== undefined && stamp === (await stampOf(file, files));
    const isAsRead = hasStamp || isEqual(await readIfThere(file, path, files), onDisk);
    await confirm();
    if (!isAsRead) throw changedBehindUs(path);
  };
  const write = async (change: (state: JournalState) => JournalState): Promise<void> => {
    const next = change(state);
    if (next === state) return;
    const bytes = Buffer.from(stateText(next));
    await replaceFile(file, path, bytes, files, expectOurs);
    state = next;
    onDisk = bytes;
    stamp = await stampOf(file, files);
    await syncFolder(dirname(file), path, files);
  };
  return {
    confirm,
    state: () => state,
    cards: fileCards(path),
    save: (change) => {
      const saved = queue.then(() => write(change));
      queue = saved.catch(() => undefined);
      return saved;
    },
  };
}

/**
 * Writes a temporary file, syncs it and renames it. What a killed write left behind is removed by the next one.
 * `expectOurs` comes last before the rename, and the file stands before it: so a run that has lost its lock, even one that freezes
 * between the two, writes over nothing. Whoever takes the lock removes that file before it reads the state (see `disarm`): the
 * rename comes either before that, and its state is read, or after it, and fails. This holds where the file system, like POSIX,
 * makes of each rename and removal one step that every machine sees at once.
 */
async function replaceFile(
  file: string,
  path: string,
  data: Uint8Array,
  files: Files,
  expectOurs: () => Promise<void>,
): Promise<void> {
  const folder = dirname(file);
  const temporary = join(folder, `${leftoverStart(file)}${randomBytes(6).toString('hex')}.tmp`);
  try {
    await removeLeftovers(file, files);
    await writeSynced(temporary, data, files);
    await expectOurs();
    await files.rename(temporary, file);
  } catch (error) {
    await files.remove(temporary).catch(() => undefined);
    if (error instanceof JournalError) throw error;
    if (codeOf(error) === 'ENOENT') await expectOurs(); // Whoever took the lock has removed the temporary file.
    throw notWritten(error, folder, path);
  }
}

/** What file systems answer that cannot sync a folder: there a rename is as safe as it can be. */
const CANNOT_SYNC_FOLDERS = ['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM'];

async function syncFolder(folder: string, path: string, files: Files): Promise<void> {
  try {
    await files.syncFolder(folder);
  } catch (error) {
    if (!CANNOT_SYNC_FOLDERS.includes(codeOf(error))) throw notWritten(error, folder, path);
  }
}

const notWritten = (error: unknown, folder: string, path: string): JournalError =>
  new JournalError(
    `${path}: the state could not be written (${messageOf(error)}). ${adviceOn(error, folder)} Nothing is sent before its state is written, and what was sent is looked up by the next run.`,
    { cause: error },
  );

async function writeSynced(path: string, data: Uint8Array, files: Files): Promise<void> {
  const file = await files.create(path);
  try {
    await file.write(data);
    await file.sync();
  } finally {
    await file.close();
  }
}

const leftoverStart = (file: string): string => `.${basename(file)}.`;

/** Takes from an earlier holder of the lock, should it wake up, the file that it was about to put in the place of the state. */
async function disarm(file: string, files: Files): Promise<void> {
  try {
    await removeLeftovers(file, files);
  } catch (error) {
    // Of a folder that is not there, reading the state says more.
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') throw notWritten(error, dirname(file), file);
  }
}

async function removeLeftovers(file: string, files: Files): Promise<void> {
  const isLeftover = (name: string): boolean =>
    name.startsWith(leftoverStart(file)) && /^[0-9a-f]{12}\.tmp$/.test(name.slice(leftoverStart(file).length));
  const names = await files.list(dirname(file));
  for (const name of names.filter(isLeftover)) await files.remove(join(dirname(file), name));
}

async function resolveLinks(path: string, files: Files): Promise<string> {
  try {
    return await files.resolve(path);
  } catch {
    return path; // Not there yet, or unreadable: reading it says which.
  }
}

const isEqual = (a: Buffer | undefined, b: Uint8Array | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.equals(b);

const stampOf = (file: string, files: Files): Promise<string | undefined> => files.stamp(file).catch(() => undefined);

async function readIfThere(file: string, path: string, files: Files): Promise<Buffer | undefined> {
  try {
    return await files.read(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    const advice = adviceOn(error, dirname(file));
    throw new JournalError(`${path}: the state file cannot be read (${messageOf(error)}). ${advice}`, { cause: error });
  }
}

/** A state file in a folder that is missing is a wrong setting, not a new state file. */
async function expectFolder(file: string, path: string, files: Files): Promise<void> {
  try {
    await files.list(dirname(file));
  } catch (error) {
    const advice = adviceOn(error, dirname(file));
    throw new JournalError(`${path}: a state file cannot be kept there (${messageOf(error)}). ${advice}`, {
      cause: error,
    });
  }
}

const changedBehindUs = (path: string): JournalError =>
  new JournalError(
    `${path} was changed by another program since this run read it. Nothing was written over it. Let only one bot use a state file, then run this again.`,
  );

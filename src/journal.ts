import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { EMPTY_MEMORY, type JournalState } from './core/record.ts';
import { codeOf } from './errors.ts';
import { JournalError, journalError } from './journal/journal-errors.ts';
import { realFiles, type Files } from './journal/system-calls.ts';
import { type Cards, fileCards } from './journal/cards.ts';
import { parseState, stateText } from './journal/state-text.ts';

export { JournalError } from './journal/journal-errors.ts';

/** The journal, read and checked. One process at a time may save: see journal/lock.ts. */
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
  // Not there yet, or unreadable: reading it says which.
  const file = await files.resolve(path).catch(() => path);
  const disk = { path, file, folder: dirname(file), files };
  if (lock !== undefined) await disarm(disk);
  const read = await readIfThere(disk);
  // A state file in a folder that is missing is a wrong setting, not a new state file.
  if (read === undefined)
    await files.list(disk.folder).catch((error: unknown) => {
      throw failed('a state file cannot be kept there', error, disk);
    });
  return createJournal(disk, read, lock?.confirm ?? (() => Promise.resolve()));
}

/** Where a state file is. */
interface Disk {
  /** As the operator wrote it, for messages. */
  readonly path: string;
  /** The file itself, where symbolic links lead to. */
  readonly file: string;
  readonly folder: string;
  readonly files: Files;
}

function createJournal(disk: Disk, read: Buffer | undefined, confirm: Journal['confirm']): Journal {
  const { path } = disk;
  let state = read === undefined ? NEW_STATE : parseState(read.toString('utf8'), path);
  let onDisk = read;
  let queue = Promise.resolve();
  const expectOurs = async (): Promise<void> => {
    const now = await readIfThere(disk);
    await confirm();
    if (now === undefined || onDisk === undefined ? now !== onDisk : !now.equals(onDisk)) throw changedBehindUs(path);
  };
  const write = async (change: (state: JournalState) => JournalState): Promise<void> => {
    const next = change(state);
    if (next === state) return;
    const bytes = Buffer.from(stateText(next));
    await replaceFile(disk, bytes, expectOurs);
    state = next;
    onDisk = bytes;
    await syncFolder(disk);
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
async function replaceFile(disk: Disk, data: Uint8Array, expectOurs: () => Promise<void>): Promise<void> {
  const { file, folder, files } = disk;
  const temporary = join(folder, `${leftoverStart(file)}${randomBytes(6).toString('hex')}.tmp`);
  try {
    await removeLeftovers(disk);
    await writeSynced(temporary, data, files);
    await expectOurs();
    await files.rename(temporary, file);
  } catch (error) {
    await files.remove(temporary).catch(() => undefined);
    if (error instanceof JournalError) throw error;
    if (codeOf(error) === 'ENOENT') await expectOurs(); // Whoever took the lock has removed the temporary file.
    throw notWritten(error, disk);
  }
}

/** What file systems answer that cannot sync a folder: there a rename is as safe as it can be. */
const CANNOT_SYNC_FOLDERS = ['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM'];

async function syncFolder(disk: Disk): Promise<void> {
  await disk.files.syncFolder(disk.folder).catch((error: unknown) => {
    if (!CANNOT_SYNC_FOLDERS.includes(codeOf(error))) throw notWritten(error, disk);
  });
}

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
async function disarm(disk: Disk): Promise<void> {
  await removeLeftovers(disk).catch((error: unknown) => {
    // Of a folder that is not there, reading the state says more.
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') throw notWritten(error, disk);
  });
}

async function removeLeftovers({ file, folder, files }: Disk): Promise<void> {
  const start = leftoverStart(file);
  const isLeftover = (name: string): boolean =>
    name.startsWith(start) && /^[0-9a-f]{12}\.tmp$/.test(name.slice(start.length));
  const names = await files.list(folder);
  for (const name of names.filter(isLeftover)) await files.remove(join(folder, name));
}

const readIfThere = (disk: Disk): Promise<Buffer | undefined> =>
  disk.files.read(disk.file).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw failed('the state file cannot be read', error, disk);
  });

const failed = (what: string, error: unknown, { path, folder }: Disk, more?: string): JournalError =>
  journalError(`${path}: ${what}`, error, folder, more);

const notWritten = (error: unknown, disk: Disk): JournalError =>
  failed(
    'the state could not be written',
    error,
    disk,
    'Nothing is sent before its state is written, and what was sent is looked up by the next run.',
  );

const changedBehindUs = (path: string): JournalError =>
  new JournalError(
    `${path} was changed by another program since this run read it. Nothing was written over it. Let only one bot use a state file, then run this again.`,
  );

import { access, constants, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { codeOf, orIf } from '../errors.ts';
import { type Files, realFiles, removeDrafts, writeWhole } from '../files.ts';
import {
  type Cards,
  changedBehindUs,
  createJournal,
  type Journal,
  JournalError,
  journalError,
  LockError,
  type LockWaiting,
  NEW_STATE,
  type Store,
  type Unlocking,
} from '../journal.ts';
import { describeLock, lockJournal } from './lock.ts';
import { parseState, stateText } from './state-text.ts';

/** The store of a state file. */
export const fileStore = (path: string): Store => ({
  isShared: false,
  name: path,
  read: async () => (await openJournal(path)).state(),
  use: async (act, waiting) => {
    const lock = await lockJournal(path, waiting);
    try {
      return await act(await openJournal(path, realFiles, lock));
    } finally {
      await lock.release();
    }
  },
  holder: () => describeLock(path),
  unlock: (waiting) => unlock(path, waiting),
  expectWritable: async () => {
    const folder = dirname(resolve(path));
    await access(folder, constants.W_OK).catch((cause: unknown) => {
      throw journalError(`${path} cannot be written`, cause, folder);
    });
  },
});

/** Takes the lock like any run, and gives it back. */
async function unlock(path: string, waiting?: LockWaiting): Promise<Unlocking> {
  if ((await describeLock(path)) === undefined) return { status: 'free' };
  try {
    const lock = await lockJournal(path, waiting);
    await lock.release();
    return { status: 'cleared' };
  } catch (error) {
    if (!(error instanceof LockError)) throw error;
    return { status: 'refused', words: error.message };
  }
}

/** Where a state file is. */
interface Disk {
  /** As the operator wrote it, for messages. */
  readonly path: string;
  /** The file itself, where symbolic links lead to. */
  readonly file: string;
  readonly files: Files;
}

/** Opens the state file; if there is none, the journal is empty and its first save makes the file. `lock`: of a run that saves.
 *  Throws JournalError if the file cannot be read, is torn, or is of another version or program: it is left as it is. */
export async function openJournal(
  path: string,
  files: Files = realFiles,
  lock?: Pick<Journal, 'confirm'>,
): Promise<Journal> {
  // Not there yet, or unreadable: reading it says which.
  const file = await files.resolve(path).catch(() => path);
  const disk = { path, file, files };
  if (lock !== undefined) await disarm(disk);
  const read = await readIfThere(disk);
  // A state file in a folder that is missing is a wrong setting, not a new state file.
  if (read === undefined)
    await files.list(dirname(file)).catch((error: unknown) => {
      throw failed('a state file cannot be kept there', error, disk);
    });
  return journalOn(disk, read, lock?.confirm ?? (() => Promise.resolve()));
}

/**
 * A save confirms last before the rename that the state is still this run's, and the new file stands before that: so a run that
 * has lost its lock, even one that freezes between the two, writes over nothing. Whoever takes the lock removes that file before
 * it reads the state (see `disarm`): the rename comes either before that, and its state is read, or after it, and fails. This
 * holds where the file system, like POSIX, makes of each rename and removal one step that every machine sees at once.
 */
function journalOn(disk: Disk, read: Buffer | undefined, confirm: Journal['confirm']): Journal {
  const { path, file, files } = disk;
  let onDisk = read;
  const expectOurs = async (): Promise<void> => {
    const now = await readIfThere(disk);
    await confirm();
    if (now === undefined || onDisk === undefined ? now !== onDisk : !now.equals(onDisk)) throw changedBehindUs(path);
  };
  const state = read === undefined ? NEW_STATE : parseState(read.toString('utf8'), path);
  const write: Parameters<typeof createJournal>[1] = async (next, _, isKept) => {
    const bytes = Buffer.from(stateText(next));
    try {
      await writeWhole(file, bytes, { mode: 0o600, files, beforeRename: expectOurs });
    } catch (error) {
      if (codeOf(error) === 'ENOENT') await expectOurs(); // Whoever took the lock has removed the temporary file.
      throw error instanceof JournalError ? error : notWritten(error, disk);
    }
    onDisk = bytes;
    isKept();
    await syncFolder(disk);
  };
  return createJournal(state, write, { confirm, cards: fileCards(path) });
}

/** What file systems answer that cannot sync a folder: there a rename is as safe as it can be. */
const CANNOT_SYNC_FOLDERS = ['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM'];

async function syncFolder(disk: Disk): Promise<void> {
  await orIf(CANNOT_SYNC_FOLDERS, disk.files.syncFolder(dirname(disk.file)), undefined).catch((error: unknown) => {
    throw notWritten(error, disk);
  });
}

/** Takes from an earlier holder of the lock, should it wake up, the file that it was about to put in the place of the state. */
async function disarm(disk: Disk): Promise<void> {
  // Of a folder that is not there, reading the state says more.
  await orIf(['ENOENT', 'ENOTDIR'], removeDrafts(disk.file, disk.files), undefined).catch((error: unknown) => {
    throw notWritten(error, disk);
  });
}

const readIfThere = (disk: Disk): Promise<Buffer | undefined> =>
  orIf(['ENOENT'], disk.files.read(disk.file), undefined).catch((error: unknown) => {
    throw failed('the state file cannot be read', error, disk);
  });

const failed = (what: string, error: unknown, { path, file }: Disk, more?: string): JournalError =>
  journalError(`${path}: ${what}`, error, dirname(file), more);

const notWritten = (error: unknown, disk: Disk): JournalError =>
  failed(
    'the state could not be written',
    error,
    disk,
    'Nothing is sent before its state is written, and what was sent is looked up by the next run.',
  );

/** Keeps cards beside the state file: `state.json.x.2026-06-14_2026-06-21.png`. */
function fileCards(stateFile: string): Cards {
  const beside = (name: string): string => join(dirname(stateFile), basename(name));
  return {
    keep: async (png, { network, week }) => {
      const name = `${basename(stateFile)}.${network}.${week.replace('/', '_')}.png`;
      await writeWhole(beside(name), png, { mode: 0o600 });
      return name;
    },
    kept: (name) => readFile(beside(name)).catch(() => undefined),
    drop: (name) => rm(beside(name), { force: true }),
  };
}

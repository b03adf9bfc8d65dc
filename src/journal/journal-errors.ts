import { codeOf, ForeseenError, messageOf } from '../errors.ts';

/** The state file cannot be read or written, or is not ours. Nothing was posted. */
export class JournalError extends ForeseenError {
  override readonly name = 'JournalError';
}

/** Another run holds the lock of the state file and is at work. */
export class LockError extends ForeseenError {
  override readonly name = 'LockError';
}

/** What failed of a system call on a file or its folder, and what a person can do about it. */
export const journalError = (what: string, cause: unknown, folder: string, more?: string): JournalError =>
  new JournalError([`${what} (${messageOf(cause)}).`, adviceOn(cause, folder), ...(more ? [more] : [])].join(' '), {
    cause,
  });

/** What a person can do about a failed system call on a file or its folder, as a sentence. */
function adviceOn(error: unknown, folder: string): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return `The folder ${folder} does not exist. Create it, or set STATE_FILE to a file in one that does.`;
    case 'ENOTDIR':
      return `${folder} is not a folder. Set STATE_FILE to a file in a folder.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full. Make room in ${folder}; the next run goes on.`;
    case 'EROFS':
      return `The file system of ${folder} is read-only. Mount it writable, or set STATE_FILE to a file elsewhere.`;
    case 'EACCES':
    case 'EPERM':
      return `This user may not do that in ${folder}. Change the owner or the permissions, or set STATE_FILE to a file elsewhere.`;
    case 'EBUSY':
    case 'EXDEV':
      return `The file cannot be replaced. Where it is mounted by itself (a container), mount its folder ${folder} instead.`;
    case 'EISDIR':
      return 'It is a folder. Set STATE_FILE to a file.';
    default:
      return `Look at ${folder} and its disk; the next run goes on.`;
  }
}

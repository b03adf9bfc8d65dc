/** An error that was foreseen: its message says what to do. Any other is a fault of ours. */
export class ForeseenError extends Error {
  readonly exitCode: 1 | 2 = 1;
}

/** Wrong usage or configuration: nothing was done. The message says what to type instead. */
export class UsageError extends ForeseenError {
  override readonly name = 'UsageError';
  override readonly exitCode = 2;
}

/** A run that failed for a reason we know. The message says what to do. */
export class FailedError extends ForeseenError {
  override readonly name = 'FailedError';
}

/** Where an error that nobody foresaw came from. */
export const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** The message of an error; anything else that was thrown, as text. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The code of a failed system call, such as `ENOENT`; empty where there is none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What a call gives; `instead` if it fails with one of these of the system's codes, such as `ENOENT`. */
export const orIf = async <T, I>(codes: readonly string[], call: Promise<T>, instead: I): Promise<T | I> => {
  try {
    return await call;
  } catch (error) {
    if (codes.includes(codeOf(error))) return instead;
    throw error;
  }
};

const ADVICE: readonly (readonly [codes: string, advice: (folder: string, setting: string) => string])[] = [
  [
    'ENOENT',
    (folder, setting) => `The folder ${folder} does not exist. Create it, or set ${setting} to another place.`,
  ],
  [
    'ENOTDIR EEXIST',
    (folder, setting) =>
      `A file stands in the way of the folder ${folder}. Move it, or set ${setting} to another place.`,
  ],
  ['ENOSPC EDQUOT', (folder) => `The disk is full, or a quota on it. Make room in ${folder}; the next run goes on.`],
  [
    'EROFS',
    (folder, setting) => `The disk of ${folder} is read-only. Make it writable, or set ${setting} to another one.`,
  ],
  [
    'EACCES EPERM',
    (folder, setting) =>
      `This user may not do that in ${folder}. Change the owner or the permissions, or set ${setting} to another place.`,
  ],
  [
    'EBUSY EXDEV',
    (folder) =>
      `The file cannot be replaced. Where it is mounted by itself (a container), mount its folder ${folder} instead.`,
  ],
  [
    'EISDIR',
    (_, setting) => `It is a folder, where a file should be. Move it away, or set ${setting} to another place.`,
  ],
];

/** What a person can do about a failed system call on a file or its folder, which a setting names, as a sentence. */
export const adviceOn = (error: unknown, folder: string, setting: string): string =>
  ADVICE.find(([codes]) => codes.split(' ').includes(codeOf(error)))?.[1](folder, setting) ??
  `Look at ${folder} and its disk; the next run goes on.`;

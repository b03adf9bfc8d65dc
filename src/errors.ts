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

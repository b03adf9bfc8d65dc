/** Wrong usage or configuration: nothing was done, and it says what to type instead. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something that a person must know of, in words that say what to do. Exit code 1. */
export class FailedError extends Error {
  override readonly name = 'FailedError';
}

/** What an error says; whatever else was thrown, as text. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

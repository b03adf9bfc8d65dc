import { ForeseenError } from '../../src/errors.ts';

/** The words with which something was refused that does not go on. */
export async function refused(act: () => Promise<unknown>): Promise<string> {
  const error: unknown = await act().then(
    () => new Error('Nothing was refused.'),
    (cause: unknown) => cause,
  );
  if (error instanceof ForeseenError) return error.message;
  throw error;
}

import { ForeseenError } from '../errors.ts';

/** A list that cannot be read. The message says what, where, and what to do; `cause` keeps what the system said. */
export class SourceError extends ForeseenError {
  override readonly name = 'SourceError';
}

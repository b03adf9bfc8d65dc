import { ForeseenError } from '../errors.ts';
import type { Markdown } from '../core/list.ts';

/** The documents of a source, in order, and warnings about how they were read. */
export interface SourceReading {
  readonly documents: readonly Markdown[];
  readonly warnings: readonly string[];
  /** Part of it is an earlier copy, because a server did not send the list. */
  readonly isStale?: true;
}

/** What reading from the web needs. */
export interface SourceIo {
  readonly fetch: typeof fetch;
  /** The folder for copies of what was read; created when needed. */
  readonly cacheFolder: string;
  /** The time allowed for one address, from the first request to the last byte. */
  readonly timeoutMs: number;
  /** Aborts when the run is to stop. */
  readonly signal?: AbortSignal;
  /** The time, to say how old a copy is. */
  readonly now?: () => Date;
}

/** A list that cannot be read. The message says what, where, and what to do; `cause` keeps what the system said. */
export class SourceError extends ForeseenError {
  override readonly name = 'SourceError';
}

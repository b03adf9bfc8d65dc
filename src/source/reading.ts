import type { Markdown } from '../core/edition.ts';

/** The documents of a source, in order, and what a person should hear of how they were read. */
export interface SourceReading {
  readonly documents: readonly Markdown[];
  readonly warnings: readonly string[];
  /** Part of it is a copy of an earlier reading, because a server did not send the list. */
  readonly isStale?: true;
}

/** What reading from the web needs of the outside. */
export interface SourceIo {
  readonly fetch: typeof fetch;
  /** Where copies of what was read are kept; made when it is needed. */
  readonly cacheFolder: string;
  /** For one address: from the first request to the last byte. */
  readonly timeoutMs: number;
  /** Aborts when the run is to stop. */
  readonly signal?: AbortSignal;
  /** The moment, to say how old a copy is. */
  readonly now?: () => Date;
}

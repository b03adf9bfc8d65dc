import type { ListTools } from '../core/due.ts';
import type { Edition, Section } from '../core/edition.ts';
import type { NetworkId } from '../core/rules.ts';
import type { Week } from '../core/week.ts';
import type { Journal } from '../journal.ts';
import type { Clock } from '../networks/network.ts';
import type { Notify } from '../notify.ts';
import type { PublishOutcome } from '../publish/outcome.ts';

/** What a look needs of the rest of the program. */
export interface LookPorts {
  readonly settings: LookSettings;
  readonly clock: Pick<Clock, 'now'>;
  /** Open, and locked for this look. */
  readonly journal: Journal;
  /** @throws an error that says what, where, and what to do, where the list cannot be read */
  readonly readList: () => Promise<ListReading>;
  /** The parser, loaded when a look needs it. */
  readonly loadParser: () => Promise<ListTools>;
  /** Composes, freezes and publishes a week on some networks; each gets its chance. */
  readonly publish: (edition: Edition, networks: readonly NetworkId[]) => Promise<readonly Attempt[]>;
  /** Goes on with a frozen thread; nothing where there is none any more. */
  readonly resume: (week: Week, network: NetworkId) => Promise<readonly Attempt[]>;
  /** Absent where nobody is to be told. */
  readonly notify?: Notify;
  /** A line of the log. */
  readonly log: (line: string) => void;
  /** Aborts when no new request may be begun. */
  readonly stop: AbortSignal;
}

export interface LookSettings {
  readonly listName: string;
  readonly networks: readonly NetworkId[];
  readonly maxAgeDays: number;
}

export interface ListReading {
  readonly sections: readonly Section[];
  /** What a person should hear of how the list was read. */
  readonly warnings: readonly string[];
  /** Whether part of it is an older copy, because the server did not answer. */
  readonly isStale?: boolean;
}

/** What one network made of one week. */
export interface Attempt {
  readonly network: NetworkId;
  readonly week: Week;
  readonly outcome: PublishOutcome | Failed;
}

/** It did not come to publishing. */
export interface Failed {
  readonly status: 'failed';
  /** What is in the way, and what to do. */
  readonly words: string;
  /** `keys`: the network refuses them; `network`: it cannot be reached, say; `week`: this week costs too much, say. */
  readonly cause: 'keys' | 'network' | 'week';
}

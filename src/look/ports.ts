import type { ListTools } from '../core/schedule.ts';
import type { Edition, Section } from '../core/list.ts';
import type { NetworkId } from '../core/thread.ts';
import type { Week } from '../core/week.ts';
import type { Journal } from '../journal.ts';
import type { Clock } from '../networks/network.ts';
import type { Notify } from '../notify.ts';
import type { PublishOutcome } from '../publish/outcome.ts';

/** What a look needs from the rest of the program. */
export interface LookPorts {
  readonly settings: LookSettings;
  readonly clock: Pick<Clock, 'now'>;
  /** Open, and locked for this look. */
  readonly journal: Journal;
  /** @throws an Error that says what, where, and what to do, if the list cannot be read */
  readonly readList: () => Promise<ListReading>;
  /** Loads the parser, once a look needs it. */
  readonly loadParser: () => Promise<ListTools>;
  /** Composes, freezes and publishes a week on some networks. A failure on one stops no other. */
  readonly publish: (edition: Edition, networks: readonly NetworkId[]) => Promise<readonly Attempt[]>;
  /** Goes on with a frozen thread; gives no attempt if there is none any more. */
  readonly resume: (week: Week, network: NetworkId) => Promise<readonly Attempt[]>;
  /** Sends a notice; absent if nobody wants any. */
  readonly notify?: Notify;
  /** Writes a line of the log. */
  readonly log: (line: string) => void;
  /** Aborts when no new request may be begun. */
  readonly stop: AbortSignal;
}

export interface LookSettings {
  readonly listName: string;
  readonly networks: readonly NetworkId[];
  readonly maxAgeDays: number;
  readonly maxPosts: number;
}

export interface ListReading {
  readonly sections: readonly Section[];
  /** Warnings about how the list was read. */
  readonly warnings: readonly string[];
  /** Part of it is an earlier copy, because the server did not answer. */
  readonly isStale?: boolean;
}

/** What became of one week on one network. */
export interface Attempt {
  readonly network: NetworkId;
  readonly week: Week;
  readonly outcome: PublishOutcome | Failed;
}

/** Publishing was not even begun. */
export interface Failed {
  readonly status: 'failed';
  /** What is in the way, and what to do. */
  readonly words: string;
  /** `keys`: the network refuses them; `network`: say, it cannot be reached; `week`: say, it costs too much. */
  readonly cause: 'keys' | 'network' | 'week';
}

import type { Moment } from '../moment.ts';
import type { Matter } from './matter.ts';
import type { NetworkId } from '../thread.ts';
import type { Week } from '../week.ts';

/** What the scheduler must know after a restart; part of the journal. */
export interface SchedulerMemory {
  /** When the last look began, whatever came of it. Written at its end: a look that was killed is made again. */
  readonly lastLook?: Moment;
  /** What came of it, in a line. */
  readonly lastResult?: string;
  /** Set while something failed that may work soon. */
  readonly retry?: Retry;
  readonly sources: readonly SourceMemory[];
  /** What a person was told and what still holds; cleared when it no longer does, so that it is told again next time. */
  readonly told: readonly Told[];
  /** Notices not delivered yet, oldest first. */
  readonly outbox: readonly Notice[];
}

/** The part of it that says when the next look is due. */
export interface LookMemory extends Pick<SchedulerMemory, 'lastLook'> {
  readonly retry?: Pick<Retry, 'at'>;
}

/** A look that failed is made again before the next slot. */
export interface Retry {
  /** Looks that failed in a row since the last slot. */
  readonly failures: number;
  /** When the next try is due. */
  readonly at: Moment;
  /** The networks to try again; empty: the whole look. */
  readonly networks: readonly NetworkId[];
  /** What failed, in words. */
  readonly words: string;
}

/** What the scheduler knows of one list, by its name: `LIST_SOURCE` without credentials. */
export interface SourceMemory {
  readonly source: string;
  /** The networks whose first look at this source was made: all weeks but the newest were recorded as old. */
  readonly networks: readonly NetworkId[];
  /** The newest week, and since when it has been the newest. */
  readonly newest?: { readonly week: Week; readonly since: Moment };
  /** Weeks that are not complete, with a hash of their entries and since when they have stood like that. */
  readonly waiting: readonly Waiting[];
}

export interface Waiting {
  readonly week: Week;
  readonly hash: string;
  readonly since: Moment;
}

/** What a person was told of. */
export interface Told {
  readonly matter: Matter;
  readonly at: Moment;
  /** The words, if a person must act. */
  readonly text?: string;
}

/** A message for the person who runs the bot. */
export interface Notice {
  readonly kind: 'posted' | 'taken-back' | 'failed' | 'in-doubt' | 'alarm' | 'test';
  readonly at: Moment;
  readonly text: string;
}

export const EMPTY_MEMORY: SchedulerMemory = { sources: [], told: [], outbox: [] };

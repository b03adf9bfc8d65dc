// What a run is given, and what it will do: the words in which its steps and its ending speak with each other.
import type { App } from './app.ts';
import type { Edition, EditionMark } from './core/list.ts';
import type { AnyRecord, PostDecision } from './core/record.ts';
import type { NetworkId, PostRules, Thread } from './core/thread.ts';
import type { Journal } from './journal.ts';

/** A run at work: its journal is locked, and what was spent since it began counts. */
export interface Run {
  readonly app: App;
  readonly journal: Journal;
  readonly began: Date;
}

/** How a thread is asked for. */
export interface Ask {
  /** `--again`: also post a week that was rolled back, or whose dates a posted week once had. */
  readonly again: boolean;
  /** `--yes`: do not ask before posting. */
  readonly yes: boolean;
  /** A person named the week, by itself or with a plan. */
  readonly isWeekNamed: boolean;
  /** The file that the words come from, with `--plan`: they also replace the unsent posts of a thread already begun. */
  readonly plan?: string | undefined;
}

/** What a run will do for one week on one network. */
export type RunPlan = {
  readonly network: NetworkId;
  readonly rules: PostRules;
  readonly mark: EditionMark;
  /** Absent where a thread goes on as it is frozen. */
  readonly edition?: Edition;
  /** What the posts still to be sent will cost, in USD. */
  readonly costUsd: number;
} & (
  | { readonly decision: 'fresh'; readonly thread: Thread; readonly record?: undefined }
  | {
      readonly decision: Exclude<PostDecision, 'fresh'>;
      /** What the journal holds of this week on this network. */
      readonly record: AnyRecord;
      /** The thread whose posts replace those not sent yet. */
      readonly thread?: Thread;
    }
);

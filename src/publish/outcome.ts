import type { FinishedRecord, PostRef, Refusal } from '../core/record.ts';
import type { Moment } from '../core/moment.ts';

/** How a run that publishes ended. Whatever it is, the journal holds it and the next run goes on from there. */
export type PublishOutcome =
  | { readonly status: FinishedRecord['status']; readonly record: FinishedRecord }
  | Stopped
  | InDoubt
  | Interrupted
  | WrongAccount;

/** The network refused something. */
export interface Stopped {
  readonly status: 'stopped';
  readonly refusal: Refusal;
  /** When it may work; absent: not before something changed. */
  readonly retryAt?: Moment;
}

/** Nobody knows whether a post is up: only a person can say. Exit code 3. */
export interface InDoubt {
  readonly status: 'in-doubt';
  /** Why it was not found; absent if it was not looked for. */
  readonly why?: string;
}

/** A stop was asked for. */
export interface Interrupted {
  readonly status: 'interrupted';
}

/** The thread was begun under another account. Nothing was sent. */
export interface WrongAccount {
  readonly status: 'wrong-account';
  readonly words: string;
}

/** What happens meanwhile, for the console and the log. */
export type PublishEvent =
  | { readonly kind: 'sent'; readonly posted: number; readonly of: number; readonly refs: readonly PostRef[] }
  | { readonly kind: 'adopted'; readonly posted: number; readonly of: number; readonly refs: readonly PostRef[] }
  | { readonly kind: 'waiting'; readonly until: Moment; readonly words: string }
  | { readonly kind: 'warning'; readonly words: string }
  | { readonly kind: 'removed'; readonly left: number };

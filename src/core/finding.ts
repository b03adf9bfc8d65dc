import type { Week } from './week.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Something about a list that a person should know: where, what is wrong, what to do. */
export interface Finding {
  /** A stable id in kebab case; lint/rules.ts lists them. */
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units as editors count. */
  readonly column: number;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** What to do, as a sentence. */
  readonly advice: string;
  readonly week?: Week;
}

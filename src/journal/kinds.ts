import * as v from 'valibot';
import type { Week } from '../core/week.ts';

// The kinds of values that more than one part of the state file has.

export const moment = v.pipe(v.string(), v.isoTimestamp());

export const week = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/, 'expected two days such as 2026-06-14/2026-06-21'),
  v.custom<Week>(() => true),
);

import * as v from 'valibot';
import type { SchedulerMemory } from '../core/record.ts';
import { maskAddress } from '../source/address.ts';
import { moment, week } from './kinds.ts';

const retry = v.strictObject({
  failures: v.pipe(v.number(), v.integer(), v.minValue(1)),
  at: moment,
  networks: v.array(v.string()),
  words: v.string(),
});

const source = v.strictObject({
  // A state file may be kept where others read it: credentials that one holds are dropped.
  source: v.pipe(v.string(), v.transform(maskAddress)),
  networks: v.array(v.string()),
  newest: v.exactOptional(v.strictObject({ week, since: moment })),
  waiting: v.array(v.strictObject({ week, hash: v.string(), since: moment })),
});

/** The scheduler's part of the journal. */
export const memorySchema: v.GenericSchema<unknown, SchedulerMemory> = v.strictObject({
  lastLook: v.exactOptional(moment),
  lastResult: v.exactOptional(v.string()),
  retry: v.exactOptional(retry),
  sources: v.array(source),
  told: v.array(v.strictObject({ matter: v.string(), at: moment, text: v.exactOptional(v.string()) })),
  outbox: v.array(
    v.strictObject({
      kind: v.picklist(['posted', 'taken-back', 'failed', 'in-doubt', 'alarm', 'test']),
      at: moment,
      text: v.string(),
    }),
  ),
});

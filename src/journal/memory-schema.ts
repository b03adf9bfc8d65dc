import * as v from 'valibot';
import { type SchedulerMemory, matterText, readMatter } from '../core/record.ts';
import { isNetworkName, type NetworkId } from '../core/network-id.ts';
import type { Week } from '../core/week.ts';
import { maskAddress } from '../source/address.ts';

export const moment = v.pipe(v.string(), v.isoTimestamp());

export const week = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/, 'expected two days such as 2026-06-14/2026-06-21'),
  v.custom<Week>(() => true),
);

/** journal/store.ts says whether there is such a network. */
export const network = v.custom<NetworkId>(isNetworkName, 'expected the name of a network');

const retry = v.strictObject({
  failures: v.pipe(v.number(), v.integer(), v.minValue(1)),
  at: moment,
  networks: v.array(network),
  words: v.string(),
});

const source = v.strictObject({
  // A state file may be kept where others read it: credentials that one holds are dropped.
  source: v.pipe(v.string(), v.transform(maskAddress)),
  networks: v.array(network),
  newest: v.exactOptional(v.strictObject({ week, since: moment })),
  waiting: v.array(v.strictObject({ week, hash: v.string(), since: moment })),
});

/** The scheduler's part of the journal. */
export const memorySchema: v.GenericSchema<unknown, SchedulerMemory> = v.strictObject({
  lastLook: v.exactOptional(moment),
  lastResult: v.exactOptional(v.string()),
  retry: v.exactOptional(retry),
  sources: v.array(source),
  told: v.pipe(
    v.array(v.strictObject({ matter: v.string(), at: moment, text: v.exactOptional(v.string()) })),
    v.transform((told) =>
      told.flatMap((one) => {
        const matter = readMatter(one.matter);
        return matter ? [{ ...one, matter }] : [];
      }),
    ),
  ),
  outbox: v.array(
    v.strictObject({
      kind: v.picklist(['posted', 'taken-back', 'failed', 'in-doubt', 'alarm', 'test']),
      at: moment,
      text: v.string(),
    }),
  ),
});

/** The scheduler's part as the file has it: each matter is a line of text. */
export const memoryToFile = (memory: SchedulerMemory): object => ({
  ...memory,
  told: memory.told.map((one) => ({ ...one, matter: matterText(one.matter) })),
});

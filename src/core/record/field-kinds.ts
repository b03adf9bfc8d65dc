import * as v from 'valibot';
import { isNetworkName, type NetworkId } from '../network-id.ts';
import type { Week } from '../week.ts';

export const text = v.string();
export const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0));
export const amount = v.pipe(v.number(), v.minValue(0));
export const moment = v.pipe(text, v.isoTimestamp());
export const week = v.pipe(
  text,
  v.regex(/^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/, 'expected two days such as 2026-06-14/2026-06-21'),
  v.custom<Week>(() => true),
);

/** journal/store.ts says whether there is such a network. */
export const network = v.custom<NetworkId>(isNetworkName, 'expected the name of a network');

/** An object with exactly these fields. */
export const object = <E extends v.ObjectEntries>(entries: E) => v.pipe(v.strictObject(entries), v.readonly());

export const listOf = <S extends v.GenericSchema>(item: S) => v.pipe(v.array(item), v.readonly());

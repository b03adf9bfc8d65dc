import type { NetworkRoom } from '../networks/room.ts';
import { roomsWith } from '../networks/index.ts';
import { generalSecrets, generalVariables, ownName, proxyNames, settingNames } from './settings-schema.ts';

/** Environment variables as the system passes them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What is known of the names of variables, by the networks there are. */
export interface Names {
  /** Every variable that is ours. */
  readonly all: readonly string[];
  /** Those whose values no output may show. */
  readonly secrets: readonly string[];
  /** Those of addresses to which keys are sent. */
  readonly servers: readonly string[];
  /** Names that other tools give to the same thing. */
  readonly others: ReadonlyMap<string, string>;
}

export const namesOf = (rooms: readonly NetworkRoom[] = roomsWith()): Names => ({
  all: [
    ...Object.keys(generalVariables),
    'NETWORKS',
    ...rooms.flatMap(({ variables }) => Object.keys(variables)),
    ...rooms.flatMap(({ id }) => settingNames.map((setting) => ownName(id, setting))),
  ],
  secrets: [...rooms.flatMap(({ secrets }) => secrets), ...generalSecrets],
  servers: rooms.flatMap(({ server }) => server ?? []),
  others: new Map(rooms.flatMap(({ otherNames = {} }) => Object.entries(otherNames))),
});

export const isKnown = (name: string, { all }: Names): boolean =>
  all.includes(name) || proxyNames.some((ours) => ours.toLowerCase() === name);

/** Whether a part of a variable's value may be printed: a key, or an address that may hold a password, may not. */
export const mayBeShown = (name: string, value: string, { secrets }: Names): boolean =>
  !secrets.includes(name) && !/:\/\/|@/.test(value);

/** Whether a variable's value is text that is posted as it stands. */
export const isTemplate = (name: string): boolean => /(?:^|_)(?:HOOK|CLOSER)$/.test(name);

/** A sentence for every variable that looks like one of ours and is none: it has no effect as it stands. */
export function nearMisses(env: Environment, names: Names): readonly string[] {
  return Object.keys(env).flatMap((name) => {
    if (isKnown(name, names) || (env[name] ?? '').trim() === '') return [];
    const meant = names.others.get(name) ?? names.all.find((ours) => isNear(name.toUpperCase(), ours));
    if (meant === undefined || (env[meant] ?? '').trim() !== '') return [];
    return [`${name} is set but has no effect: did you mean ${meant}?`];
  });
}

/** One slip in a name of some length, or two in a long one; not in its first two letters, where a name is begun with care. */
function isNear(name: string, ours: string): boolean {
  if (name === ours) return true;
  if (ours.length < 7 || Math.abs(name.length - ours.length) > 2 || name.slice(0, 2) !== ours.slice(0, 2)) return false;
  return distance(name, ours) <= (ours.length < 10 ? 1 : 2);
}

/** How many letters must be added, removed, changed, or swapped with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (before[j - 2] ?? 0) + 1 : Infinity;
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { NetworkId } from '../core/rules.ts';
import type { Week } from '../core/week.ts';

/** The card's file name beside the state file: `state.json.x.2026-06-14_2026-06-21.png`. */
const cardName = (stateFile: string, network: NetworkId, week: Week): string =>
  `${basename(stateFile)}.${network}.${week.replace('/', '_')}.png`;

const beside = (stateFile: string, name: string): string => join(dirname(stateFile), basename(name));

/** Keeps the bytes of a card: every try sends the same ones. Gives the file's name. */
export async function keepCard(
  png: Uint8Array,
  place: { readonly stateFile: string; readonly network: NetworkId; readonly week: Week },
): Promise<string> {
  const name = cardName(place.stateFile, place.network, place.week);
  const path = beside(place.stateFile, name);
  await writeFile(`${path}.tmp`, png, { mode: 0o600 });
  await rename(`${path}.tmp`, path);
  return name;
}

/** The bytes kept under a name; undefined where they are gone. */
export async function keptCard(stateFile: string, name: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(beside(stateFile, name));
  } catch {
    return undefined;
  }
}

/** A thread that is posted whole needs its card no more. */
export async function dropCard(stateFile: string, name: string): Promise<void> {
  await rm(beside(stateFile, name), { force: true });
}

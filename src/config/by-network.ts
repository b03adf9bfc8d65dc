import * as v from 'valibot';
import type { NetworkId } from '../core/thread.ts';
import { networkNames } from './kinds.ts';
import { networkVariables, ownName, settingNames } from './schema.ts';

/** How the threads of a network are composed. */
export interface ThreadSettings {
  readonly links: 'each' | 'last';
  /** Best first. */
  readonly linkLabels: readonly string[];
  readonly hook?: string;
  readonly closer?: string;
  /** Whether its first post has the picture of the week. */
  readonly hasCard: boolean;
}

/** What networks have for themselves, each by its id. */
export type OwnSettings = Readonly<Record<NetworkId, Partial<ThreadSettings>>>;

/** A variable and what is expected of it. */
export type Wrong = readonly [name: string, expected: string];

/** Reads the settings that networks have for themselves, and what is wrong with them. */
export function readByNetwork(values: Readonly<Record<string, string>>): {
  readonly own: OwnSettings;
  readonly wrong: readonly Wrong[];
} {
  const reads = networkNames.map((id) => {
    const given = settingNames.flatMap((setting) => {
      const value = values[ownName(id, setting)];
      return value === undefined ? [] : [[setting, value] as const];
    });
    return { id, ...v.safeParse(networkVariables, Object.fromEntries(given)) };
  });
  return {
    own: Object.fromEntries(reads.flatMap(({ id, success, output }) => (success ? [[id, settingsOf(output)]] : []))),
    wrong: reads.flatMap(({ id, issues }) => (issues ?? []).map((issue) => wrongOf(id, issue))),
  };
}

function wrongOf(id: NetworkId, { path, message }: v.InferIssue<typeof networkVariables>): Wrong {
  const setting = String(path?.[0].key);
  return [ownName(id, setting), message.replace(`e.g. ${setting}=`, `e.g. ${ownName(id, setting)}=`)];
}

function settingsOf(read: v.InferOutput<typeof networkVariables>): Partial<ThreadSettings> {
  const { LINKS: links, LINK_LABELS: linkLabels, HOOK: hook, CLOSER: closer, CARD: card } = read;
  return {
    ...(links && { links }),
    ...(linkLabels && { linkLabels }),
    ...(hook !== undefined && { hook }),
    ...(closer !== undefined && { closer }),
    ...(card && { hasCard: card === 'on' }),
  };
}

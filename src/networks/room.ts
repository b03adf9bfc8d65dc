import * as v from 'valibot';
import type { PostRef } from '../core/record.ts';
import type { NetworkId, PostRules } from '../core/thread.ts';
import type { Drawing } from '../render/html.ts';
import type { Network, NetworkTools } from './network.ts';

/** What is known of a network before anything of it is loaded or asked. */
interface Facts<Entries extends v.ObjectEntries> {
  readonly id: NetworkId;
  /** Its variables in the environment, with their defaults and what is expected of them, as the end of a sentence. */
  readonly variables: Entries;
  /** Those whose values no output may show. */
  readonly secrets: readonly string[];
  /** Those that must be set before it can publish; one of them without the others is a slip. */
  readonly keys: readonly string[];
  /** Those of `keys` that make sense without the others. */
  readonly alone?: readonly string[];
  /** The variable that holds its server's address: keys are sent there. */
  readonly server?: string;
  /** Names that other tools give to its variables. */
  readonly otherNames?: Readonly<Record<string, string>>;
  /** What it publishes stays on this machine: nobody is asked for consent, and any moment may be rehearsed. */
  readonly isLocal?: true;
  /** Each of its servers has rules of its own: of the others `rules` are all. */
  readonly asksServer?: true;
  readonly drawing: Drawing;
  /** Its rules as far as they are known without asking a server. */
  readonly rules: () => Promise<PostRules>;
}

/** What every network is told besides its own settings. */
export interface SharedSettings {
  /** BCP 47. */
  readonly language: string;
  /** The list's address for readers; empty for none. */
  readonly listUrl: string;
  /** `#rgb` or `#rrggbb`. */
  readonly accent: string;
  /** The bot has no disk of its own. */
  readonly isDiskless: boolean;
  /** Where a path leads that was written in the bot's folder. */
  readonly within: (path: string) => string;
}

/** What its settings make of a network. */
interface Settled {
  /** The account's name, as far as the settings tell: `@name.bsky.social`. */
  readonly account?: string;
  /** The address of a published post by the settings of today, where they alone decide about it. */
  readonly addressOf?: (ref: PostRef) => string;
  /** What the settings are wrong about, though it can publish. */
  readonly warning?: string;
  /** Makes it ready to be asked for its rules or, if nothing is missing, connected to. */
  readonly create: (tools: NetworkTools) => Promise<Network>;
}

/** A network with its settings. */
export interface SetNetwork extends Settled {
  readonly room: NetworkRoom;
  /** Variables that must still be set before it can publish. */
  readonly missing: readonly string[];
  /** Its server's address, if one is set. */
  readonly server?: string;
}

/** A variable and what is expected of it. */
export type Wrong = readonly [name: string, expected: string];

export type Values = Readonly<Record<string, string>>;

/** All that the rest of the program knows of a network that is neither connected nor asked. */
export interface NetworkRoom extends Facts<v.ObjectEntries> {
  /** Makes its settings from the environment; where those for all cannot be used, they are only checked. */
  readonly read: (
    values: Values,
    shared: SharedSettings | undefined,
  ) => SetNetwork | { readonly wrong: readonly Wrong[] };
}

/** A network as the rest of the program sees it: its settings are known to itself alone. */
export function networkRoom<const Entries extends v.ObjectEntries>(
  facts: Facts<Entries>,
  settle: (read: v.InferOutput<v.ObjectSchema<Entries, undefined>>, shared: SharedSettings) => Settled,
): NetworkRoom {
  const schema = v.object(facts.variables);
  const room: NetworkRoom = {
    ...facts,
    read: (values, shared) => {
      const { success, output, issues } = v.safeParse(schema, values);
      if (!success) return { wrong: issues.map(({ path, message }) => [String(path?.[0].key), message]) };
      if (shared === undefined) return { wrong: [] };
      const server: unknown = Object.entries(output).find(([name]) => name === facts.server)?.[1];
      return {
        room,
        missing: facts.keys.filter((name) => values[name] === undefined),
        ...(typeof server === 'string' && { server }),
        ...settle(output, shared),
      };
    },
  };
  return room;
}

import type { Config } from '../config.ts';
import type { NetworkId, PostRules } from '../core/thread.ts';
import type { Network, NetworkTools } from './network.ts';

interface Entrance {
  readonly create: (config: Config, tools: NetworkTools) => Promise<Network>;
  readonly defaultRules: () => Promise<PostRules>;
  /** Whether each of its servers has rules of its own. */
  readonly asksServer?: true;
}

/** Every network, each part loaded when it is used. The only place that knows them all. */
const networks: Readonly<Record<string, Entrance>> = {
  site: {
    create: async (config, tools) => (await import('./site.ts')).createSite(config.site, tools),
    defaultRules: async () => (await import('./site/rules.ts')).siteRules,
  },
  x: {
    create: async (config, tools) => (await import('./x.ts')).createX(config.x, tools),
    defaultRules: async () => (await import('./x/rules.ts')).xRules,
  },
  bluesky: {
    create: async (config, tools) => (await import('./bluesky.ts')).createBluesky(config.bluesky, tools),
    defaultRules: async () => (await import('./bluesky/rules.ts')).blueskyRules,
  },
  mastodon: {
    create: async (config, tools) => (await import('./mastodon.ts')).createMastodon(config.mastodon, tools),
    defaultRules: async () => (await import('./mastodon/rules.ts')).mastodonRules(),
    asksServer: true,
  },
};

/** The ids that `NETWORKS` and `--to` take. */
export const networkIds: readonly NetworkId[] = Object.keys(networks);

const entrance = (id: NetworkId): Entrance => {
  const found = networks[id];
  if (!found) throw new RangeError(`No network is called ${id}. There are ${networkIds.join(', ')}.`);
  return found;
};

/** Makes a network ready to be asked for its rules or connected to. `id` is one of `networkIds`. */
export const createNetwork = (id: NetworkId, config: Config, tools: NetworkTools): Promise<Network> =>
  entrance(id).create(config, tools);

/** Whether a network's rules are those of the server: of the others `defaultRules` are all. */
export const asksServer = (id: NetworkId): boolean => entrance(id).asksServer === true;

/** The same of all networks: what lint holds a list to. */
export const everyRules = (): Promise<readonly PostRules[]> => Promise.all(networkIds.map(defaultRules));

/** A network's rules as far as they are known without asking its server. */
export const defaultRules = (id: NetworkId): Promise<PostRules> => entrance(id).defaultRules();

import type { Config } from '../config.ts';
import type { NetworkId } from '../core/rules.ts';
import type { Network, NetworkTools } from './network.ts';

type Create = (config: Config, tools: NetworkTools) => Promise<Network>;

/** Every network, loaded when it is used. The only place that knows them all. */
const networks: Readonly<Record<string, Create>> = {
  site: async (config, tools) => (await import('./site.ts')).createSite(config.site, tools),
  x: async (config, tools) => (await import('./x.ts')).createX(config.x, tools),
  bluesky: async (config, tools) => (await import('./bluesky.ts')).createBluesky(config.bluesky, tools),
  mastodon: async (config, tools) => (await import('./mastodon.ts')).createMastodon(config.mastodon, tools),
};

/** The ids that `NETWORKS` and `--to` take. */
export const networkIds: readonly NetworkId[] = Object.keys(networks);

/** Makes a network ready to be asked for its rules or connected to. `id` is one of `networkIds`. */
export async function createNetwork(id: NetworkId, config: Config, tools: NetworkTools): Promise<Network> {
  const create = networks[id];
  if (!create) throw new RangeError(`No network is called ${id}. There are ${networkIds.join(', ')}.`);
  return await create(config, tools);
}

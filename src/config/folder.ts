import { isAbsolute, join } from 'node:path';
import { isAddress } from '../source/address.ts';
import type { Config } from './settings.ts';

/** The same settings with every relative path read from a bot's folder; empty: the folder that the program is in. */
export function inFolder(config: Config, folder: string): Config {
  if (folder === '') return config;
  const within = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  const { listSource, stateFile, site, card } = config;
  const isFile = !listSource.split(/\s+/).some(isAddress);
  return {
    ...config,
    listSource: isFile ? within(listSource.trim()) : listSource,
    stateFile: within(stateFile),
    site: { ...site, folder: within(site.folder) },
    card: { ...card, fonts: card.fonts.map(within) },
  };
}

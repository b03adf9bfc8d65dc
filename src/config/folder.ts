import { basename, isAbsolute, join, resolve } from 'node:path';
import { isAddress } from '../source/address.ts';
import type { Config } from './settings.ts';

/** The same settings for a bot in a folder: it has the folder's name where no other is set, and every relative path is read
 *  from there. Empty: the folder that the program is in, from which paths are read as they stand. */
export function inFolder(given: Config, folder: string): Config {
  const config = { ...given, bot: given.bot || basename(resolve(folder)) };
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

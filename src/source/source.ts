import { isAddress, maskAddress, parseAddress, type ListAddress } from './address.ts';
import { readFiles, type Pick } from './files.ts';
import { SourceError, type SourceIo, type SourceReading } from './reading.ts';

export type { SourceIo, SourceReading };

/**
 * Reads the list: a file, a folder of markdown files, or one or several http(s) addresses separated by spaces. `pick`: the
 * files of a folder that must be read, where not all must.
 * @throws SourceError that says what, where, and what to do
 */
export async function readSource(source: string, io: SourceIo, pick?: Pick): Promise<SourceReading> {
  const parts = source.trim().split(/\s+/);
  if (!parts.some(isAddress)) return readFiles(fileOf(source.trim()), pick);
  const addresses = [...new Set(parts)].map(addressOf);
  // What asks servers is loaded for them alone: most lists are files.
  const { readWeb } = await import('./web.ts');
  const readings = await Promise.all(addresses.map((address) => readWeb(address, io)));
  return {
    documents: readings.flatMap(({ documents }) => documents),
    warnings: readings.flatMap(({ warnings }) => warnings),
    ...(readings.some(({ isStale }) => isStale) ? { isStale: true } : {}),
  };
}

function fileOf(source: string): string {
  if (source === '') throw new SourceError('No source is named. Set LIST_SOURCE to a file, a folder or an address.');
  const scheme = /^[a-z][a-z+.-]+:\/\//i.exec(source)?.[0];
  if (scheme === undefined) return source;
  throw new SourceError(
    `${maskAddress(source)} cannot be read: ${scheme} is not known. Give a file, a folder, or an address with http:// or https://.`,
  );
}

function addressOf(part: string): ListAddress {
  const address = parseAddress(part);
  if (address !== undefined) return address;
  throw new SourceError(
    `${maskAddress(part)} is no web address. Several addresses are separated by spaces; files and folders stand alone.`,
  );
}

import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import path from 'node:path';
import type { Markdown } from '../core/list.ts';
import { isAddress, maskAddress, parseAddress, type ListAddress } from './address.ts';
import { decode, sizeLimit, sizeLimitWords, SourceError, type SourceIo, type SourceReading } from './reading.ts';

export type { SourceIo, SourceReading };

/**
 * Reads the list: a file, a folder of markdown files, or one or several http(s) addresses separated by spaces. `pick`: the
 * files of a folder that must be read, where not all must.
 * @throws SourceError that says what, where, and what to do
 */
export async function readDocuments(source: string, io: SourceIo, pick?: PickFiles): Promise<SourceReading> {
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

/** Chooses, among the files of a folder by their paths in it, those that must be read. */
type PickFiles = (files: readonly string[]) => readonly string[];

/** Reads a file, or the markdown files of a folder and of the folders in it, in the order of their paths.
 *  @throws SourceError that says what, where, and what to do */
function readFiles(source: string, pick: PickFiles = (files) => files): SourceReading {
  const stats = look(source);
  if (!stats.isDirectory()) return withoutEmpty(source, [readMarkdown(source, stats)]);
  const files = markdownIn(source, DEEPEST).sort((a, b) => (a < b ? -1 : 1));
  if (files.length === 0) {
    throw new SourceError(
      `${shown(source)} holds no markdown file (.md, .markdown, .mdx), down to three folders deep. Put the list there, or set LIST_SOURCE to where it is.`,
    );
  }
  const documents: Markdown[] = [];
  let size = 0;
  for (const file of pick(files)) {
    const fileStats = look(file);
    size += fileStats.size;
    if (size > FOLDER_LIMIT)
      throw new SourceError(
        `${shown(source)} holds more than 64 MB of markdown, which no list does. Set LIST_SOURCE to the list itself.`,
      );
    documents.push(readMarkdown(file, fileStats));
  }
  return withoutEmpty(source, documents);
}

/** In bytes: of all files of a folder together. */
const FOLDER_LIMIT = 64 * 1024 * 1024;
/** Folders in folders. */
const DEEPEST = 3;
const MARKDOWN = /\.(?:md|markdown|mdx)$/i;
// What is hidden, what tools put there, and what is not published yet.
const OTHERS = /^\.|^node_modules$|^_?(?:drafts?|templates?)$/i;

/** Leaves out empty files, which may be a year that has just begun; if all are empty, the list is lost. */
function withoutEmpty(source: string, all: readonly Markdown[]): SourceReading {
  const documents = all.filter(({ text }) => text.trim() !== '');
  if (documents.length === 0) {
    throw new SourceError(`${shown(source)} is empty. Put the list there, or set LIST_SOURCE to where it is.`);
  }
  const empty = all.filter((document) => !documents.includes(document));
  return { documents, warnings: empty.map(({ file }) => `${file} is empty and left out.`) };
}

/** The markdown files in a folder and the folders in it. Links are followed; broken ones and hidden entries are left out. */
function markdownIn(folder: string, depth: number): string[] {
  return attempt(folder, () => readdirSync(folder, { withFileTypes: true })).flatMap((entry): readonly string[] => {
    if (OTHERS.test(entry.name)) return [];
    const file = path.join(folder, entry.name);
    const target = entry.isSymbolicLink() ? statSync(file, { throwIfNoEntry: false }) : entry;
    if (target?.isDirectory()) return depth > 0 ? markdownIn(file, depth - 1) : [];
    return target?.isFile() && MARKDOWN.test(entry.name) ? [file] : [];
  });
}

function readMarkdown(file: string, stats: Stats): Markdown {
  if (!stats.isFile()) {
    throw new SourceError(
      `${shown(file)} is neither a file nor a folder. Set LIST_SOURCE to a markdown file or a folder of them.`,
    );
  }
  if (stats.size > sizeLimit) {
    throw new SourceError(
      `${shown(file)} is larger than ${sizeLimitWords}, which no list is. Set LIST_SOURCE to the list itself.`,
    );
  }
  const read = decode(attempt(file, () => readFileSync(file)));
  if ('wrong' in read) {
    throw new SourceError(
      `${shown(file)} ${read.wrong}. Save the list as markdown in UTF-8, or take the file out of the source.`,
    );
  }
  return { file: shown(file), text: read.text };
}

const look = (file: string): Stats => attempt(file, () => statSync(file));

/** Does something with a file; an error of the system becomes a SourceError in words. */
function attempt<Result>(file: string, act: () => Result): Result {
  try {
    return act();
  } catch (cause) {
    throw new SourceError(`${shown(file)} ${reason(cause)}`, { cause });
  }
}

function reason(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'does not exist. Set LIST_SOURCE or --source to the file, folder or address of the list.';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read by this user. Change its permissions, or run as a user who may read it.';
    default:
      return `cannot be read (${code || String(cause)}). Check the disk and the path, then try again.`;
  }
}

/** The path as a person in the current folder would type it. */
function shown(file: string): string {
  if (!path.isAbsolute(file)) return path.normalize(file);
  const relative = path.relative('', file);
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}

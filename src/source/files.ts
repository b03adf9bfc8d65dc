import type { Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Markdown } from '../core/edition.ts';
import { SourceError } from './error.ts';
import type { SourceReading } from './reading.ts';
import { decode, sizeLimit, sizeLimitWords } from './text.ts';

/** Reads a file, or all `.md` files of a folder and its direct sub-folders, in the order of their paths.
 *  @throws SourceError that says what, where, and what to do */
export async function readFiles(source: string): Promise<SourceReading> {
  const stats = await look(source);
  if (!stats.isDirectory()) return withoutEmpty(source, [await readMarkdown(source, stats)]);
  const files = await markdownIn(source);
  if (files.length === 0) {
    throw new SourceError(
      `${shown(source)} holds no .md file, neither itself nor one folder below. Put the list there, or set LIST_SOURCE to where it is.`,
    );
  }
  return withoutEmpty(source, await Promise.all(files.map(async (file) => readMarkdown(file, await look(file)))));
}

/** Leaves out empty files, which may be a year that has just begun; if all are empty, the list is lost. */
function withoutEmpty(source: string, all: readonly Markdown[]): SourceReading {
  const documents = all.filter(({ text }) => text.trim() !== '');
  if (documents.length === 0) {
    throw new SourceError(`${shown(source)} is empty. Put the list there, or set LIST_SOURCE to where it is.`);
  }
  const empty = all.filter((document) => !documents.includes(document));
  return { documents, warnings: empty.map(({ file }) => `${file} is empty and left out.`) };
}

async function markdownIn(folder: string): Promise<readonly string[]> {
  const top = await entriesOf(folder);
  const below = await Promise.all(top.folders.map(async (sub) => (await entriesOf(sub)).files));
  return [...top.files, ...below.flat()].sort((a, b) => (a < b ? -1 : 1));
}

interface FolderEntries {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** The markdown files and folders in a folder. Links are followed; broken ones and hidden entries are left out. */
async function entriesOf(folder: string): Promise<FolderEntries> {
  const names = (await attempt(folder, () => readdir(folder))).filter((name) => !/^\.|^node_modules$/.test(name));
  const entries = await Promise.all(
    names.map(async (name) => {
      const entry = path.join(folder, name);
      return { entry, stats: await stat(entry).catch(() => undefined) };
    }),
  );
  return {
    files: entries.filter(({ entry, stats }) => stats?.isFile() && /\.md$/i.test(entry)).map(({ entry }) => entry),
    folders: entries.filter(({ stats }) => stats?.isDirectory()).map(({ entry }) => entry),
  };
}

async function readMarkdown(file: string, stats: Stats): Promise<Markdown> {
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
  const read = decode(await attempt(file, () => readFile(file)));
  if ('wrong' in read) {
    throw new SourceError(
      `${shown(file)} ${read.wrong}. Save the list as markdown in UTF-8, or take the file out of the source.`,
    );
  }
  return { file: shown(file), text: read.text };
}

function look(file: string): Promise<Stats> {
  return attempt(file, () => stat(file));
}

/** Does something with a file; an error of the system becomes a SourceError in words. */
async function attempt<Result>(file: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
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

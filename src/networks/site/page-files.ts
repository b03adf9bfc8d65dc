import { readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Refusal } from '../../core/record.ts';
import { messageOf } from '../../errors.ts';
import { makeFolder } from '../../make-folder.ts';
import { removeDrafts, writeWhole } from '../../write-whole.ts';

/** The system's code of an error: `ENOENT`. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** What a file holds; undefined where there is none. */
export const readIfThere = async (file: string): Promise<Buffer | undefined> => {
  try {
    return await readFile(file);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
};

/** Whether a file holds exactly this. */
export const holds = async (file: string, content: string | Uint8Array): Promise<boolean> =>
  (await readIfThere(file))?.equals(Buffer.from(content)) ?? false;

/** Writes a file whole or not at all, and leaves it alone where it holds this already. */
export const writeIfOther = async (file: string, content: string | Uint8Array): Promise<void> => {
  if (await holds(file, content)) return;
  await makeFolder(dirname(file));
  await writeWhole(file, content);
};

/** Removes a file, and what an interrupted write of it left. */
export const removeFile = async (file: string): Promise<void> => {
  await rm(file, { force: true });
  await removeDrafts(file);
};

/** Removes a folder where nothing is left in it. */
export const removeIfEmpty = async (folder: string): Promise<void> => {
  try {
    await rmdir(folder);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
  }
};

/** Why a folder must not be written: somebody else's home page stands there. */
export const foreignHome = async (folder: string, shown: string, mark: string): Promise<Refusal | undefined> => {
  const home = await readIfThere(join(folder, 'index.html'));
  if (home === undefined || home.includes(mark)) return undefined;
  return {
    words: `${join(shown, 'index.html')} is another site's home page: it would be overwritten.`,
    advice: 'Set SITE_FOLDER to a folder of its own, or move that page away.',
  };
};

const advice: Readonly<Record<string, string>> = {
  EACCES: 'Let the user who runs this write there, or set SITE_FOLDER to another folder.',
  EPERM: 'Let the user who runs this write there, or set SITE_FOLDER to another folder.',
  ENOENT: 'No folder can be made there. Set SITE_FOLDER to another one.',
  EROFS: 'That disk is read-only. Set SITE_FOLDER to a folder that can be written.',
  ENOSPC: 'The disk is full. Make room on it; the next run goes on from here.',
  EDQUOT: 'The disk quota is used up. Make room; the next run goes on from here.',
  ENOTDIR: 'A file stands where the folder should be. Move it, or set SITE_FOLDER to another folder.',
  EEXIST: 'A file stands where the folder should be. Move it, or set SITE_FOLDER to another folder.',
  EISDIR: 'A folder stands where the file should be. Move it, or set SITE_FOLDER to another folder.',
};

/** Why the site could not be written, and what to do. A page is whole or absent, so nothing is ever in doubt. */
export const refusalOf = (error: unknown, folder: string): Refusal => ({
  words: `The site in ${folder} cannot be written: ${messageOf(error)}`,
  advice: advice[errorCode(error) ?? ''] ?? 'Look at SITE_FOLDER; the next run goes on from here.',
});

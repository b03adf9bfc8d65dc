import { readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Refusal } from '../../core/record.ts';
import { adviceOn, messageOf, orIf } from '../../errors.ts';
import { makeFolder, removeDrafts, writeWhole } from '../../files.ts';

/** What a file holds; undefined where there is none. */
export const readIfThere = (file: string): Promise<Buffer | undefined> =>
  orIf(['ENOENT', 'ENOTDIR'], readFile(file), undefined);

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
  await orIf(['ENOENT'], removeDrafts(file), undefined);
};

/** Removes a folder where nothing is left in it. */
export const removeIfEmpty = (folder: string): Promise<void> =>
  orIf(['ENOENT', 'ENOTEMPTY', 'EEXIST'], rmdir(folder), undefined);

/** Why a folder must not be written: somebody else's home page stands there. `mark`: what one of ours holds. */
export const foreignHome = async (folder: string, mark: string): Promise<Refusal | undefined> => {
  const home = await readIfThere(join(folder, 'index.html'));
  if (home === undefined || home.includes(mark)) return undefined;
  return {
    words: `${join(folder, 'index.html')} is another site's home page: it would be overwritten.`,
    advice: 'Set SITE_FOLDER to a folder of its own, or move that page away.',
  };
};

/** Why the site could not be written, and what to do. */
export const refusalOf = (error: unknown, folder: string): Refusal => ({
  words: `The site in ${folder} cannot be written: ${messageOf(error)}`,
  advice: adviceOn(error, folder, 'SITE_FOLDER'),
});

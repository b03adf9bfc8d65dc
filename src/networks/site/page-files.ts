import { readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Refusal } from '../../core/record.ts';
import { codeOf, messageOf } from '../../errors.ts';
import { makeFolder, removeDrafts, writeWhole } from '../../files.ts';

/** What a call gives; `instead` if it fails with one of these of the system's codes, such as `ENOENT`. */
export const orIf = async <T, I>(codes: readonly string[], call: Promise<T>, instead: I): Promise<T | I> => {
  try {
    return await call;
  } catch (error) {
    if (codes.includes(codeOf(error))) return instead;
    throw error;
  }
};

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

const advice: readonly (readonly [codes: string, advice: string])[] = [
  ['EACCES EPERM', 'Let the user who runs this write there, or set SITE_FOLDER to another folder.'],
  ['ENOENT', 'No folder can be made there. Set SITE_FOLDER to another one.'],
  ['EROFS', 'That disk is read-only. Set SITE_FOLDER to a folder that can be written.'],
  ['ENOSPC EDQUOT', 'The disk or its quota is full. Make room on it; the next run goes on from here.'],
  ['ENOTDIR EEXIST', 'A file stands where the folder should be. Move it, or set SITE_FOLDER to another folder.'],
  ['EISDIR', 'A folder stands where the file should be. Move it, or set SITE_FOLDER to another folder.'],
];

/** Why the site could not be written, and what to do. */
export const refusalOf = (error: unknown, folder: string): Refusal => {
  const known = advice.find(([codes]) => codes.split(' ').includes(codeOf(error)));
  return {
    words: `The site in ${folder} cannot be written: ${messageOf(error)}`,
    advice: known?.[1] ?? 'Look at SITE_FOLDER; the next run goes on from here.',
  };
};

import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a folder and those above it, where they are not there. Not with `recursive`: of a file system that says ENOENT below
 *  a folder that is there, as /proc does, Node.js would ask for ever. */
export async function makeFolder(folder: string): Promise<void> {
  const error = await tryToMake(folder);
  if (error === undefined) return;
  if (error.code !== 'ENOENT' || dirname(folder) === folder) throw error;
  await makeFolder(dirname(folder));
  const again = await tryToMake(folder);
  if (again) throw again;
}

/** Why it could not be made; a folder that is there already is as good. */
async function tryToMake(folder: string): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await mkdir(folder);
    return undefined;
  } catch (error) {
    const isThere = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (isThere) return undefined;
    if (error instanceof Error) return error;
    throw error;
  }
}

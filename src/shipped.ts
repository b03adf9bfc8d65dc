import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FailedError } from './errors.ts';

/** Where the package's files stand, seen from the bundle and from the sources. */
const roots = ['../', '../../'];

/** The path of a file or folder that the package brings with it.
 *  @throws FailedError if it is missing */
export function shipped(name: string): string {
  const paths = roots.map((root) => fileURLToPath(new URL(root + name, import.meta.url)));
  const found = paths.find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new FailedError(`${name} is missing from the installed package. Install Weekthread again.`);
}

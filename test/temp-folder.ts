import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Gives a run of the tests one folder for all that they write, and removes it at the end. */
export default function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'weekthread-tests-'));
  chmodSync(folder, 0o711); // A database server, which does not run as root, has its folder in it.
  process.env.TMPDIR = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Gives a run of the tests one folder for all that they write, and removes it at the end. */
export default function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'weekthread-tests-'));
  process.env.TMPDIR = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}

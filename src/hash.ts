import type { Hash } from 'node:crypto';
import { getBuiltinModule } from 'node:process';

// Loaded by the first use: whoever only looks at a week mostly needs none, and it takes as long as reading the list.
const sha256 = (): Hash => getBuiltinModule('node:crypto').createHash('sha256');

/** A short hash of some words, or of a picture: the first 64 bits of its SHA-256, in hexadecimal. */
export const shortHash = (of: string | Uint8Array): string => sha256().update(of).digest('hex').slice(0, 16);

/** The SHA-256 of the texts of a thread, in hexadecimal. */
export const hashOfTexts = (texts: readonly string[]): string => sha256().update(JSON.stringify(texts)).digest('hex');

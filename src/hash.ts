import { createHash } from 'node:crypto';

/** A short hash of some words: the first 64 bits of their SHA-256, in hexadecimal. */
export const hashText = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The SHA-256 of the texts of a thread, in hexadecimal. */
export const hashOfTexts = (texts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('hex');

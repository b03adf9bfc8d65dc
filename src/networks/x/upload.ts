import { Buffer } from 'node:buffer';
import * as v from 'valibot';
import { askAgain, readAs } from '../answers.ts';
import type { Card, NetworkTools, UploadOutcome } from '../network.ts';
import type { Session } from './send.ts';

/** X's own limit of an alt text. */
const longestAlt = 1_000;

/** Uploads the card and its alt text. Media ids live about a day, and nothing of this is visible before a post. */
export async function uploadCard(session: Session, card: Card, tools: NetworkTools): Promise<UploadOutcome> {
  const result = await askAgain(() => session.upload(Buffer.from(card.png), shortened(card.alt)), tools);
  const media = readAs(v.object({ id: v.string() }), result);
  return media ? { status: 'uploaded', media } : session.notUploaded(result);
}

const shortened = (alt: string): string =>
  alt.length > longestAlt ? `${alt.slice(0, longestAlt - 1).trimEnd()}…` : alt;

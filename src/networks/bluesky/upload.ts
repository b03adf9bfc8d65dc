import * as v from 'valibot';
import { askAgain, readAs } from '../answers.ts';
import type { Card, NetworkTools, UploadOutcome } from '../network.ts';
import type { Session } from './client.ts';
import { blobSchema } from './repo-record.ts';

/** `maxSize` in the lexicon of app.bsky.embed.images; newer servers take twice as much. */
const mostBytes = 1_000_000;

const uploadSchema = v.looseObject({ blob: blobSchema });

/** Puts the card on the server, which keeps it for some hours until a post shows it. */
export async function uploadCard(
  session: Session,
  card: Card,
  cidOf: (bytes: Uint8Array) => string,
  tools: NetworkTools,
): Promise<UploadOutcome> {
  const refused = (words: string): UploadOutcome => ({ status: 'refused', refusal: { words } });
  if (card.png.length > mostBytes)
    return refused(`the card has ${String(card.png.length)} bytes, and Bluesky takes ${String(mostBytes)}`);
  const bytes = new Uint8Array(card.png);
  const result = await askAgain(() => session.act({ nsid: 'com.atproto.repo.uploadBlob', input: bytes }), tools);
  const blob = readAs(uploadSchema, result)?.blob;
  if (!blob) return session.notUploaded(result);
  if (blob.ref.$link !== cidOf(bytes)) return refused('the server did not keep the card as it was sent');
  return { status: 'uploaded', media: { blob, width: card.width, height: card.height } };
}

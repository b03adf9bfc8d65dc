import * as v from 'valibot';
import type { Card, NetworkTools, UploadOutcome } from '../network.ts';
import { refusalOfUnsent } from '../http-words.ts';
import { blobSchema } from './repo-record.ts';
import type { Session } from './client.ts';
import { shrinkCard } from './shrink.ts';
import { askAgain } from '../http-client.ts';

/** `maxSize` in the lexicon of app.bsky.embed.images; newer servers take twice as much. */
const mostBytes = 1_000_000;

const uploadSchema = v.looseObject({ blob: blobSchema });

/** Puts the card on the server, which keeps it for some hours until a post shows it. A broken store of pictures must not
 *  keep the thread back: only what passes soon is worth waiting for. */
export async function uploadCard(
  session: Session,
  drawn: Card,
  cidOf: (bytes: Uint8Array) => string,
  tools: NetworkTools,
): Promise<UploadOutcome> {
  const card = drawn.png.length > mostBytes ? await shrinkCard(drawn, mostBytes).catch(() => undefined) : drawn;
  if (!card) {
    const words = `the card has ${String(drawn.png.length)} bytes, and Bluesky takes ${String(mostBytes)}`;
    return { status: 'refused', refusal: { words } };
  }
  const bytes = new Uint8Array(card.png);
  const answer = await askAgain(() => session.act({ nsid: 'com.atproto.repo.uploadBlob', input: bytes }), tools);
  if (answer.status === 'unsent') return { status: 'refused', refusal: refusalOfUnsent(answer) };
  if (answer.status === 'lost') return { status: 'refused', refusal: { words: answer.words } };
  if (answer.code >= 500) return { status: 'refused', refusal: { words: session.explain(answer).words } };
  if (answer.code !== 200) return { status: 'refused', refusal: session.explain(answer) };
  const read = v.safeParse(uploadSchema, answer.json);
  if (!read.success || read.output.blob.ref.$link !== cidOf(bytes)) {
    return { status: 'refused', refusal: { words: 'the server did not keep the card as it was sent' } };
  }
  return { status: 'uploaded', media: { blob: read.output.blob, width: card.width, height: card.height } };
}

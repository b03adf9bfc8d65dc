import type { HttpResult } from '../../http.ts';
import { shortHash } from '../../hash.ts';
import { askAgain, readAs } from '../answers.ts';
import type { Card, NetworkTools, UploadOutcome } from '../network.ts';
import { mediaSchema } from './schemas.ts';
import type { Client } from './client.ts';

/** A picture is ready within a second or two; after a minute the thread goes out without it. */
const mostLooks = 20;
const firstPauseMs = 500;
const longestPauseMs = 4000;

/** Puts the card on the server and waits until it can be used. */
export async function uploadCard(client: Client, card: Card, tools: NetworkTools): Promise<UploadOutcome> {
  const sent = await askAgain(() => post(client, '/api/v2/media', card), tools);
  // Older servers and other software have only the first version, which answers when the picture is ready.
  const isUnknown = sent.status === 'answered' && (sent.code === 404 || sent.code === 405);
  const result = isUnknown ? await askAgain(() => post(client, '/api/v1/media', card), tools) : sent;
  const media = readAs(mediaSchema, result);
  if (!media) return client.notUploaded(result);
  return media.url ? { status: 'uploaded', media: { id: media.id } } : await untilReady(client, media.id, tools);
}

/** Some servers keep pictures by their names: two that differ must not share one. */
const fileNameOf = ({ png }: Card): string => `card-${shortHash(png)}.png`;

async function post(client: Client, path: string, card: Card): Promise<HttpResult> {
  const body = new FormData();
  body.set('file', new Blob([new Uint8Array(card.png)], { type: 'image/png' }), fileNameOf(card));
  body.set('description', card.alt);
  return await client.ask(path, { method: 'POST', body });
}

/** 206 while the server works on the picture, 200 with an address when it is done. */
async function untilReady(client: Client, id: string, { clock, abort }: NetworkTools): Promise<UploadOutcome> {
  for (let look = 0; look < mostLooks && !abort.aborted; look += 1) {
    await clock.sleep(Math.min(firstPauseMs * 1.5 ** look, longestPauseMs), abort);
    const result = await client.ask(`/api/v1/media/${encodeURIComponent(id)}`);
    if (readAs(mediaSchema, result)?.url) return { status: 'uploaded', media: { id } };
    const isNo = result.status === 'answered' && result.code >= 400 && result.code < 500 && result.code !== 429;
    if (isNo) return client.notUploaded(result);
  }
  return { status: 'refused', refusal: { words: 'the server was still working on the card when the time was up' } };
}

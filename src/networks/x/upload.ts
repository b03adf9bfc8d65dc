import { Buffer } from 'node:buffer';
import type { Card, UploadOutcome } from '../network.ts';
import { failed, type Hand } from './send.ts';

/** X's own limit of an alt text. */
const longestAlt = 1_000;
const mostTries = 3;

/** Uploads the card and its alt text. Media ids live about a day, and nothing of this is visible before a post. */
export async function uploadCard(hand: Hand, card: Card): Promise<UploadOutcome> {
  const picture = Buffer.from(card.png);
  const answer = await hand.ask(async (api) => {
    const id = await api.uploadMedia(picture, { media_type: 'image/png', media_category: 'tweet_image' });
    await api.createMediaMetadata(id, { alt_text: { text: shortened(card.alt) } });
    return id;
  });
  if (answer.kind === 'success') return { status: 'uploaded', media: { id: answer.value } };
  const outcome = failed(hand, answer);
  if (outcome.status === 'refused') return outcome;
  // Whether it arrived does not matter: what nobody uses is not seen by anyone. So it is simply tried again, but not
  // for ever: a picture that cannot be had must not keep the week from its readers.
  hand.uploads.lost += 1;
  const isHopeless = hand.uploads.lost >= mostTries;
  return { status: 'refused', refusal: { words: outcome.words, ...(!isHopeless && { retryAfterMs: 1_000 }) } };
}

const shortened = (alt: string): string =>
  alt.length > longestAlt ? `${alt.slice(0, longestAlt - 1).trimEnd()}…` : alt;

import * as v from 'valibot';
import { plainWords, type Post } from '../../core/thread.ts';
import type { Json } from '../../core/record.ts';
import { parsed } from '../answers.ts';
import { facetsOf } from './facets.ts';

export const collection = 'app.bsky.feed.post';

/** A picture on the server. */
export const blobSchema = v.object({
  $type: v.literal('blob'),
  ref: v.object({ $link: v.string() }),
  mimeType: v.string(),
  size: v.number(),
});

/** What `upload` gave: the picture, and its shape. */
const mediaSchema = v.object({ blob: blobSchema, width: v.number(), height: v.number() });

export interface RecordContext {
  readonly heading: string;
  readonly language: string;
  readonly createdAt: string;
  readonly media?: Json;
}

/** A post as the record that it will be, all but its place in the thread. No field of it is undefined. */
export function recordOf(post: Post, context: RecordContext): Readonly<Record<string, Json>> {
  const facets = facetsOf(post);
  const embed = pictureOf(post, context.media) ?? linkCardOf(post, context.heading);
  return {
    $type: collection,
    // Half a character has no bytes in UTF-8; both sides must hash the same text.
    text: post.text.toWellFormed(),
    createdAt: context.createdAt,
    langs: [context.language.replace('_', '-')],
    ...(facets.length > 0 ? { facets } : {}),
    ...(embed ? { embed } : {}),
  };
}

function pictureOf(post: Post, media: Json | undefined): Json | undefined {
  const picture = post.media?.[0];
  const uploaded = parsed(mediaSchema, media);
  if (!picture || !uploaded) return undefined;
  const { blob, width, height } = uploaded;
  return {
    $type: 'app.bsky.embed.images',
    images: [{ image: blob, alt: picture.alt.toWellFormed(), aspectRatio: { width, height } }],
  };
}

/** The list's address at the end of a thread. Several links are the entries' own: none of them stands for the list. */
function linkCardOf(post: Post, heading: string): Json | undefined {
  const links = post.links.filter((link) => link.auto !== true && URL.canParse(link.url));
  const [link] = links;
  if (post.kind !== 'closer' || !link || links.length > 1) return undefined;
  return {
    $type: 'app.bsky.embed.external',
    external: { uri: link.url, title: plainWords(heading), description: '' },
  };
}

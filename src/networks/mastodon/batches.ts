import * as v from 'valibot';
import type { Batch, Json } from '../../core/record.ts';
import type { Post } from '../../core/thread.ts';
import { parsed } from '../answers.ts';
import type { StatusBody } from './schemas.ts';

/** Who sees the posts, and in which language they are. */
export interface Voice {
  readonly visibility: string;
  readonly replyVisibility: string;
  readonly language: string;
}

const mediaSchema = v.object({ id: v.string() });

/** One status a request, in order. What each answers is known only when the one before it is published. */
export function planBatches(posts: readonly Post[], media: Json | undefined, voice: Voice): readonly Batch[] {
  return posts.map((post, index) => {
    const body: StatusBody = {
      status: post.text,
      // The first post is for everybody's timeline; its answers would fill it.
      visibility: index === 0 ? voice.visibility : voice.replyVisibility,
      language: voice.language.replace('_', '-'),
      ...picturesOf(post, media),
    };
    return { posts: [index], body };
  });
}

function picturesOf(post: Post, media: Json | undefined): Pick<StatusBody, 'media_ids'> {
  const picture = post.media?.length ? parsed(mediaSchema, media) : undefined;
  return picture ? { media_ids: [picture.id] } : {};
}

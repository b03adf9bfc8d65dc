import * as v from 'valibot';
import type { Batch, Json, PostRef } from '../core/record.ts';
import type { Post } from '../core/thread.ts';
import type { HttpResult } from '../http.ts';
import { type Answers, parsed } from './answers.ts';
import type { RemoveOutcome } from './network.ts';

const cardSchema = v.object({ id: v.string() });

/** What a post shows, as these networks name it. */
export interface MediaIds {
  readonly media_ids?: string[];
}

/** One post a batch, in order. Only a post that carries media in the thread gets the card: `uploaded`, if it was. */
export function oneEach(
  posts: readonly Post[],
  uploaded: Json | undefined,
  bodyOf: (text: string, media: MediaIds, index: number) => Json,
): readonly Batch[] {
  const card = parsed(cardSchema, uploaded);
  return posts.map(({ text, media = [] }, index) => ({
    posts: [index],
    body: bodyOf(text, card && media.length > 0 ? { media_ids: [card.id] } : {}, index),
  }));
}

/** How one network deletes a post, and shows it. */
interface Remover extends Pick<Answers, 'failed' | 'wordsOf'> {
  readonly erase: (id: string) => Promise<HttpResult>;
  readonly look: (id: string) => Promise<HttpResult>;
  readonly isDeleted: (result: HttpResult) => boolean;
  /** Whether an answer says that there is no such post. */
  readonly isGone: (result: HttpResult) => boolean;
  readonly isThere: (result: HttpResult) => boolean;
  /** What a person does about a server that cannot delete. */
  readonly advice: string;
}

/** Deletes the posts of a batch, last first. What is gone already counts as removed. */
export async function removeEach(refs: readonly Pick<PostRef, 'id'>[], remover: Remover): Promise<RemoveOutcome> {
  for (const { id } of refs.toReversed()) {
    const outcome = await removeOne(id, remover);
    if (outcome.status !== 'removed') return outcome;
  }
  return { status: 'removed' };
}

/** A server without DELETE answers it as if the post were gone, and whatever is unclear says nothing: the post itself tells. */
async function removeOne(id: string, remover: Remover): Promise<RemoveOutcome> {
  const { erase, look, isDeleted, isGone, isThere, failed, wordsOf, advice } = remover;
  const result = await erase(id);
  if (isDeleted(result)) return { status: 'removed' };
  const outcome = failed(result);
  const isUnknownMethod = result.status === 'answered' && result.code === 405;
  if (outcome.status === 'refused' && !isGone(result))
    return isUnknownMethod ? { status: 'refused', refusal: { ...outcome.refusal, advice } } : outcome;
  const seen = await look(id);
  if (isGone(seen)) return { status: 'removed' };
  if (outcome.status === 'unknown') return outcome;
  return isThere(seen)
    ? { status: 'refused', refusal: { words: outcome.refusal.words, advice } }
    : { status: 'unknown', words: wordsOf(seen) };
}

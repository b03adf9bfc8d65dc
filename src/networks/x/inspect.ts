import type { PostRef } from '../../core/record.ts';
import { other, sightingOf } from '../lookup.ts';
import type { Place, Sighting } from '../network.ts';
import { WHOLE } from './client.ts';
import { likeness } from './likeness.ts';
import type { Session } from './send.ts';
import { askFirst, readPost } from './timeline.ts';

/** Looks at one post that a person named. */
export async function inspectPost(
  session: Session,
  { id }: PostRef,
  text: string,
  { parent }: Place,
): Promise<Sighting> {
  const { result } = await askFirst(
    (dialect) => session.ask((api) => api.get<unknown>(`tweets/${id}`, dialect, WHOLE)),
    ',author_id',
  );
  if (result.status !== 'answered' || (result.code !== 200 && result.code !== 404)) return session.unread(result);
  if (result.json === undefined) return session.unread(result);
  const post = readPost(result.json);
  if (!post) return other(`X shows no such post (${session.explain(result).words})`);
  const { author, repliesTo: parentId } = post;
  const isOwn = author === undefined || author === session.accountId;
  return sightingOf({ isOwn, isSame: likeness(post.text, post.urls, text) !== 'different', parentId }, parent);
}

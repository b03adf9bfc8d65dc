import type { Batch, PostRef } from '../../core/record.ts';
import { parsed, readAs } from '../answers.ts';
import { other, sightingOf } from '../lookup.ts';
import type { Sighting } from '../network.ts';
import { bodySchema, statusSchema } from './schemas.ts';
import { isOwn, knownBy } from './author.ts';
import type { Session } from './client.ts';
import { readsAlike, saysTheSame } from './likeness.ts';

/** Looks at one status that a person named. */
export async function inspectStatus(
  session: Session,
  { id }: PostRef,
  batch: Batch,
  parent: PostRef | undefined,
): Promise<Sighting> {
  const result = await session.ask(`/api/v1/statuses/${encodeURIComponent(id)}`);
  if (result.status === 'answered' && (result.code === 404 || result.code === 410))
    return other('the server has no such post');
  const post = readAs(statusSchema, result);
  const body = parsed(bodySchema, batch.body);
  if (!post || !body) return session.unread(result);
  const isSame = saysTheSame(post, body.status) || readsAlike(post, body.status);
  const { in_reply_to_id: parentId } = post;
  return sightingOf(
    { isOwn: isOwn(post, await knownBy(session, [post])), isSame, parentId: parentId === '' ? null : parentId },
    parent,
  );
}

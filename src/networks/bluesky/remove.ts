import { command } from '../../core/command.ts';
import type { PostRef } from '../../core/record.ts';
import type { RemoveOutcome } from '../network.ts';
import type { Session } from './client.ts';
import { collection } from './repo-record.ts';
import { nsid } from './send.ts';
import { keyOf, readAll } from './timeline.ts';

const advice = `The posts are still there. If this server cannot delete by its API, delete them in the app, then run \`${command('rollback')}\` again.`;

/** Deletes in one write what still exists: one record that is missing would fail it whole. */
export async function removePosts(session: Session, refs: readonly PostRef[]): Promise<RemoveOutcome> {
  const readings = await readAll(session, refs);
  const unclear = readings.find((reading) => reading.status === 'unclear');
  if (unclear) return { status: 'unknown', words: unclear.words };
  const keys = refs.filter((_, index) => readings[index]?.status === 'there').map((ref) => keyOf(ref.id));
  if (keys.length === 0) return { status: 'removed' };
  const writes = keys.toReversed().map((rkey) => ({ $type: `${nsid}#delete`, collection, rkey }));
  const result = await session.act({ nsid, input: { repo: session.did, writes } });
  const outcome = session.failed(result);
  if (outcome.status === 'refused') return { status: 'refused', refusal: { advice, ...outcome.refusal } };
  const left = await readAll(session, refs);
  return left.every((reading) => reading.status === 'absent') ? { status: 'removed' } : outcome;
}

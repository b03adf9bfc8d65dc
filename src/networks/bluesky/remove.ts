import type { PostRef } from '../../core/record.ts';
import { refusalOfUnsent } from '../http-words.ts';
import type { RemoveOutcome } from '../network.ts';
import type { Session } from './client.ts';
import { collection } from './repo-record.ts';
import { isRefusal, nsid } from './send.ts';
import { keyOf, readAll, unclearWords } from './timeline.ts';

const stillThere =
  'The posts are still there. If this server cannot delete by its API, delete them in the app, then run rollback again.';

/** Deletes in one write what still exists: one record that is missing would fail it whole. */
export async function removePosts(session: Session, refs: readonly PostRef[]): Promise<RemoveOutcome> {
  const readings = await readAll(session, refs);
  const unclear = readings.find((reading) => reading.status === 'unclear');
  if (unclear) return { status: 'unknown', words: unclear.words };
  const keys = refs.filter((_, index) => readings[index]?.status === 'there').map((ref) => keyOf(ref.id));
  if (keys.length === 0) return { status: 'removed' };
  const writes = keys.toReversed().map((rkey) => ({ $type: `${nsid}#delete`, collection, rkey }));
  const answer = await session.act({ nsid, input: { repo: session.did, writes } });
  if (answer.status === 'unsent') return { status: 'refused', refusal: refusalOfUnsent(answer) };
  if (answer.status === 'answered' && isRefusal(answer.code)) {
    return { status: 'refused', refusal: { advice: stillThere, ...session.explain(answer) } };
  }
  const left = await readAll(session, refs);
  if (left.every((reading) => reading.status === 'absent')) return { status: 'removed' };
  return { status: 'unknown', words: unclearWords(session, answer) };
}

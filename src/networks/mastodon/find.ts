import { DAY_MS } from '../../core/moment.ts';
import type { Batch, PostRef } from '../../core/record.ts';
import { noBody, parsed, readAs } from '../answers.ts';
import { conclude, gapIn, other, SEARCH_MS, sightingOf, startOf } from '../lookup.ts';
import type { LookUp, Place, Sighting, Unclear } from '../network.ts';
import type { Session } from './client.ts';
import { readsAlike, saysTheSame } from './likeness.ts';
import { statusBodySchema, type Status, statusSchema } from './schemas.ts';
import { isOlder, isOwn, knownBy, listAnswers, listOwn, refOf } from './timeline.ts';

/** Clocks may differ by hours; a first post without dates has the same words a week later. */
const windowMs = 2 * DAY_MS;

/** Looks for a status whose sending had no answer: by its parent and words, the first one by its words and moment. */
export async function findStatus(session: Session, batch: Batch, place: Place, now: Date): Promise<LookUp> {
  const text = parsed(statusBodySchema, batch.body)?.status;
  if (text === undefined) return { status: 'unclear', words: noBody.words };
  const { parent, others, afterSeen = false } = place;
  const sinceMs = startOf(place, now, windowMs);
  const { posts, gap } = parent ? await listAround(session, parent, sinceMs) : await listOpeners(session, sinceMs);
  const author = await knownBy(session, posts);
  const judge = (status: Status): true | string | undefined => {
    const isOurs = isOwn(status, author);
    const isHere = (status.in_reply_to_id ?? '') === (parent?.id ?? '');
    const isOld = isOlder(status, sinceMs);
    if (!parent && (isOld || !isHere)) return undefined;
    if (!status.reblog && saysTheSame(status, text)) {
      if (isOurs && isHere) return true;
      return isOld ? undefined : strayWords(status, isOurs);
    }
    if (!isHere || (parent && !isOurs)) return undefined;
    if (parent && afterSeen) return 'the list has changed since, and a post with other words is there';
    // A server that changes words may have changed those of ours.
    return !status.reblog && readsAlike(status, text) ? 'a post with almost these words is there' : undefined;
  };
  return conclude({ posts, gap, judge, refOf: (status) => refOf(status, session), others });
}

const strayWords = ({ account }: Status, isOurs: boolean): string =>
  isOurs
    ? 'a post with these words answers another one, or nothing'
    : `a post with these words is there, by an account that the server calls ${account.acct}`;

interface Around {
  readonly posts: readonly Status[];
  readonly gap: Unclear | undefined;
}

/** A context may be cut short, and some servers publish an answer to an unknown status as an answer to nothing. */
async function listAround(session: Session, parent: PostRef, sinceMs: number): Promise<Around> {
  const answers = await listAnswers(session, parent);
  if (answers.unclear) return { posts: [], gap: answers.unclear };
  const own = await listOwn(session, { sinceMs });
  const gap = own.unclear ?? (answers.isWhole ? undefined : gapIn(own));
  return { posts: [...own.posts, ...answers.posts], gap };
}

/** Of a busy account not all can be read: the posts that open a thread are fewer. */
async function listOpeners(session: Session, sinceMs: number): Promise<Around> {
  const all = await listOwn(session, { sinceMs });
  if (all.isWhole || all.unclear) return { posts: all.posts, gap: gapIn(all) };
  const openers = await listOwn(session, { sinceMs, openersOnly: true });
  return { posts: [...all.posts, ...openers.posts], gap: gapIn(openers) };
}

/** The newest status that opens a thread with these words. */
export async function searchWords(session: Session, text: string, now: Date): Promise<LookUp> {
  const { posts, unclear } = await listOwn(session, { sinceMs: now.getTime() - SEARCH_MS, pages: 5 });
  const hook = posts.find((status) => !status.in_reply_to_id && !status.reblog && saysTheSame(status, text));
  if (hook) return { status: 'found', refs: [refOf(hook, session)] };
  return unclear ?? { status: 'absent' };
}

/** Looks at one status that a person named. */
export async function inspectStatus(
  session: Session,
  id: string,
  batch: Batch,
  parent: PostRef | undefined,
): Promise<Sighting> {
  const result = await session.ask(`/api/v1/statuses/${encodeURIComponent(id)}`);
  if (result.status === 'answered' && (result.code === 404 || result.code === 410))
    return other('the server has no such post');
  const post = readAs(statusSchema, result);
  const text = parsed(statusBodySchema, batch.body)?.status;
  if (!post || text === undefined) return session.unread(result);
  const isSame = saysTheSame(post, text) || readsAlike(post, text);
  const parentId = post.in_reply_to_id === '' ? null : post.in_reply_to_id;
  return sightingOf({ isOwn: isOwn(post, await knownBy(session, [post])), isSame, parentId }, parent);
}

import { DAY_MS } from '../../core/moment.ts';
import type { PostRef } from '../../core/record.ts';
import { conclude, gapIn, other, SEARCH_MS, sightingOf, startOf } from '../lookup.ts';
import type { LookUp, Place, Sighting } from '../network.ts';
import { likeness } from './likeness.ts';
import type { Session } from './send.ts';
import { askForPosts, listOwn, readShown, type ShownPost } from './timeline.ts';

/** Less than a week: without dates a hook has the same words each week. */
const windowMs = 6 * DAY_MS;

const untold = 'X does not tell enough about a post that may be it';

/** Looks for a post whose sending had no answer: a reply by its parent and words, a hook by its words. */
export async function findPost(session: Session, text: string, place: Place): Promise<LookUp> {
  const { parent, others, afterSeen = false } = place;
  const sinceMs = startOf(place, session.now(), windowMs);
  // A reply is younger than what it answers, by the ids themselves: no clock is asked.
  const listing = await listOwn(session, parent ? { sinceId: parent.id } : { sinceMs, originalsOnly: true });
  const verdictOn = (post: ShownPost): true | string | undefined =>
    parent ? judgeReply(post, text, parent.id, afterSeen) : judgeHook(post, text, sinceMs);
  // Beside one that is it, another one that may be it is the same post twice.
  const isThere = listing.posts.some((post) => others?.has(post.id) !== true && verdictOn(post) === true);
  const judge = (post: ShownPost): true | string | undefined => {
    const verdict = verdictOn(post);
    return verdict === untold && isThere ? true : verdict;
  };
  return conclude({ posts: listing.posts, gap: gapIn(listing), judge, refOf: session.refOf, others });
}

/** Looks for a hook among the account's newest posts. Found once is enough: that thread was begun before. */
export async function searchHook(session: Session, text: string): Promise<LookUp> {
  const listing = await listOwn(session, { sinceMs: session.now().getTime() - SEARCH_MS, originalsOnly: true });
  const judge = (post: ShownPost): true | string | undefined => judgeHook(post, text, 0);
  const hook = listing.posts.find((post) => judge(post) === true);
  return conclude({ posts: hook ? [hook] : listing.posts, gap: gapIn(listing), judge, refOf: session.refOf });
}

/** A missing field never means "no"; but a reply of ours to the right post is known by its words though X does not tell its
 *  link. X may publish a reply as a post that answers something else, or nothing. */
function judgeReply(
  { text: shown, urls, repliesTo }: ShownPost,
  text: string,
  parentId: string,
  afterSeen: boolean,
): true | string | undefined {
  const isHere = repliesTo === parentId;
  if (likeness(shown, urls, text) === 'different')
    return isHere && afterSeen ? 'a post with other words is there, where this one belongs' : undefined;
  if (isHere) return true;
  return repliesTo === undefined ? untold : 'a post with these words is there, but not under the one above';
}

/** Of posts that answer none: X was asked for no others. */
function judgeHook({ text: shown, urls, repliesTo, times }: ShownPost, text: string, fromMs: number) {
  const isOlder = times.length > 0 && times.every((time) => time < fromMs);
  const like = likeness(shown, urls, text);
  if (isOlder || typeof repliesTo === 'string' || like === 'different') return undefined;
  return like === 'same' ? true : untold;
}

/** Looks at one post that a person named. */
export async function inspectPost(session: Session, id: string, text: string, parent?: PostRef): Promise<Sighting> {
  const result = await askForPosts(session, `tweets/${id}`, {}, ',author_id');
  if (result.status !== 'answered' || (result.code !== 200 && result.code !== 404) || result.json === undefined)
    return session.unread(result);
  const post = readShown(result.json);
  if (!post) return other(`X shows no such post (${session.explain(result).words})`);
  const { author = session.accountId, repliesTo: parentId } = post;
  const isSame = likeness(post.text, post.urls, text) !== 'different';
  return sightingOf({ isOwn: author === session.accountId, isSame, parentId }, parent);
}

import { type Doubt, gapIn, settle } from '../lookup.ts';
import type { LookUp, Place } from '../network.ts';
import { likeness } from './likeness.ts';
import type { Session } from './send.ts';
import { listPosts, type ShownPost } from './timeline.ts';
import { DAY_MS } from '../../core/moment.ts';

/**
 * How long before its sending a hook in doubt is looked for. Clocks differ, so it is wide; but a hook without dates
 * has the same words each week, so it is less than a week.
 */
const hookWindowMs = 6 * DAY_MS;
/** How far back a thread's hook is looked for when nothing is known of it: longer than any week is due by itself. */
const searchWindowMs = 60 * DAY_MS;

/** Looks for a post whose sending had no answer: a reply by its parent and words, a hook by its words. */
export async function findPost(session: Session, text: string, place: Place): Promise<LookUp> {
  const { parent, others, afterSeen } = place;
  const nowMs = session.now().getTime();
  const fromMs = Math.min(Date.parse(place.sentAt ?? '') || nowMs, nowMs) - hookWindowMs;
  // A reply is younger than what it answers, by the ids themselves: no clock is asked.
  const query = parent ? sinceParent(parent.id) : { sinceMs: fromMs, originalsOnly: true };
  const listing = await listPosts(session, query);
  const posts = listing.posts.filter(({ id }) => others?.has(id) !== true);
  const wanted = parent ? { text, parentId: parent.id, fromMs: 0 } : { text, parentId: null, fromMs };
  const { sure, unsure } = candidates(posts, wanted);
  const doubts: readonly Doubt<ShownPost>[] = [
    [untold, unsure[0]],
    [
      'a post with other words is there, where this one belongs',
      afterSeen && posts.find(({ repliesTo }) => repliesTo === parent?.id),
    ],
    // X may publish a reply as a post that answers something else, or nothing. All of these are newer than the post above.
    [
      'a post with these words is there, but not under the one above',
      parent && posts.find((post) => likeness(post.text, post.urls, text) !== 'different'),
    ],
  ];
  return settle(sure.length > 0 ? [...sure, ...unsure] : [], gapIn(listing), doubts, session.refOf);
}

const untold = 'X does not tell enough about a post that may be it';

/** Looks for a hook among the account's newest posts. Found once is enough: that thread was begun before. */
export async function searchHook(session: Session, text: string): Promise<LookUp> {
  const listing = await listPosts(session, { sinceMs: session.now().getTime() - searchWindowMs, originalsOnly: true });
  const { sure, unsure } = candidates(listing.posts, { text, parentId: null, fromMs: 0 });
  return settle(sure.slice(0, 1), gapIn(listing), [[untold, unsure[0]]], session.refOf);
}

const sinceParent = (id: string): { readonly sinceId?: string } => (/^\d{1,19}$/.test(id) ? { sinceId: id } : {});

/** What is looked for. A hook (`parentId` is null) is looked for among posts that answer none: X was asked for no others. */
interface Wanted {
  readonly text: string;
  readonly parentId: string | null;
  readonly fromMs: number;
}

/** `unsure`: a missing field leaves open whether they are the one. A missing field never means "no"; but a reply of ours to the
 *  right post is known by its words though X does not tell its link. */
function candidates(posts: readonly ShownPost[], { text, parentId, fromMs }: Wanted) {
  const possible = posts
    .filter(({ repliesTo }) => repliesTo === undefined || repliesTo === parentId)
    .filter(({ times }) => times.length === 0 || times.some((time) => time >= fromMs))
    .map((post) => ({ post, like: likeness(post.text, post.urls, text) }))
    .filter(({ like }) => like !== 'different')
    .map(({ post, like }) => ({ post, isSure: parentId === null ? like === 'same' : post.repliesTo === parentId }));
  const those = (sure: boolean): readonly ShownPost[] =>
    possible.filter(({ isSure }) => isSure === sure).map(({ post }) => post);
  return { sure: those(true), unsure: those(false) };
}

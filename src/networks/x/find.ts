import type { Finding, Place } from '../network.ts';
import type { PostRef } from '../../core/record.ts';
import type { Ask } from './client.ts';
import { severalWords } from '../http-words.ts';
import type { Mask } from '../../mask.ts';
import { likeness, type Likeness } from './likeness.ts';
import { listPosts, type Listing, type ShownPost, type TimelineQuery } from './timeline.ts';

/** What is needed to look through an account's own posts. */
export interface Eyes {
  readonly ask: Ask;
  readonly mask: Mask;
  readonly now: () => Date;
  readonly accountId: string;
  readonly refOf: (id: string) => PostRef;
}

const dayMs = 24 * 3600 * 1000;
/**
 * How long before its sending a hook in doubt is looked for. Clocks differ, so it is wide; but a hook without dates
 * has the same words each week, so it is less than a week.
 */
const hookWindowMs = 6 * dayMs;
/** How far back a thread's hook is looked for when nothing is known of it: longer than any week is due by itself. */
const searchWindowMs = 60 * dayMs;

/** Looks for a post whose sending had no answer: a reply by its parent and words, a hook by its words. Found in a listing that
 *  broke off is found; only "absent" needs all of it. */
export async function findPost(eyes: Eyes, text: string, place: Place, now: Date): Promise<Finding> {
  const { parent, root } = place;
  const sentMs = Date.parse(place.sentAt ?? '') || now.getTime();
  const fromMs = Math.min(sentMs, now.getTime()) - hookWindowMs;
  // A reply is younger than what it answers, by the ids themselves: no clock is asked.
  const query = parent ? sinceParent(parent.id) : { sinceMs: fromMs, originalsOnly: true };
  const listing = without(place.others, await listPosts(eyes, query));
  const wanted = parent ? { text, parentId: parent.id, rootId: root?.id, fromMs: 0 } : { text, parentId: null, fromMs };
  const { sure, unsure } = candidates(listing, wanted);
  if (!listing.complete && (sure.length !== 1 || unsure.length > 0)) return unclear(listing);
  if (unsure.length > 0) return { status: 'unclear', words: `X does not tell enough about post ${ids(unsure)}` };
  if (sure.length > 1) return { status: 'unclear', words: severalWords(sure.map(({ id }) => eyes.refOf(id).url)) };
  if (sure.length === 1) return { status: 'found', refs: sure.map(({ id }) => eyes.refOf(id)) };
  const other = place.afterSeen && parent && listing.posts.find(({ repliesTo }) => repliesTo === parent.id);
  if (other) return { status: 'unclear', words: `in other words, post ${other.id} answers the same post` };
  // X may publish a reply as a post that answers something else, or nothing. All of these are newer than the post above.
  const stray = parent && listing.posts.find((post) => likeness(post.text, post.urls, text) !== 'different');
  return stray
    ? {
        status: 'unclear',
        words: `a post with these words is there, but not under the one above: ${eyes.refOf(stray.id).url}`,
      }
    : { status: 'absent' };
}

/** A listing without posts that are known to be others. */
const without = (others: Place['others'], listing: Listing): Listing =>
  others === undefined ? listing : { ...listing, posts: listing.posts.filter(({ id }) => !others.has(id)) };

const unclear = ({ words, retryAfterMs }: Extract<Listing, { readonly complete: false }>): Finding => ({
  status: 'unclear',
  words,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

/** Looks for a hook among the account's newest posts. Found once is enough: that thread was begun before. */
export async function searchHook(eyes: Eyes, text: string, now: Date): Promise<Finding> {
  const query: TimelineQuery = { sinceMs: now.getTime() - searchWindowMs, originalsOnly: true };
  const listing = await listPosts(eyes, query);
  const { sure, unsure } = candidates(listing, { text, parentId: null, fromMs: 0 });
  const newest = sure[0];
  if (newest) return { status: 'found', refs: [eyes.refOf(newest.id)] };
  if (!listing.complete) return unclear(listing);
  if (unsure.length > 0) return { status: 'unclear', words: `X does not tell enough about post ${ids(unsure)}` };
  return { status: 'absent' };
}

const sinceParent = (id: string): TimelineQuery => (/^\d{1,19}$/.test(id) ? { sinceId: id } : {});

const ids = (posts: readonly ShownPost[]): string => posts.map(({ id }) => id).join(', ');

/** What is looked for. A hook (`parentId` is null) is looked for among posts that answer none: X was asked for no others. */
interface Wanted {
  readonly text: string;
  readonly parentId: string | null;
  readonly rootId?: string | undefined;
  readonly fromMs: number;
}

interface Candidates {
  readonly sure: readonly ShownPost[];
  /** Posts of which a missing field leaves open whether they are the one. A missing field never means "no". */
  readonly unsure: readonly ShownPost[];
}

function candidates({ posts }: Listing, wanted: Wanted): Candidates {
  const { text, parentId, fromMs } = wanted;
  const possible = posts
    .filter(({ repliesTo }) => repliesTo === undefined || repliesTo === parentId)
    .filter(({ times }) => times.length === 0 || times.some((time) => time >= fromMs))
    .map((post) => ({ post, like: likeness(post.text, post.urls, text) }))
    .filter(({ like }) => like !== 'different');
  const sure = possible.filter(({ post, like }) => isSure(post, like, wanted));
  return {
    sure: sure.map(({ post }) => post),
    unsure: possible.filter((one) => !sure.includes(one)).map(({ post }) => post),
  };
}

/** Where a field is missing, what the others say may settle it: a reply of ours to the right post is known by its words though
 *  X does not tell its link, and by its words and thread though X does not tell which post of it is answered. */
function isSure({ repliesTo, conversation }: ShownPost, like: Likeness, { parentId, rootId }: Wanted): boolean {
  if (parentId === null) return like === 'same';
  return repliesTo === parentId || (like === 'same' && rootId !== undefined && conversation === rootId);
}

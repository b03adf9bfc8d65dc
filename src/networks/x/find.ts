import type { Finding, Place } from '../network.ts';
import type { PostRef } from '../../core/record.ts';
import type { Ask } from './client.ts';
import type { Mask } from '../mask.ts';
import { likeness } from './text.ts';
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

/** Looks for a post whose sending had no answer: a reply by its parent and words, a hook by its words. */
export async function findPost(eyes: Eyes, text: string, place: Place, now: Date): Promise<Finding> {
  const { parent } = place;
  const sentMs = Date.parse(place.sentAt ?? '') || now.getTime();
  const fromMs = Math.min(sentMs, now.getTime()) - hookWindowMs;
  // A reply is younger than what it answers, by the ids themselves: no clock is asked.
  const query = parent ? sinceParent(parent.id) : { sinceMs: fromMs };
  const listing = await listPosts(eyes, query);
  if (!listing.complete) return unclear(listing);
  const { sure, unsure } = candidates(listing, text, parent?.id ?? null, parent ? 0 : fromMs);
  if (unsure.length > 0) return { status: 'unclear', words: `X does not tell enough about post ${ids(unsure)}` };
  if (sure.length > 1) return { status: 'unclear', words: `several posts have these words: ${ids(sure)}` };
  if (sure.length === 1) return { status: 'found', refs: sure.map(({ id }) => eyes.refOf(id)) };
  const other = place.afterSeen && parent && listing.posts.find(({ repliesTo }) => repliesTo === parent.id);
  return other
    ? { status: 'unclear', words: `in other words, post ${other.id} answers the same post` }
    : { status: 'absent' };
}

const unclear = ({ words, retryAfterMs }: Extract<Listing, { readonly complete: false }>): Finding => ({
  status: 'unclear',
  words,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

/** Looks for a hook among the account's newest posts. Found once is enough: that thread was begun before. */
export async function searchHook(eyes: Eyes, text: string, now: Date): Promise<Finding> {
  const query: TimelineQuery = { sinceMs: now.getTime() - searchWindowMs, originalsOnly: true };
  const listing = await listPosts(eyes, query);
  const { sure, unsure } = candidates(listing, text, null, 0);
  const newest = sure[0];
  if (newest) return { status: 'found', refs: [eyes.refOf(newest.id)] };
  if (!listing.complete) return unclear(listing);
  if (unsure.length > 0) return { status: 'unclear', words: `X does not tell enough about post ${ids(unsure)}` };
  return { status: 'absent' };
}

const sinceParent = (id: string): TimelineQuery => (/^\d{1,19}$/.test(id) ? { sinceId: id } : {});

const ids = (posts: readonly ShownPost[]): string => posts.map(({ id }) => id).join(', ');

interface Candidates {
  readonly sure: readonly ShownPost[];
  /** Posts of which a missing field leaves open whether they are the one. A missing field never means "no". */
  readonly unsure: readonly ShownPost[];
}

function candidates({ posts }: Listing, text: string, parentId: string | null, fromMs: number): Candidates {
  const possible = posts
    .filter(({ repliesTo }) => repliesTo === undefined || repliesTo === parentId)
    .filter(({ times }) => times.length === 0 || times.some((time) => time >= fromMs))
    .map((post) => ({ post, like: likeness(post.text, post.urls, text) }))
    .filter(({ like }) => like !== 'different');
  const isSure = ({ post, like }: (typeof possible)[number]) => like === 'same' && post.repliesTo !== undefined;
  return {
    sure: possible.filter(isSure).map(({ post }) => post),
    unsure: possible.filter((one) => !isSure(one)).map(({ post }) => post),
  };
}

import { DAY_MS } from '../core/moment.ts';
import type { PostRef } from '../core/record.ts';
import type { LookUp, Place, Sighting, Unclear } from './network.ts';

/** Posts that a network showed, each once, newest first. */
export interface Listing<Post> {
  readonly posts: readonly Post[];
  /** Whether they are all that was asked for. */
  readonly isWhole: boolean;
  /** Why it could not be read on. */
  readonly unclear?: Unclear;
}

/** What one request brought, and how the next page is asked for; absent after the last one. */
export interface Page<Post> {
  readonly posts: readonly Post[];
  readonly next?: string | undefined;
}

/** Reads page after page, `most` at most. A page can repeat posts of the one before it when the listing grew in between. */
export async function readPages<Post>(
  most: number,
  idOf: (post: Post) => string,
  ask: (next: string | undefined) => Promise<Page<Post> | Unclear>,
): Promise<Listing<Post>> {
  const posts = new Map<string, Post>();
  const asked = new Set<string>();
  for (let next: string | undefined; asked.size < most;) {
    const page = await ask(next);
    if ('status' in page) return { posts: [...posts.values()], isWhole: false, unclear: page };
    for (const post of page.posts) if (!posts.has(idOf(post))) posts.set(idOf(post), post);
    next = page.next;
    if (next === undefined) return { posts: [...posts.values()], isWhole: true };
    // The same page for ever.
    if (asked.has(next)) break;
    asked.add(next);
  }
  return { posts: [...posts.values()], isWhole: false };
}

/** Why a listing cannot say "absent"; undefined if it can. */
export const gapIn = ({ isWhole, unclear }: Listing<unknown>): Unclear | undefined =>
  unclear ?? (isWhole ? undefined : { status: 'unclear', words: 'too many newer posts to look through' });

/** A listing in which a post is looked for. */
interface Search<Post> {
  readonly posts: readonly Post[];
  /** Why not all posts could be read that may be it. */
  readonly gap: Unclear | undefined;
  /** Whether a post is surely the one; or in words, why it may be. */
  readonly judge: (post: Post) => true | string | undefined;
  readonly refOf: (post: Post) => PostRef;
  /** Those that are known to be others. */
  readonly others?: Place['others'];
}

/** What became of a batch. Found among those that could be read is found; only "absent" needs all of them, and none that may
 *  be it. */
export function conclude<Post>({ posts, gap, judge, refOf, others }: Search<Post>): LookUp {
  const judged = new Map(posts.map((post) => [refOf(post).id, { ref: refOf(post), verdict: judge(post) }]));
  const open = [...judged.values()].filter(({ ref }) => others?.has(ref.id) !== true);
  const refs = open.filter(({ verdict }) => verdict === true).map(({ ref }) => ref);
  if (refs.length === 1) return { status: 'found', refs };
  if (refs.length > 1) return { status: 'unclear', words: severalWords(refs) };
  const doubt = open.find(({ verdict }) => verdict !== undefined);
  if (gap || !doubt) return gap ?? { status: 'absent' };
  return { status: 'unclear', words: `${String(doubt.verdict)}: ${doubt.ref.url}` };
}

/** How far back a thread's first post may have been sent, in epoch ms: clocks differ, so that the window before its sending is
 *  wide; but where it has no dates it has the same words each week. */
export function startOf({ sentAt = '' }: Place, now: Date, windowMs: number): number {
  return Math.min(Date.parse(sentAt) || now.getTime(), now.getTime()) - windowMs;
}

/** Longer than any week is due by itself: how far back a hook is looked for of which nothing is known. */
export const SEARCH_MS = 60 * DAY_MS;

/** Posts that look like one: which is kept, and what becomes of the others. */
const severalWords = (refs: readonly PostRef[]): string =>
  `several posts say the same: ${refs.map(({ url }) => url).join(', ')}. Keep one, delete the others by hand, then run this again, or name the one that is kept`;

/** A post that a person named, as its network shows it. */
interface Shown {
  readonly isOwn: boolean;
  readonly isSame: boolean;
  /** The post that it answers; null: none; undefined: the network does not say. */
  readonly parentId: string | null | undefined;
}

/** Whether it is this account's, has these words, and answers the post that it should answer. */
export function sightingOf({ isOwn, isSame, parentId }: Shown, parent: PostRef | undefined): Sighting {
  if (!isOwn) return other('it is another account’s');
  if (!isSame) return other('it says something else');
  if (parentId === undefined || parentId === (parent?.id ?? null)) return { status: 'same' };
  return other(
    parent
      ? `it does not answer ${parent.url}`
      : 'it answers another post, and the first post of a thread answers none',
  );
}

export const other = (words: string): Sighting => ({ status: 'other', words });

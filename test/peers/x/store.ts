import { cashtags, show, weightedLength, type Shown } from './entities.ts';

export interface StoredPost extends Shown {
  readonly id: string;
  /** The words as they were sent. */
  readonly words: string;
  readonly parent: string | undefined;
  readonly conversation: string;
  readonly atMs: number;
  readonly mediaIds: readonly string[];
}

interface Media {
  bytes: number;
  finished: boolean;
  alt: string | undefined;
}

export interface Refused {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly type?: string;
  readonly code?: number;
}

export interface Store {
  readonly posts: StoredPost[];
  readonly media: Map<string, Media>;
  readonly create: (text: string, parent: string | undefined, mediaIds: readonly string[]) => StoredPost | Refused;
  readonly remove: (id: string) => boolean;
  readonly nextId: () => string;
}

const forbidden = (detail: string, more: Partial<Refused> = {}): Refused => ({
  status: 403,
  title: 'Forbidden',
  detail,
  type: 'about:blank',
  ...more,
});

/** What X keeps of one account's posts, and what it takes. Ids hold their time, as X's do. */
export function createStore(now: () => number, owner: string): Store {
  const posts: StoredPost[] = [];
  const media = new Map<string, Media>();
  let last = 0n;
  const nextId = (): string => {
    const id = BigInt(now() - 1_288_834_974_657) << 22n;
    last = id > last ? id : last + 1n;
    return String(last);
  };
  const refusal = (text: string, parent: string | undefined, mediaIds: readonly string[]): Refused | undefined => {
    if (weightedLength(text) > 280) return forbidden('Your Tweet text is too long.', { code: 186 });
    if (cashtags(text) > 1) return forbidden('A Post may hold one cashtag at most.');
    if (parent !== undefined && !posts.some(({ id }) => id === parent))
      return forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.', { code: 385 });
    if (!mediaIds.every((id) => media.get(id)?.finished))
      return { status: 400, title: 'Invalid Request', detail: 'Your media IDs are invalid.' };
    if (posts.some(({ words }) => words.trim() === text.trim()))
      return forbidden('You are not allowed to create a Tweet with duplicate content.');
    return undefined;
  };
  const create = (text: string, parent: string | undefined, mediaIds: readonly string[]): StoredPost | Refused => {
    const refused = refusal(text, parent, mediaIds);
    if (refused) return refused;
    const id = nextId();
    const conversation = posts.find((post) => post.id === parent)?.conversation ?? id;
    const keys = mediaIds.map((mediaId) => `3_${mediaId}`);
    const post = { id, words: text, parent, conversation, atMs: now(), mediaIds, ...show(id, text, keys, owner) };
    posts.push(post);
    return post;
  };
  const remove = (id: string): boolean => {
    const index = posts.findIndex((post) => post.id === id);
    if (index >= 0) posts.splice(index, 1);
    return index >= 0;
  };
  return { posts, media, create, remove, nextId };
}

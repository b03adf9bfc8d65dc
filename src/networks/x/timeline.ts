import * as v from 'valibot';
import type { HttpAnswer, HttpResult } from '../../http.ts';
import { parsed, readAs } from '../answers.ts';
import { type Listing, readPages } from '../lookup.ts';
import type { Query } from './client.ts';
import type { UrlEntity } from './likeness.ts';
import type { Session } from './send.ts';

/** A post as X shows it. */
export interface ShownPost {
  readonly id: string;
  readonly text: string;
  readonly urls: readonly UrlEntity[];
  /** The id of the account that posted it; undefined: X does not say. */
  readonly author: string | undefined;
  /** The id of the post that it answers; null: none; undefined: X does not say. */
  readonly repliesTo: string | null | undefined;
  /** In epoch ms, by its id and by its date: whatever X tells. */
  readonly times: readonly number[];
}

/** What to list. An instance of either limit makes the listing shorter, and cheaper: each post read costs. */
interface TimelineQuery {
  readonly sinceId?: string;
  readonly sinceMs?: number;
  readonly originalsOnly?: boolean;
}

/** X keeps 3,200 posts of a timeline readable, at most 100 a page. */
const mostPages = 32;
const pageSize = 100;

/** Lists the account's own posts, newest first, replies included. Never rejects. */
export function listOwn(session: Session, query: TimelineQuery): Promise<Listing<ShownPost>> {
  return readPages(
    mostPages,
    ({ id }) => id,
    async (token) => {
      const from = token === undefined ? {} : { pagination_token: token };
      const result = await askForPosts(session, `users/${session.accountId}/tweets`, { ...queryOf(query), ...from });
      const page = readAs(pageSchema, result);
      if (!page) return session.unread(result);
      const next = page.meta?.next_token;
      return { posts: (page.data ?? []).map(shownOf), ...(next && { next }) };
    },
  );
}

/** Asks for posts by the names of fields that are understood: X's descriptions 2.166 and 2.167 know one of these each, X itself
 *  takes both as long as it does, and may refuse the others, or pass over them without a word. */
export async function askForPosts(
  { get }: Session,
  path: string,
  query: Query = {},
  author: '' | ',author_id' = '',
): Promise<HttpResult> {
  const fields = 'created_at,conversation_id,entities';
  const first = await get(path, { ...query, 'tweet.fields': `${fields},referenced_tweets${author}` });
  if (first.status !== 'answered' || (first.code !== 400 && !isMute(first))) return first;
  const second = await get(path, { ...query, 'post.fields': fields, expansions: `referenced_posts${author}` });
  return second.status === 'answered' && second.code === 200 && !isMute(second) ? second : first;
}

const fields = v.looseObject({ created_at: v.optional(v.unknown()), conversation_id: v.optional(v.unknown()) });
const anySchema = v.looseObject({ data: v.union([v.array(fields), fields]) });

/** Whether there are posts, and none has a field that was asked for. */
function isMute(answer: HttpAnswer): boolean {
  const posts = [readAs(anySchema, answer)?.data ?? []].flat();
  return posts.length > 0 && posts.every((post) => post.created_at === undefined && post.conversation_id === undefined);
}

function queryOf({ sinceId = '', sinceMs, originalsOnly }: TimelineQuery): Query {
  return {
    max_results: pageSize,
    ...(/^\d{1,19}$/.test(sinceId) && { since_id: sinceId }),
    ...(sinceMs !== undefined && { start_time: `${new Date(sinceMs).toISOString().slice(0, 19)}Z` }),
    ...(originalsOnly && { exclude: 'replies,retweets' }),
  };
}

const text = v.fallback(v.optional(v.string()), undefined);
/** X renamed the field in August 2026; both names are read. */
const references = v.fallback(v.optional(v.array(v.looseObject({ type: text, id: text }))), undefined);

const postSchema = v.looseObject({
  id: v.string(),
  text: v.string(),
  author_id: text,
  conversation_id: text,
  created_at: text,
  referenced_tweets: references,
  referenced_posts: references,
  entities: v.fallback(
    v.optional(
      v.looseObject({
        urls: v.optional(v.array(v.looseObject({ url: text, expanded_url: text, media_key: text })), []),
      }),
    ),
    undefined,
  ),
});
type Post = v.InferOutput<typeof postSchema>;

/** A page that is whole by what it says of itself. Newest first: one that is not full holds whatever was sent lately. */
const pageSchema = v.pipe(
  v.looseObject({
    errors: v.optional(v.undefined()),
    data: v.optional(v.array(postSchema)),
    meta: v.optional(
      v.looseObject({
        result_count: v.optional(v.number()),
        next_token: v.optional(v.string()),
      }),
    ),
  }),
  v.check(({ data, meta }) => {
    if (!data) return meta?.result_count === 0;
    return meta ? (meta.result_count ?? data.length) === data.length : data.length < pageSize;
  }),
);

const oneSchema = v.looseObject({ data: postSchema });

/** The post that an answer shows; undefined if it shows none. */
export function readShown(json: unknown): ShownPost | undefined {
  const read = parsed(oneSchema, json);
  return read && shownOf(read.data);
}

const shownOf = (post: Post): ShownPost => ({
  ...{ id: post.id, text: post.text, author: post.author_id },
  urls: urlsOf(post),
  repliesTo: parentOf(post),
  times: timesOf(post),
});

/** An original post has no references at all, like a post whose references X left out: its conversation tells. */
function parentOf({ id, conversation_id, referenced_tweets, referenced_posts }: Post): string | null | undefined {
  const named = referenced_tweets ?? referenced_posts;
  if (named === undefined) return conversation_id === id ? null : undefined;
  const parent = named.find(({ type }) => type === 'replied_to');
  return parent === undefined ? null : parent.id;
}

/** 1288834974657: the moment from which X's ids count milliseconds, above their lowest 22 bits. */
function timesOf({ id, created_at }: Post): readonly number[] {
  const dated = Date.parse(created_at ?? '');
  const counted = /^\d{15,19}$/.test(id) ? Number(BigInt(id) >> 22n) + 1_288_834_974_657 : Number.NaN;
  return [dated, counted].filter((time) => !Number.isNaN(time));
}

const urlsOf = ({ entities }: Post): readonly UrlEntity[] =>
  (entities?.urls ?? []).flatMap(({ url, expanded_url: expanded, media_key }) =>
    url === undefined ? [] : [{ url, expanded, isMedia: media_key !== undefined || mediaPage.test(expanded ?? '') }],
  );

const mediaPage = /\/\/(?:www\.)?(?:x|twitter)\.com\/\w+\/status\/\d+\/(?:photo|video)\/\d+$/;

import type { Answer, Ask } from './client.ts';
import type { Mask } from '../../mask.ts';
import { waitAskedFor } from './limits.ts';
import { isRecord, readProblem } from './problem.ts';
import { fromText } from './send.ts';
import type { UrlEntity } from './likeness.ts';

/** A post as the account's own timeline shows it. */
export interface ShownPost {
  readonly id: string;
  readonly text: string;
  readonly urls: readonly UrlEntity[];
  /** The id of the post that it answers; null: none; undefined: X does not say. */
  readonly repliesTo: string | null | undefined;
  /** The id of the post that its thread began with; undefined: X does not say. */
  readonly conversation: string | undefined;
  /** In epoch ms, by its id and by its date: whatever X tells. */
  readonly times: readonly number[];
}

/** What to list. An instance of either limit makes the listing shorter, and cheaper: each post read costs. */
export interface TimelineQuery {
  readonly sinceId?: string;
  readonly sinceMs?: number;
  readonly originalsOnly?: boolean;
}

/** `complete` is false when X did not show everything that was asked for; `words` say why. */
export type Listing =
  | { readonly complete: true; readonly posts: readonly ShownPost[] }
  | {
      readonly complete: false;
      readonly posts: readonly ShownPost[];
      readonly words: string;
      /** When X may be asked again, if it said so. */
      readonly retryAfterMs?: number;
    };

/** Whose timeline is read, and how. */
interface Reader {
  readonly ask: Ask;
  readonly mask: Mask;
  readonly now: () => Date;
  readonly accountId: string;
}

/** X keeps 3,200 posts of a timeline readable, at most 100 a page. */
const mostPages = 32;
const pageSize = 100;

/** Lists the account's own posts, newest first, replies included. Never rejects. */
export async function listPosts({ ask, accountId, mask, now }: Reader, query: TimelineQuery): Promise<Listing> {
  // By id: a page can repeat posts of the one before it when the timeline grew in between.
  const posts = new Map<string, ShownPost>();
  const broken = (words: string, retryAfterMs?: number): Listing => ({
    ...{ complete: false, posts: [...posts.values()], words },
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
  const askPage = async (dialect: Dialect, token?: string): Promise<Answer<unknown>> => {
    const parameters = { ...queryOf(query), ...dialect, ...(token !== undefined && { pagination_token: token }) };
    return await ask((api) => api.get<unknown>(`users/${accountId}/tweets`, parameters));
  };
  const seen = new Set<string>();
  const first = await askFirst(askPage);
  let { answer } = first;
  for (let page = 0; page < mostPages; page += 1) {
    if (answer.kind === 'failure') {
      const waitMs = answer.code === 429 ? waitAskedFor(answer.headers, now()) : undefined;
      return broken(`${answer.code}: ${readProblem(answer.body, mask).words}`, waitMs);
    }
    if (answer.kind !== 'success') return broken(answer.words);
    const read = readPage(fromText(answer.value), mask);
    if (typeof read === 'string') return broken(read);
    for (const post of read.posts) posts.set(post.id, post);
    const token = read.next;
    if (token === undefined) return { complete: true, posts: [...posts.values()] };
    if (seen.has(token)) return broken('X answered the same page twice');
    seen.add(token);
    answer = await askPage(first.dialect, token);
  }
  return broken('X showed more pages than a timeline has');
}

/** How fields of posts are asked for. */
export type Dialect = Readonly<Record<string, string>>;

/** X's descriptions 2.166 and 2.167 know one of these each; X itself takes both as long as it does. */
const dialects: readonly [Dialect, Dialect] = [
  { 'tweet.fields': 'created_at,conversation_id,referenced_tweets,entities' },
  { 'post.fields': 'created_at,conversation_id,entities', expansions: 'referenced_posts' },
];

interface FirstPage {
  readonly answer: Answer<unknown>;
  readonly dialect: Dialect;
}

/** A first question, by the names that are understood: what is not may be refused, or passed over without a word. */
export async function askFirst(ask: (dialect: Dialect) => Promise<Answer<unknown>>): Promise<FirstPage> {
  const [old, renamed] = dialects;
  const first = { answer: await ask(old), dialect: old };
  if (isUnderstood(first.answer)) return first;
  const second = { answer: await ask(renamed), dialect: renamed };
  return isUnderstood(second.answer) && second.answer.kind === 'success' ? second : first;
}

function isUnderstood(answer: Answer<unknown>): boolean {
  if (answer.kind !== 'success') return answer.kind !== 'failure' || answer.code !== 400;
  const body = fromText(answer.value);
  const data = isRecord(body) ? [body.data].flat().filter(isRecord) : [];
  return data.length === 0 || data.some((post) => post.created_at !== undefined || post.conversation_id !== undefined);
}

function queryOf({ sinceId, sinceMs, originalsOnly }: TimelineQuery): Record<string, string | number> {
  return {
    max_results: pageSize,
    ...(sinceId !== undefined && { since_id: sinceId }),
    ...(sinceMs !== undefined && { start_time: `${new Date(sinceMs).toISOString().slice(0, 19)}Z` }),
    ...(originalsOnly && { exclude: 'replies,retweets' }),
  };
}

interface Page {
  readonly posts: readonly ShownPost[];
  readonly next: string | undefined;
}

/** A page of a listing, or why it cannot be trusted to be whole. */
function readPage(answer: unknown, mask: Mask): Page | string {
  if (!isRecord(answer)) return 'X answered its listing with something else';
  if (answer.errors !== undefined) return `the listing came with errors: ${readProblem(answer, mask).words}`;
  const { meta = {} } = answer;
  if (!isRecord(meta)) return 'the listing does not say whether it is whole';
  const data = answer.data ?? (meta.result_count === 0 ? [] : undefined);
  if (!Array.isArray(data)) return 'the listing holds no posts and does not say that there are none';
  // Newest first: a page that is not full holds whatever was sent lately.
  if (answer.meta === undefined && data.length >= pageSize) return 'the listing does not say whether it is whole';
  if (typeof meta.result_count === 'number' && meta.result_count !== data.length)
    return `the listing holds ${data.length} posts where X counted ${meta.result_count}`;
  const posts = data.map(readPost);
  if (!posts.every((post) => post !== undefined)) return 'the listing holds posts without id or text';
  const next = meta.next_token;
  return { posts, next: typeof next === 'string' && next !== '' ? next : undefined };
}

/** A post as X shows it; undefined if it lacks id or text. */
export function readPost(post: unknown): ShownPost | undefined {
  if (!isRecord(post)) return undefined;
  const { id, text } = post;
  if (typeof id !== 'string' || typeof text !== 'string') return undefined;
  const conversation = typeof post.conversation_id === 'string' ? post.conversation_id : undefined;
  const repliesTo = readParent(post, id, conversation);
  return { id, text, urls: readUrls(post.entities), repliesTo, conversation, times: readTimes(post, id) };
}

/** An original post has no references at all, like a post whose references X left out: its conversation tells. */
function readParent(
  post: Readonly<Record<string, unknown>>,
  id: string,
  conversation: string | undefined,
): string | null | undefined {
  // X renamed the field in August 2026; both names are read.
  const references = post.referenced_tweets ?? post.referenced_posts;
  if (!Array.isArray(references)) return conversation === id ? null : undefined;
  const parent = references.filter(isRecord).find((reference) => reference.type === 'replied_to');
  if (parent === undefined) return null;
  return typeof parent.id === 'string' ? parent.id : undefined;
}

/** 1288834974657: the moment from which X's ids count milliseconds, above their lowest 22 bits. */
function readTimes(post: Readonly<Record<string, unknown>>, id: string): readonly number[] {
  const dated = typeof post.created_at === 'string' ? Date.parse(post.created_at) : Number.NaN;
  const counted = /^\d{15,19}$/.test(id) ? Number(BigInt(id) >> 22n) + 1_288_834_974_657 : Number.NaN;
  return [dated, counted].filter((time) => !Number.isNaN(time));
}

function readUrls(entities: unknown): readonly UrlEntity[] {
  const urls = isRecord(entities) && Array.isArray(entities.urls) ? entities.urls.filter(isRecord) : [];
  return urls.flatMap((entity) => {
    const { url, expanded_url: expanded, media_key: mediaKey } = entity;
    if (typeof url !== 'string') return [];
    const address = typeof expanded === 'string' ? expanded : undefined;
    return [{ url, expanded: address, isMedia: typeof mediaKey === 'string' || mediaPage.test(address ?? '') }];
  });
}

const mediaPage = /\/\/(?:www\.)?(?:x|twitter)\.com\/\w+\/status\/\d+\/(?:photo|video)\/\d+$/;

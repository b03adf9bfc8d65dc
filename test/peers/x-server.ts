import type { ServerResponse } from 'node:http';
import { fail, partsOf, startPeer, write, type Answer, type Asked, type How } from './peer.ts';
import { oauthFault, xKeys, type Keys } from './x/oauth.ts';
import { loadOpenapi } from './x/openapi.ts';
import { createStore, type Refused, type StoredPost } from './x/store.ts';

export type { How } from './peer.ts';
export { xKeys, xVariables } from './x/oauth.ts';
export type { StoredPost } from './x/store.ts';

export type Route = 'me' | 'one' | 'create' | 'delete' | 'timeline' | 'upload' | 'alt';

export interface Fault {
  readonly on: Route;
  /** Which request of the route fails, from 1; absent: every one. */
  readonly at?: number;
  /** Instead: the first request that comes while the account shows so many posts. */
  readonly whileShown?: number;
  /** Whether what was asked for is done all the same. */
  readonly applied: boolean;
  readonly how: How;
}

export interface XServerOptions {
  readonly faults?: readonly Fault[];
  /** How long a post is missing from the timeline. */
  readonly lagMs?: number;
  readonly clock?: () => number;
  /** Where it listens; any free port if absent. */
  readonly port?: number;
  readonly keys?: Keys;
  /** The address that it is known by, if something stands before it. */
  readonly origin?: string;
  /** What a `kill` fault does: end the bot's process. */
  readonly kill?: () => void;
  /** Fields of posts that the timeline leaves out without a word. */
  readonly hiddenFields?: readonly string[];
  /** Which description of X's API it keeps to, and what it makes of names that are not of it: absent, it takes both. */
  readonly names?: { readonly of: '2.166' | '2.167'; readonly others: 'refused' | 'ignored' };
  /** It has no DELETE, or drops what a post answers. */
  readonly lacks?: 'delete' | 'reply';
  /** `x-access-level`, as the answers to OAuth 1.0a tell it. */
  readonly access?: string;
  /** The most posts a page of the timeline holds. */
  readonly pageSize?: number;
}

interface Seen {
  readonly route: Route | 'other';
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

const me = { id: '2244994945', name: 'Weekly Papers', username: 'weekly_papers' };

const noPost = { detail: 'No such post.', type: 'https://api.x.com/2/problems/resource-not-found' };

const openapi = loadOpenapi('2.166');
const renamed = loadOpenapi('2.167');
// Compiled now and not within the first request, whose patience is being tested.
for (const name of [
  'TweetCreateRequest',
  'Get2UsersIdTweetsResponse',
  'MediaUploadConfigRequest',
  'MetadataCreateRequest',
])
  openapi.schema(name, {});
for (const name of ['CreatePostsRequest', 'GetUsersPostsResponse']) renamed.schema(name, {});
openapi.query('/2/users/{id}/tweets', new URLSearchParams('max_results=5&tweet.fields=text'));
renamed.query('/2/users/{id}/tweets', new URLSearchParams('max_results=5&post.fields=text&expansions=username'));

/** X as far as the bot meets it, over real sockets, with what X keeps and ways to fail. */
export async function startXServer(initial: XServerOptions = {}) {
  let options = { faults: [], lagMs: 0, clock: Date.now, keys: xKeys, ...initial };
  const store = createStore(() => options.clock(), me.username);
  const requests: Seen[] = [];
  const complaints: string[] = [];
  const counts = new Map<Route | 'other', number>();
  let faults: readonly Fault[] = options.faults;
  let window = { used: 0, endMs: 0 };

  const limitHeaders = (): Record<string, string> => {
    const [posts, windowMs] = [100, 15 * 60_000];
    const at = options.clock();
    // Also where the clock was set back: the next case begins then.
    if (at >= window.endMs || at < window.endMs - windowMs) window = { used: 0, endMs: at + windowMs };
    return {
      'x-rate-limit-limit': String(posts),
      'x-rate-limit-remaining': String(Math.max(0, posts - window.used)),
      'x-rate-limit-reset': String(Math.ceil(window.endMs / 1000)),
    };
  };

  const create = (body: unknown): Answer => {
    complaints.push(...openapi.schema('TweetCreateRequest', body), ...renamed.schema('CreatePostsRequest', body));
    if (limitHeaders()['x-rate-limit-remaining'] === '0')
      return problem({ status: 429, title: 'Too Many Requests', detail: 'Too Many Requests' }, limitHeaders());
    window.used += 1;
    const { text, reply, media } = body as {
      readonly text: string;
      readonly reply?: { readonly in_reply_to_tweet_id: string };
      readonly media?: { readonly media_ids: readonly string[] };
    };
    const answered = options.lacks === 'reply' ? undefined : reply?.in_reply_to_tweet_id;
    const post = store.create(text, answered, media?.media_ids ?? []);
    if ('status' in post) return problem(post, limitHeaders());
    return { status: 201, body: { data: { id: post.id, text: post.text } }, headers: limitHeaders() };
  };

  /** The fields of posts that are asked for by names that are known, or why they are not told. */
  const fieldsOf = (route: string, query: URLSearchParams): ReadonlySet<string> | Answer => {
    complaints.push(...(query.has('post.fields') ? renamed : openapi).query(route, query));
    const { names } = options;
    const asked = { '2.166': query.get('tweet.fields'), '2.167': query.get('post.fields') };
    if (names?.others === 'refused' && asked[names.of] === null)
      return problem({
        status: 400,
        title: 'Invalid Request',
        detail: 'The query parameter is not one of those known.',
      });
    const known = names ? asked[names.of] : (asked['2.166'] ?? asked['2.167']);
    const all = [...(known?.split(',') ?? []), ...(query.get('expansions')?.split(',') ?? [])];
    return new Set(all.filter((name) => !options.hiddenFields?.includes(name)));
  };

  const timeline = (query: URLSearchParams): Answer => {
    const fields = fieldsOf('/2/users/{id}/tweets', query);
    if ('status' in fields) return fields;
    const since = BigInt(query.get('since_id') ?? 0);
    const start = query.has('since_id') ? 0 : Date.parse(query.get('start_time') ?? '') || 0;
    const all = store.posts
      .filter((post) => options.clock() - post.atMs >= options.lagMs)
      .filter((post) => BigInt(post.id) > since && post.atMs >= start)
      .filter((post) => !(query.get('exclude')?.includes('replies') && post.parent))
      .reverse();
    const size = Math.min(Number(query.get('max_results') ?? 10), options.pageSize ?? 100);
    const from = Number(query.get('pagination_token')?.slice(-8) ?? 0);
    const page = all.slice(from, from + size);
    const more = from + size < all.length && { next_token: `7140dibdnow${String(from + size).padStart(8, '0')}` };
    if (page.length === 0) return { status: 200, body: { meta: { result_count: 0 } } };
    const ends = { newest_id: page[0]!.id, oldest_id: page.at(-1)!.id };
    const body = {
      data: page.map((post) => shown(post, fields)),
      meta: { result_count: page.length, ...ends, ...more },
    };
    if (options.names?.of !== '2.167') complaints.push(...openapi.schema('Get2UsersIdTweetsResponse', body));
    else complaints.push(...renamed.schema('GetUsersPostsResponse', body));
    return { status: 200, body };
  };

  const upload = (path: string, body: unknown, headers: Asked['headers'], raw: Buffer): Answer => {
    if (path.endsWith('/initialize')) {
      complaints.push(...openapi.schema('MediaUploadConfigRequest', body));
      const id = store.nextId();
      store.media.set(id, {
        bytes: -(body as { readonly total_bytes: number }).total_bytes,
        finished: false,
        alt: undefined,
      });
      return { status: 200, body: { data: { id, media_key: `3_${id}`, expires_after_secs: 86_400 } } };
    }
    const media = store.media.get(path.split('/').at(-2) ?? '');
    if (!media) return problem({ status: 404, title: 'Not Found Error', detail: 'No such media.' });
    if (path.endsWith('/append')) media.bytes += partsOf({ headers, body: raw }).media?.length ?? 0;
    else media.finished = media.bytes === 0;
    if (path.endsWith('/finalize') && !media.finished)
      return problem({ status: 400, title: 'Invalid Request', detail: 'The media is not whole.' });
    return { status: 200, body: { data: { id: path.split('/').at(-2), size: raw.length } } };
  };

  const altText = (body: unknown): Answer => {
    complaints.push(...openapi.schema('MetadataCreateRequest', body));
    const { id, metadata } = body as {
      readonly id: string;
      readonly metadata: { readonly alt_text: { readonly text: string } };
    };
    const media = store.media.get(id);
    if (!media || metadata.alt_text.text.length > 1000)
      return problem({ status: 400, title: 'Invalid Request', detail: 'The alt text is not taken.' });
    media.alt = metadata.alt_text.text;
    return { status: 200, body: { data: { id } } };
  };

  const act = (route: Route | 'other', { url, headers, body: raw }: Asked, body: unknown): Answer => {
    switch (route) {
      case 'me':
        return {
          status: 200,
          body: { data: me },
          ...(options.access !== undefined && { headers: { 'x-access-level': options.access } }),
        };
      case 'create':
        return create(body);
      case 'delete':
        return options.lacks !== 'delete' && store.remove(url.pathname.split('/').at(-1) ?? '')
          ? { status: 200, body: { data: { deleted: true } } }
          : problem({ status: 404, title: 'Not Found Error', ...noPost });
      case 'one': {
        const post = store.posts.find(({ id }) => id === url.pathname.split('/').at(-1));
        const fields = fieldsOf('/2/tweets/{id}', url.searchParams);
        if ('status' in fields) return fields;
        // X answers so: 200, and an error beside the data that is missing.
        return { status: 200, body: post ? { data: shown(post, fields) } : { errors: [noPost] } };
      }
      case 'timeline':
        return timeline(url.searchParams);
      case 'upload':
        return upload(url.pathname, body, headers, raw);
      case 'alt':
        return altText(body);
      case 'other':
        return problem({ status: 404, title: 'Not Found', detail: 'No such address.' });
    }
  };

  const handle = (asked: Asked, response: ServerResponse): void => {
    const { method, url, headers, body: raw } = asked;
    const body = headers['content-type']?.includes('json')
      ? (JSON.parse(raw.toString() || 'null') as unknown)
      : undefined;
    const route = routeOf(method, url.pathname.replace(/^\/proxy/, ''));
    requests.push({ route, method, path: `${url.pathname}${url.search}`, body });
    const count = (counts.get(route) ?? 0) + 1;
    counts.set(route, count);
    const wrong = oauthFault(headers.authorization, method, url, options.keys);
    const stranger =
      wrong === undefined
        ? undefined
        : problem({ status: 401, title: 'Unauthorized', detail: `Unauthorized: ${wrong}` });
    const fault = faults.find(
      ({ on, at, whileShown }) =>
        on === route && (at ?? count) === count && (whileShown ?? store.posts.length) === store.posts.length,
    );
    if (fault?.whileShown !== undefined) faults = faults.filter((other) => other !== fault);
    if (stranger || !fault) {
      write(response, stranger ?? act(route, asked, body));
      return;
    }
    const wanted: Answer = {
      status: route === 'create' ? 201 : 200,
      body: { data: { id: store.nextId(), text: 'cut off' } },
    };
    const answer = fault.applied ? act(route, asked, body) : wanted;
    fail(response, fault.how, answer, () => options.kill?.());
  };

  const peer = await startPeer(
    (asked, response) => {
      try {
        handle(asked, response);
      } catch (error) {
        complaints.push(`the test server failed: ${String(error)}`);
        write(response, { status: 500, body: { title: 'the test server failed' } });
      }
    },
    { port: options.port ?? 0, origin: () => options.origin ?? '' },
  );

  return {
    ...peer,
    /** What the account shows, oldest first. */
    posts: (): readonly StoredPost[] => [...store.posts],
    requests,
    /** What X's own description would not have let through, in requests and in this server's answers. */
    complaints,
    altTexts: () => [...store.media.values()].flatMap(({ alt }) => alt ?? []),
    fail: (...more: readonly Fault[]): void => {
      faults = more;
      counts.clear();
    },
    /** Faults of one request that never came. */
    faultsLeft: () => faults.filter(({ whileShown }) => whileShown !== undefined),
    change: (more: Partial<XServerOptions>): void => {
      options = { ...options, ...more };
    },
    /** Puts a post there by another way than the API. */
    plant: (text: string, parent?: string): StoredPost => {
      const post = store.create(text, parent, []);
      if ('status' in post) throw new Error(post.detail);
      return post;
    },
    /** The pictures that no post shows are gone. */
    forget: (): void => store.media.clear(),
    /** Takes a post away by another way than the API. */
    remove: (id: string): boolean => store.remove(id),
  };
}

export type XServer = Awaited<ReturnType<typeof startXServer>>;

function routeOf(method: string, path: string): Route | 'other' {
  const known: readonly (readonly [string, RegExp, Route])[] = [
    ['GET', /^\/2\/users\/me$/, 'me'],
    ['POST', /^\/2\/tweets$/, 'create'],
    ['DELETE', /^\/2\/tweets\/\d{1,19}$/, 'delete'],
    ['GET', /^\/2\/users\/2244994945\/tweets$/, 'timeline'],
    ['GET', /^\/2\/tweets\/\d{1,19}$/, 'one'],
    ['POST', /^\/2\/media\/upload\/(initialize|\d+\/(append|finalize))$/, 'upload'],
    ['POST', /^\/2\/media\/metadata$/, 'alt'],
  ];
  return known.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? 'other';
}

function problem({ status, title, detail, type, code }: Refused, headers?: Record<string, string>): Answer {
  const body = {
    title,
    detail,
    status,
    type: type ?? 'about:blank',
    ...(code && { errors: [{ code, message: detail }] }),
  };
  return { status, body, ...(headers && { headers }) };
}

/** Only what was asked for is told, beside the three fields that X always gives. */
function shown(post: StoredPost, fields: ReadonlySet<string>): unknown {
  const entities = post.urls.length > 0 && fields.has('entities') && { entities: { urls: post.urls } };
  const name = fields.has('referenced_posts') ? 'referenced_posts' : 'referenced_tweets';
  const references = post.parent !== undefined &&
    fields.has(name) && { [name]: [{ type: 'replied_to', id: post.parent }] };
  return {
    id: post.id,
    text: post.text,
    edit_history_tweet_ids: [post.id],
    ...(fields.has('author_id') && { author_id: me.id }),
    ...(fields.has('created_at') && { created_at: new Date(post.atMs).toISOString() }),
    ...(fields.has('conversation_id') && { conversation_id: post.conversation }),
    ...references,
    ...entities,
  };
}

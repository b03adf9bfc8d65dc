import type { Batch, PostRef, Refusal } from '../../core/record.ts';
import type { Moment } from '../../core/moment.ts';
import type { Post } from '../../core/thread.ts';
import type { Access, Account, ConnectOutcome, FreezeContext, Network, NetworkTools } from '../network.ts';
import { addressOf, idAt, urlOf } from './post-url.ts';
import { createAsk, readHeaders, type Ask, type Headers } from './client.ts';
import { findPost, searchHook } from './find.ts';
import { inspectPost } from './inspect.ts';
import { crowdedMs, shortage } from './limits.ts';
import { createMask, type Mask } from '../../mask.ts';
import { isRecord, readProblem } from './problem.ts';
import { xRules } from './rules.ts';
import { failed, fromText, readBody, removePosts, sendPost, type Hand } from './send.ts';
import { uploadCard } from './upload.ts';

export interface XSettings {
  /** OAuth 1.0a user keys: they do not expire, and cover every call. */
  readonly keys?: {
    readonly appKey: string;
    readonly appSecret: string;
    readonly accessToken: string;
    readonly accessSecret: string;
  };
  /** Where the API is: `https://api.x.com`, a proxy, a test server. */
  readonly apiUrl: string;
  /** The pause between two posts. */
  readonly pauseMs: number;
  /** How long any request may take. */
  readonly timeoutMs: number;
  /** How long a post may be missing from the timeline after it was sent. */
  readonly settleMs: number;
}

/** What OAuth 1.0a puts into a header (RFC 5849, 3.5.1), with its values; and other ways to log in. */
const CREDENTIALS: readonly RegExp[] = [
  /\boauth_\w+(?:=|%3D|":\s*)(?:"|%22|\\")?[^",&\s\\]+/gi,
  /\b(?:bearer|basic)\s+[\w.~+/%-]+=*/gi,
];

/** X, by its API v2: one post a request. */
export function createX(settings: XSettings, tools: NetworkTools): Network {
  return { id: 'x', rules: () => Promise.resolve(xRules), connect: () => connect(settings, tools), urlOf, idAt };
}

async function connect(settings: XSettings, tools: NetworkTools): Promise<ConnectOutcome> {
  const { keys, apiUrl, timeoutMs } = settings;
  if (!keys) return refused(noKeys);
  const mask = createMask(() => Object.values(keys), CREDENTIALS);
  const ask = await createAsk({
    keys,
    apiUrl,
    timeoutMs,
    abort: tools.abort,
    mask,
    agent: await tools.agentFor?.(apiUrl),
  });
  const answer = await ask((api) => api.get<unknown>('users/me', undefined, { fullResponse: true }));
  if (answer.kind !== 'success') {
    const outcome = failed({ mask, now: tools.clock.now, limits: { silent: 0 } }, answer);
    // Asking who we are changes nothing: a question without an answer can be asked again.
    return refused(outcome.status === 'refused' ? outcome.refusal : { words: outcome.words, retryAfterMs: 5_000 });
  }
  const { data, headers } = answer.value;
  const me = readMe(data);
  if (!me) return refused({ words: `X did not say whose keys these are: ${readProblem(data, mask).words}` });
  const access = accessOf(readHeaders(headers));
  return {
    status: 'connected',
    account: { ...accountOf(me, { ask, mask, settings, tools }), access: () => Promise.resolve(access) },
  };
}

/** X tells with each answer to OAuth 1.0a keys what they may do: `read`, `read-write`, `read-write-directmessages`. */
function accessOf(headers: Headers): Access {
  const level = headers['x-access-level'];
  if (level === undefined) return { status: 'not-known', words: 'and X does not say whether these keys may post.' };
  if (level.includes('write')) return { status: 'may-post' };
  return {
    status: 'may-not-post',
    words:
      'but these keys may only read. Give the app the permission "Read and write" in the developer console, then make a new access token and secret.',
  };
}

const refused = (refusal: Refusal): ConnectOutcome => ({ status: 'refused', refusal });

const noKeys: Refusal = {
  words: 'there are no keys for X',
  advice: 'Set X_APP_KEY, X_APP_SECRET, X_ACCESS_TOKEN and X_ACCESS_SECRET.',
};

interface Me {
  readonly id: string;
  readonly username: string;
}

function readMe(answer: unknown): Me | undefined {
  const body = fromText(answer);
  const data = isRecord(body) ? body.data : undefined;
  if (!isRecord(data)) return undefined;
  const { id, username } = data;
  return typeof id === 'string' && typeof username === 'string' ? { id, username } : undefined;
}

interface Bonds {
  readonly ask: Ask;
  readonly mask: Mask;
  readonly settings: XSettings;
  readonly tools: NetworkTools;
}

function accountOf(me: Me, { ask, mask, settings, tools }: Bonds): Account {
  const { now } = tools.clock;
  let lastHeaders: Headers = {};
  const refOf = (id: string): PostRef => ({ id, url: addressOf(id, me.username) });
  const hand: Hand = {
    ask,
    mask,
    now,
    refOf,
    see: (headers) => (lastHeaders = headers),
    limits: { silent: 0 },
    uploads: { lost: 0 },
  };
  const eyes = { ask, mask, now, accountId: me.id, refOf };
  return {
    id: me.id,
    name: `@${me.username}`,
    batches,
    capacity: (posts, recent = []) => Promise.resolve(noCapacity(lastHeaders, posts, recent, now())),
    search: (hook) => searchHook(eyes, hook.text, now()),
    upload: (card) => uploadCard(hand, card),
    send: (batch, place) => sendPost(hand, batch, place),
    find: (batch, place) => findPost(eyes, readBody(batch.body)?.text ?? '', place, now()),
    inspect: (ref, batch, place) => inspectPost(eyes, ref, readBody(batch.body)?.text ?? '', place),
    remove: (refs) => removePosts(hand, refs),
    paceMs: settings.pauseMs,
    settleMs: settings.settleMs,
  };
}

/** One post a batch. Only a post that carries media in the thread gets the card. */
function batches(posts: readonly Post[], { media }: FreezeContext): readonly Batch[] {
  const id = isRecord(media) ? media.id : undefined;
  return posts.map((post, index) => ({
    posts: [index],
    body: {
      text: post.text,
      ...(post.media?.length && typeof id === 'string' && { media: { media_ids: [id] } }),
    },
  }));
}

/** By what X said last about its limits; before the first post of a run, when it has not said anything, by what was posted. */
function noCapacity(headers: Headers, posts: number, recent: readonly Moment[], now: Date): Refusal | undefined {
  const waitMs = crowdedMs(posts, recent, now);
  if (waitMs !== undefined)
    return {
      words: `X takes 100 posts in 15 minutes, ${recent.length} were posted lately, and there are ${posts}`,
      retryAfterMs: waitMs,
    };
  const short = shortage(headers, posts, now);
  if (!short) return undefined;
  return {
    words: `X takes ${short.left} more posts now, and there are ${posts}`,
    retryAfterMs: short.waitMs,
  };
}

import * as v from 'valibot';
import type { Batch } from '../../core/record.ts';
import type { Post } from '../../core/thread.ts';
import type { HttpAnswer } from '../../http.ts';
import { createMask } from '../../mask.ts';
import { createAnswers, parsed, readAs } from '../answers.ts';
import type { Access, Account, ConnectOutcome, FreezeContext, Network, NetworkTools } from '../network.ts';
import { createAsk, WHOLE } from './client.ts';
import { findPost, searchHook } from './find.ts';
import { inspectPost } from './inspect.ts';
import { fullness } from './limits.ts';
import { addressOf, idAt, urlOf } from './post-url.ts';
import { kindOf, REFUSALS, waitMs } from './refusals.ts';
import { removePosts } from './remove.ts';
import { xRules } from './rules.ts';
import { sendPost, type Session, textIn } from './send.ts';
import { uploadCard } from './upload.ts';
import { DAY_MS } from '../../core/moment.ts';

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

/** The longest window in which X counts is a month, of a usage cap. */
const longestWaitMs = 31 * DAY_MS;

const meSchema = v.looseObject({ data: v.looseObject({ id: v.string(), username: v.string() }) });

async function connect(settings: XSettings, tools: NetworkTools): Promise<ConnectOutcome> {
  const { keys, apiUrl, timeoutMs } = settings;
  if (!keys) return { status: 'refused', refusal: noKeys };
  const { abort } = tools;
  const { now } = tools.clock;
  const mask = createMask(() => Object.values(keys), CREDENTIALS);
  const ask = await createAsk({ keys, apiUrl, timeoutMs, abort, mask, agent: await tools.agentFor?.(apiUrl) });
  const answers = createAnswers({ mask, now, setting: 'X_API_URL', rows: REFUSALS, longestWaitMs, kindOf, waitMs });
  const result = await ask((api) => api.get<unknown>('users/me', undefined, WHOLE));
  const me = readAs(meSchema, result)?.data;
  if (!me || result.status !== 'answered') return answers.notConnected(result);
  const session = { ...answers, ask, now, accountId: me.id, refOf: refsOf(me.username) };
  return { status: 'connected', account: accountOf(session, me.username, settings, tools, accessOf(result)) };
}

const noKeys = {
  words: 'there are no keys for X',
  advice: 'Set X_APP_KEY, X_APP_SECRET, X_ACCESS_TOKEN and X_ACCESS_SECRET.',
};

/** X tells with each answer to OAuth 1.0a keys what they may do: `read`, `read-write`, `read-write-directmessages`. */
function accessOf({ headers }: HttpAnswer): Access {
  const level = headers.get('x-access-level');
  if (level === null) return { status: 'not-known', words: 'and X does not say whether these keys may post.' };
  if (level.includes('write')) return { status: 'may-post' };
  return {
    status: 'may-not-post',
    words:
      'but these keys may only read. Give the app the permission "Read and write" in the developer console, then make a new access token and secret.',
  };
}

const refsOf =
  (username: string): Session['refOf'] =>
  ({ id }) => ({ id, url: addressOf(id, username) });

function accountOf(
  unseen: Omit<Session, 'see'>,
  username: string,
  { pauseMs: paceMs, settleMs }: XSettings,
  tools: NetworkTools,
  access: Access,
): Account {
  let last = new Headers();
  const session = { ...unseen, see: (headers: Headers) => void (last = headers) };
  return {
    id: session.accountId,
    name: `@${username}`,
    batches,
    access: () => Promise.resolve(access),
    capacity: (posts, recent = []) => Promise.resolve(fullness(last, posts, recent, session.now())),
    search: (hook) => searchHook(session, hook.text),
    upload: (card) => uploadCard(session, card, tools),
    send: (batch, place) => sendPost(session, batch, place),
    find: (batch, place) => findPost(session, textIn(batch), place),
    inspect: (ref, batch, place) => inspectPost(session, ref, textIn(batch), place),
    remove: (refs) => removePosts(session, refs),
    ...{ paceMs, settleMs },
  };
}

const mediaSchema = v.object({ id: v.string() });

/** One post a batch. Only a post that carries media in the thread gets the card. */
function batches(posts: readonly Post[], context: FreezeContext): readonly Batch[] {
  const media = parsed(mediaSchema, context.media);
  return posts.map((post, index) => ({
    posts: [index],
    body: { text: post.text, ...(post.media?.length && media && { media: { media_ids: [media.id] } }) },
  }));
}

import * as v from 'valibot';
import { DAY_MS, MINUTE_MS, type Moment } from '../../core/moment.ts';
import type { AccountName, Refusal } from '../../core/record.ts';
import type { HttpAnswer } from '../../http.ts';
import { createMask } from '../../mask.ts';
import { createAnswers, readAs } from '../answers.ts';
import type { Access, Account, ConnectOutcome, Network, NetworkTools } from '../network.ts';
import { oneEach } from '../post-by-post.ts';
import { type Address, createClient } from './client.ts';
import { findPost, inspectPost, searchHook } from './find.ts';
import { kindOf, REFUSALS, waitMs } from './refusals.ts';
import { removePosts } from './remove.ts';
import { xRules } from './rules.ts';
import { sendPost, type Session, textIn } from './send.ts';
import { uploadCard } from './upload.ts';

/** How to reach X, and how patient to be with it. */
export interface XSettings extends Address {
  /** The pause between two posts. */
  readonly pauseMs: number;
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
  const { now } = tools.clock;
  const mask = createMask(() => Object.values(settings.keys), CREDENTIALS);
  const client = await createClient(settings, mask, tools);
  const answers = createAnswers({ mask, now, setting: 'X_API_URL', rows: REFUSALS, longestWaitMs, kindOf, waitMs });
  const result = await client.get('users/me');
  const me = readAs(meSchema, result)?.data;
  if (!me || result.status !== 'answered') return answers.notConnected(result);
  const session = { ...answers, ...client, now, accountId: me.id, refOf: refsOf(me.username) };
  return { status: 'connected', account: accountOf(session, me.username, settings, tools, accessOf(result)) };
}

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
  session: Session,
  username: string,
  settings: XSettings,
  tools: NetworkTools,
  access: Access,
): Account {
  return {
    id: session.accountId,
    name: `@${username}`,
    batches: (posts, { media }) =>
      oneEach(posts, media, (text, shown) => ({ text, ...(shown.media_ids && { media: { ...shown } }) })),
    access: () => Promise.resolve(access),
    capacity: (posts, recent = []) => Promise.resolve(fullness(posts, recent, session.now())),
    search: (hook) => searchHook(session, hook.text),
    upload: (card) => uploadCard(session, card, tools),
    send: (batch, place) => sendPost(session, batch, place),
    find: (batch, place) => findPost(session, textIn(batch), place),
    inspect: ({ id }, batch, { parent }) => inspectPost(session, id, textIn(batch), parent),
    remove: (refs) => removePosts(session, refs),
    paceMs: settings.pauseMs,
    settleMs: settings.settleMs,
  };
}

/** What an account may post in any 15 minutes. https://docs.x.com/x-api/fundamentals/rate-limits */
const window = { posts: 100, ms: 15 * MINUTE_MS };

/** Why so many posts cannot be taken now, by what is known to have been posted. */
function fullness(posts: number, recent: readonly Moment[], now: Date): Refusal | undefined {
  const ages = recent.map((at) => now.getTime() - Date.parse(at)).filter((age) => age >= 0 && age < window.ms);
  const tooMany = ages.length + posts - window.posts;
  if (tooMany <= 0 || ages.length === 0) return undefined;
  const oldestFirst = ages.sort((a, b) => b - a);
  return {
    words: `X takes 100 posts in 15 minutes, ${ages.length} were posted lately, and there are ${posts}`,
    retryAfterMs: window.ms - (oldestFirst[Math.min(tooMany, ages.length) - 1] ?? 0),
  };
}

/** Where a post of an account is read. */
const addressOf = (id: string, username: string): string => `https://x.com/${username}/status/${id}`;

/** The address of a post by its id; undefined where that is no id of X's: a number of at most 19 digits. */
export const urlOf = (id: string, { name }: AccountName): string | undefined =>
  /^\d{1,19}$/.test(id) ? addressOf(id, name.replace(/^@/, '')) : undefined;

/** As browsers, apps and older links have it: the other name of the site, the page for phones, a picture of the post. */
const address =
  /^(?:https?:\/\/)?(?:www\.|mobile\.|m\.)?(?:x|twitter)\.com\/(\w+|i\/web)\/status(?:es)?\/(\d{1,19})(?![\w])/i;

/** The id of the account's post at an address; undefined where it names no post, or another account's. */
export function idAt(typed: string, { name }: AccountName): string | undefined {
  const [, owner = '', id] = address.exec(typed) ?? [];
  const isOwn = owner.toLowerCase() === name.replace(/^@/, '').toLowerCase();
  // X finds a post by its number alone, under these two names too.
  return isOwn || owner === 'i' || owner === 'i/web' ? id : undefined;
}

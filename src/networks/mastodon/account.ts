import * as v from 'valibot';
import { MINUTE_MS } from '../../core/moment.ts';
import type { HttpAnswer, HttpResult } from '../../http.ts';
import { readAs, waitSaid } from '../answers.ts';
import type { Access, Account, ConnectOutcome, Network, NetworkTools } from '../network.ts';
import { type MediaIds, oneEach } from '../post-by-post.ts';
import { authorOf } from './timeline.ts';
import { type Client, type Session, createClient } from './client.ts';
import { findStatus, inspectStatus, searchWords } from './find.ts';
import { askInstance } from './instance.ts';
import { LOGIN_REFUSALS, SCOPES } from './refusals.ts';
import { removePosts } from './remove.ts';
import { type MastodonLimits, mastodonRules } from './rules.ts';
import { type StatusBody, accountSchema } from './schemas.ts';
import { sendStatus } from './send.ts';
import { uploadCard } from './upload.ts';

/** Who sees the posts, and in which language they are. */
interface Voice {
  readonly visibility: string;
  readonly replyVisibility: string;
  readonly language: string;
}

/** How to reach a server that speaks Mastodon's client API. */
export interface MastodonSettings extends Voice {
  /** Empty where it is not set. */
  readonly url: string;
  readonly accessToken: string;
  readonly timeoutMs: number;
}

/** One second keeps the order on servers that date posts by the second. */
const paceMs = 1000;
/** A request that was given up may still be at work on a busy server, and some servers read from a copy that lags. */
const settleMs = 20_000;

/** Mastodon, and what speaks like it: a thread is published status by status. */
export const createMastodon = (settings: MastodonSettings, tools: NetworkTools): Network => ({
  id: 'mastodon',
  rules: async (ask, withinMs = settings.timeoutMs) =>
    mastodonRules(ask ? await limitsOf({ ...settings, timeoutMs: Math.min(withinMs, settings.timeoutMs) }, tools) : {}),
  connect: () => connect(settings, tools),
});

/** The server's own limits. Other words are posted than were shown where they are not known: that is said. */
async function limitsOf(settings: MastodonSettings, tools: NetworkTools): Promise<Partial<MastodonLimits>> {
  const { limits, words } =
    settings.url === ''
      ? { limits: {}, words: 'MASTODON_URL is not set' }
      : await askInstance(createClient(settings, tools));
  if (words !== undefined)
    tools.warn(
      `mastodon: the server's limits are not known (${words}); its posts are made for 500 characters and 23 for a link, as on most servers.`,
    );
  return limits;
}

async function connect(settings: MastodonSettings, tools: NetworkTools): Promise<ConnectOutcome> {
  const client = createClient(settings, tools);
  const result = await client.ask('/api/v1/accounts/verify_credentials');
  const login = readAs(accountSchema, result);
  if (!login || result.status !== 'answered') return client.notConnected(result, LOGIN_REFUSALS);
  const session = { ...client, author: authorOf(login, client) };
  return { status: 'connected', account: accountOf(session, settings, tools, result) };
}

function accountOf(session: Session, voice: Voice, tools: NetworkTools, login: HttpAnswer): Account {
  const { acct } = session.author;
  const { now } = tools.clock;
  return {
    id: acct,
    name: `@${acct}`,
    batches: (posts, { media }) => oneEach(posts, media, (...post) => bodyOf(voice, ...post)),
    capacity: capacityOf(login, now),
    access: () => askAccess(session),
    search: (hook) => searchWords(session, hook.text, now()),
    upload: (card) => uploadCard(session, card, tools),
    send: (batch, place) => sendStatus(session, batch, place),
    find: (batch, place) => findStatus(session, batch, place, now()),
    inspect: (ref, batch, { parent }) => inspectStatus(session, ref.id, batch, parent),
    remove: (refs) => removePosts(session, refs),
    ...{ paceMs, settleMs },
  };
}

/** The first post is for everybody's timeline; its answers would fill it. */
const bodyOf = (voice: Voice, text: string, media: MediaIds, index: number): StatusBody => ({
  status: text,
  visibility: index === 0 ? voice.visibility : voice.replyVisibility,
  language: voice.language.replace('_', '-'),
  ...media,
});

/** By the limit that the answer to the login told; most servers tell one, for five minutes. */
function capacityOf(login: HttpAnswer, now: () => Date): Account['capacity'] {
  const told = login.headers.get('x-ratelimit-remaining') ?? '';
  const left = /^\d+$/.test(told) ? Number(told) : Infinity;
  const until = now().getTime() + Math.min(waitSaid(login, now()) ?? Infinity, 5 * MINUTE_MS);
  return (posts) => {
    const retryAfterMs = until - now().getTime();
    if (left >= posts || retryAfterMs <= 0) return Promise.resolve(undefined);
    const words = `the server takes ${String(left)} more requests for now, and the thread needs ${String(posts)}`;
    return Promise.resolve({ words, retryAfterMs });
  };
}

/** Doorkeeper tells the token's own scopes; Mastodon, since 4.3, those of its application. One word on some servers. */
const scopesSchema = v.looseObject({
  scope: v.optional(v.union([v.string(), v.array(v.string())])),
  scopes: v.optional(v.union([v.string(), v.array(v.string())])),
});

/** Whether the token may publish statuses. Only the token itself says yes; its application may have more than it. */
async function askAccess(client: Client): Promise<Access> {
  const own = scopesIn(await client.ask('/oauth/token/info'));
  if (own.some(mayWrite)) return { status: 'may-post' };
  const most = own.length > 0 ? own : scopesIn(await client.ask('/api/v1/apps/verify_credentials'));
  if (most.length > 0 && !most.some(mayWrite))
    return {
      status: 'may-not-post',
      words: `but this token may only ${most.join(', ')}. Make one with the scopes ${SCOPES}, and set MASTODON_ACCESS_TOKEN.`,
    };
  return { status: 'not-known', words: 'and the server does not say whether this token may post.' };
}

const mayWrite = (scope: string): boolean => scope === 'write' || scope === 'write:statuses';

function scopesIn(result: HttpResult): readonly string[] {
  const { scopes = [], scope = scopes } = readAs(scopesSchema, result) ?? {};
  return [scope].flat().flatMap((words) => words.split(/[\s,]+/).filter((word) => word !== ''));
}

import * as v from 'valibot';
import type { Refusal } from '../../core/record.ts';
import type { PostRules } from '../../core/thread.ts';
import type { Account, ConnectOutcome, Network, NetworkTools } from '../network.ts';
import { refusalOfUnsent } from '../http-words.ts';
import { askAccess } from './access.ts';
import { accountSchema } from './answers.ts';
import { createClient, type Client } from './client.ts';
import { findStatus, searchWords } from './find.ts';
import { inspectStatus } from './inspect.ts';
import { askInstance } from './instance.ts';
import { ownerOf, type Owner } from './author.ts';
import { planBatches, type Voice } from './batches.ts';
import { removePosts } from './remove.ts';
import { createCapacity } from './limits.ts';
import { type MastodonLimits, mastodonRules } from './rules.ts';
import { sendStatus } from './send.ts';
import { uploadCard } from './upload.ts';
import { askAgain } from '../http-client.ts';

/** How to reach a server that speaks Mastodon's client API. */
export interface MastodonSettings extends Voice {
  /** Empty where it is not set. */
  readonly url: string;
  readonly accessToken?: string;
  readonly timeoutMs: number;
}

/** One second keeps the order on servers that date posts by the second. */
const paceMs = 1000;
/** A request that was given up may still be at work on a busy server, and some servers read from a copy that lags. */
const settleMs = 20_000;

/** Mastodon, and what speaks like it: a thread is published status by status. */
export function createMastodon(settings: MastodonSettings, tools: NetworkTools): Network {
  const client = createClient(settings, tools);
  return {
    id: 'mastodon',
    rules: async (ask, withinMs = settings.timeoutMs): Promise<PostRules> =>
      mastodonRules(
        ask ? await limitsOf({ ...settings, timeoutMs: Math.min(withinMs, settings.timeoutMs) }, tools) : {},
      ),
    connect: async () => {
      if (!client || settings.accessToken === undefined) return { status: 'refused', refusal: noLogin };
      return await connect(client, settings, tools);
    },
  };
}

/** The server's own limits. Other words are posted than were shown where they are not known: that is said. */
async function limitsOf(settings: MastodonSettings, tools: NetworkTools): Promise<Partial<MastodonLimits>> {
  const client = createClient(settings, tools);
  const { limits, words } = client ? await askInstance(client) : { limits: {}, words: 'MASTODON_URL is not set' };
  if (words !== undefined)
    tools.warn(
      `mastodon: the server's limits are not known (${words}); its posts are made for 500 characters and 23 for a link, as on most servers.`,
    );
  return limits;
}

const noLogin: Refusal = {
  words: 'no server and access token are set',
  advice:
    'Set MASTODON_URL (https://your.server) and MASTODON_ACCESS_TOKEN (Preferences, Development, New application).',
};

async function connect(client: Client, voice: Voice, tools: NetworkTools): Promise<ConnectOutcome> {
  const result = await askAgain(() => client.ask('/api/v1/accounts/verify_credentials'), tools);
  if (result.status === 'unsent') return { status: 'refused', refusal: refusalOfUnsent(result) };
  if (result.status === 'lost') return { status: 'refused', refusal: { words: result.words, retryAfterMs: 60_000 } };
  if (result.code === 404 || result.code === 410)
    return { status: 'refused', refusal: { ...noMastodon, words: client.explain(result).words } };
  if (result.code === 422) return { status: 'refused', refusal: { ...client.explain(result), advice: noUser } };
  if (result.code !== 200) return { status: 'refused', refusal: client.explain(result) };
  const read = v.safeParse(accountSchema, result.json);
  if (!read.success) return { status: 'refused', refusal: noMastodon };
  const owner = ownerOf(read.output, client);
  return {
    status: 'connected',
    account: { ...accountOf(client, owner, voice, tools), capacity: createCapacity(result, tools.clock.now) },
  };
}

/** What some servers say to a token of an application that nobody has logged in to. */
const noUser =
  'The token may be one of the application alone, without a user: make one under Preferences, Development, as the account that posts, and set MASTODON_ACCESS_TOKEN.';

const noMastodon: Refusal = {
  words: '200, with an answer that names no account',
  advice: "Check MASTODON_URL: nothing that speaks Mastodon's client API answers there.",
};

function accountOf(client: Client, owner: Owner, voice: Voice, tools: NetworkTools): Omit<Account, 'capacity'> {
  const { now } = tools.clock;
  return {
    id: owner.acct,
    name: `@${owner.acct}`,
    batches: (posts, { media }) => planBatches(posts, media, voice),
    access: () => askAccess(client),
    search: (hook) => searchWords(client, owner, hook.text, now()),
    upload: (card) => uploadCard(client, card, tools),
    send: (batch, place) => sendStatus(client, owner, batch, place),
    find: (batch, place) => findStatus(client, owner, batch, place, now()),
    inspect: (ref, batch, place) => inspectStatus(client, owner, ref, { batch, place }),
    remove: (refs) => removePosts(client, refs),
    paceMs,
    settleMs,
  };
}

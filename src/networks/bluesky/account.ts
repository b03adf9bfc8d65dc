import type { Moment } from '../../core/moment.ts';
import type { Account, ConnectOutcome, Network, NetworkTools } from '../network.ts';
import { planBatches } from './batches.ts';
import { searchText } from './timeline.ts';
import { blueskyRules } from './rules.ts';
import { logIn, type Session } from './client.ts';
import { uploadCard } from './upload.ts';
import { findBatch } from './find.ts';
import { removePosts } from './remove.ts';
import { sendBatch } from './send.ts';

/** How to log in to Bluesky. */
export interface BlueskySettings {
  /** Where the account logs in; its own server is named by its DID document. */
  readonly service: string;
  readonly login: { readonly handle: string; readonly appPassword: string };
  /** BCP 47. */
  readonly language: string;
  readonly timeoutMs: number;
}

/** Bluesky: a thread is written whole, in one atomic request, under keys and hashes that are known beforehand. */
export function createBluesky(settings: BlueskySettings, tools: NetworkTools): Network {
  return {
    id: 'bluesky',
    rules: () => Promise.resolve(blueskyRules),
    connect: () => connect(settings, tools),
  };
}

async function connect({ login, ...settings }: BlueskySettings, tools: NetworkTools): Promise<ConnectOutcome> {
  const session = await logIn({ ...settings, ...login }, tools);
  if ('refusal' in session) return { status: 'refused', refusal: session.refusal };
  return { status: 'connected', account: await accountOf(session, settings.language, tools) };
}

/** The code that encodes records is loaded only here: no other network pays for it. */
async function accountOf(session: Session, language: string, tools: NetworkTools): Promise<Account> {
  const { cidOfRecord, cidOfBytes } = await import('./cid.ts');
  return {
    id: session.did,
    name: `@${session.handle}`,
    batches: (posts, context) =>
      planBatches(posts, { ...context, at: inTime(context.at, session) }, session, language, cidOfRecord),
    // A write that is over the server's limit is refused whole, with the moment when it will be taken.
    capacity: () => Promise.resolve(undefined),
    search: (hook) => searchText(session, hook.text.toWellFormed()),
    upload: (card) => uploadCard(session, card, cidOfBytes, tools),
    send: (batch) => sendBatch(session, batch),
    find: (batch, { others }) => findBatch(session, batch, others),
    remove: (refs) => removePosts(session, refs),
    paceMs: 0,
    settleMs: 0,
  };
}

/** A post from the future stands anywhere in a feed: a clock that is ahead dates by the server's. */
const inTime = (at: Moment, { aheadMs }: Session): Moment => new Date(Date.parse(at) - aheadMs).toISOString();

import type { Batch, PostRef } from '../../../src/core/record/thread-record.ts';
import type { Post } from '../../../src/core/thread/posts.ts';
import { createX, type XSettings } from '../../../src/networks/x/account.ts';
import type { Account, NetworkTools, Place } from '../../../src/networks/network.ts';
import { xKeys } from '../../peers/x-server.ts';

export const settingsFor = (apiUrl: string, more: Partial<XSettings> = {}): XSettings => ({
  keys: xKeys,
  apiUrl,
  pauseMs: 0,
  timeoutMs: 1000,
  settleMs: 1000,
  ...more,
});

export const toolsWith = (more: Partial<NetworkTools> = {}): NetworkTools => ({
  clock: { now: () => new Date(), sleep: () => Promise.resolve() },
  fetch,
  abort: new AbortController().signal,
  warn: () => undefined,
  ...more,
});

/** An account that is logged in at this address. */
export async function loginAt(url: string, more: Partial<XSettings> = {}, tools = toolsWith()): Promise<Account> {
  const outcome = await createX(settingsFor(url, more), tools).connect();
  if (outcome.status !== 'connected') throw new Error(outcome.refusal.words);
  return outcome.account;
}

export const postOf = (text: string): Post => ({ kind: 'closer', text, length: text.length, links: [] });

export const batchOf = (text: string): Batch => ({ posts: [0], body: { text } });

export const placeUnder = (parent?: PostRef, tries = 0): Place => ({
  key: 'k',
  ...(parent && { root: parent, parent }),
  ...(tries > 0 && { sentAt: new Date().toISOString() }),
});

import { randomUUID } from 'node:crypto';
import { createRestAPIClient, type mastodon } from 'masto';
import { it, vi } from 'vitest';
import type { Post } from '../../../src/core/thread/posts.ts';
import { createMastodon } from '../../../src/networks/mastodon/account.ts';
import { saysTheSame } from '../../../src/networks/mastodon/likeness.ts';
import { makeTools, mastodonSettings, post } from '../bench.ts';
import { networkContract, type Bench } from '../contract.ts';
import { faultyFetch } from '../faulty-fetch.ts';

const { MASTODON_TEST_URL: server, MASTODON_TEST_TOKEN: token } = process.env;

/** A real server is asked over a network, waits on its own queues, and is given time to do so. */
const patientMs = 120_000;

if (server && token) {
  vi.setConfig({ testTimeout: patientMs, hookTimeout: patientMs });
  const url = server.replace(/\/+$/, '');
  networkContract(`The server at ${url}`, () => openLive(url, token), ['refuse', 'rateLimit']);
} else it.skip('A real server keeps the contract: set MASTODON_TEST_URL and MASTODON_TEST_TOKEN to have it proven');

/** A small thread with words of its own, unlisted, deleted at the end as far as the server lets us. */
function openLive(url: string, accessToken: string): Bench {
  const nonce = randomUUID().slice(0, 8);
  const posts: readonly Post[] = [
    post('hook', `Trial of a bot ${nonce}`),
    post('closer', `1/1 Agents & notes: https://example.org/a?b=1&c=2 ${nonce}`),
    post('closer', `That was it. 論文 👩‍🔬 ${nonce}`),
  ];
  const faulty = faultyFetch(({ method, url: asked }) => method === 'POST' && asked.endsWith('/api/v1/statuses'));
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));
  const tools = makeTools({ fetch: faulty.fetch, clock: { now: () => new Date(), sleep } });
  const settings = mastodonSettings(url, { accessToken, visibility: 'unlisted', timeoutMs: 10_000 });
  const reader = createRestAPIClient({ url, accessToken });
  const ours = async () => inOrder((await newest(reader)).filter(({ content }) => content.includes(nonce)));
  return {
    network: () => createMastodon(settings, tools),
    intruder: () => createMastodon({ ...settings, accessToken: 'SECRETwrong' }, tools),
    posts,
    shown: async () => (await ours()).map((status) => posts.find(({ text }) => saysTheSame(status, text))?.text ?? ''),
    patienceMs: 15_000,
    ignoresKeys: 'perhaps',
    faults: faulty.faults,
    abort: tools.stop,
    warnings: tools.warnings,
    secrets: [accessToken, 'SECRETwrong'],
    close: async () => {
      // Last first. A server that allows no more deletions for now keeps some, and a person is told which.
      for (const { id, url: page, uri } of (await ours()).toReversed())
        await reader.v1.statuses
          .$select(id)
          .remove()
          .catch((error: unknown) => console.warn(`Not deleted: ${page ?? uri} (${String(error)})`));
    },
  };
}

type Status = mastodon.v1.Status;

/** The id that the login tells is not everywhere the one under which statuses are listed. */
async function newest(reader: mastodon.rest.Client): Promise<readonly Status[]> {
  const { id, acct } = await reader.v1.accounts.verifyCredentials();
  const listed = await reader.v1.accounts.$select(id).statuses.list({ limit: 40 });
  if (listed.length > 0) return listed;
  const known = await reader.v1.accounts.lookup({ acct }).catch(() => ({ id }));
  return known.id === id ? listed : await reader.v1.accounts.$select(known.id).statuses.list({ limit: 40 });
}

/** By what answers what: neither ids nor dates tell everywhere which one came first. */
function inOrder(statuses: readonly Status[]): readonly Status[] {
  const below = (parent: Status): readonly Status[] => [
    parent,
    ...statuses.filter(({ inReplyToId }) => inReplyToId === parent.id).flatMap(below),
  ];
  return statuses.filter(({ inReplyToId }) => !statuses.some(({ id }) => id === inReplyToId)).flatMap(below);
}

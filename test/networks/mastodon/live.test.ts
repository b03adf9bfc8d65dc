import { randomUUID } from 'node:crypto';
import { createRestAPIClient, type mastodon } from 'masto';
import { it } from 'vitest';
import type { Post } from '../../../src/core/thread.ts';
import { createMastodon } from '../../../src/networks/mastodon.ts';
import { saysTheSame } from '../../../src/networks/mastodon/words.ts';
import type { Network, NetworkTools } from '../../../src/networks/network.ts';
import { networkContract, type Bench } from '../contract.ts';
import { faultyFetch } from '../faulty-fetch.ts';
import { settingsFor } from './bench.ts';

const { MASTODON_TEST_URL: url, MASTODON_TEST_TOKEN: token } = process.env;

if (url && token) networkContract(`The server at ${url}`, () => benchOn(url, token), ['refuse', 'rateLimit']);
else it.skip('A real server keeps the contract: set MASTODON_TEST_URL and MASTODON_TEST_TOKEN to have it proven');

/** A small thread with words of its own, unlisted, deleted at the end as far as the server lets us. */
async function benchOn(server: string, accessToken: string): Promise<Bench> {
  const nonce = randomUUID().slice(0, 8);
  const posts = ['Trial of a bot', '1/1 Agents & notes: https://example.org/a?b=1&c=2', 'That was it. 論文 👩‍🔬'].map(
    (text, index): Post => ({ kind: index === 0 ? 'hook' : 'closer', text: `${text} ${nonce}`, length: 60, links: [] }),
  );
  const controller = new AbortController();
  const warnings: string[] = [];
  const faulty = faultyFetch(({ method, url: asked }) => method === 'POST' && asked.endsWith('/api/v1/statuses'));
  const tools: NetworkTools = {
    clock: { now: () => new Date(), sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)) },
    fetch: faulty.fetch,
    abort: controller.signal,
    warn: (line) => warnings.push(line),
  };
  const settings = settingsFor(server, { accessToken, visibility: 'unlisted', timeoutMs: 10_000 });
  const reader = createRestAPIClient({ url: server, accessToken });
  const { id } = await reader.v1.accounts.verifyCredentials();
  const listed = async () => (await reader.v1.accounts.$select(id).statuses.list({ limit: 20 })).filter(isOurs);
  const isOurs = ({ content }: mastodon.v1.Status) => content.includes(nonce);
  const said = ({ content }: mastodon.v1.Status) =>
    posts.find(({ text }) => saysTheSame(content, text))?.text ?? content;
  return {
    network: () => withOwnKeys(createMastodon(settings, tools), nonce),
    intruder: () => createMastodon({ ...settings, accessToken: 'SECRETwrong' }, tools),
    posts,
    shown: async () => (await listed()).map(said).toReversed(),
    faults: faulty.faults,
    abort: () => controller.abort(),
    warnings,
    secrets: [accessToken, 'SECRETwrong'],
    close: async () => {
      const left = await listed();
      await Promise.allSettled(left.map((status) => reader.v1.statuses.$select(status.id).remove()));
    },
  };
}

/** Each case freezes at the same moment: the server would take a case's posts for those of the one before. */
const withOwnKeys = (network: Network, nonce: string): Network => ({
  ...network,
  connect: async () => {
    const outcome = await network.connect();
    if (outcome.status !== 'connected') return outcome;
    const { account } = outcome;
    const send: typeof account.send = (batch, place) => account.send(batch, { ...place, key: `${nonce}/${place.key}` });
    return { status: 'connected', account: { ...account, send } };
  },
});

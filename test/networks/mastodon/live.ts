import { randomUUID } from 'node:crypto';
import { createRestAPIClient, type mastodon } from 'masto';
import type { Post } from '../../../src/core/thread/posts.ts';
import { createMastodon } from '../../../src/networks/mastodon/account.ts';
import { saysTheSame } from '../../../src/networks/mastodon/likeness.ts';
import type { Account, Network, NetworkTools } from '../../../src/networks/network.ts';
import type { Bench } from '../contract.ts';
import { faultyFetch } from '../faulty-fetch.ts';
import { mastodonSettings } from '../bench.ts';

type Status = mastodon.v1.Status;

/** A server may show what it took a little later. */
const patienceMs = 15_000;

/** A small thread with words of its own, unlisted, deleted at the end as far as the server lets us. */
export function openLive(server: string, accessToken: string): Bench {
  const nonce = randomUUID().slice(0, 8);
  const posts = postsWith(nonce);
  const controller = new AbortController();
  const warnings: string[] = [];
  const faulty = faultyFetch(({ method, url }) => method === 'POST' && url.endsWith('/api/v1/statuses'));
  const tools: NetworkTools = {
    clock: { now: () => new Date(), sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)) },
    fetch: faulty.fetch,
    abort: controller.signal,
    warn: (line) => warnings.push(line),
  };
  const url = server.replace(/\/+$/, '');
  const settings = mastodonSettings(url, { accessToken, visibility: 'unlisted', timeoutMs: 10_000 });
  const reader = createRestAPIClient({ url, accessToken });
  const ours = async (): Promise<readonly Status[]> =>
    inOrder((await newest(reader)).filter(({ content }) => content.includes(nonce)));
  const said = ({ content }: Status) => posts.find(({ text }) => saysTheSame({ content }, text))?.text ?? content;
  return {
    network: () => patient(createMastodon(settings, tools), nonce),
    intruder: () => createMastodon({ ...settings, accessToken: 'SECRETwrong' }, tools),
    posts,
    shown: async () => (await ours()).map(said),
    patienceMs,
    ignoresKeys: 'perhaps',
    faults: faulty.faults,
    abort: () => controller.abort(),
    warnings,
    secrets: [accessToken, 'SECRETwrong'],
    close: async () => removeAll(reader, await ours()),
  };
}

const postsWith = (nonce: string): readonly Post[] =>
  ['Trial of a bot', '1/1 Agents & notes: https://example.org/a?b=1&c=2', 'That was it. 論文 👩‍🔬'].map(
    (text, index): Post => ({
      kind: index === 0 ? 'hook' : 'closer',
      text: `${text} ${nonce}`,
      length: 60,
      links: [],
    }),
  );

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
  const isAnswer = ({ inReplyToId }: Status) => statuses.some(({ id }) => id === inReplyToId);
  const below = (status: Status): readonly Status[] => [
    status,
    ...statuses.filter(({ inReplyToId }) => inReplyToId === status.id).flatMap(below),
  ];
  return statuses.filter((status) => !isAnswer(status)).flatMap(below);
}

const looks = 3;

/**
 * Each case freezes at the same moment: the server would take a case's posts for those of the one before, so that they
 * get keys of their own. And what a server shows late is looked for again, as the bot does until `settleMs` is over.
 */
const patient = (network: Network, nonce: string): Network => ({
  ...network,
  connect: async () => {
    const outcome = await network.connect();
    if (outcome.status !== 'connected') return outcome;
    const { account } = outcome;
    const send: Account['send'] = (batch, place) => account.send(batch, { ...place, key: `${nonce}/${place.key}` });
    const find: Account['find'] = (batch, place) => lookAgain(() => account.find(batch, place));
    const search: Account['search'] = (hook) => lookAgain(() => account.search(hook));
    return { status: 'connected', account: { ...account, send, find, search } };
  },
});

async function lookAgain<Found extends { readonly status: string }>(look: () => Promise<Found>): Promise<Found> {
  let found = await look();
  for (let count = 1; count < looks && found.status === 'absent'; count += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    found = await look();
  }
  return found;
}

/** Last first. A server that allows no more deletions for now keeps some, and a person is told which. */
async function removeAll(reader: mastodon.rest.Client, statuses: readonly Status[]): Promise<void> {
  for (const { id, url, uri } of statuses.toReversed()) {
    await reader.v1.statuses
      .$select(id)
      .remove()
      .catch((error: unknown) => console.warn(`Not deleted: ${url ?? uri} (${String(error)})`));
  }
}

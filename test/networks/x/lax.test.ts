import { afterEach, describe, expect, it } from 'vitest';
import { startPeer, type Peer } from '../../peers/peer.ts';
import { batchOf, loginAt } from './bench.ts';

let server: Peer;
afterEach(() => server.close());

const ME = { data: { id: '7', username: 'weekly_papers' } };
const LIST = {
  data: [{ id: '1936000000000000002', text: 'Ten papers', conversation_id: '1936000000000000002' }],
  meta: { result_count: 1 },
};

/** Answers without saying of which kind its answers are. Gives its address. */
async function listenAt(host: string): Promise<string> {
  server = await startPeer(
    ({ url }, response) => {
      response.end(JSON.stringify(url.pathname.includes('/users/me') ? ME : LIST));
    },
    { host },
  );
  return server.url;
}

describe('a server that is not quite like X', () => {
  it('is reached at an IPv6 address', async () => {
    expect((await loginAt(await listenAt('::1'))).name).toBe('@weekly_papers');
  });

  it('may leave out what kind of answer its listing is', async () => {
    const account = await loginAt(await listenAt('127.0.0.1'));
    const place = { key: 'k', sentAt: '2025-06-20T00:00:00.000Z' };
    const finding = await account.find(batchOf('Ten papers'), place);
    expect(finding).toMatchObject({ status: 'found', refs: [{ id: '1936000000000000002' }] });
  });
});

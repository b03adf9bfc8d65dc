import * as v from 'valibot';
import { countGraphemes, findUrls, type PostRules } from '../../../src/core/thread.ts';
import type { Account, Network, NetworkTools } from '../../../src/networks/network.ts';
import { networkRoom } from '../../../src/networks/room.ts';
import { base, secret } from '../../../src/values.ts';

declare module '../../../src/core/network-id.ts' {
  interface NetworkIds {
    readonly wall: true;
  }
}

interface WallSettings {
  readonly url: string;
  readonly key: string;
}

const rules: PostRules = {
  network: 'wall',
  name: 'Wall',
  limit: 240,
  measure: countGraphemes,
  fits: (text) => countGraphemes(text) <= 240,
  linkStyle: 'written',
  findLinks: findUrls,
  mentions: false,
  oneCashtag: false,
  altLimit: null,
  price: () => 0.01,
  removalPrice: 0,
};

/** A network that nobody has: a wall on which whoever has the key may write. */
export const wall = networkRoom(
  {
    id: 'wall',
    variables: { WALL_URL: v.optional(base('WALL_URL=https://wall.example')), WALL_KEY: v.optional(secret()) },
    secrets: ['WALL_KEY'],
    keys: ['WALL_URL', 'WALL_KEY'],
    alone: ['WALL_URL'],
    server: 'WALL_URL',
    otherNames: { WALL_PASSWORD: 'WALL_KEY' },
    drawing: { colour: '#aa3300', address: (url) => `[${new URL(url).host}]` },
    rules: () => Promise.resolve(rules),
  },
  ({ WALL_URL: url = '', WALL_KEY: key = '' }) => ({
    create: (tools) => Promise.resolve(createWall({ url, key }, tools)),
  }),
);

function createWall({ url, key }: WallSettings, { fetch }: NetworkTools): Network {
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}/${path}`, { ...init, headers: { authorization: key } });
  const account: Account = {
    id: 'papers',
    name: '@papers',
    batches: (posts) => posts.map(({ text }, index) => ({ posts: [index], body: text })),
    capacity: () => Promise.resolve(undefined),
    search: () => Promise.resolve({ status: 'absent' }),
    send: async ({ body }) => {
      const answer = await ask('posts', { method: 'POST', body: JSON.stringify(body) });
      const words = await answer.text();
      if (!answer.ok) return { status: 'refused', refusal: { words } };
      return { status: 'posted', refs: [{ id: words, url: `${url}/posts/${words}` }] };
    },
    find: () => Promise.resolve({ status: 'absent' }),
    remove: async (refs) => {
      for (const { id } of refs) await ask(`posts/${id}`, { method: 'DELETE' });
      return { status: 'removed' };
    },
    paceMs: 0,
    settleMs: 0,
  };
  return {
    id: 'wall',
    rules: () => Promise.resolve(rules),
    connect: async () => {
      const answer = await ask('me');
      if (answer.ok) return { status: 'connected', account };
      return { status: 'refused', refusal: { words: await answer.text() } };
    },
  };
}

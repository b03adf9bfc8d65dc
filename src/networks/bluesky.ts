import * as v from 'valibot';
import { base, secret } from '../values.ts';
import { networkRoom } from './room.ts';
import type { BlueskySettings } from './bluesky/account.ts';

export const bluesky = networkRoom(
  {
    id: 'bluesky',
    variables: {
      BLUESKY_SERVICE: v.optional(base('BLUESKY_SERVICE=https://bsky.social'), 'https://bsky.social'),
      BLUESKY_HANDLE: v.optional(handle()),
      BLUESKY_APP_PASSWORD: v.optional(secret()),
    },
    secrets: ['BLUESKY_APP_PASSWORD'],
    keys: ['BLUESKY_HANDLE', 'BLUESKY_APP_PASSWORD'],
    server: 'BLUESKY_SERVICE',
    otherNames: {
      BLUESKY_IDENTIFIER: 'BLUESKY_HANDLE',
      BLUESKY_USERNAME: 'BLUESKY_HANDLE',
      BLUESKY_PASSWORD: 'BLUESKY_APP_PASSWORD',
      BLUESKY_HOST: 'BLUESKY_SERVICE',
      BLUESKY_URL: 'BLUESKY_SERVICE',
    },
    drawing: { colour: '#1083fe' },
    rules: async () => (await import('./bluesky/rules.ts')).blueskyRules,
  },
  ({ BLUESKY_SERVICE: service, BLUESKY_HANDLE: handle = '', BLUESKY_APP_PASSWORD: appPassword = '' }, { language }) => {
    const settings: BlueskySettings = { service, login: { handle, appPassword }, language, timeoutMs: 30_000 };
    return {
      ...(handle !== '' && { account: `@${handle}` }),
      create: async (tools) => (await import('./bluesky/account.ts')).createBluesky(settings, tools),
    };
  },
);

function handle() {
  return v.pipe(
    v.string(),
    v.transform((text) => text.replace(/^@/, '')),
    // A login also takes the account's DID or its mail address.
    v.regex(
      /^(?:did:[a-z]+:[^\s/@\p{Cf}]+|[^\s/@.\p{Cf}]+([.@][^\s/@.\p{Cf}]+)+)$/u,
      'a full handle, e.g. BLUESKY_HANDLE=name.bsky.social',
    ),
  );
}

import * as v from 'valibot';
import { SECOND_MS } from '../core/moment.ts';
import { base, milliseconds, secret, whole } from '../values.ts';
import { ellipsised, withoutScheme } from '../render/html.ts';
import { networkRoom } from './room.ts';
import type { XSettings } from './x/account.ts';

const keys = ['X_APP_KEY', 'X_APP_SECRET', 'X_ACCESS_TOKEN', 'X_ACCESS_SECRET'] as const;

export const x = networkRoom(
  {
    id: 'x',
    variables: {
      X_APP_KEY: v.optional(secret()),
      X_APP_SECRET: v.optional(secret()),
      X_ACCESS_TOKEN: v.optional(secret()),
      X_ACCESS_SECRET: v.optional(secret()),
      X_API_URL: v.optional(base('X_API_URL=https://api.x.com'), 'https://api.x.com'),
      X_POST_PAUSE_MS: v.optional(milliseconds(0, 'X_POST_PAUSE_MS=3000'), '3000'),
      X_TIMEOUT_MS: v.optional(milliseconds(1, 'X_TIMEOUT_MS=30000'), '30000'),
      RECONCILE_WAIT_SECONDS: v.optional(whole(0, 86_400, 'a number of seconds', 'RECONCILE_WAIT_SECONDS=300'), '300'),
    },
    secrets: keys,
    keys,
    server: 'X_API_URL',
    otherNames: {
      X_API_KEY: 'X_APP_KEY',
      X_API_SECRET: 'X_APP_SECRET',
      X_API_KEY_SECRET: 'X_APP_SECRET',
      X_CONSUMER_KEY: 'X_APP_KEY',
      X_CONSUMER_SECRET: 'X_APP_SECRET',
      X_ACCESS_TOKEN_SECRET: 'X_ACCESS_SECRET',
      TWITTER_API_KEY: 'X_APP_KEY',
      TWITTER_API_SECRET: 'X_APP_SECRET',
      TWITTER_ACCESS_TOKEN: 'X_ACCESS_TOKEN',
      TWITTER_ACCESS_TOKEN_SECRET: 'X_ACCESS_SECRET',
      TWITTER_ACCESS_SECRET: 'X_ACCESS_SECRET',
    },
    drawing: { colour: '#1d9bf0', address: drawn },
    rules: async () => (await import('./x/rules.ts')).xRules,
  },
  (read) => {
    const settings: XSettings = {
      keys: {
        appKey: read.X_APP_KEY ?? '',
        appSecret: read.X_APP_SECRET ?? '',
        accessToken: read.X_ACCESS_TOKEN ?? '',
        accessSecret: read.X_ACCESS_SECRET ?? '',
      },
      apiUrl: read.X_API_URL,
      pauseMs: read.X_POST_PAUSE_MS,
      timeoutMs: read.X_TIMEOUT_MS,
      settleMs: read.RECONCILE_WAIT_SECONDS * SECOND_MS,
    };
    return { create: async (tools) => (await import('./x/account.ts')).createX(settings, tools) };
  },
);

/** X shows the host and the beginning of the path: `github.com/someone/some-rep…`. */
function drawn(url: string): string {
  const text = withoutScheme(url).replace(/\/$/, '');
  const host = text.split('/', 1)[0] ?? '';
  return ellipsised(text, Math.max(host.length, 26));
}

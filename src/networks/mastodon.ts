import * as v from 'valibot';
import { base, oneOf, secret } from '../values.ts';
import { ellipsised, withoutScheme } from '../render/html.ts';
import { networkRoom } from './room.ts';
import type { MastodonSettings } from './mastodon/account.ts';

export const mastodon = networkRoom(
  {
    id: 'mastodon',
    variables: {
      MASTODON_URL: v.optional(base('MASTODON_URL=https://mastodon.social')),
      MASTODON_ACCESS_TOKEN: v.optional(secret()),
      MASTODON_VISIBILITY: v.optional(visibility('MASTODON_VISIBILITY=public'), 'public'),
      MASTODON_REPLY_VISIBILITY: v.optional(visibility('MASTODON_REPLY_VISIBILITY=unlisted'), 'unlisted'),
    },
    secrets: ['MASTODON_ACCESS_TOKEN'],
    keys: ['MASTODON_URL', 'MASTODON_ACCESS_TOKEN'],
    // Of a server alone the rules are asked.
    alone: ['MASTODON_URL'],
    server: 'MASTODON_URL',
    otherNames: {
      MASTODON_HOST: 'MASTODON_URL',
      MASTODON_SERVER: 'MASTODON_URL',
      MASTODON_INSTANCE: 'MASTODON_URL',
      MASTODON_TOKEN: 'MASTODON_ACCESS_TOKEN',
    },
    asksServer: true,
    // Mastodon hides the scheme and what follows the first 30 characters.
    drawing: { colour: '#6364ff', address: (url) => ellipsised(withoutScheme(url), 30) },
    rules: async () => (await import('./mastodon/rules.ts')).mastodonRules(),
  },
  (read, { language }) => {
    const settings: MastodonSettings = {
      url: read.MASTODON_URL ?? '',
      accessToken: read.MASTODON_ACCESS_TOKEN ?? '',
      visibility: read.MASTODON_VISIBILITY,
      replyVisibility: read.MASTODON_REPLY_VISIBILITY,
      language,
      timeoutMs: 30_000,
    };
    return { create: async (tools) => (await import('./mastodon/account.ts')).createMastodon(settings, tools) };
  },
);

function visibility(example: string) {
  return oneOf(['public', 'unlisted', 'private', 'direct'], example);
}

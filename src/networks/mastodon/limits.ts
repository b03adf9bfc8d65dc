import * as v from 'valibot';
import type { Client } from './client.ts';
import type { MastodonLimits } from './rules.ts';

/** One field that cannot be read must not take the others with it. */
const lenient = v.fallback(v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))), undefined);

/** `configuration` is Mastodon's, since 3.4.2; the fields beside it are those of older servers and other software. */
const instanceSchema = v.looseObject({
  configuration: v.fallback(
    v.optional(
      v.looseObject({
        statuses: v.optional(v.looseObject({ max_characters: lenient, characters_reserved_per_url: lenient }), {}),
        media_attachments: v.optional(v.looseObject({ description_limit: lenient }), {}),
      }),
    ),
    undefined,
  ),
  max_toot_chars: lenient,
  description_limit: lenient,
});

/** The server's own limits, from the newest description of itself that it has. What it does not say is left out. */
export async function askLimits(client: Client): Promise<Partial<MastodonLimits>> {
  for (const path of ['/api/v2/instance', '/api/v1/instance']) {
    const answer = await client.ask(path);
    if (answer.status !== 'answered') return {};
    const limits = answer.code === 200 ? limitsOf(answer.json) : {};
    if (limits.maxCharacters !== undefined) return limits;
  }
  return {};
}

function limitsOf(json: unknown): Partial<MastodonLimits> {
  const read = v.safeParse(instanceSchema, json);
  if (!read.success) return {};
  const { configuration, max_toot_chars, description_limit } = read.output;
  const maxCharacters = configuration?.statuses.max_characters ?? max_toot_chars;
  const urlLength = configuration?.statuses.characters_reserved_per_url;
  // Who tells how long a post may be, and nothing of addresses (or 0), counts them like all else.
  const counted = maxCharacters === undefined ? {} : { urlLength: null };
  const altLimit = configuration?.media_attachments.description_limit ?? description_limit;
  return {
    ...(maxCharacters === undefined ? {} : { maxCharacters }),
    ...(urlLength === undefined ? counted : { urlLength }),
    ...(altLimit === undefined ? {} : { altLimit }),
  };
}

import * as v from 'valibot';
import { readAs } from '../answers.ts';
import type { Client } from './client.ts';
import type { MastodonLimits } from './rules.ts';

/** One field that cannot be read must not take the others with it. */
const lenient = v.fallback(v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))), undefined);
const name = v.fallback(v.optional(v.pipe(v.string(), v.nonEmpty(), v.toLowerCase())), undefined);

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
  domain: name,
  uri: name,
});
type Description = v.InferOutput<typeof instanceSchema>;

/** What a server says of itself. What it does not say is left out. */
export interface Instance {
  readonly limits: Partial<MastodonLimits>;
  /** What it is called in the names of its accounts. */
  readonly hosts: readonly string[];
  /** Why its limits are not known; absent where they are. */
  readonly words?: string;
}

/** Asks a server for the newest description of itself that it has. Anybody may ask: the token is not sent. */
export async function askInstance(client: Pick<Client, 'askOpenly' | 'wordsOf'>): Promise<Instance> {
  const hosts: string[] = [];
  let words = 'it does not tell them';
  for (const path of ['/api/v2/instance', '/api/v1/instance']) {
    const result = await client.askOpenly(path);
    if (result.status !== 'answered') return { limits: {}, hosts, words: result.words };
    const description = readAs(instanceSchema, result);
    if (!description) words = client.wordsOf(result);
    else hosts.push(...hostsOf(description));
    const limits = description ? limitsOf(description) : {};
    if (limits.maxCharacters !== undefined) return { limits, hosts };
  }
  return { limits: {}, hosts, words };
}

/** `domain` is a name; `uri` is a name or an address. */
const hostsOf = ({ domain, uri }: Description): readonly string[] =>
  [domain, uri].flatMap((name) => (name === undefined ? [] : [name.replace(/^https?:\/\//i, '').replace(/\/.*$/, '')]));

function limitsOf({ configuration, max_toot_chars, description_limit }: Description): Partial<MastodonLimits> {
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

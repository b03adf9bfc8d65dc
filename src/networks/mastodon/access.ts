import * as v from 'valibot';
import type { HttpResult } from '../../http.ts';
import { readAs } from '../answers.ts';
import type { Access } from '../network.ts';
import type { Client } from './client.ts';

/** Doorkeeper tells the token's own scopes; Mastodon, since 4.3, those of its application. One word on some servers. */
const scopesSchema = v.looseObject({
  scope: v.optional(v.union([v.string(), v.array(v.string())])),
  scopes: v.optional(v.union([v.string(), v.array(v.string())])),
});

/** Whether the token may publish statuses. Only the token itself says yes; its application may have more than it. */
export async function askAccess(client: Client): Promise<Access> {
  const own = scopesIn(await client.ask('/oauth/token/info'));
  if (own.some(mayWrite)) return { status: 'may-post' };
  const most = own.length > 0 ? own : scopesIn(await client.ask('/api/v1/apps/verify_credentials'));
  if (most.length > 0 && !most.some(mayWrite))
    return {
      status: 'may-not-post',
      words: `but this token may only ${most.join(', ')}. Make one with the scopes write:statuses write:media read:statuses read:accounts, and set MASTODON_ACCESS_TOKEN.`,
    };
  return { status: 'not-known', words: 'and the server does not say whether this token may post.' };
}

const mayWrite = (scope: string): boolean => scope === 'write' || scope === 'write:statuses';

function scopesIn(result: HttpResult): readonly string[] {
  const { scopes = [], scope = scopes } = readAs(scopesSchema, result) ?? {};
  return [scope].flat().flatMap((words) => words.split(/[\s,]+/).filter((word) => word !== ''));
}
